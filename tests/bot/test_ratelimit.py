"""The pace of sending, on a clock that only the test moves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ratelimit import Bucket, Pace


def send_all(pace: Pace, chats: list[str]) -> list[float]:
    """Send to each chat in turn as soon as the pace allows; gives the instants."""
    now, instants = 0.0, []
    for chat in chats:
        while (wait := max(pace.wait_all(now), pace.wait_chat(chat, now))) > 0:
            now += wait
        pace.take(chat, now)
        instants.append(now)
    return instants


def most_in(instants: list[float], seconds: float) -> int:
    """The largest number of instants in any window of that length."""
    return max(sum(1 for other in instants if start <= other < start + seconds) for start in instants)


def test_never_more_than_thirty_in_any_second() -> None:
    instants = send_all(Pace(25), [str(n) for n in range(300)])
    assert most_in(instants, 1.0) <= 28
    assert instants[-1] == pytest.approx((300 - 3) / 25, abs=0.1)


def test_a_chat_gets_three_at_once_then_one_a_second() -> None:
    instants = send_all(Pace(1000), ["1"] * 6)
    assert instants[2] < 0.1
    assert [b - a for a, b in pairwise(instants[2:])] == pytest.approx([1.05] * 3, abs=0.01)


def test_a_group_gets_twenty_a_minute() -> None:
    assert most_in(send_all(Pace(1000), ["-100"] * 60), 60.0) <= 20


def test_one_chat_does_not_slow_another() -> None:
    pace = Pace(1000)
    send_all(pace, ["1"] * 3)
    assert pace.wait_chat("1", 0.1) > 0
    assert pace.wait_chat("2", 0.1) == 0


def test_a_hold_stops_all_or_one() -> None:
    pace = Pace(25)
    pace.hold_chat("1", 5.0)
    assert (pace.wait_chat("1", 1.0), pace.wait_chat("2", 1.0), pace.wait_all(1.0)) == (4.0, 0.0, 0.0)
    pace.hold(3.0)
    assert pace.wait_all(1.0) == 2.0
    assert pace.holding(2.9)
    assert not pace.holding(3.0)
    assert pace.wait_chat("1", 6.0) == 0


def test_quiet_chats_are_forgotten() -> None:
    pace = Pace(1000)
    for number in range(1500):
        pace.take(str(number), number * 10.0)
    assert len(pace._chats) <= 1001


@given(
    rate=st.floats(0.1, 100),
    size=st.floats(1, 50),
    gaps=st.lists(st.floats(0, 5), min_size=1, max_size=200),
    window=st.floats(0.1, 20),
)
def test_a_bucket_never_lets_more_through_than_it_says(
    rate: float, size: float, gaps: list[float], window: float
) -> None:
    bucket, now, instants = Bucket(rate, size), 0.0, []
    for gap in gaps:
        now += gap
        if bucket.wait(now) == 0:
            bucket.take(now)
            instants.append(now)
    if instants:
        assert most_in(instants, window) <= size + rate * window + 1e-6
