"""An objection whose judge has left: the next higher has it with its history, whoever objected is told, once."""

from __future__ import annotations

from sqlmodel import select

from handlers import appeal_tick
from services import operators
from services.office import Office
from storage import people
from storage.database import Database
from storage.tables import Appeal, Audit
from tests.handlers.chat import Chat, plain
from tests.handlers.conftest import OpenChat


def objected(open_chat: OpenChat) -> tuple[Chat, Chat, Chat]:
    """An official's returned line, objected to; the judge is MH02."""
    an, son, thu = open_chat("MH22"), open_chat("MH21"), open_chat("MH02")
    an.say("khai sinh 3")
    son.say("/duyet")
    son.say("trả 1 vì chưa thấy trong sổ")
    an.receive()
    an.say("không đồng ý vì sổ có ghi")
    assert "sổ có ghi" in thu.receive()[-1].text
    return an, son, thu


def leave(database: Database, code: str) -> None:
    with database.unit_of_work() as uow:
        person = people.get(uow, operators.the_person(uow, code, None).id)
        assert person is not None
        person.active = False
        uow.add(person)
        uow.commit()


def tick(database: Database, chat: Chat) -> dict[str, str]:
    """What the minute's tick says about objections, by chat."""
    with database.unit_of_work() as uow:
        waited = appeal_tick.waits(uow, Office(), chat.now)
        says = appeal_tick.run(uow, Office(), chat.now)
        assert bool(says) == waited
        uow.commit()
    return {say.chat_id or "": plain(str(say.text)) for say in says}


def test_it_goes_to_the_next_higher_with_its_history_once(open_chat: OpenChat, database: Database) -> None:
    an, _, thu = objected(open_chat)
    truong = open_chat("MH01")
    assert tick(database, an) == {}
    leave(database, "MH02")
    told = tick(database, an)
    assert "trước gửi Hoàng Thị Diễn Thu" in told["chat-MH01"]
    assert "trả lại – Mai Diễn Sơn: chưa thấy trong sổ" in told["chat-MH01"]
    assert "sổ có ghi" in told["chat-MH01"]
    assert "nay do Phan Diễn Trường xem" in told["chat-MH22"]
    assert tick(database, an) == {}
    assert "chờ Phan Diễn Trường" in an.say("/ykien")[-1].text
    assert "sổ có ghi" in truong.say("/ykien")[-1].text
    truong.say("chấp nhận 1 vì đã xem sổ")
    assert "đã xem sổ" in an.receive()[-1].text
    with database.reading() as uow:
        assert uow.session.exec(select(Appeal)).one().state == "upheld"
        [passed] = [row for row in uow.session.exec(select(Audit)) if row.code == "appeal.passed"]
        assert "sổ" not in str(passed.model_dump())
    assert thu.staff_code == "MH02"


def test_above_whom_nobody_stands_it_stays_and_the_tick_rests(open_chat: OpenChat, database: Database) -> None:
    an, _, _ = objected(open_chat)
    leave(database, "MH02")
    leave(database, "MH01")
    assert tick(database, an) == {}


def test_it_never_comes_to_whoever_returned_the_line(open_chat: OpenChat, database: Database) -> None:
    """The head has left too: the chairman answers, not whoever decided."""
    an, _, _ = objected(open_chat)
    open_chat("MH01")
    leave(database, "MH21")
    leave(database, "MH02")
    told = tick(database, an)
    assert "chat-MH21" not in told


def test_a_score_s_objection_is_passed_on_too(open_chat: OpenChat, database: Database) -> None:
    an, _, _ = open_chat("MH22"), open_chat("MH02"), open_chat("MH01")
    for text, answer in (("toi khong dong y diem thang 10 vi thieu 3 ho so", "Đã gửi ý kiến"),
                         ("khiếu nại điểm tháng 10 vì vẫn thiếu", "một lần")):  # fmt: skip
        assert answer in an.say(text)[-1].text
    leave(database, "MH02")
    assert "Điểm tháng 10/2026" in tick(database, an)["chat-MH01"]
