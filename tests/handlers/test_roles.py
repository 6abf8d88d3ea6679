"""Every command and every button's payload as every role (roles.toml): not-there and not-allowed look alike."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

import handlers
from handlers import assign_act, review, router
from handlers.texts import common
from handlers.turn import Reply, Turn
from services import decisions, general_review, operators, repair
from services import review as reviews
from services.people import get_who
from storage import people
from storage import review as review_rows
from storage.database import Database
from storage.tables import (
    METADATA,
    Agency,
    Appeal,
    Assignment,
    AssignmentOrder,
    AssignmentRequest,
    AssignmentRule,
    ChangeRequest,
    Delegation,
    Entry,
    Leave,
    Message,
    Person,
    Question,
    ReviewList,
    Unit,
    Wording,
)
from storage.uow import UnitOfWork
from tests.handlers.chat import Chat, plain
from tests.handlers.conftest import MONDAY, OpenChat

TABLE = tomllib.loads((Path(__file__).parent / "roles.toml").read_text(encoding="utf-8"))
STAFF = {
    "official": "MH22", "colleague": "MH24", "other_official": "MH12", "head": "MH21", "other_head": "MH16",
    "judge": "MH02", "admin": "MH09", "unconsented": "MH23", "other_admin": "KH01", "stranger": "",
}  # fmt: skip
NOT_THERE = 999_999_99


@dataclass
class Scene:
    """One office in the middle of its work; `rows` names the rows that the table speaks of."""

    database: Database
    chats: dict[str, Chat]
    rows: dict[str, object] = field(default_factory=dict)

    def turn(self, role: str, **what: Any) -> Turn:
        """A turn of a role, at one and the same instant for everybody."""
        chat = f"chat-{STAFF[role] or 'nobody'}"
        return Turn("telegram", chat, chat, "55", MONDAY + timedelta(minutes=30), **what)

    def tapped(self, role: str, action: str) -> Turn:
        """A tap on any payload."""
        return self.turn(role, kind="tap", action=action, tap_id="t")

    @contextmanager
    def trial(self) -> Iterator[UnitOfWork]:
        """A transaction that is thrown away."""
        with self.database.unit_of_work() as uow:
            yield uow
            uow.rollback()

    def answer(self, uow: UnitOfWork, turn: Turn) -> str:
        """What the bot says to a turn in this chat."""
        reply = router.handle(turn, uow, self.chats["head"].office)
        uow.flush()
        return said(reply)


def said(reply: Reply) -> str:
    """Toast and messages of a reply, without those to other chats."""
    texts = [plain(str(say.text)) for say in reply.says if say.chat_id is None]
    return "\n".join([*([reply.toast] if reply.toast else []), *texts])


State = dict[str, list[tuple[Any, ...]]]


def state(uow: UnitOfWork) -> State:
    """Every row that anybody could read or change."""
    skipped = {"catalogue_item", "catalogue", "post", "inbox", "outbox"}
    return {
        table.name: [tuple(map(str, row)) for row in uow.session.execute(select(table).order_by(table.c.id))]  # type: ignore[call-overload]
        for table in METADATA.sorted_tables
        if table.name not in skipped
    }


@pytest.fixture
def scene(database: Database, open_chat: OpenChat) -> Scene:
    found = Scene(database, {})
    found.chats = {role: open_chat(code) for role, code in STAFF.items() if code.startswith("MH")}
    with database.unit_of_work() as uow:
        other_agency(uow)
        for code in ("MH09", "KH01"):
            operators.make_admin(uow, code, None, MONDAY)
        person = operators.the_person(uow, "KH01", None)
        people.link(uow, person.id, "telegram", "chat-KH01", MONDAY)
        people.consent(uow, "telegram", "chat-KH01", MONDAY)
        people.unlink_chat(uow, "telegram", "chat-MH23", MONDAY)
        people.link(uow, operators.the_person(uow, "MH23", None).id, "telegram", "chat-MH23", MONDAY)
        uow.commit()
    work(found.chats)
    with database.unit_of_work() as uow:
        found.rows = rows(uow)
        uow.commit()
    return found


def other_agency(uow: UnitOfWork) -> None:
    """An office next door: a head and one official."""
    home = Agency(code="khac", name="Cơ quan khác")
    uow.add(home)
    uow.flush()
    unit = Unit(agency_id=home.id or 0, name="Phòng khác")
    uow.add(unit)
    uow.flush()
    head = Person(agency_id=home.id or 0, staff_code="KH01", full_name="Người Khác", unit_id=unit.id or 0, post="x")
    uow.add(head)
    uow.flush()
    under = {"staff_code": "KH02", "full_name": "Người Khác Nữa", "manager_id": head.id}
    uow.add(Person(agency_id=home.id or 0, unit_id=unit.id or 0, post="x", **under))  # type: ignore[arg-type]
    uow.flush()


def work(chats: dict[str, Chat]) -> None:
    """Lines of every state, a draft with its question, a task, leave, a plan; lists, a request, an objection."""
    an, son = chats["official"], chats["head"]
    an.say("/tieuchi 10/2026 9 9 9")
    for text in ("khai sinh 3", "khai tử 2", "kết hôn 1", "chứng thực 4 bản"):
        an.say(text)
    son.say("/duyet")
    son.say("duyệt 1")
    son.say("trả 2 vì thiếu minh chứng")
    son.say("3 lỗi")
    an.receive()
    an.tap("Không đồng ý", next(message for message in an.sent if "thiếu minh chứng" in message.text))
    an.say("sổ có ghi")
    chats["judge"].receive()
    an.say("/homnay")
    an.say("sửa 1")
    an.say("5 hồ sơ")
    son.receive()
    an.say("nghỉ phép 25/11")
    an.say("chiều nay sẽ họp giao ban")
    an.say("khai tử 1, chiều nay sẽ khai sinh 9")
    an.say("lam cv")
    son.say("giao @An khai sinh 20 hồ sơ, hạn thứ 6")
    son.say("giao @An rà soát hộ tịch, hạn thứ 6")
    son.say("giao @An chứng thực 9 bản, thứ 6 hằng tuần")
    for text in ("khai tử 7 hồ sơ, hạn thứ 6", "kết hôn 8 cặp, hạn thứ 6", "chứng thực 6 bản, hạn 20/11"):
        son.say(f"giao @An {text}")
    an.receive()
    tasks(an, son)
    son.say("chị An nghỉ thai sản, không xếp loại tháng 12")
    an.receive()
    son.say("uỷ quyền cho chị Hương từ 1/12 đến 3/12")
    chats["other_head"].receive()


def tasks(an: Chat, son: Chat) -> None:
    """The second task is done, of the third more time is asked, the fourth is late."""
    for text in ("nhận 2", "xong 2", "xin gia hạn 3 đến thứ 2 vì chờ số liệu", "nhận 4"):
        an.say(text)
    son.receive()


def rows(uow: UnitOfWork) -> dict[str, object]:
    """The rows of the scene by the names of the table."""
    session = uow.session
    entries = {entry.item_code: entry for entry in session.exec(select(Entry))}
    official = operators.the_person(uow, "MH22", None)
    plan = session.exec(select(Message).where(Message.text == "chiều nay sẽ họp giao ban")).one()
    mixed = session.exec(select(Message).where(Message.text == "khai tử 1, chiều nay sẽ khai sinh 9")).one()
    head = get_who(uow, operators.the_person(uow, "MH21", None).id)
    kept = session.exec(select(ReviewList).where(ReviewList.reviewer_id == head.id)).one()
    pending = entries["CT-01"]
    if session.exec(select(Wording)).first() is None:
        uow.add(Wording(person_id=official.id, wording="viec la", item_code="HT-01", confirmed_at=MONDAY))
        uow.flush()
    # The page is dealt with so far that a later list would begin with the line that waits.
    later = ReviewList(
        reviewer_id=head.id, channel="telegram", chat_id="chat-MH21", created_at=MONDAY, shown=1,
        lines=[[pending.id or 0, pending.version, 0]],
    )  # fmt: skip
    review_rows.add_list(uow, later)
    stamp = _stamp(uow, kept)
    unit = session.exec(select(Unit).where(Unit.name == "Trung tâm Phục vụ hành chính công")).one()
    review_rows.close_period(
        uow, agency_id=unit.agency_id, unit_id=unit.id or 0, year=2026, month=9, closed_by=head.id, at=MONDAY
    )
    return {
        "pending": pending.id, "approved": entries["HT-01"].id, "faulted": entries["HT-03"].id,
        "message": pending.message_row_id, "token": repair.message_token(uow, pending.message_row_id or 0),
        "question": session.exec(select(Question).where(Question.closed_at == None)).all()[-1].id,  # noqa: E711
        **task_rows(uow), "leave": session.exec(select(Leave)).one().id,
        "order": session.exec(select(AssignmentOrder)).one().id,
        "plan": plan.id, "mixed": mixed.id, "wording": session.exec(select(Wording)).all()[-1].id,
        "list": later.id, "shown": 1,
        "delegation": session.exec(select(Delegation)).one().id,
        "request": session.exec(select(ChangeRequest)).one().id,
        "appeal": session.exec(select(Appeal)).one().id, "unit": unit.id, "stamp": stamp, "kept": kept.id,
        "closing": 11 + 7 + 5 * 13, "person": official.id, "leader": head.id,
        "general": general_review.look(uow, head, 2026, 10, MONDAY).token,
    }  # fmt: skip


def task_rows(uow: UnitOfWork) -> dict[str, object]:
    """Tasks by what was done with them: given, done, more time asked for, late; and what is given again and again."""
    found = {task.text: task for task in uow.session.exec(select(Assignment).order_by(Assignment.number))}  # type: ignore[arg-type]
    given, done, asked, late = found.values()
    request = uow.session.exec(select(AssignmentRequest)).one()
    rule = uow.session.exec(select(AssignmentRule)).one()
    assert (done.state, request.assignment_id, late.state) == ("done", asked.id, "accepted")
    return {
        "task": given.id, "number": given.number, "done": done.id, "done_at": done.version, "late": late.id,
        "late_at": late.version, "asked": request.id, "rule": rule.id,
    }  # fmt: skip


def _stamp(uow: UnitOfWork, kept: ReviewList) -> str:
    changes = review_rows.latest_changes(uow, [line[0] for line in kept.lines])
    return f"{max(decisions.stamp_of(version.at) for version in changes.values()):x}"


def fill(template: str, rows_: dict[str, object]) -> str:
    """The payload of a row; a decision is taken back by the list it was made with."""
    names = dict(rows_)
    if "{stamp}" in template:
        names["list"] = names["kept"]
    return template.format(**names)


def missing(template: str, rows_: dict[str, object]) -> str:
    """The same payload for a row that is not there."""
    gone = dict.fromkeys(
        ("pending", "approved", "faulted", "message", "question", "task", "leave", "plan", "mixed", "wording", "list",
         "order", "number", "done", "late", "asked", "rule", "delegation", "request", "appeal", "unit", "kept",
         "person", "leader"), NOT_THERE,
    )  # fmt: skip
    return fill(template, rows_ | gone)


def test_the_table_names_every_command_and_every_verb() -> None:
    commands = {row["say"].split()[0] for row in TABLE["command"]}
    assert commands == set(router.COMMANDS)
    verbs = {row["action"].split(":")[0] for row in TABLE["payload"]}
    assert verbs == set(router.ACTIONS)


def drawn() -> set[str]:
    """«e:ed», "v" …: the verb, and where it has one the sub-verb, of every button and word that the handlers make."""
    found = {f"a:{step}" for step in assign_act.STEPS} | {f"r:{verb}" for verb in review.VERBS}
    for path in Path(handlers.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("button", "action"):
                given = node.args[1:] if node.func.id == "button" else node.args
                verb, *rest = [arg.value if isinstance(arg, ast.Constant) else None for arg in given]
                # Who has not agreed is asked with "c:y" and "c:n"; those never come to the table of buttons.
                if isinstance(verb, str) and not (path.name == "people.py" and verb == "c"):
                    found.add(":".join([verb, *[str(sub) for sub in rest[:1] if sub is not None]]))
    return found


def test_the_table_names_every_step_of_every_verb() -> None:
    """A new button without a row fails here, before anybody forges it."""
    rows = {row["action"] for row in TABLE["payload"]}
    missing_rows = {kind for kind in drawn() if not any(row == kind or row.startswith(f"{kind}:") for row in rows)}
    assert not missing_rows
    assert {"a:ry", "e:ed", "r:ex", "w:all", "y:no", "v", "h:m"} <= drawn()


def test_every_command_as_every_role(scene: Scene) -> None:
    faults = []
    with scene.trial() as uow:
        before = state(uow)
    for row in TABLE["command"]:
        for role in STAFF:
            with scene.trial() as uow:
                answer = scene.answer(uow, scene.turn(role, text=row["say"]))
                if role in TABLE["says"]:
                    good = TABLE["says"][role] in answer and state(uow) == before
                elif role in row["may"]:
                    good = row.get(role, row["expect"]) in answer and common.NOT_FOUND_TOAST not in answer
                else:
                    good = not row.get("other") or any(part in answer for part in row["other"])
            faults += [] if good else [(row["say"], role, answer)]
    assert not faults, "\n".join(map(str, faults))


@pytest.mark.timeout(400)  # the whole office is compared for each button and role, on a busy machine too
def test_every_payload_as_every_role(scene: Scene) -> None:
    faults = []
    with scene.trial() as uow:
        before = state(uow)
    for row in TABLE["payload"]:
        action, gone = fill(row["action"], scene.rows), missing(row["action"], scene.rows)
        for role in STAFF:
            if role in row["may"] and role not in TABLE["says"]:
                faults += served(scene, row, role, action, before)
            else:
                faults += refused(scene, role, action, gone, before)
    assert not faults, "\n".join(map(str, faults))


def served(scene: Scene, row: dict[str, Any], role: str, action: str, before: State) -> list[tuple[Any, ...]]:
    """Whoever may is not told that nothing is there; a second tap changes nothing more."""
    with scene.trial() as uow:
        answer = scene.answer(uow, scene.tapped(role, action))
        if common.NOT_FOUND_TOAST in answer:
            return [(action, role, "refused", answer)]
        after = state(uow)
        scene_answer = scene.answer(uow, scene.tapped(role, action))
        found = state(uow)
        if not row.get("once"):
            found, after, before = ({**kept, "audit": []} for kept in (found, after, before))
        # A refusal of the second tap rolls everything back, which is no change either.
        return [] if found in (after, before) else [(action, role, "changed twice", scene_answer)]


def refused(scene: Scene, role: str, action: str, gone: str, before: State) -> list[tuple[Any, ...]]:
    """Whoever may not hears what they would hear of something that is not there; nothing changes."""
    with scene.trial() as uow:
        answer = scene.answer(uow, scene.tapped(role, action))
        unchanged = state(uow) == before
    with scene.trial() as uow:
        nothing = scene.answer(uow, scene.tapped(role, gone))
    expected = TABLE["says"].get(role, "Không tìm thấy")
    if answer == nothing and unchanged and (expected in answer or answer in QUIET):
        return []
    return [(action, role, answer, nothing, "unchanged" if unchanged else "CHANGED")]


QUIET = {"Không có lần nghỉ nào như vậy để huỷ."}
"""What says that nothing is there in words of its own."""


def test_a_list_shown_to_one_reviewer_serves_no_other(scene: Scene) -> None:
    """Numbers, too, mean lines of the own list only."""
    with scene.trial() as uow:
        before = state(uow)
        for text in ("duyệt 1", "trả 1 vì thiếu", "1 lỗi", "xem 1", "duyệt hết"):
            scene.answer(uow, scene.turn("other_head", text=text))
        kept = set(state(uow)["entry"])
    assert set(before["entry"]) <= kept


def test_in_a_group_nothing_is_done_or_said_of_anybody(scene: Scene) -> None:
    for row in TABLE["payload"]:
        turn = replace(scene.tapped("head", fill(row["action"], scene.rows)), group=True, chat_id="-1")
        with scene.trial() as uow:
            before = state(uow)
            assert scene.answer(uow, turn) == ""
            assert state(uow) == before
    for row in TABLE["command"]:
        with scene.trial() as uow:
            answer = scene.answer(uow, replace(scene.turn("head", text=row["say"]), group=True, chat_id="-1"))
            assert not re.search(r"Diễn|\d giờ", answer) or row["say"].startswith("/giao"), row


def test_reads_and_writes_of_others_are_in_the_trail_without_their_words(scene: Scene) -> None:
    """Who, when, code, row; numbers, dates, codes and states – and never a word that anybody wrote."""
    with scene.database.reading() as uow:
        trail = state(uow)["audit"]
    codes = {row[3] for row in trail}
    assert codes >= {
        "review.listed", "entry.approved", "entry.returned", "entry.judged", "request.asked", "appeal.made",
        "delegation.given", "general.told", "general.listed",
    }  # fmt: skip
    text = "\n".join(map(str, trail))
    for words in ("thiếu minh chứng", "sổ có ghi", "khai sinh", "rà soát", "chứng thực"):
        assert words not in text


def test_a_reader_of_reviews_module_is_bound_to_its_chat(scene: Scene) -> None:
    """The same person in another chat has no list there, so numbers mean nothing."""
    with scene.trial() as uow:
        head = get_who(uow, operators.the_person(uow, "MH21", None).id)
        place = reviews.Place("telegram", "another")
        assert reviews.latest(uow, head, place, MONDAY) is None


READS = (
    ("head", "/duyet", "review.listed"), ("head", "/donvi", "unit.read"), ("head", "/chot", "period.read"),
    ("head", "/denghi", "request.listed"), ("head", "/giao", "assignment.listed"),
    ("head", "việc 1", "assignment.read"), ("head", "lịch sử 1", "assignment.read"),
    ("head", "/kehoach @An", "quota.read"), ("judge", "/ykien", "appeal.read"),
    ("admin", "/cachnoi", "memory.listed"), ("admin", "/nguoiduyet", "reviewer.listed"),
    ("admin", "/donvi", "unit.read"),
)  # fmt: skip
"""What shows somebody else's data, and what the trail says of it."""


def test_every_read_of_another_s_data_is_in_the_trail(scene: Scene) -> None:
    """Who, when and whose rows – free text only by the version of its row; one's own is no such read."""
    for role, text, code in READS:
        with scene.trial() as uow:
            before = set(state(uow)["audit"])
            scene.answer(uow, scene.turn(role, text=text))
            new = [row for row in state(uow)["audit"] if row not in before]
        assert code in {row[3] for row in new}, (text, new)
        written = "\n".join(map(str, new))
        assert not re.search(r"khai sinh|rà soát|chứng thực|sổ có ghi|thiếu", written), (text, written)
    for text in ("/viec", "việc 1", "/homnay", "/tuan"):
        with scene.trial() as uow:
            before = state(uow)["audit"]
            scene.answer(uow, scene.turn("official", text=text))
            assert state(uow)["audit"] == before, text
