"""What a visitor can take away of a run, file by file: numbers, settings, all of it, a script."""

import json
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path

from engine import Ensemble, Settings, save
from engine.jobs import TrajectoryJob
from engine.recording import Measured, Table, script_of, write_csv
from view.captions import names
from view.uploaded_files import outwards

SCRIPT = "reproduce.py"
ELSEWHERE = (
    "On another kind of processor a network's run drifts away from the one here: by some 2% "
    "at generation 50."
)


def metrics_csv(*lineages: Measured) -> str:
    """The table that the command line writes for the same settings."""
    text = StringIO()
    write_csv(text, lineages)
    return text.getvalue()


def lineages_csv(ensemble: Ensemble) -> str:
    """The table that the command line writes with `--lineages`."""
    return metrics_csv(*ensemble.heard())


def settings_json(run: TrajectoryJob) -> str:
    """What determined the run, and the versions that computed it."""
    chosen = {key: str(value) for key, value in outwards(run.settings).items()}
    return json.dumps({"settings": chosen, "provenance": run.trajectory.provenance}, indent=1)


def whole_run(run: TrajectoryJob) -> bytes:
    """Everything recorded, as `engine.load` reads it where an uploaded file lies beside."""
    file = BytesIO()
    save(run.trajectory, file, outwards(run.settings))
    return file.getvalue()


def elsewhere(*chosen: Settings) -> str:
    """What no link and no script can promise of these runs, as a sentence; empty where they can."""
    return ELSEWHERE if any(settings.model.network for settings in chosen) else ""


def uploaded(settings: Settings) -> dict[str, bytes]:
    """The file that the settings name, if they do, by its name."""
    file = Path(getattr(settings.truth, "file", ""))
    return {file.name: file.read_bytes()} if file.is_file() else {}


def runs_script(runs: Sequence[TrajectoryJob]) -> str:
    """A script that writes each run's table again."""
    tables = [
        Table(f"{file}.csv", outwards(run.settings), run.trajectory.length)
        for file, run in zip(names.file_names(runs), runs, strict=True)
    ]
    return script_of(SCRIPT, tables)


def lineages_script(ensemble: Ensemble) -> str:
    """A script that writes the table of all lineages again."""
    file = names.lineages_name(ensemble.settings)
    table = Table(f"{file}.csv", outwards(ensemble.settings), ensemble.total, ensemble.count)
    return script_of(f"{file}.py", [table])
