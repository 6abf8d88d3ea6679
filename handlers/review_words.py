"""What a reviewer types: «duyệt hết trừ 3, 5», "duyệt 1-6", "trả 3 vì thiếu minh chứng", "3 lỗi", "xem 3"."""

from __future__ import annotations

import re
from collections.abc import Callable

from handlers import decided, polite, review, review_all
from handlers.desk import Desk
from handlers.texts import review as texts
from handlers.turn import Reply
from services import decisions, said
from services import review as service

NUMBERS = r"\d{1,3}(?:\s*(?:,|;|va|-|–|den)\s*\d{1,3})*"
ALL = re.compile(
    r"^(?:duyet|ok|dong y) (?:het|tat ca|ca|toan bo)(?: cac dong)?"
    rf"(?:,? (?:chi )?(?:ngoai tru|tru)(?: dong)? ({NUMBERS}))?$"
)
SOME = re.compile(rf"^duyet (?:dong )?({NUMBERS})$|^(?:dong )?({NUMBERS}) dat$")
RETURN = re.compile(rf"^tra(?: lai)?(?: dong)? ({NUMBERS})$")
RETURN_WHY = re.compile(rf"^tra(?: lai)?(?: dong)? ({NUMBERS})\s*(?:,\s*)?(?:vi|do|ly do|:)[\s:]+")
CAUSE = r"(?:,? (?:do )?(?:nguyen nhan )?khach quan(?:,?\s*(?:vi|do|:)\s*.+)?)?"
ERRORS = re.compile(rf"^(?:dong )?({NUMBERS}),?(?: co)? (?:(\d) )?loi(?: lon)?(?: (\d))?({CAUSE})$")
EXCUSE = re.compile(rf"^(?:dong )?({NUMBERS})(?: la)?(?: do)?(?: nguyen nhan)? khach quan(?:,?\s*(?:vi|do|:)\s*.+)?$")
RETURN_SHORT = re.compile(
    rf"^tra(?: lai)?(?: dong)? ({NUMBERS}),? "
    r"(?=(?:con )?(?:thieu|sai|chua|khong ro|trung|nham|bo sung|can bo sung)(?: |$))"
)
LOOK = re.compile(r"^xem(?: dong)? (\d{1,3})$")
TO_PAGE = re.compile(r"^trang (\d{1,2}|sau|truoc)$")
WHY = re.compile(r"(?:\s|^)(?:vì|vi|do|lý do|ly do)\s*:?\s+|:\s*", re.I)
AFTER_CAUSE = re.compile(r"(?:khách quan|khach quan)[,\s]*(?:vì|vi|do|:)\s*(.+)$", re.I)
ENOUGH = 200
"""Numbers named in one message; more than a list has make no sense."""


def by_word(desk: Desk, words: str, offer: said.Offer | None) -> Reply | None:
    """What a reviewer says to the list of today; None where it is something else."""
    if ALL.match(words):
        return _all(desk, words)
    found = _form(words)
    if found is not None:
        kept = service.latest(desk.uow, desk.who, review.place(desk), desk.turn.sent_at)
        if kept is not None:
            return found[0](desk, kept.id or 0, found[1])
        if service.had_list(desk.uow, desk.who, review.place(desk)):
            return review.show(desk, texts.OLD_LIST)
    if offer is not None and offer.kind == review.REASON and "thoi" in offer.words:
        return review.reason_typed(desk, offer.words)
    return None


def _form(words: str) -> tuple[Callable[[Desk, int, re.Match[str]], Reply], re.Match[str]] | None:
    forms: tuple[tuple[re.Pattern[str], Callable[[Desk, int, re.Match[str]], Reply]], ...] = (
        (SOME, _some), (RETURN, _ask), (RETURN_WHY, _give_back), (RETURN_SHORT, _give_back_short),
        (ERRORS, _errors), (EXCUSE, _excuse), (LOOK, _look),
        (TO_PAGE, _page),
    )  # fmt: skip
    return next(((handler, found) for pattern, handler in forms if (found := pattern.match(words))), None)


def numbers_of(text: str) -> list[int]:
    """«1-3, 7 và 9» → 1, 2, 3, 7, 9."""
    numbers: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s*(?:-|–|den)\s*(\d+))?", text):
        numbers += range(int(first), int(last or first) + 1) if int(last or first) - int(first) < ENOUGH else [10**6]
    return list(dict.fromkeys(numbers))


def _all(desk: Desk, words: str) -> Reply:
    """Everything of the latest list, but for some numbers; an old list is shown anew instead."""
    kept = service.latest(desk.uow, desk.who, review.place(desk), desk.turn.sent_at)
    if kept is None:
        return review.show(desk)
    found = ALL.match(words)
    without = numbers_of(found[1] or "") if found else []
    return review_all.by_word(desk, kept.id or 0, without)


def _some(desk: Desk, list_id: int, found: re.Match[str]) -> Reply:
    numbers = numbers_of(found[1] or found[2])
    return decided.approved(desk, decisions.approve(desk.uow, desk.who, list_id, numbers, desk.turn.sent_at))


def _ask(desk: Desk, list_id: int, found: re.Match[str]) -> Reply:
    return review.ask_reason(desk, list_id, numbers_of(found[1]))


def _give_back(desk: Desk, list_id: int, found: re.Match[str]) -> Reply:
    """The reason as it was typed, with its accents."""
    parts = WHY.split(polite.bare(desk.turn.text), maxsplit=1)
    reason = parts[1].strip() if len(parts) > 1 else ""
    numbers = numbers_of(found[1])
    return decided.give_back(desk, list_id, numbers, reason) if reason else review.ask_reason(desk, list_id, numbers)


def _give_back_short(desk: Desk, list_id: int, found: re.Match[str]) -> Reply:
    """«Trả 3 thiếu minh chứng»: what stands behind the numbers is the reason."""
    words = polite.bare(desk.turn.text).split()
    return decided.give_back(desk, list_id, numbers_of(found[1]), " ".join(words[len(found.group().split()) :]))


def _errors(desk: Desk, list_id: int, found: re.Match[str]) -> Reply:
    errors = int(found[2] or found[3] or 1)
    return decided.judge(desk, list_id, numbers_of(found[1]), errors, bool(found[4]), _cause(desk))


def _excuse(desk: Desk, list_id: int, found: re.Match[str]) -> Reply:
    return decided.excuse(desk, list_id, numbers_of(found[1]), _cause(desk))


def _cause(desk: Desk) -> str | None:
    found = AFTER_CAUSE.search(desk.turn.text)
    return found[1].strip() if found else None


def _look(desk: Desk, list_id: int, found: re.Match[str]) -> Reply:
    return review.look(desk, list_id, int(found[1]))


def _page(desk: Desk, list_id: int, found: re.Match[str]) -> Reply:
    return review.turn_page(desk, list_id, found[1])
