"""The container's steps, taken one by one without a container, as far as that goes."""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PORT = "8501"


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, rest) pairs, continued lines joined and comments dropped."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    steps = re.sub(r"\\\n\s*", " ", lines).splitlines()
    return [(name, rest.strip()) for name, _, rest in (s.partition(" ") for s in steps if s)]


STEPS = instructions()


def steps(name: str) -> list[str]:
    """What stands behind every instruction of that name."""
    return [rest for step, rest in STEPS if step == name]


def environment() -> dict[str, str]:
    """What ENV sets."""
    return dict(pair.split("=", 1) for rest in steps("ENV") for pair in shlex.split(rest))


def sources() -> Iterator[str]:
    """What COPY brings in."""
    for rest in steps("COPY"):
        yield from shlex.split(rest)[:-1]


def command(rest: str, port: int) -> list[str]:
    """An exec-form command on a port of this machine alone, with the Python that runs the tests."""
    swapped = rest.removeprefix("CMD").replace(PORT, str(port)).replace("0.0.0.0", "127.0.0.1")
    python, *arguments = json.loads(swapped)
    assert python == "python"
    return [sys.executable, *arguments]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the image would hold of the project, and nothing else."""
    folder = tmp_path_factory.mktemp("image")
    for source in sources():
        place = folder / source
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / source, place)
    return folder


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The image's environment, its cache in a folder of this test."""
    cache = {"NUMBA_CACHE_DIR": str(tmp_path_factory.mktemp("numba"))}
    return {**os.environ, **environment(), **cache}


def test_what_it_copies_is_there_and_not_ignored() -> None:
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for source in sources():
        assert (ROOT / source).exists(), f"the Dockerfile copies {source}, which is not there"
        assert f"!{source}" in kept, f".dockerignore hides {source}"


def test_requirements_come_before_the_code() -> None:
    copied = steps("COPY")
    assert copied[0].startswith("requirements.txt")
    order = [STEPS.index(("COPY", copied[0])), STEPS.index(("COPY", copied[1]))]
    assert any("pip install" in rest for _, rest in STEPS[order[0] : order[1]])


def test_it_runs_as_an_ordinary_user_who_may_write_the_kernels() -> None:
    user = steps("USER")[-1]
    assert user not in {"root", "0"}
    made = next(rest for rest in steps("RUN") if "useradd" in rest)
    assert made.endswith(f" {user}")
    assert environment()["NUMBA_CACHE_DIR"].startswith(f"/home/{user}/")


def test_one_thread_for_linear_algebra() -> None:
    assert {environment()[f"{name}_NUM_THREADS"] for name in ("OMP", "OPENBLAS", "MKL")} == {"1"}


def test_it_names_no_other_host_and_its_ports_agree() -> None:
    written = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://([\w.-]+)", written)) <= {"127.0.0.1", "localhost"}
    assert steps("EXPOSE") == [PORT]
    assert f"--server.port={PORT}" in steps("CMD")[0]
    assert f":{PORT}/_stcore/health" in steps("HEALTHCHECK")[0]


@pytest.mark.long
def test_its_kernels_compile_from_what_it_copies(image: Path, inside: dict[str, str]) -> None:
    warm_up = next(rest for rest in steps("RUN") if "-m engine" in rest)
    python, *arguments = shlex.split(warm_up.partition(">")[0])
    assert python == "python"
    told = subprocess.run(
        [sys.executable, *arguments], cwd=image, env=inside, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.count("\n") == 12, "a heading and generations 0 to 10"
    assert any(Path(inside["NUMBA_CACHE_DIR"]).rglob("*.nbi")), "nothing was kept for the visitor"


@pytest.mark.long
def test_the_app_finds_all_it_needs_there(image: Path, inside: dict[str, str]) -> None:
    ask = (
        "from streamlit.testing.v1 import AppTest\n"
        "app = AppTest.from_file('app.py').run(timeout=120)\n"
        "raise SystemExit('; '.join(e.message for e in app.exception) or 0)"
    )
    told = subprocess.run(
        [sys.executable, "-c", ask], cwd=image, env=inside, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr


@pytest.mark.long
def test_its_command_serves_and_its_health_check_agrees(
    image: Path, inside: dict[str, str], tmp_path: Path
) -> None:
    port = free_port()
    check = command(steps("HEALTHCHECK")[0].partition(" CMD ")[2], port)
    assert subprocess.run(check, capture_output=True).returncode != 0, "nothing serves yet"
    log = tmp_path / "log"
    with (
        log.open("w") as out,
        subprocess.Popen(
            command(steps("CMD")[0], port), cwd=image, env=inside, stdout=out, stderr=out
        ) as server,
    ):
        try:
            healthy = False
            for _ in range(60):
                healthy = subprocess.run(check, capture_output=True).returncode == 0
                if healthy or server.poll() is not None:
                    break
                time.sleep(0.5)
            assert healthy, log.read_text()
        finally:
            server.terminate()
    assert f"http://localhost:{port}" in log.read_text(), "the log says where to look"
