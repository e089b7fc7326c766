"""A server reads the networks that its owner lists, and no other, whatever a link asks for."""

import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from engine import run, settings
from engine.knobs import BadSpec
from engine.neural import huggingface
from engine.truths.text import Text

STRANGE = ("/etc", "../../etc", "nobody/nothing", "http://127.0.0.1:9/x", ".", "facebook/opt-125m ")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the library is asked to read; it has nothing, and neither has the hub."""
    names: list[str] = []

    def nothing(name: str, **_: Any) -> None:
        names.append(name)
        raise OSError("nothing is here")

    reader = SimpleNamespace(from_pretrained=nothing)
    hub = ModuleType("huggingface_hub")
    setattr(hub, "HfApi", lambda: SimpleNamespace(model_info=nothing))  # noqa: B010
    library = SimpleNamespace(AutoTokenizer=reader, AutoModelForCausalLM=reader)
    monkeypatch.setattr(huggingface, "library", lambda: library)
    monkeypatch.setitem(sys.modules, "huggingface_hub", hub)
    monkeypatch.setenv(huggingface.OFFERED, "")  # so that what is set here goes with the test
    monkeypatch.delenv(huggingface.OFFERED)
    huggingface.tokenizer.cache_clear()
    yield names
    huggingface.tokenizer.cache_clear()


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("listed", [None, "", "/srv/models/own, facebook/opt-125m"])
def test_what_is_not_listed_is_not_even_looked_for(
    name: str, listed: str | None, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if listed is not None:
        monkeypatch.setenv(huggingface.OFFERED, listed)
    huggingface.offer_listed_alone()
    with pytest.raises(BadSpec, match="is not offered here") as refused:
        Text(tokenizer=name).symbols  # noqa: B018
    assert not asked
    assert "COPY_MODELS" in str(refused.value)


def test_a_model_is_asked_for_as_a_tokenizer_is(asked: list[str]) -> None:
    from engine.models._finetuning import base

    huggingface.offer_listed_alone()
    with pytest.raises(BadSpec, match="there is facebook/opt-125m"):
        base("/etc", np.arange(3), 64)
    assert not asked


@pytest.mark.parametrize("name", ["/srv/models/own", "facebook/opt-125m"])
def test_what_is_listed_is_looked_for(
    name: str, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(huggingface.OFFERED, "/srv/models/own, facebook/opt-125m")
    huggingface.offer_listed_alone()
    with pytest.raises(BadSpec, match="cannot be had"):
        huggingface.tokenizer(name)
    assert set(asked) == {name}


def test_the_command_line_is_its_owners(asked: list[str]) -> None:
    with pytest.raises(BadSpec, match="cannot be had"):
        next(run(settings(truth="text:tokenizer=nobody/nothing", model="opt", policy="replace")))
    assert set(asked) == {"nobody/nothing"}
