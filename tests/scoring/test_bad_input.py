"""What must be refused, as data: bad_input.toml; some of it through the command line, to the letter of the contract."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from scoring import ScoringError, parse_json
from scoring.calls import score_table
from tests.scoring.cli import CONTRACT, HERE, run

BAD: list[dict[str, Any]] = tomllib.loads((HERE / "bad_input.toml").read_text(encoding="utf-8"))["bad"]
BY_PROCESS = BAD[::6]


def text_of(bad: dict[str, Any]) -> str:
    """Give the faulty input; a replacement that replaces nothing is a mistake of the data."""
    text: str = bad.get("text", CONTRACT)
    for old, new in bad.get("replace", []):
        assert old in text, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("bad", BAD, ids=[bad["name"] for bad in BAD])
def test_bad_input_is_named_with_key_and_value(bad: dict[str, Any]) -> None:
    with pytest.raises(ScoringError) as caught:
        score_table(parse_json(text_of(bad).encode("utf-8")))
    said = str(caught.value)
    assert [part for part in bad["says"] if part not in said] == [], said
    assert said.isprintable()
    assert caught.value.allowed in said


@pytest.mark.parametrize("bad", BY_PROCESS, ids=[bad["name"] for bad in BY_PROCESS])
def test_the_command_refuses_in_one_line_and_prints_nothing(bad: dict[str, Any]) -> None:
    done = run("score", text=text_of(bad))
    assert (done.returncode, done.stdout) == (2, b"")
    lines = done.stderr.decode("utf-8").splitlines()
    assert len(lines) == 1
    assert all(part in lines[0] for part in bad["says"])


@pytest.mark.parametrize(
    "raw",
    [b"\xff\xfe{}", b"[" * 100_000, b'{"a":' * 50_000, b"\x00", '{"policy": "\u202enope"}'.encode()],
    ids=["not UTF-8", "deep list", "deep object", "a zero byte", "a hidden direction mark"],
)
def test_hostile_bytes_are_refused_in_one_line(raw: bytes) -> None:
    done = run("score", text=raw)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.splitlines()) == 1


def test_the_contract_itself_is_taken() -> None:
    assert score_table(parse_json(CONTRACT.encode("utf-8")))["grade"] == "xuat_sac"
