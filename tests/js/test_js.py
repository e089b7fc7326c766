"""The player's scripts pass their own tests, in the Node that Playwright brings."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import playwright
import pytest

from tests.player.conftest import collapse
from tests.player.test_codec import decode
from view.player.codec import encode

FOLDER = Path(__file__).parent
NODE = Path(playwright.__file__).parent / "driver" / "node"
SUITES = sorted(FOLDER.glob("*.test.js"))


@pytest.fixture
def chunk(tmp_path: Path) -> Path:
    """A chunk of a run, and beside it as JSON what is in it."""
    packed = encode(collapse(), 3, limit=4, by_hand="Throw – once")
    header, arrays = decode(packed)
    numbers = {name: array.ravel().tolist() for name, array in arrays.items()}
    (tmp_path / "chunk.json").write_text(json.dumps({"header": header, "arrays": numbers}))
    (tmp_path / "chunk").write_bytes(packed)
    return tmp_path / "chunk"


def run_by_node(*files: Path, **environment: Any) -> tuple[int, str]:
    """In one process: whether all went well, and what was said."""
    arguments = [NODE, "--test", "--test-isolation=none", "--test-reporter=tap", *files]
    done = subprocess.run(
        arguments, cwd=FOLDER, env=os.environ | environment, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


def test_the_scripts_pass_their_tests(chunk: Path) -> None:
    failed, said = run_by_node(*SUITES, CHUNK=str(chunk))
    assert not failed, said
    assert "\n# skipped 0\n" in said, said


def test_a_fault_is_heard_of(tmp_path: Path) -> None:
    broken = tmp_path / "broken.test.js"
    broken.write_text('require("node:test").test("no", () => { throw new Error("so it is"); });\n')
    failed, said = run_by_node(broken)
    assert failed and "so it is" in said
