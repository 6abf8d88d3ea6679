"""A deadline that passed undone reaches the month's score; a cause confirmed in the chat takes it out again."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlmodel import select

from handlers import assign_tick
from services import scores
from services.office import Office
from services.people import get_who
from storage import operators
from storage.database import Database
from storage.tables import AssignmentDelay
from tests.handlers.chat import Chat
from tests.handlers.conftest import OpenChat

MORNING = datetime.fromisoformat("2026-11-23T08:00:00+07:00")
NOON = datetime.fromisoformat("2026-11-23T14:00:00+07:00")


def late_and_done(open_chat: OpenChat, database: Database) -> tuple[Chat, Chat]:
    """A task of An's, due at ten, handed in at two with its approved line; the giver."""
    son, an = open_chat("MH21", now=MORNING), open_chat("MH22", now=MORNING)
    son.say("giao An khai sinh 20 hồ sơ, hạn 10h hôm nay")
    an.receive()
    son.now = an.now = NOON
    with database.unit_of_work() as uow:
        assign_tick.run(uow, Office(), NOON)
        uow.commit()
    an.say("khai sinh 20 hồ sơ xong rồi")
    an.say("1")
    son.say("/duyet")
    son.say("duyệt hết")
    return son, an


def work(database: Database) -> tuple[int, int]:
    """(delays, excused ones) of An's lines of work in November, as the score has them."""
    with database.reading() as uow:
        who = get_who(uow, operators.people_with_code(uow, "MH22")[0][0].id or 0)
        policy = scores.choose(uow, who, "cong_chuc", 2026, 11)
        assert not isinstance(policy, str)
        case = scores.case_of(uow, who, "cong_chuc", policy, 2026, 11)
        return sum(line.delays for line in case.work), sum(line.excused_delays for line in case.work)


@pytest.mark.parametrize("plan", [True, False], ids=["with a plan", "without"])
@pytest.mark.parametrize(
    "words", ["khách quan 1 vì chờ ý kiến cấp trên", "viec 1 tre han do khach quan vi cho cap tren"]
)
def test_a_delay_counts_until_its_cause_is_confirmed(
    open_chat: OpenChat, database: Database, plan: bool, words: str
) -> None:
    son, an = late_and_done(open_chat, database)
    if plan:
        son.say("/kehoach @An HT-02 10")
    assert work(database) == (1, 0)
    assert "chờ ý kiến cấp trên" in son.say(words)[0].text
    assert "không trừ điểm tiến độ" in an.receive()[-1].text
    assert work(database) == (1, 1)
    with database.reading() as uow:
        [delay] = uow.session.exec(select(AssignmentDelay)).all()
        head = operators.people_with_code(uow, "MH21")[0][0].id
        assert (delay.cause, delay.excused_by) == ("superior", head)


def test_the_assignee_cannot_excuse_themselves(open_chat: OpenChat, database: Database) -> None:
    _, an = late_and_done(open_chat, database)
    assert "Không tìm thấy" in an.say("khách quan 1 vì chờ cấp trên")[-1].text
    assert work(database) == (1, 0)
