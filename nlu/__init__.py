"""Text → meaning; pure: now, catalogue and memory are passed in."""

from __future__ import annotations

from nlu.fields import read_fields
from nlu.index import Index, build_index
from nlu.model import (
    AssignReading,
    Candidate,
    Doubt,
    EntryReading,
    Evidence,
    Fields,
    LeaveReading,
    Post,
    Reading,
    Span,
    WorkItem,
)
from nlu.moments import Moment, read_when
from nlu.normalise import Text, Token, fold, normalise
from nlu.ready import warm
from nlu.secrecy import classified_mark
from nlu.understand import DEFAULT, understand, wording


def match(text: str, index: Index, *, post: str | None = None) -> tuple[Candidate, ...]:
    """The work items that some words may mean (search by name), best first."""
    return index.candidates(text, post=post)


__all__ = [
    "DEFAULT",
    "AssignReading",
    "Candidate",
    "Doubt",
    "EntryReading",
    "Evidence",
    "Fields",
    "Index",
    "LeaveReading",
    "Moment",
    "Post",
    "Reading",
    "Span",
    "Text",
    "Token",
    "WorkItem",
    "build_index",
    "classified_mark",
    "fold",
    "match",
    "normalise",
    "read_fields",
    "read_when",
    "understand",
    "warm",
    "wording",
]
