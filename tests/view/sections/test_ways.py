"""Where a film has ended, a press does what it says."""

import pytest

from engine import PRESETS, Settings, from_dict, to_dict
from engine.policies.fresh import Fresh
from engine.policies.replace import Replace
from view.sections import ways


def chosen(preset: str, **values: object) -> Settings:
    return from_dict(to_dict(PRESETS[preset].settings) | values)


@pytest.mark.parametrize(("preset", "share"), [("three-blobs", 0.05), ("digits-mixture", 0.5)])
def test_new_real_data_are_added_where_only_the_last_output_is_read(
    preset: str, share: float
) -> None:
    found = ways._other_reading(chosen(preset))
    assert found is not None
    label, then = found
    assert label == f"Add {share:.0%} new real data" and then.policy == Fresh(share=share)


@pytest.mark.parametrize("policy", ["fresh", "anchor", "verify"])
def test_a_policy_with_a_share_gives_way_to_the_last_output_by_its_name(policy: str) -> None:
    found = ways._other_reading(chosen("three-blobs", policy=policy))
    assert found is not None
    assert found[0] == Replace.label and found[1].policy == Replace()


def test_what_would_come_to_no_row_is_not_offered() -> None:
    assert ways._other_reading(chosen("three-blobs", samples=2)) is None
