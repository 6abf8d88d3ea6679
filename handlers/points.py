"""/diem in all its forms: which of the score's files answers a command, a word or a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers import score_history, score_spans, score_why, scores, what_if
from handlers.desk import Desk
from handlers.turn import Reply

Asked = Callable[[Desk, str], Reply | None]
BY_WORD: tuple[Asked, ...] = (what_if.by_word, score_history.by_word, score_spans.by_word, score_why.by_word)


def command(desk: Desk) -> Reply:
    """/diem, "/diem 10/2026", "/diem nếu xong 12", "/diem các tháng", "/diem quý 3"."""
    words = desk.turn.text.split()[1:]
    return by_word(desk, " ".join(["diem", *words])) or scores.month(desk, words)


def by_word(desk: Desk, text: str) -> Reply | None:
    """A question about points in words; None for anything else."""
    return next((reply for ask in BY_WORD if (reply := ask(desk, text))), None)


def act(desk: Desk, args: Sequence[str]) -> Reply:
    """A button under a score: "s:why:2026:10", "s:if:2026:10", "s:pic"; a forged month is not there."""
    if args[0] == "if":
        return what_if.tapped(desk, *score_why.month_of(args[1:]))
    if args[0] == "pic":
        return score_history.picture(desk)
    return score_why.act(desk, args)
