"""Reviewing as use cases: why a line is odd, who is first, nobody their own, facts for the score, slow reviewers."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from services import closing, decisions, delegation, odd, reach, repair, review, reviewer
from services.errors import NotFound, Refusal, Stale
from services.office import Office
from services.people import get_who
from services.values import Who
from storage import audit
from storage import review as review_rows
from storage.database import Database
from storage.tables import Entry, Person, ReviewList, Unit
from storage.uow import UnitOfWork
from tests.storage.office import a_person, an_agency, an_entry

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)
HERE = review.Place("telegram", "chat")


class Tree:
    """Chairman over head over two officials and a deputy; another head beside."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.agency = agency = an_agency(uow)
        self.top = a_person(uow, agency, "T")
        self.head = a_person(uow, agency, "H", manager_id=self.top.id)
        self.beside = a_person(uow, agency, "B", manager_id=self.top.id)
        self.one = self.under(uow, "O1", self.head)
        self.two = self.under(uow, "O2", self.head)

    def under(self, uow: UnitOfWork, code: str, manager: Person) -> Person:
        """Somebody in the unit of their manager."""
        person = a_person(uow, self.agency, code, manager_id=manager.id)
        person.unit_id = manager.unit_id
        uow.flush()
        return person


def who(uow: UnitOfWork, person: Person) -> Who:
    return get_who(uow, person.id or 0)


def line(uow: UnitOfWork, person: Person, **more: Any) -> Entry:
    """A pending line of today: two pieces, an hour and a half told."""
    day = more.pop("work_date", TODAY)
    values = {"quantity": Decimal(2), "minutes": 90, "created_at": NOW, "item_measure": "product"} | more
    return an_entry(uow, person, day, **values)


def shown(uow: UnitOfWork, person: Person, now: datetime = NOW) -> review.ReviewPage:
    page, _ = review.open_list(uow, Office(), who(uow, person), HERE, now)
    assert page is not None
    return page


# odd lines

ODD: dict[str, dict[str, Any]] = {
    "far_over_norm": {"minutes": 271, "quantity": Decimal(1)},
    "long_day": {"minutes": 481, "standard_minutes": 400},
    "outside_window": {"work_date": TODAY - timedelta(days=8)},
    "no_item": {"item_code": None, "standard_minutes": None},
    "edited": {"reviewed_at": NOW - timedelta(days=1)},
    "above_own": {"quantity": Decimal(7)},
}
NORMAL: dict[str, dict[str, Any]] = {
    "three times the norm": {"minutes": 270, "quantity": Decimal(1)},
    "eight hours": {"minutes": 480, "standard_minutes": 400},
    "a week late": {"work_date": TODAY - timedelta(days=7)},
    "as much as ever": {"quantity": Decimal(3)},
}


def history(uow: UnitOfWork, person: Person, count: int, quantity: int, **more: Any) -> None:
    """Approved lines of the days before."""
    for n in range(count):
        day = TODAY - timedelta(days=10 + n)
        line(uow, person, state="approved", quantity=Decimal(quantity), work_date=day, **more)


@pytest.mark.parametrize(("code", "fields"), ODD.items(), ids=ODD.keys())
def test_an_odd_line_says_why(database: Database, code: str, fields: dict[str, Any]) -> None:
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        history(uow, tree.one, odd.OWN_LINES, 2)
        entry = line(uow, tree.one, **fields)
        page = shown(uow, tree.head)
    assert [(found.entry.id, [why.code for why in found.odd]) for found in page.lines] == [(entry.id, [code])]


@pytest.mark.parametrize("fields", NORMAL.values(), ids=NORMAL.keys())
def test_a_line_at_the_border_is_normal(database: Database, fields: dict[str, Any]) -> None:
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        history(uow, tree.one, odd.OWN_LINES, 2)
        line(uow, tree.one, **fields)
        page = shown(uow, tree.head)
    assert [found.odd for found in page.lines] == [()]


