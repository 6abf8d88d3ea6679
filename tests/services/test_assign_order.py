"""Shares sum to one exactly, whatever is told; names find people with and without accents, never the wrong one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.order import Part
from services.assign_order import find_people, shares
from services.errors import Refusal
from storage.tables import Person

TOLD = st.lists(st.one_of(st.none(), st.integers(1, 9900).map(lambda n: Decimal(n) / 100)), min_size=1, max_size=20)


def parts(*told: float | None) -> list[Part]:
    return [Part(f"p{n}", share=None if share is None else Decimal(str(share))) for n, share in enumerate(told)]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ((None,), ["1"]),
        ((None, None), ["0.5", "0.5"]),
        ((None, None, None), ["0.3334", "0.3333", "0.3333"]),
        ((60, 40), ["0.6", "0.4"]),
        ((60, None), ["0.6", "0.4"]),
        ((50, None, None), ["0.5", "0.25", "0.25"]),
        ((33.33, 33.33, 33.34), ["0.3333", "0.3333", "0.3334"]),
    ],
)
def test_shares(told: tuple[float | None, ...], found: list[str]) -> None:
    assert shares(parts(*told)) == [Decimal(share) for share in found]


@pytest.mark.parametrize("told", [(60, 60), (60, 30), (100, None), (0, 100), (50,), (120,)])
def test_shares_that_cannot_be(told: tuple[float | None, ...]) -> None:
    with pytest.raises(Refusal) as refused:
        shares(parts(*told))
    assert refused.value.code == "assign.shares"


def test_too_little_for_the_others() -> None:
    with pytest.raises(Refusal) as refused:
        shares(parts(99.99, None, None))
    assert refused.value.code == "assign.shares_left"


@given(TOLD)
def test_shares_always_sum_to_one(told: list[Decimal | None]) -> None:
    try:
        found = shares([Part(f"p{n}", share=share) for n, share in enumerate(told)])
    except Refusal:
        return
    assert sum(found) == 1
    assert all(share > 0 for share in found)


PEOPLE = [
    Person(id=n, agency_id=1, staff_code=code, full_name=name, unit_id=1, post="x")
    for n, (code, name) in enumerate(
        [("A1", "Nguyễn Diễn An"), ("A2", "Trần Thị Diễn Ân"), ("A3", "Lê Thị An"), ("A4", "Đỗ Thủy")], 1
    )
]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("an", [1, 2, 3]),
        ("ân", [2]),
        ("diễn an", [1]),
        ("dien an", [1, 2]),
        ("lê thị an", [3]),
        ("thuy", [4]),
        ("thủy", [4]),
        ("a4", [4]),
        ("A4", [4]),
        ("binh", []),
        ("", []),
    ],
)
def test_names(name: str, ids: list[int]) -> None:
    assert [person.id for person in find_people(PEOPLE, name)] == ids
