"""Networks that somebody else has taught, and how they cut up a text: an optional extra."""

import logging
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.knobs import BadSpec
from engine.words import quoted, words

PATIENCE = 10.0
"""Seconds after which the hub is not waited for."""

OFFERED = "COPY_MODELS"
"""The variable of the environment that lists the networks, by name or folder with commas between,
that may be read here; where it is not set, any may."""

USUAL = "facebook/opt-125m"
"""What a server offers where its owner lists nothing: the paper's own."""


def offer_listed_alone() -> None:
    """From now on, here and in whatever is started here, nobody reads a network that the owner has
    not listed: what a link names is a stranger's wish."""
    os.environ.setdefault(OFFERED, USUAL)


def admit(name: str) -> None:
    """Whatever is named by somebody goes through this before it is looked for.

    Raises:
        BadSpec: no such network is offered here; one sentence.
    """
    if OFFERED not in os.environ:
        return
    listed = [one.strip() for one in os.environ[OFFERED].split(",") if one.strip()]
    if name not in listed:
        there = f"there is {', '.join(map(quoted, listed))}" if listed else "there is none"
        raise BadSpec(
            f"the network {quoted(name) or 'without a name'} is not offered here; {there}, and "
            f"whoever runs this offers others by {OFFERED}"
        )


def library() -> Any:
    """The library transformers.

    Raises:
        BadSpec: it is not installed.
    """
    try:
        import transformers
    except ImportError:
        raise BadSpec(
            "pre-trained networks need the library transformers, which is not installed here; "
            "say pip install -r requirements-llm.txt and start again"
        ) from None
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    return transformers


def found(kind: str, name: str, **given: Any) -> Any:
    """What the library's class of this kind reads from a folder, from what was downloaded before,
    or, where there is neither, from the hub. Nobody's code is run.

    Raises:
        BadSpec: the library, or what is asked for, cannot be had; one sentence.
    """
    own = library()
    from huggingface_hub import HfApi  # comes with it

    loader, folder = getattr(own, kind), Path(name).is_dir()
    given |= {"trust_remote_code": False}
    try:
        return loader.from_pretrained(name, local_files_only=True, **given)
    except Exception as bad:  # the library raises whatever its parts raise
        if folder:
            raise BadSpec(
                f"{quoted(Path(name).name)}: the folder holds no network and tokenizer that "
                "transformers can read; save both there with save_pretrained"
            ) from bad
    try:
        HfApi().model_info(name, timeout=PATIENCE)  # or else it would try again for a minute
        return loader.from_pretrained(name, **given)
    except Exception as bad:
        raise BadSpec(
            f"{quoted(name) or 'nothing'} is no folder here and cannot be had from huggingface.co; "
            "check the name and the connection, or name a folder that holds the network"
        ) from bad


@lru_cache(maxsize=4)
def tokenizer(name: str) -> Any:
    """That of a network, by its folder or its name on the hub."""
    admit(name)
    made = found("AutoTokenizer", name)
    made.model_max_length = 10**12  # a whole text is cut at once
    return made


def cut(name: str, text: str) -> list[int]:
    """The text in tokens, by the numbers that the tokenizer has for them."""
    numbers: list[int] = tokenizer(name)(text, add_special_tokens=False)["input_ids"]
    return numbers


def named(name: str, numbers: list[int]) -> tuple[str, ...]:
    """Each token as it stands amid a text, with the space before it where it has one."""
    by, first = tokenizer(name), numbers[:1]
    before = by.decode(first)
    amid = (by.decode([*first, number]).removeprefix(before) for number in numbers)
    return words(
        text or by.convert_ids_to_tokens(number) for number, text in zip(numbers, amid, strict=True)
    )