def test_far_above_what_the_others_do_is_odd_for_a_newcomer(database: Database) -> None:
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        history(uow, tree.two, odd.OTHER_LINES, 2)
        line(uow, tree.one, quantity=Decimal(9))
        line(uow, tree.one, quantity=Decimal(8), text="khác")
        page = shown(uow, tree.head)
    assert [[why.code for why in found.odd] for found in page.lines] == [["above_unit"], []]


def test_a_repeated_line_is_odd_once_and_a_long_day_speaks_once(database: Database) -> None:
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        for _ in range(2):
            line(uow, tree.one, minutes=200)
        line(uow, tree.one, minutes=230, text="khác")
        page = shown(uow, tree.head)
    assert sorted(why.code for found in page.lines for why in found.odd) == ["duplicate", "long_day"]


# who reviews whom


def test_nobody_reviews_their_own_or_their_manager(database: Database) -> None:
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        mine, above = line(uow, tree.head), line(uow, tree.top)
        allowed = reach.may_review(uow, who(uow, tree.head), TODAY)
        assert allowed == {tree.one.id, tree.two.id}
        with pytest.raises(Refusal, match=r"review\.nobody"):
            review.open_list(uow, Office(), who(uow, tree.one), HERE, NOW)
        line(uow, tree.one)
        assert {found.person_id for found in shown(uow, tree.head).lines} == {tree.one.id}
        assert {found.entry.id for found in shown(uow, tree.top).lines} == {mine.id}
        assert above.state == "pending"


def test_a_manager_who_left_hands_their_people_up(database: Database) -> None:
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        line(uow, tree.one)
        tree.head.active = False
        uow.flush()
        assert {found.person_id for found in shown(uow, tree.top).lines} == {tree.one.id}
        responsible = reach.responsible(uow, tree.one)
        assert responsible is not None
        assert responsible.id == tree.top.id


def test_the_top_is_reviewed_by_whom_the_administrator_named(database: Database) -> None:
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        line(uow, tree.top)
        assert reach.responsible(uow, tree.top) is None
        reviewer.set_reviewer(uow, tree.top, tree.beside, None, NOW)
        assert {found.person_id for found in shown(uow, tree.beside).lines} == {tree.top.id}
        with pytest.raises(Refusal, match=r"reviewer\.same"):
            reviewer.set_reviewer(uow, tree.top, tree.top, None, NOW)
        with pytest.raises(Refusal, match=r"reviewer\.has_manager"):
            reviewer.set_reviewer(uow, tree.one, tree.beside, None, NOW)


def test_a_delegate_reviews_in_the_days_named_but_never_their_own(database: Database) -> None:
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        head, one = who(uow, tree.head), who(uow, tree.one)
        view = delegation.give(uow, head, "O1 từ 26/11 đến 27/11", NOW)
        assert (view.first, view.last) == (TODAY, date(2026, 11, 27))
        assert reach.may_review(uow, one, TODAY) == {tree.two.id}
        assert reach.may_review(uow, one, TODAY - timedelta(days=1)) == frozenset()
        assert reach.may_review(uow, one, TODAY + timedelta(days=2)) == frozenset()
        with pytest.raises(Refusal, match=r"delegation\.nobody"):
            delegation.give(uow, one, "O2 hôm nay", NOW)
        with pytest.raises(NotFound):
            delegation.end(uow, one, view.id, NOW)
        delegation.end(uow, head, view.id, NOW)
        assert reach.may_review(uow, one, TODAY) == frozenset()
        with pytest.raises(Stale):
            delegation.end(uow, head, view.id, NOW)


