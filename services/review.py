"""Duyệt: a numbered list a reviewer, odd lines first; approve, return, judge quality. Nobody reviews their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from services import odd, permissions, reach, when
from services.errors import NotFound, Refusal
from services.odd import Odd
from services.office import Office
from services.values import EntryView, Who
from services.views import entry_view
from storage import appeals as appeal_rows
from storage import entries as store
from storage import people
from storage import requests as request_rows
from storage import review as queries
from storage.slow import SlowReviewer as SlowReviewer
from storage.slow import Waiting as Waiting
from storage.slow import slow_reviewers as find_slow
from storage.slow import waiting as find_waiting
from storage.tables import Entry, Person, ReviewList
from storage.uow import UnitOfWork

PAGE = 8
"""Lines of a page: with what stands around them they fill the screen of a phone."""
MOST_LINES = 200
"""Lines of one list; the rest waits for the next one, so that a long backlog costs no more than a short one."""
KEEP_LISTS = timedelta(days=7)
SLOW_DAYS = 2


@dataclass(frozen=True)
class Place:
    """The chat in which a list is shown."""

    channel: str
    chat_id: str


@dataclass(frozen=True)
class ReviewLine:
    """A numbered line of a list: whose it is, why it is odd, and in whose place it is reviewed, if in anybody's.

    `told`: the person was told of the decision that is taken back.
    """

    number: int
    entry: EntryView
    person_id: int
    person: str
    odd: tuple[Odd, ...] = ()
    giver: str | None = None
    errors: int = 0
    excused: int = 0
    told: bool = False


@dataclass(frozen=True)
class ReviewPage:
    """A page of a list. `waiting` counts all that waits, also beyond the list; `shown` what was on opened pages."""

    list_id: int
    page: int
    pages: int
    lines: tuple[ReviewLine, ...]
    listed: int
    odd: int
    normal_shown: int
    shown: int
    waiting: int
    people: int


@dataclass(frozen=True)
class Beside:
    """What else a reviewer should know: change requests and objections that wait, and who reviews their own lines."""

    requests: int
    appeals: int
    own_waiting: int
    own_reviewer: str | None


@dataclass(frozen=True)
class QualityFact:
    """Errors of an approved line that a review found, and how many of them had a confirmed objective cause."""

    person_id: int
    entry_id: int
    assignment_id: int | None
    quality_errors: int
    excused_quality_errors: int


# showing


def open_list(
    uow: UnitOfWork, office: Office, who: Who, place: Place, now: datetime
) -> tuple[ReviewPage | None, Beside]:
    """A new list of what waits, odd lines first (None where nothing does), and what stands under it.

    Raises Refusal review.nobody.
    """
    reachable = permissions.access_people_to_review(uow, who, when.today(now))
    owners = reachable.everybody
    if not owners:
        raise Refusal("review.nobody")
    rows = queries.pending_of(uow, list(owners), MOST_LINES)
    if not rows:
        return None, _beside(uow, who, reachable)
    around = odd.surroundings(uow, who.agency_id, rows, owners, office.window_days, now)
    why = {row.id or 0: odd.reasons(row, around) for row in rows}
    rows.sort(key=lambda row: (not why[row.id or 0], owners[row.person_id].staff_code, row.work_date))
    queries.forget_lists(uow, who.id, now - KEEP_LISTS)
    kept = ReviewList(
        reviewer_id=who.id, channel=place.channel, chat_id=place.chat_id, created_at=now,
        lines=[[row.id or 0, row.version, int(bool(why[row.id or 0]))] for row in rows], shown=min(PAGE, len(rows)),
    )  # fmt: skip
    queries.add_list(uow, kept)
    page = _page(uow, who, kept, 1, _listed(uow, rows[:PAGE], reachable, why), reachable, now)
    return page, _beside(uow, who, reachable)


def turn_to(uow: UnitOfWork, office: Office, who: Who, list_id: int, page: int, now: datetime) -> ReviewPage:
    """Another page of a list. Raises NotFound."""
    kept = permissions.access_review_list(uow, who, list_id)
    if not 1 <= page <= _pages(kept):
        raise NotFound("entry")
    reachable = permissions.access_people_to_review(uow, who, when.today(now))
    places = range((page - 1) * PAGE, min(page * PAGE, len(kept.lines)))
    lines = _lines(uow, office, who, kept, places, reachable, now)
    return _page(uow, who, kept, page, lines, reachable, now)


def page_of(uow: UnitOfWork, who: Who, list_id: int) -> int:
    """The last page of a list that was opened."""
    return max(1, -(-permissions.access_review_list(uow, who, list_id).shown // PAGE))


def latest(uow: UnitOfWork, who: Who, place: Place, now: datetime) -> ReviewList | None:
    """The list that numbers typed today mean; one of another day means nothing any more."""
    kept = queries.last_list(uow, who.id, place.channel, place.chat_id)
    return kept if kept is not None and when.today(kept.created_at) == when.today(now) else None


def had_list(uow: UnitOfWork, who: Who, place: Place) -> bool:
    """Whether the reviewer saw any list here lately: then numbers are meant for one."""
    return queries.last_list(uow, who.id, place.channel, place.chat_id) is not None


def _pages(kept: ReviewList) -> int:
    return max(1, -(-len(kept.lines) // PAGE))


def _page(
    uow: UnitOfWork, who: Who, kept: ReviewList, page: int, lines: tuple[ReviewLine, ...], reachable: reach.Reach,
    now: datetime,
) -> ReviewPage:  # fmt: skip
    last = min(page * PAGE, len(kept.lines))
    _note_shown(uow, kept, lines, last)
    waiting = queries.pending_counts(uow, list(reachable.everybody))
    uow.audit(
        "review.listed", actor_id=who.id, table="review_list", row_id=kept.id, at=now, page=page,
        entries=[line.entry.id for line in lines], versions=[line.entry.version for line in lines],
        people=sorted({line.person_id for line in lines}),
    )  # fmt: skip
    return ReviewPage(
        list_id=kept.id or 0, page=page, pages=_pages(kept), lines=lines, listed=len(kept.lines),
        odd=sum(is_odd for _, _, is_odd in kept.lines), shown=kept.shown,
        normal_shown=sum(not is_odd for _, _, is_odd in kept.lines[: kept.shown]),
        waiting=sum(waiting.values()), people=len(waiting),
    )  # fmt: skip


def _lines(
    uow: UnitOfWork, office: Office, who: Who, kept: ReviewList, places: Iterable[int], reachable: reach.Reach,
    now: datetime,
) -> tuple[ReviewLine, ...]:  # fmt: skip
    """Lines of a list as they are now; one that is out of reach by now is left out."""
    numbers = {kept.lines[place][0]: place + 1 for place in places}
    found = permissions.access_entries_to_review(uow, who, list(numbers), when.today(now))
    rows = [found[entry_id] for entry_id in numbers if entry_id in found]
    owners = reachable.everybody | others(uow, rows, reachable.everybody)
    waiting = [row for row in rows if row.state == "pending"]
    around = odd.surroundings(uow, who.agency_id, waiting, owners, office.window_days, now) if waiting else None
    why = {row.id or 0: odd.reasons(row, around) for row in waiting} if around else {}
    views = _listed(uow, rows, reach.Reach(owners, reachable.for_giver), why)
    return tuple(replace(view, number=numbers[view.entry.id]) for view in views)


def _listed(
    uow: UnitOfWork, rows: Sequence[Entry], reachable: reach.Reach, why: Mapping[int, tuple[Odd, ...]]
) -> tuple[ReviewLine, ...]:
    """Rows as numbered lines, with their evidence and in whose place they are reviewed."""
    evidence = store.evidence_counts(uow, [row.id or 0 for row in rows])
    givers, everybody = people.by_ids(uow, set(reachable.for_giver.values())), reachable.everybody
    return tuple(
        line_view(
            number, row, everybody[row.person_id], why.get(row.id or 0, ()),
            givers.get(reachable.for_giver.get(row.person_id, 0)), evidence.get(row.id or 0, 0),
        )
        for number, row in enumerate(rows, 1)
    )  # fmt: skip


def others(uow: UnitOfWork, rows: Iterable[Entry], known: dict[int, Person]) -> dict[int, Person]:
    """The people of these lines who are not known yet, in one query."""
    return people.by_ids(uow, {row.person_id for row in rows} - set(known))


def line_view(
    number: int, row: Entry, person: Person, why: tuple[Odd, ...] = (), giver: Person | None = None, evidence: int = 0
) -> ReviewLine:
    """A row as a numbered line of a list."""
    name = giver.full_name if giver else None
    view = entry_view(row, evidence)
    return ReviewLine(number, view, row.person_id, person.full_name, why, name, row.quality_errors, row.excused_errors)


def _note_shown(uow: UnitOfWork, kept: ReviewList, lines: Sequence[ReviewLine], last: int) -> None:
    """A page seen for the first time is judged as it looked then; one seen before keeps its versions."""
    if last <= kept.shown:
        return
    seen = [list(line) for line in kept.lines]
    for line in lines:
        if line.number > kept.shown:
            seen[line.number - 1] = [line.entry.id, line.entry.version, int(bool(line.odd))]
    queries.turn_page(uow, kept, seen, max(kept.shown, last))


def _beside(uow: UnitOfWork, who: Who, reachable: reach.Reach) -> Beside:
    """What stands under a list."""
    ids = list(reachable.everybody)
    own = queries.pending_counts(uow, [who.id]).get(who.id, 0)
    me = people.get(uow, who.id)
    head = reach.responsible(uow, me) if me is not None and own else None
    requests = request_rows.count_waiting(uow, ids) if ids else 0
    return Beside(requests, appeal_rows.count_waiting(uow, who.id), own, head.full_name if head else None)


def check_list(uow: UnitOfWork, who: Who, list_id: int, numbers: Sequence[int]) -> None:
    """Raise NotFound for a list of somebody else's, Refusal review.number for a number it did not show."""
    check_numbers(permissions.access_review_list(uow, who, list_id), numbers)


