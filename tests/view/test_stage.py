"""What is offered beside a run that is done."""

from engine import settings
from view.sections.run import longer


def test_a_run_can_be_twice_as_long_where_that_fits() -> None:
    pool = {"truth": "blobs", "model": "gmm", "policy": "accumulate", "samples": 4000}
    on = longer(settings(**pool, generations=300))
    assert on is not None and on.generations == 600
    assert longer(settings(**pool, generations=1000)) is None, "eight million rows do not fit"
    assert longer(settings(truth="blobs", model="gmm", policy="replace")) is None