DAYS = {
    "O1 từ 24 đến 28/11": ("2026-11-26", "2026-11-28"), "O1 từ mai đến thứ 6": ("2026-11-27", "2026-11-27"),
    "O1 3 ngày từ mai": ("2026-11-27", "2026-11-29"), "O1 từ hôm nay đến 30/11": ("2026-11-26", "2026-11-30"),
    "O1 ngày mai": ("2026-11-27", "2026-11-27"), "O1 đến hết 30/11": ("2026-11-26", "2026-11-30"),
    "O1 hết tuần này": ("2026-11-26", "2026-11-29"), "O1": "delegation.days", "": "delegation.whom",
    "O1 từ 20 đến 22/11": "delegation.past", "O1 từ 1/12 đến 30/4": "delegation.long", "Tí mai": "delegation.unknown",
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DAYS.items(), ids=DAYS.keys())
def test_days_of_a_delegation(sqlite_url: str, text: str, expected: Any) -> None:
    database = Database.connect(sqlite_url)
    with database.unit_of_work() as uow:
        head = who(uow, Tree(uow).head)
        if isinstance(expected, str):
            with pytest.raises(Refusal, match=expected):
                delegation.give(uow, head, text, NOW)
        else:
            view = delegation.give(uow, head, text, NOW)
            assert (view.first.isoformat(), view.last.isoformat()) == expected
    database.close()


# deciding


def test_a_decision_keeps_the_state_before_and_notes_who(database: Database) -> None:
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        first, second = line(uow, tree.one), line(uow, tree.two)
        head = who(uow, tree.head)
        page = shown(uow, tree.head)
        done = decisions.approve(uow, head, page.list_id, None, NOW)
        assert {found.entry.id for found in done.done} == {first.id, second.id}
        assert (first.state, first.version, first.reviewer_id) == ("approved", 2, head.id)
        [record] = [row for row in audit.of_row(uow, "entry", first.id or 0) if row.code == "entry.approved"]
        assert (record.actor_id, record.data) == (head.id, {"version": 2, "before": "pending", "after": "approved"})
        undone = decisions.undo(uow, head, page.list_id, done.stamp, NOW)
        assert len(undone) == 2
        assert (first.state, first.version, first.reviewer_id, first.reviewed_at) == ("pending", 3, None, None)
        with pytest.raises(Stale):
            decisions.undo(uow, head, page.list_id, done.stamp, NOW)
        again = decisions.approve(uow, head, page.list_id, [1], NOW + timedelta(minutes=1))
        assert len(again.done) == 1


def test_only_pages_that_were_opened_are_approved(database: Database) -> None:
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        for n in range(review.PAGE + 5):
            line(uow, tree.one, minutes=10, standard_minutes=10, text=f"việc {n}", quantity=Decimal(1 + n % 3))
        head = who(uow, tree.head)
        page = shown(uow, tree.head)
        with pytest.raises(Refusal, match=r"review\.number"):
            decisions.approve(uow, head, page.list_id, [review.PAGE + 1], NOW)
        done = decisions.approve(uow, head, page.list_id, None, NOW)
        assert (len(done.done), done.left, done.unseen) == (review.PAGE, 5, 5)
        review.turn_to(uow, Office(), head, page.list_id, 2, NOW)
        assert len(decisions.approve(uow, head, page.list_id, None, NOW).done) == 5


def test_the_whole_list_is_approved_as_it_was_when_it_was_made(database: Database) -> None:
    """Who was asked about pages not opened approves them too, but for what has changed since."""
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        rows = [
            line(uow, tree.one, minutes=10, standard_minutes=10, text=f"việc {n}", quantity=Decimal(1 + n % 3))
            for n in range(review.PAGE + 5)
        ]
        head, owner = who(uow, tree.head), who(uow, tree.one)
        page = shown(uow, tree.head)
        found = decisions.whole(uow, head, page.list_id, [2], NOW)
        assert (found.waiting, found.unseen, found.listed) == (review.PAGE + 4, 5, review.PAGE + 5)
        last = max(rows, key=lambda row: row.id or 0)
        repair.change(uow, owner, last, "edit", NOW, minutes=20)
        done = decisions.approve(uow, head, page.list_id, None, NOW, unseen=True, without=[2])
        assert (len(done.done), [lost.code for lost in done.lost], done.unseen) == (review.PAGE + 3, ["changed"], 0)
        assert len(decisions.undo(uow, head, page.list_id, done.stamp, NOW)) == review.PAGE + 3


