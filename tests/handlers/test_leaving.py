"""Somebody moves or retires: not offered, not reminded, not missed; the log stays, open work finds new hands."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from bot.outgoing import outbox_row
from handlers import assign_tick, leaving, router
from services import assign_due, closing, operators, reminders, review
from services import leaving as service
from services.errors import Refusal
from services.office import Office
from services.people import get_who
from storage import delegation, outbox, people
from storage.database import Database
from storage.tables import Assignment, AssignmentDelay, Entry, Person
from tests.handlers.chat import Chat, plain
from tests.handlers.conftest import MONDAY, OpenChat

HEAD, WORKER, OTHER, CHAIR = "MH21", "MH22", "MH24", "MH02"


def leave(database: Database, code: str, on: date, now: datetime = MONDAY) -> dict[str, str]:
    """The day is told, then the minute's tick runs; gives what is said, by chat."""
    with database.unit_of_work() as uow:
        service.leave(uow, operators.the_person(uow, code, None, also_left=True).person, on, None, now)
        uow.commit()
    return tick(database, now)


def tick(database: Database, now: datetime) -> dict[str, str]:
    with database.unit_of_work() as uow:
        says = leaving.run(uow, Office(), now) if leaving.waits(uow, Office(), now) else ()
        outbox.put_all(uow, [outbox_row(say, "telegram", say.chat_id or "", now) for say in says])
        uow.commit()
    return {say.chat_id or "": plain(str(say.text)) for say in says}


def come_back(database: Database, code: str, now: datetime = MONDAY) -> int:
    with database.unit_of_work() as uow:
        person = operators.the_person(uow, code, None, also_left=True).person
        tasks = service.come_back(uow, person, None, now)
        uow.commit()
    return len(tasks)


def person(database: Database, code: str) -> Person:
    with database.reading() as uow:
        return uow.session.exec(select(Person).where(Person.staff_code == code)).one()


TODAY = MONDAY.date()


def test_open_work_is_named_to_the_head_who_hands_it_on(open_chat: OpenChat, database: Database) -> None:
    head, an, _ = open_chat(HEAD), open_chat(WORKER), open_chat(OTHER)
    head.say("giao @MH22 soạn báo cáo quý, hạn 30/11")
    an.say("khai sinh 3")
    told = leave(database, WORKER, TODAY)
    assert list(told) == [f"chat-{HEAD}"]
    assert "thôi công tác từ 23/11" in told[f"chat-{HEAD}"]
    assert "việc 1 «soạn báo cáo quý»" in told[f"chat-{HEAD}"]
    assert "Còn 1 dòng của người này chờ duyệt" in told[f"chat-{HEAD}"]
    assert tick(database, MONDAY) == {}, "said once"
    head.receive()
    [unit] = head.say("/donvi")
    assert "việc 1" in unit.text
    assert "đã thôi công tác, cần chuyển người khác" in unit.text
    head.say("chuyển việc 1 cho MH24")
    with database.reading() as uow:
        rows = uow.session.exec(select(Assignment).order_by(Assignment.id)).all()  # type: ignore[arg-type]
        assert [row.state for row in rows] == ["moved", "given"]
    assert "thôi công tác" not in head.say("/donvi")[-1].text


def test_nobody_gives_them_work_reminds_or_misses_them(open_chat: OpenChat, database: Database) -> None:
    head, an = open_chat(HEAD), open_chat(WORKER)
    open_chat(OTHER).say("tiếp nhận 12 hồ sơ")
    name = person(database, WORKER).full_name
    assert name in head.say("/donvi")[-1].text
    leave(database, WORKER, TODAY)
    head.receive()
    assert name not in head.say("/donvi")[-1].text
    assert "không" in head.say("giao @MH22 soạn báo cáo tuần, hạn 30/11")[-1].text.lower()
    with database.unit_of_work() as uow:
        assert not uow.session.exec(select(Assignment)).all()
        for hour in (16, 17, 20):
            now = MONDAY.replace(hour=hour, minute=45)
            assert all(found.staff_code != WORKER for found in reminders.due(uow, Office(), now))
        uow.rollback()
    assert an.receive() == []