def check_numbers(kept: ReviewList, numbers: Sequence[int]) -> None:
    """Raise Refusal review.number for a number that no page shown so far had."""
    wrong = next((number for number in numbers if not 1 <= number <= kept.shown), None)
    if wrong is not None:
        raise Refusal("review.number", number=wrong, count=kept.shown)


def look(uow: UnitOfWork, office: Office, who: Who, list_id: int, number: int, now: datetime) -> ReviewLine:
    """One line of a list with all that is known of it. Raises NotFound."""
    kept = permissions.access_review_list(uow, who, list_id)
    check_numbers(kept, [number])
    reachable = permissions.access_people_to_review(uow, who, when.today(now))
    found = _lines(uow, office, who, kept, [number - 1], reachable, now)
    if not found:
        raise NotFound("entry")
    uow.audit(
        "entry.read", actor_id=who.id, table="entry", row_id=found[0].entry.id, at=now, version=found[0].entry.version
    )
    return found[0]


# for others


def quality_facts(uow: UnitOfWork, person_ids: Sequence[int], first: date, last: date) -> tuple[QualityFact, ...]:
    """Great faults of approved lines from `first` to `last`, both included; lines without any are left out.

    One query for 10,000 people. Which of them count is the score's affair.
    """
    return tuple(QualityFact(*tuple(row)) for row in queries.quality(uow, person_ids, first, last))


def slow_reviewers(uow: UnitOfWork, now: datetime) -> tuple[SlowReviewer, ...]:
    """Whom the reminder may tell that lines have waited for more than two working days: three queries for everybody.

    While somebody reviews in a reviewer's place, that person is named instead – but for their own lines.
    """
    return find_slow(uow, _slow_before(now), when.today(now))


def waiting_for(uow: UnitOfWork, agency_id: int, now: datetime) -> dict[int, Waiting]:
    """What waits for each reviewer of an agency this day, and how much of it for more than two working days."""
    return find_waiting(uow, agency_id, _slow_before(now), when.today(now))


def _slow_before(now: datetime) -> datetime:
    day = when.today(now)
    for _ in range(SLOW_DAYS):
        day = when.previous_working_day(day)
    return datetime.combine(day, datetime.min.time(), when.ZONE)
