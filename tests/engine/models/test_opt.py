"""A pre-trained network is fine-tuned on its own text, on a tiny OPT that the test makes itself."""

import os
import shutil
import sys
import threading
import time
from itertools import islice
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from engine import Trajectory, run, settings
from engine.knobs import BadSpec
from engine.models import _checkpoints as checkpoints
from engine.models._fitted_causal_lm import FittedCausalLM
from engine.neural import huggingface
from engine.progress import Progress
from engine.recording import load, save
from engine.settings import Settings
from engine.truths.text import Text, reference_text
from tests.support.statistics import stream

WITHOUT = "no text is cut by a network's own tokenizer without transformers (requirements-llm.txt)"


@pytest.fixture(scope="module")
def transformers() -> Any:
    """The library, where it is installed."""
    return pytest.importorskip("transformers", reason=WITHOUT)


@pytest.fixture(scope="module")
def folder(transformers: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network of 16 numbers a token that knows nothing, its tokenizer, and a text."""
    import tokenizers
    import torch

    made = tmp_path_factory.mktemp("networks") / "tiny"
    cutter = tokenizers.ByteLevelBPETokenizer()
    cutter.train_from_iterator(
        [reference_text()[:60_000]], 400, special_tokens=["<s>", "<pad>", "</s>", "<unk>"]
    )
    own = transformers.PreTrainedTokenizerFast(
        tokenizer_object=cutter._tokenizer, bos_token="</s>", eos_token="</s>", pad_token="<pad>"
    )
    own.save_pretrained(made)
    config = transformers.OPTConfig(
        vocab_size=408,
        hidden_size=16,
        word_embed_proj_dim=16,
        num_hidden_layers=2,
        ffn_dim=32,
        num_attention_heads=2,
        max_position_embeddings=136,
        init_std=0.3,
    )
    with torch.random.fork_rng():
        torch.manual_seed(3)
        transformers.OPTForCausalLM(config).save_pretrained(made)
    (made / "a text.txt").write_text(reference_text()[:60_000], encoding="utf-8")
    return made


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Checkpoints of the test's own."""
    monkeypatch.setattr(checkpoints, "FOLDER", tmp_path / "kept")
    return tmp_path / "kept"


@pytest.fixture
def together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Blocks of a network so small are written together."""
    from engine.models import _finetuning

    monkeypatch.setitem(_finetuning.AT_ONCE, "cpu", 64)
    return folder


TINY = "opt:epochs=1,rate=0.01,beams=1"


def little(folder: Path, model: str = TINY, **values: Any) -> Settings:
    """Ten generations of the tiny one."""
    truth = Text(file=str(folder / "a text.txt"), tokenizer=str(folder))
    made = {"samples": 12, "generations": 10, "policy": "replace"} | values
    return settings(truth=truth, model=model, **made)


def test_a_text_in_tokens_reads_as_it_was(folder: Path) -> None:
    truth = little(folder).truth
    assert isinstance(truth, Text)
    whole = "".join(truth.symbols[int(number)] for row in truth.taught[:9] for number in row)
    assert whole == reference_text()[: len(whole)], "nothing is lost, spaces and lines included"
    assert truth.tokens is not None
    assert len(truth.tokens.ids) == len(truth.symbols) == len(set(truth.tokens.ids.tolist()))
    assert (truth.probabilities > 0).all() and (np.diff(truth.probabilities) <= 0).all()


@pytest.mark.slow
def test_every_generation_starts_from_the_same_network_and_goes_on_with_the_same_text(
    together: Path,
) -> None:
    folder = together
    made = little(folder)
    one, other = (list(islice(run(made), 2)) for _ in range(2))
    for a, b in zip(one, other, strict=True):
        np.testing.assert_array_equal(a.output, b.output, "equal settings, equal runs")
        first, later = cast(FittedCausalLM, one[0].learned), cast(FittedCausalLM, a.learned)
        np.testing.assert_array_equal(later.prompts, first.rows)
        assert a.output.shape == (12, 64) and a.output.max() < len(made.truth.symbols)  # type: ignore[attr-defined]
        np.testing.assert_array_equal(b.learned.record()["answers"], later.answers)
    np.testing.assert_array_equal(one[1].training.rows, one[0].output)
    slow = [g.learned for g in islice(run(little(folder, f"{TINY},rate=1e-07")), 2)]
    real = little(folder).truth.held_out  # type: ignore[attr-defined]
    untaught = slow[0].log_prob(real)
    for learned in slow:  # a rate of nothing leaves each of them where all begin
        np.testing.assert_allclose(learned.log_prob(real), untaught, rtol=1e-3)


@pytest.mark.slow
def test_it_learns_the_text_and_scores_it_as_the_library_does(
    together: Path, transformers: Any
) -> None:
    """Among its own tokens: the log probabilities of all that may follow sum to one."""
    import torch

    made = little(together, "opt:epochs=20,rate=0.02,batch=8,beams=1", samples=60)
    learned = cast(FittedCausalLM, next(run(made)).learned)
    assert learned.course[-1] < learned.course[0] - 0.5, f"its loss went {learned.course}"
    rows = learned.rows[:3]
    network = transformers.OPTForCausalLM.from_pretrained(checkpoints.kept(learned.checkpoint))
    ids = torch.from_numpy(learned.ids[rows.astype(int)])
    with torch.inference_mode():
        read = torch.cat([torch.full((3, 1), 2), ids[:, :-1]], 1)
        logits = network(input_ids=read).logits.clone()
        logits[..., np.setdiff1d(np.arange(408), learned.ids)] = -torch.inf
    logs = torch.log_softmax(logits.double(), 2).gather(2, ids[..., None])[..., 0].sum(1)
    np.testing.assert_allclose(learned.log_prob(rows), logs, rtol=1e-4)


def test_more_beams_find_what_is_likelier(together: Path) -> None:
    """One beam says the likeliest token each time; a likelier block takes several."""
    found = {}
    for beams in (1, 4):
        made = little(together, f"opt:epochs=1,rate=0.01,beams={beams}")
        learned = cast(FittedCausalLM, next(run(made)).learned)
        said = np.concatenate([learned.asked, learned.answers], axis=1)
        found[beams] = learned.log_prob(said).mean()
        if beams == 1:
            own = learned._network
            numbers = said[:1].astype(int)
            import torch

            with torch.inference_mode():
                read = own.begun(torch.from_numpy(numbers))[:, :-1]
                best = own.network(input_ids=read).logits[0, 64:, own.ids].argmax(1)
            np.testing.assert_array_equal(best.numpy(), numbers[0, 64:])
    assert found[4] > found[1]


@pytest.mark.slow
def test_a_run_taken_up_again_is_the_run_in_one_go(together: Path, tmp_path: Path) -> None:
    """From a file, and judged by a generation 0 whose weights lie on the disk."""
    whole, part = (Trajectory(little(together)) for _ in range(2))
    list(islice(whole.follow(), 4))
    list(islice(part.follow(), 2))
    save(part, tmp_path / "a run.npz")
    assert (tmp_path / "a run.npz").stat().st_size < 200_000, "weights are no part of it"
    again = load(tmp_path / "a run.npz").extended()
    list(islice(again.follow(), 2))
    assert part.length == 2 and whole.length == again.length == 4
    np.testing.assert_array_equal(again.outputs, whole.outputs)
    for name, values in whole.metrics.items():
        np.testing.assert_array_equal(again.metrics[name], values, name)
    for name in ("held_out", "perplexity", "surviving", "missing_mass", "pairs", "repetition"):
        assert np.isfinite(whole.metrics[name][:4]).all(), name
    assert np.isnan(whole.metrics["variance"]).all()


def test_the_disk_does_not_fill(apart: Path) -> None:
    """What has been used of late stays; generations 0 do not give way to later ones."""
    first = checkpoints.keep("first", lambda path: (path / "weights").write_text("1"))
    later = [checkpoints.keep("later", lambda path: None) for _ in range(4)]
    for at, name in enumerate(later):
        os.utime(apart / name, (at, at))
    checkpoints.kept(later[0])
    checkpoints.keep("later", lambda path: None)
    assert (checkpoints.kept(first) / "weights").exists()
    assert [(apart / name).exists() for name in later] == [True, False, True, True]
    with pytest.raises(BadSpec, match="no longer on this machine's disk; run it anew"):
        checkpoints.kept(later[1])
    with pytest.raises(BadSpec, match="cannot be kept in"):
        checkpoints.keep("later", lambda path: (path / "a" / "b").write_text("no such folder"))
    assert len(list(apart.iterdir())) == 5, "nothing unfinished lies about"


def test_no_file_names_a_folder_of_anybody_elses() -> None:
    for name in ("../elsewhere", "/etc", "first-", "first-" + "0" * 32):
        with pytest.raises(BadSpec, match="run it anew"):
            checkpoints.kept(name)


def test_a_fit_is_watched_and_stops_between_two_batches(folder: Path) -> None:
    trajectory = Trajectory(little(folder, "opt:epochs=50,batch=4", samples=100))
    progress = Progress()
    worker = threading.Thread(target=lambda: list(trajectory.follow(progress)))
    worker.start()
    while not 3 < progress.step.done < progress.step.total:
        time.sleep(0.01)
    progress.stop()
    begun = time.perf_counter()
    worker.join()
    assert time.perf_counter() - begun < 0.5 and trajectory.length == 0
    assert progress.step.total == 5000


def test_writing_can_be_stopped_too(folder: Path) -> None:
    from engine.progress import Cancelled, Progress, watched

    learned = next(run(little(folder, samples=4))).learned
    watch = Progress(patience=0.0)
    with watched(watch), pytest.raises(Cancelled):
        learned.sample(stream(), 4)
    assert watch.step.done < 2 * 64


def test_wrong_networks_and_texts_say_so(
    folder: Path, tmp_path: Path, transformers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    empty = tmp_path / "empty"
    empty.mkdir()
    for name, said in (
        (str(empty), "empty: the folder holds no network and tokenizer"),
        ("nobody/nothing", "nobody/nothing is no folder here and cannot be had"),
    ):
        with pytest.raises(BadSpec, match=said):
            Text(tokenizer=name).symbols  # noqa: B018
        with pytest.raises(BadSpec, match=said):
            next(run(little(folder, f"{TINY},name={name}")))
    with pytest.raises(BadSpec, match="take the data text:tokenizer=facebook/opt-125m"):
        next(run(settings(truth="text", model="opt", policy="replace", samples=12)))
    with pytest.raises(BadSpec, match="is too fast for this network"):
        next(run(little(folder, f"{TINY},name={_lost(folder, tmp_path, transformers)}")))


def test_a_server_reads_what_is_listed_and_what_it_has_learned_itself(
    together: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own checkpoints are in no list; a link's folder has to be."""
    monkeypatch.setenv(huggingface.OFFERED, str(together))
    assert len([g.learned.record() for g in islice(run(little(together)), 2)]) == 2
    monkeypatch.setenv(huggingface.OFFERED, "facebook/opt-125m")
    huggingface.tokenizer.cache_clear()
    with pytest.raises(BadSpec, match="is not offered here"):
        next(run(little(together)))


def _lost(folder: Path, tmp_path: Path, transformers: Any) -> Path:
    """The same network without its numbers."""
    made = shutil.copytree(folder, tmp_path / "lost")
    network = transformers.OPTForCausalLM.from_pretrained(made)
    for values in network.parameters():
        values.data.fill_(np.nan)
    network.save_pretrained(made)
    return made


def test_other_tokens_are_refused_and_other_weights_are_not(
    together: Path, tmp_path: Path, transformers: Any
) -> None:
    twin = shutil.copytree(together, tmp_path / "twin")
    one, other = (next(run(little(together, f"{TINY},name={n}"))).output for n in (together, twin))
    np.testing.assert_array_equal(one, other)
    own = transformers.AutoTokenizer.from_pretrained(twin)
    own.add_tokens(["another"])
    own.save_pretrained(tmp_path / "wider")
    with pytest.raises(BadSpec, match="has other tokens than the text"):
        next(run(little(together, f"opt:name={tmp_path / 'wider'}")))


def test_without_the_library_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    huggingface.tokenizer.cache_clear()
    for truth in ("text:tokenizer=facebook/opt-125m", "text"):
        with pytest.raises(BadSpec, match=r"say pip install -r requirements-llm\.txt"):
            next(run(settings(truth=truth, model="opt", policy="replace", samples=12)))