def test_deadlines_of_who_left_are_neither_told_nor_late(open_chat: OpenChat, database: Database) -> None:
    head, _ = open_chat(HEAD), open_chat(WORKER)
    head.say("giao @MH22 soạn báo cáo quý, hạn 24/11")
    leave(database, WORKER, TODAY)
    late = MONDAY + timedelta(days=3)
    with database.unit_of_work() as uow:
        assert assign_due.note_delays(uow, late) == 0
        assert [say for say in assign_tick.run(uow, Office(), late) if say.chat_id == f"chat-{WORKER}"] == []
        uow.commit()
    head.now = late
    head.say("chuyển việc 1 cho MH24")
    with database.reading() as uow:
        assert uow.session.exec(select(AssignmentDelay)).all() == []


def test_what_they_logged_is_still_reviewed_and_counted(open_chat: OpenChat, database: Database) -> None:
    head, an = open_chat(HEAD), open_chat(WORKER)
    an.say("khai sinh 3")
    leave(database, WORKER, TODAY)
    head.receive()
    assert "Chờ duyệt: 1 dòng của 1 người" in head.say("/duyet")[-1].text
    with database.reading() as uow:
        late = review.slow_reviewers(uow, MONDAY + timedelta(days=7))
        assert [(get_who(uow, found.person_id).staff_code, found.lines) for found in late] == [(HEAD, 1)]
    assert "Đã duyệt 1 dòng" in head.say("duyệt hết")[-1].text
    assert "Không còn dòng nào" in head.say("/duyet")[-1].text
    with database.reading() as uow:
        assert [row.state for row in uow.session.exec(select(Entry)).all()] == ["approved"]


def test_their_month_is_closed_with_the_days_they_worked(open_chat: OpenChat, database: Database) -> None:
    open_chat(HEAD)
    an = open_chat(WORKER)
    an.say("khai sinh 3")
    name = person(database, WORKER).full_name

    def missing(month: int) -> int | None:
        with database.reading() as uow:
            head = get_who(uow, operators.the_person(uow, HEAD, None).id)
            view = closing.look(uow, head, head.unit_id, 2026, month, MONDAY + timedelta(days=40))
            assert (name in [line.person for line in view.open]) == (month == 11)
            return next((found.days for found in view.missing if found.person == name), None)

    before = missing(11)
    leave(database, WORKER, date(2026, 11, 24))
    tick(database, MONDAY + timedelta(days=1))
    assert (before, missing(11), missing(12)) == (19, 15, None)


def test_the_account_reads_and_does_not_write(open_chat: OpenChat, database: Database) -> None:
    open_chat(HEAD)
    an = open_chat(WORKER)
    an.say("khai sinh 3")
    edit = next(action for label, action in an.sent[-1].buttons.items() if label.startswith("Xoá"))
    leave(database, WORKER, TODAY)
    [day] = an.say("/homnay")
    assert "khai sinh" in day.text.lower()
    assert "Tài khoản đã ngừng từ 23/11" in day.text
    assert day.buttons == {}
    for words in ("/tuan", "/lich", "/diem", "hôm nay"):
        assert "đã ngừng từ 23/11" in an.say(words)[-1].text
    assert "khai sinh 3" in an.say("/xuat")[-1].text
    for words in ("khai sinh 5", "xoá", "/start", "/duyet", "/nghi", "nghỉ ngày mai", "1"):
        assert "đã ngừng từ 23/11" in an.say(words)[-1].text
    assert "Ngừng dùng" in an.say("/ngat MH24")[-1].text
    an.tap_action(edit, "1")
    assert an.toasts == ["Tài khoản đã ngừng từ 23/11/2026, chỉ xem được."]
    with database.reading() as uow:
        assert [(row.state, row.version) for row in uow.session.exec(select(Entry)).all()] == [("pending", 1)]


def test_no_command_and_no_button_of_theirs_changes_anything(open_chat: OpenChat, database: Database) -> None:
    head = open_chat(HEAD)
    open_chat(WORKER).say("khai sinh 3")
    with database.unit_of_work() as uow:
        operators.make_admin(uow, HEAD, None, MONDAY)
        uow.commit()
    leave(database, HEAD, TODAY)
    args = ("1", "ok:1:1:n", "x:1:1", "y", "ds:1:1")
    taps = [f"{verb}:{arg}" for verb in router.ACTIONS if verb != "u" for arg in args]
    taps.append(f"u:o:{person(database, WORKER).id}")
    with database.unit_of_work() as uow:
        for words in [*router.COMMANDS, *router.PHRASES, "duyệt hết"]:
            head_turn(head, words, None, uow)
        for tap in taps:
            head_turn(head, "", tap, uow)
        uow.flush()
        assert [(row.state, row.version) for row in uow.session.exec(select(Entry)).all()] == [("pending", 1)]
        assert uow.session.exec(select(Assignment)).all() == []
        assert people.accounts_of(uow, person(database, WORKER).id or 0)
        uow.rollback()


