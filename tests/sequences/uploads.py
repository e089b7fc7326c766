"""A table that the server has never seen, given for the first time, becomes the data and stays."""

import hashlib
import random
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import TimeoutError as NotThere

from tests.e2e.conftest import Visit
from tests.sequences.showing import twice

SMALLEST, LARGEST = 0.2, 4.9
"""Megabytes."""

LINK = {"generations": "40", "samples": "100"}


def uploaded(visit: Visit, seed: int, folder: Path) -> tuple[list[str], list[str]]:
    """What was given, and what was wrong after it, one sentence each."""
    chance = random.Random(seed)
    data = table(chance, chance.uniform(SMALLEST, LARGEST))
    name = hashlib.sha256(data).hexdigest()[:16]
    file = folder / f"{name}.csv"
    file.write_bytes(data)
    done, page = [f"{len(data) / 1e6:.1f} MB"], visit.page
    visit.open("/clouds?" + "&".join(f"{key}={value}" for key, value in LINK.items()))
    try:
        page.get_by_role("combobox", name="Data").click()
        page.get_by_role("option", name="Your own table").click()
        page.locator("[data-testid=stFileUploader] input").set_input_files(file)
        page.wait_for_timeout(1000 * chance.random())
        page.get_by_role("button", name="Use this table").click(timeout=180_000)
        page.wait_for_url(f"**{name}**", timeout=180_000)
        before, after = twice(visit)
    except (AssertionError, NotThere) as never:
        return done, [f"lost: {str(never)[:400]}"]
    finally:
        file.unlink()
    query = {key: values[0] for key, values in parse_qs(urlsplit(before["link"]).query).items()}
    wrong = [] if name in query.pop("truth", "") else [f"the link is {before['link']}"]
    wrong += [f"settings that nobody chose: {query}"] if query != LINK else []
    same = ("link", "players", "sentences", "audit")
    wrong += [
        f"{what}: {before[what]}, then {after[what]}"
        for what in same
        if before[what] != after[what]
    ]
    return done, wrong


def table(chance: random.Random, megabytes: float) -> bytes:
    """Two columns of numbers, as large as that."""
    rows = [f"{chance.gauss(0, 1):.5f},{chance.gauss(3, 2):.5f}" for _ in range(2000)]
    whole = ["across,up"]
    size = 0
    while size < megabytes * 1e6:
        chance.shuffle(rows)
        whole += rows
        size += sum(len(row) + 1 for row in rows)
    return ("\n".join(whole) + "\n").encode()
