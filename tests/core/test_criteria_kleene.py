"""The truth tables of `any`, `all` and `k of n`."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertmeasure.core.kleene import Outcome, at_least

MET, NOT_MET, BORDERLINE, UNKNOWN = Outcome

ANY = {
    (MET, MET): MET,
    (MET, NOT_MET): MET,
    (MET, BORDERLINE): MET,
    (MET, UNKNOWN): MET,
    (NOT_MET, NOT_MET): NOT_MET,
    (NOT_MET, BORDERLINE): BORDERLINE,
    (NOT_MET, UNKNOWN): UNKNOWN,
    (BORDERLINE, BORDERLINE): BORDERLINE,
    (BORDERLINE, UNKNOWN): UNKNOWN,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}
ALL = {
    (MET, MET): MET,
    (MET, NOT_MET): NOT_MET,
    (MET, BORDERLINE): BORDERLINE,
    (MET, UNKNOWN): UNKNOWN,
    (NOT_MET, NOT_MET): NOT_MET,
    (NOT_MET, BORDERLINE): NOT_MET,
    (NOT_MET, UNKNOWN): NOT_MET,
    (BORDERLINE, BORDERLINE): BORDERLINE,
    (BORDERLINE, UNKNOWN): UNKNOWN,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}


@pytest.mark.parametrize("needed_of_two", [1, 2], ids=["any", "all"])
@pytest.mark.parametrize("pair", list(ANY), ids="-".join)
def test_that_groups_of_two_follow_the_truth_table(needed_of_two: int, pair: tuple[Outcome, Outcome]) -> None:
    expected = (ANY if needed_of_two == 1 else ALL)[pair]
    assert at_least(needed_of_two, pair) is expected
    assert at_least(needed_of_two, pair[::-1]) is expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((MET, MET, UNKNOWN), MET),
        ((MET, NOT_MET, UNKNOWN), UNKNOWN),
        ((MET, NOT_MET, BORDERLINE), BORDERLINE),
        ((NOT_MET, NOT_MET, UNKNOWN), NOT_MET),
        ((MET, BORDERLINE, UNKNOWN), UNKNOWN),
        ((NOT_MET, BORDERLINE, BORDERLINE), BORDERLINE),
    ],
)
def test_that_two_of_three_is_settled_as_soon_as_nothing_could_change_it(
    parts: tuple[Outcome, ...], expected: Outcome
) -> None:
    assert at_least(2, parts) is expected


@given(st.lists(st.sampled_from(Outcome), min_size=1, max_size=5), st.data())
def test_that_a_group_is_decided_exactly_when_every_filling_of_the_gaps_agrees(
    parts: list[Outcome], data: st.DataObject
) -> None:
    needed = data.draw(st.integers(1, len(parts)))
    fillings = product(*([part] if part.is_decided else [MET, NOT_MET] for part in parts))
    agreed = {at_least(needed, filling) for filling in fillings}
    outcome = at_least(needed, parts)
    assert agreed == ({outcome} if outcome.is_decided else {MET, NOT_MET})
