"""Text → meaning; pure: now, catalogue and memory are passed in."""
from __future__ import annotations

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
from nlu.normalise import Text, Token, fold, normalise

__all__ = [
    "AssignReading", "Candidate", "Doubt", "EntryReading", "Evidence", "Fields", "LeaveReading", "Post", "Reading", "Span", "Text",
    "Token", "WorkItem", "fold", "normalise",
]  # fmt: skip
