"""What words behind a step of a task do: a deadline and a reason, to whom, why not – typed or in answer to a button."""

from __future__ import annotations

import re
from dataclasses import dataclass

import nlu
from handlers import assign_act
from handlers.desk import Desk
from handlers.texts import assign as texts
from handlers.turn import Reply
from services import assign_states, assign_text
from services.errors import Refusal
from services.values import TaskView


@dataclass(frozen=True)
class Words:
    """A typed line: folded for the patterns, as typed for the reasons; `tail` is what stands behind a match."""

    raw: tuple[str, ...]
    folded: str

    @staticmethod
    def of(text: str) -> Words:
        """Split at spaces; "50 %" is one word."""
        raw = tuple(re.sub(r"(\d)\s+%", r"\1%", text).split())
        return Words(raw, " ".join(nlu.fold(word) for word in raw).strip(" .!"))

    def tail(self, end: int) -> str:
        """The words as typed behind folded[:end]."""
        return " ".join(self.raw[len(self.folded[:end].split()) :])


def extension(desk: Desk, task: TaskView, tail: str) -> Reply:
    """«Đến thứ 6 vì …»: a day and a reason, else what is missing is asked."""
    if not tail.strip():
        return assign_act.ask_words(desk, "ex", task)
    due = assign_text.due_of(tail, desk.turn.sent_at, task.due_date, task.due_time)
    reason = assign_text.reason_of(tail)
    if due is None:
        return Reply.of(texts.EXTEND_WHEN.format(number=task.number))
    if reason is None:
        return Reply.of(texts.EXTEND_WHY.format(number=task.number))
    return assign_act.ask_extension(desk, task, due, reason)


TO_WHOM = re.compile(
    r"^(?:cho|sang|qua)\s+(?:đ/c|đồng chí|dong chi|anh|chị|chi|em|cô|co|chú|chu)?\s*@?(.+)$", re.I | re.S
)


def whom_of(text: str) -> str | None:
    found = TO_WHOM.match(assign_text.without_reason(text).strip(" ,."))
    return found[1].strip(" ,.") or None if found else None


def transfer(desk: Desk, task: TaskView, tail: str) -> Reply:
    """«Cho Bình vì …»: why, and perhaps to whom."""
    whom = whom_of(tail)
    reason = assign_text.reason_of(tail) or (None if whom else tail)
    if reason is None:
        raise Refusal("assign.reason")
    return assign_act.ask_transfer(desk, task, reason, whom)


DUE_BEHIND = re.compile(r"[\s,;]*(?:hạn|han)(?:\s+(?:mới|moi))?\s+(.+)$", re.I | re.S)


def give_back(desk: Desk, task: TaskView, tail: str) -> Reply:
    """«Thiếu phụ lục, hạn thứ 6»: a reason, and perhaps a new deadline behind it."""
    behind = DUE_BEHIND.search(tail)
    due = assign_text.due_of(behind[1], desk.turn.sent_at) if behind else None
    reason = tail[: behind.start()] if behind and due else tail
    reason = re.sub(r"^(?:vì|vi|do|tại|tai)\s+", "", reason.strip(), flags=re.I)
    moved = assign_states.give_back(desk.uow, desk.who, task.id, None, reason, desk.turn.sent_at, due)
    return assign_act.moved_reply(desk, moved)


def stuck(desk: Desk, task: TaskView, text: str) -> Reply:
    return assign_act.moved_reply(desk, assign_states.stuck(desk.uow, desk.who, task.id, None, text, desk.turn.sent_at))


CAUSE_WORDS = (
    ("disaster", re.compile(r"\b(?:thien tai|bao|lu|lut|ngap|dich|su co|mat dien|hoa hoan)\b")),
    ("system", re.compile(r"\b(?:he thong|phan mem|may chu|loi mang|mang loi|mat mang|phan mem loi|cong dich vu)\b")),
    ("law", re.compile(r"\b(?:quy dinh|luat|nghi dinh|thong tu|van ban)\b.*\b(?:thay doi|doi|moi|sua)\b")),
    ("leave", re.compile(r"\b(?:nghi om|nghi phep|bi om|om|thai san|nghi)\b")),
    ("superior", re.compile(r"\b(?:cap tren|lanh dao|y kien chi dao|cho y kien|cho chi dao|uy ban|tinh uy)\b")),
    ("other_unit", re.compile(r"\b(?:don vi|phong|so|co quan|ben|xa|phuong|cho phoi hop|phoi hop)\b")),
)


def cause_of(tail: str) -> str | None:
    """«vì chờ ý kiến cấp trên» → the confirmed cause it names; None where it names none of them."""
    words = nlu.fold(tail)
    return next((cause for cause, pattern in CAUSE_WORDS if pattern.search(words)), None)