def test_the_owner_cannot_bring_back_an_approval_that_was_taken_back(database: Database) -> None:
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        entry = line(uow, tree.one)
        head, owner = who(uow, tree.head), who(uow, tree.one)
        page = shown(uow, tree.head)
        done = decisions.approve(uow, head, page.list_id, None, NOW)
        decisions.undo(uow, head, page.list_id, done.stamp, NOW)
        repair.undo(uow, owner, entry.id or 0, None, NOW)
        assert entry.state == "pending"


def test_two_transactions_at_once_the_first_wins(postgresql_url: str) -> None:
    """Both have read the line as pending; the second waits for the first and then finds it decided."""
    database = Database.connect(postgresql_url)
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        line(uow, tree.one)
        head_id, top_id = tree.head.id or 0, tree.top.id or 0
        lists = [_list_for(uow, person) for person in (tree.head, tree.top)]
        uow.commit()
    barrier = threading.Barrier(2)
    results: dict[int, decisions.Decision] = {}

    def decide(person_id: int, list_id: int) -> None:
        with database.unit_of_work() as own:
            me = get_who(own, person_id)
            review.latest(own, me, HERE, NOW)
            barrier.wait(10)
            results[person_id] = decisions.approve(own, me, list_id, [1], NOW)
            own.commit()

    threads = [threading.Thread(target=decide, args=pair) for pair in zip((head_id, top_id), lists, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    database_ends = sorted((len(done.done), [lost.code for lost in done.lost]) for done in results.values())
    assert database_ends == [(0, ["first"]), (1, [])]
    with database.reading() as uow:
        entry = uow.session.exec(select(Entry)).one()
        assert entry.version == 2
    database.close()


def _list_for(uow: UnitOfWork, person: Person) -> int:
    """A list with the one line, for whoever may decide on it."""
    entry = uow.session.exec(select(Entry)).one()
    kept = ReviewList(
        reviewer_id=person.id or 0, channel="telegram", chat_id="chat", created_at=NOW, shown=1,
        lines=[[entry.id or 0, entry.version, 0]],
    )  # fmt: skip
    return review_rows.add_list(uow, kept).id or 0


def test_closing_waits_for_decisions_and_stops_later_ones(database: Database) -> None:
    """A line of a closed month is left as it is, whoever decides."""
    december = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        entry = line(uow, tree.one)
        head = who(uow, tree.head)
        page = shown(uow, tree.head, december)
        view = closing.look(uow, head, tree.head.unit_id, 2026, 11, december)
        assert view.pending == 1
        assert closing.close(uow, head, tree.head.unit_id, 2026, 11, view.token + 1, december) is None
        assert closing.close(uow, head, tree.head.unit_id, 2026, 11, view.token, december) is not None
        done = decisions.approve(uow, head, page.list_id, None, december)
        assert ([lost.code for lost in done.lost], entry.state) == (["closed"], "pending")
        with pytest.raises(Refusal, match=r"closing\.closed"):
            closing.close(uow, head, tree.head.unit_id, 2026, 11, view.token, december)
        unit = uow.session.get(Unit, tree.head.unit_id)
        assert unit is not None
        with pytest.raises(Refusal, match=r"closing\.reason"):
            closing.reopen(uow, unit, 2026, 11, "  ", None, december)
        closing.reopen(uow, unit, 2026, 11, "còn một dòng", None, december)
        with pytest.raises(Refusal, match=r"closing\.open"):
            closing.reopen(uow, unit, 2026, 11, "lần nữa", None, december)
        assert len(decisions.approve(uow, head, page.list_id, None, december).done) == 1


def test_only_the_head_of_the_whole_unit_closes_it(database: Database) -> None:
    december = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        deputy = tree.under(uow, "D", tree.head)
        tree.under(uow, "O3", deputy)
        for person in (deputy, tree.one, tree.beside):
            with pytest.raises(NotFound):
                closing.look(uow, who(uow, person), tree.head.unit_id, 2026, 11, december)
        for person in (tree.head, tree.top):
            assert closing.look(uow, who(uow, person), tree.head.unit_id, 2026, 11, december).people == 5


# for others


def test_quality_facts_are_those_of_approved_lines(database: Database) -> None:
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        for n, person in enumerate((tree.one, tree.one, tree.two)):
            line(uow, person, text=f"việc {n}")
        head = who(uow, tree.head)
        page = shown(uow, tree.head)
        decisions.judge(uow, head, page.list_id, [1], 2, False, None, NOW)
        decisions.judge(uow, head, page.list_id, [2], 3, True, "mất điện", NOW)
        decisions.approve(uow, head, page.list_id, [3], NOW)
        ids = [tree.one.id or 0, tree.two.id or 0]
        facts = review.quality_facts(uow, ids, TODAY, TODAY)
        assert [(f.person_id, f.quality_errors, f.excused_quality_errors) for f in facts] == [
            (tree.one.id, 2, 0), (tree.one.id, 3, 3),
        ]  # fmt: skip
        assert review.quality_facts(uow, ids, TODAY + timedelta(days=1), TODAY + timedelta(days=9)) == ()
        excused = uow.session.get(Entry, facts[1].entry_id)
        assert excused is not None
        assert (excused.excused_by, excused.excuse_note) == (head.id, "mất điện")
        with pytest.raises(Refusal, match=r"review\.errors"):
            decisions.judge(uow, head, page.list_id, [3], decisions.MOST_ERRORS + 1, False, None, NOW)


def test_slow_reviewers_are_told_of_lines_that_wait_for_long(database: Database) -> None:
    long_ago = NOW - timedelta(days=6)
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        assert review.slow_reviewers(uow, NOW) == ()
        line(uow, tree.one, created_at=NOW)
        assert review.slow_reviewers(uow, NOW) == ()
        for person in (tree.one, tree.two, tree.head, tree.top):
            line(uow, person, created_at=long_ago, work_date=TODAY - timedelta(days=6), text="cũ")
        found = review.slow_reviewers(uow, NOW)
        assert [(slow.person_id, slow.lines, slow.people) for slow in found] == [
            (tree.top.id, 1, 1), (tree.head.id, 2, 2),
        ]  # fmt: skip
        assert found[1].oldest_day == TODAY - timedelta(days=6)
        delegation.give(uow, who(uow, tree.head), "O1 hôm nay", NOW)
        instead = {slow.person_id: slow.lines for slow in review.slow_reviewers(uow, NOW)}
        assert instead == {tree.top.id: 1, tree.head.id: 1, tree.one.id: 1}
        reviewer.set_reviewer(uow, tree.top, tree.beside, None, NOW)
        assert tree.beside.id in {slow.person_id for slow in review.slow_reviewers(uow, NOW)}


def test_the_same_judgement_again_changes_nothing_and_is_said(database: Database) -> None:
    with database.unit_of_work() as uow:
        tree = Tree(uow)
        entry = line(uow, tree.one)
        head = who(uow, tree.head)
        page, _ = review.open_list(uow, Office(), head, HERE, NOW)
        assert page is not None
        decisions.judge(uow, head, page.list_id, [1], 1, False, None, NOW)
        version = entry.version
        again = decisions.judge(uow, head, page.list_id, [1], 1, False, None, NOW + timedelta(minutes=1))
        assert (again.done, [lost.code for lost in again.lost], entry.version) == ((), ["own"], version)
        decisions.judge(uow, head, page.list_id, [1], 2, False, None, NOW + timedelta(minutes=2))
        assert (entry.quality_errors, entry.version) == (2, version + 1)