def head_turn(chat: Chat, words: str, tap: str | None, uow: object) -> None:
    from handlers.turn import Turn

    kind = "tap" if tap else "text"
    turn = Turn("telegram", chat.chat_id, chat.chat_id, "9", MONDAY, kind, words, tap, "t" if tap else None)  # type: ignore[arg-type]
    router.handle(turn, uow, chat.office)  # type: ignore[arg-type]


def test_a_head_who_leaves_hands_up_people_tasks_and_standing_in(open_chat: OpenChat, database: Database) -> None:
    head, _, an, chair = open_chat(HEAD), open_chat(OTHER), open_chat(WORKER), open_chat(CHAIR)
    head.say("giao @MH22 soạn báo cáo quý, hạn 30/11")
    an.say("xong 1")
    head.say("uỷ quyền cho MH24 từ 24 đến 26/11")
    told = leave(database, HEAD, TODAY)
    assert "nay do anh/chị theo dõi" in told[f"chat-{CHAIR}"]
    with database.reading() as uow:
        assert delegation.on_day(uow, date(2026, 11, 25)) == []
    assert "1" in chair.say("/giao")[-1].text
    assert "người giao thôi công tác, người quản lý kế trên theo dõi" in chair.say("lịch sử 1")[-1].text
    an.receive()
    an.say("chưa xong 1")  # what was before it was handed in, whoever looks after it now
    with database.reading() as uow:
        [task] = uow.session.exec(select(Assignment)).all()
        assert (task.state, task.progress) == ("given", 0)
    an.say("xong 1")
    assert "nghiệm thu" in chair.say("nghiệm thu 1")[-1].text.lower()
    an.say("khai sinh 3")
    assert "Chờ duyệt: 1 dòng" in chair.say("/duyet")[-1].text


def test_who_returns_has_everything_back(open_chat: OpenChat, database: Database) -> None:
    head, an = open_chat(HEAD), open_chat(WORKER)
    open_chat(CHAIR)
    head.say("giao @MH22 soạn báo cáo quý, hạn 30/11")
    head.say("giao @MH24 soạn báo cáo quý, hạn 30/11")
    leave(database, HEAD, TODAY)
    an.say("việc 1 được 50%")  # touched since: it stays with the one above
    assert come_back(database, HEAD) == 1
    with database.reading() as uow:
        rows = uow.session.exec(select(Assignment).order_by(Assignment.number)).all()  # type: ignore[arg-type]
        givers = [get_who(uow, row.giver_id).staff_code for row in rows]
    assert givers == [CHAIR, HEAD]
    assert "Không còn dòng nào" in head.say("/duyet")[-1].text
    with database.unit_of_work() as uow, pytest.raises(Refusal, match=r"operator\.here"):
        service.come_back(uow, operators.the_person(uow, HEAD, None).person, None, MONDAY)


def test_a_day_to_come_takes_effect_when_it_comes(open_chat: OpenChat, database: Database) -> None:
    head, an = open_chat(HEAD), open_chat(WORKER)
    assert leave(database, WORKER, date(2026, 11, 25)) == {}
    assert "đã ngừng" not in an.say("khai sinh 3")[-1].text
    assert tick(database, MONDAY + timedelta(days=1)) == {}
    assert f"chat-{HEAD}" in tick(database, MONDAY + timedelta(days=2))
    an.now = MONDAY + timedelta(days=2)
    assert "đã ngừng từ 25/11" in an.say("khai sinh 3")[-1].text
    leave(database, WORKER, date(2026, 12, 1), an.now)  # told anew: they are here until then
    assert "đã ngừng" not in an.say("khai sinh 2")[-1].text
    assert head.receive()


def test_without_anybody_above_the_administrators_are_told(open_chat: OpenChat, database: Database) -> None:
    top, admin = open_chat("MH01"), open_chat("MH09")
    with database.unit_of_work() as uow:
        operators.make_admin(uow, "MH09", None, MONDAY)
        uow.commit()
    top.say("giao @MH02 soạn báo cáo quý, hạn 30/11")
    told = leave(database, "MH01", TODAY)
    assert "thôi công tác từ 23/11" in told[f"chat-{admin.staff_code}"]
    with database.reading() as uow:
        [row] = uow.session.exec(select(Assignment)).all()
        assert get_who(uow, row.giver_id).staff_code == "MH01"
