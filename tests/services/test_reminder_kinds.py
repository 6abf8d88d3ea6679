"""Each kind of reminder: when it comes, what it says, when it does not come; people of the demo agency."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

from bot.outgoing import outbox_row
from bot.parcels import plain
from handlers import reminders
from services import general
from services.office import Office
from services.people import get_who
from services.reminder_rules import limits_of
from storage import operators, outbox, people
from storage import reminders as store
from storage.database import Database
from storage.tables import CalendarDay, Delegation, Entry, Leave, PeriodClose
from tests.handlers.chat import fill

EARLY = datetime.fromisoformat("2026-10-01T08:00:00+07:00")
AN, HEAD, KIEN, THUY = "MH22", "MH21", "MH24", "MH23"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text + ":00+07:00")


@dataclass
class Office_:
    """The demo agency with a few linked people, whose days are written straight into the tables."""

    database: Database
    office: Office = field(default_factory=Office)

    def __post_init__(self) -> None:
        fill(self.database, EARLY)
        for code in (AN, HEAD, KIEN):
            self.link(code)

    def link(self, code: str, *, agreed: bool = True, when: datetime = EARLY) -> None:
        with self.database.unit_of_work() as uow:
            people.link(uow, self.person(code), "telegram", f"chat-{code}", when)
            if agreed:
                people.consent(uow, "telegram", f"chat-{code}", when)
            uow.commit()

    def person(self, code: str) -> int:
        with self.database.reading() as uow:
            return operators.people_with_code(uow, code)[0][0].id or 0

    def add(self, *rows: object) -> None:
        with self.database.unit_of_work() as uow:
            for row in rows:
                uow.add(row)  # type: ignore[arg-type]
            uow.commit()

    def work(self, code: str, day: str, minutes: int, state: str = "pending", told: datetime = EARLY) -> None:
        with self.database.reading() as uow:
            person, _ = operators.people_with_code(uow, code)[0]
        self.add(Entry(agency_id=person.agency_id, person_id=person.id, state=state, text="họp", minutes=minutes,
                       work_date=date.fromisoformat(day), created_at=told))  # fmt: skip

    def full(self, code: str, *days: str) -> None:
        for day in days:
            self.work(code, day, 480)

    def told(self, when: str) -> dict[str, list[tuple[str, str]]]:
        """Who is told what at an instant; nothing is kept."""
        with self.database.reading() as uow:
            agency = operators.agencies(uow, with_people=True)[0]
            found, says = reminders.decided(uow, self.office, at(when), agency.id or 0)
        told: dict[str, list[tuple[str, str]]] = {}
        for reminder, say in zip(found.reminders, says, strict=True):
            text = plain(str(say.text)).replace("\u00a0", " ")
            told.setdefault(reminder.staff_code, []).append((reminder.kind, text))
        return told

    def kinds(self, code: str, when: str) -> list[str]:
        return [kind for kind, _ in self.told(when).get(code, [])]

    def text(self, code: str, when: str, kind: str) -> str:
        return dict(self.told(when)[code])[kind]

    def why_not(self, code: str, when: str) -> str:
        with self.database.reading() as uow:
            agency = operators.agencies(uow, with_people=True)[0]
            found, _ = reminders.decided(uow, self.office, at(when), agency.id or 0)
        return next(person.reason for person in found.skipped if person.staff_code == code)

    def tick(self, when: str) -> int:
        """As the minute's tick: what is due goes into the outbox; gives how many were new."""
        with self.database.unit_of_work() as uow:
            says = reminders.due(uow, self.office, at(when))
            new = outbox.put_all(uow, [outbox_row(say, "telegram", "", at(when)) for say in says])
            uow.commit()
        return len(new)


@pytest.fixture
def office(database: Database) -> Office_:
    return Office_(database)


# --- the end of the day ---


def test_the_end_of_the_day_says_the_number_and_its_estimated_part(office: Office_) -> None:
    office.work(AN, "2026-11-23", 120)
    with office.database.unit_of_work() as uow:
        person, _ = operators.people_with_code(uow, AN)[0]
        uow.add(Entry(agency_id=person.agency_id, person_id=person.id, state="pending", text="x", quantity=3,
                      standard_minutes=60, work_date=date(2026, 11, 23), created_at=EARLY))  # fmt: skip
        uow.commit()
    assert "Hôm nay mới 5/8 giờ (3 giờ theo định mức)" in office.text(AN, "2026-11-23T17:00", "end_of_day")


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ("2026-11-23T16:59", "not_now"),
        ("2026-11-23T19:00", "not_now"),
        ("2026-11-23T21:00", "quiet_hours"),
        ("2026-11-24T06:29", "quiet_hours"),
        ("2026-11-24T17:00", "day_off"),
        ("2026-11-28T17:00", "day_off"),
        ("2027-01-01T17:00", "day_off"),
    ],
)
def test_left_alone_with_a_reason(office: Office_, when: str, reason: str) -> None:
    assert office.why_not(AN, when) == reason


def test_at_target_by_any_route_is_silence(office: Office_) -> None:
    office.full(AN, "2026-11-23")
    office.add(Leave(person_id=office.person(KIEN), first_day=date(2026, 11, 23), last_day=date(2026, 11, 23),
                     half="am", created_at=EARLY))  # fmt: skip
    office.work(KIEN, "2026-11-23", 240)
    assert office.why_not(AN, "2026-11-23T17:00") == "at_target"
    assert office.why_not(KIEN, "2026-11-23T17:00") == "at_target"


def test_never_while_away(office: Office_) -> None:
    day = date(2026, 11, 23)
    for code, half, kind in ((AN, "pm", "leave"), (KIEN, None, "trip"), (HEAD, None, "leave")):
        office.add(Leave(person_id=office.person(code), first_day=day, last_day=day, half=half, kind=kind,
                         created_at=EARLY))  # fmt: skip
    assert [office.why_not(code, "2026-11-23T17:00") for code in (AN, KIEN, HEAD)] == ["leave", "trip", "leave"]


def test_nobody_who_is_not_linked_agreed_and_reachable(office: Office_) -> None:
    office.link("MH25", agreed=False)
    office.link("MH08")
    with office.database.unit_of_work() as uow:
        outbox.mark_blocked(uow, "telegram", "chat-MH08", EARLY)
        uow.commit()
    found = [office.why_not(code, "2026-11-23T17:00") for code in ("MH25", "MH08", "MH09")]
    assert found == ["not_agreed", "blocked", "not_linked"]


def test_a_swapped_saturday_is_worked_and_its_weekday_free(office: Office_) -> None:
    person = office.person(AN)
    with office.database.reading() as uow:
        agency_id = operators.agencies(uow)[0].id or 0
    for day, kind in ((date(2026, 11, 28), "worked"), (date(2026, 11, 26), "swapped")):
        office.add(
            CalendarDay(agency_id=agency_id, person_id=person, day=day, kind=kind, name="hoán đổi", loaded_at=EARLY)
        )
    office.full(AN, "2026-11-23", "2026-11-25", "2026-11-27")
    assert office.kinds(AN, "2026-11-28T17:00") == ["end_of_day"]
    assert office.why_not(AN, "2026-11-26T17:00") == "day_off"
    assert office.why_not(KIEN, "2026-11-28T17:00") == "day_off"


# --- how often ---


def test_once_a_day_however_often_it_is_decided(office: Office_) -> None:
    assert office.tick("2026-11-23T17:00") == 3
    assert [office.tick(f"2026-11-23T{clock}") for clock in ("17:00", "17:01", "18:20", "17:00")] == [0, 0, 0, 0]
    assert office.why_not(AN, "2026-11-23T17:05") == "already_sent"


def test_two_plain_ones_a_day_and_no_third(office: Office_) -> None:
    for when in ("2026-11-12T07:30", "2026-11-12T17:00", "2026-11-12T20:00"):
        office.tick(when)
    with office.database.reading() as uow:
        sent = store.sent_kinds(uow, 1, date(2026, 11, 12))[office.person(AN)]
    assert sent == {"remind.morning", "remind.end_of_day"}
    assert office.why_not(AN, "2026-11-12T20:00") == "two_a_day"


def test_late_comes_once_in_the_evening(office: Office_) -> None:
    office.full(AN, "2026-11-11")
    office.tick("2026-11-12T17:00")
    assert "Cuối ngày rồi" in office.text(AN, "2026-11-12T20:00", "late")
    office.tick("2026-11-12T20:00")
    assert office.why_not(AN, "2026-11-12T20:10") == "already_sent"


def test_a_bot_that_comes_back_late_still_sends_within_the_window_and_not_after(office: Office_) -> None:
    assert office.kinds(AN, "2026-11-12T18:40") == ["end_of_day"]
    assert office.kinds(AN, "2026-11-12T19:10") == []


# --- the morning ---


def test_monday_looks_at_friday(office: Office_) -> None:
    office.work(AN, "2026-11-06", 180)
    text = office.text(AN, "2026-11-09T08:00", "morning")
    assert "Thứ Sáu 06/11 mới ghi 3/8 giờ" in text
    assert "ngày 6/11 họp 2 tiếng" in text


def test_after_tet_the_last_working_day(office: Office_) -> None:
    assert "Thứ Sáu 13/02 mới ghi 0/8 giờ" in office.text(AN, "2026-02-23T08:00", "morning")
    assert "ngày 13/2 họp 2 tiếng" in office.text(AN, "2026-02-23T08:00", "morning")  # still taken, though ten days old


def test_a_day_beyond_the_offices_window_says_so(office: Office_) -> None:
    with office.database.unit_of_work() as uow:
        agency = operators.agencies(uow)[0]
        agency.settings = {"window_days": 0}
        uow.add(agency)
        uow.commit()
    assert "quá hạn ghi bù. " in office.text(AN, "2026-02-23T08:00", "morning")


def test_after_leave_the_last_day_at_work(office: Office_) -> None:
    office.add(Leave(person_id=office.person(AN), first_day=date(2026, 11, 10), last_day=date(2026, 11, 11),
                     created_at=EARLY))  # fmt: skip
    assert "Thứ Hai 09/11" in office.text(AN, "2026-11-12T08:00", "morning")


def test_nobody_is_asked_for_days_before_they_began(office: Office_) -> None:
    office.link(THUY, when=at("2026-11-12T09:00"))
    office.link("MH19", when=at("2026-11-13T07:00"))
    assert office.kinds(THUY, "2026-11-13T08:00") == ["morning"]
    assert office.why_not("MH19", "2026-11-13T08:00") == "at_target"


def test_a_closed_month_is_not_asked_for(office: Office_) -> None:
    with office.database.unit_of_work() as uow:
        person, _ = operators.people_with_code(uow, AN)[0]
        uow.add(PeriodClose(agency_id=person.agency_id, unit_id=person.unit_id, year=2026, month=11, closed_at=EARLY,
                            closed_by=person.id))  # fmt: skip
        uow.commit()
    assert office.why_not(AN, "2026-12-01T08:00") == "at_target"


def test_drafts_are_asked_about_once(office: Office_) -> None:
    office.full(AN, "2026-11-11")
    office.work(AN, "2026-11-11", 60, state="draft", told=at("2026-11-11T16:00"))
    assert "1 dòng" in office.text(AN, "2026-11-12T08:00", "drafts")
    office.tick("2026-11-12T08:00")
    office.full(AN, "2026-11-12")
    assert office.why_not(AN, "2026-11-13T08:00") == "at_target"


# --- week and month ---


def test_the_week_ends_with_its_gaps(office: Office_) -> None:
    office.full(AN, "2026-11-09", "2026-11-11", "2026-11-12")
    office.work(AN, "2026-11-13", 300)
    text = office.text(AN, "2026-11-13T17:00", "week")
    assert "Hôm nay mới 5/8 giờ" in text
    assert "thứ Ba 10/11: 0/8 giờ" in text
    assert "11/11" not in text


@pytest.mark.parametrize(
    ("day", "part"),
    [
        ("2026-11-23", "Còn 5 ngày làm việc nữa là hết tháng"),
        ("2026-11-26", "Sắp chốt tháng: chỉ còn 3 ngày làm việc"),
        ("2026-11-27", "Sắp chốt tháng: chỉ còn 2 ngày làm việc"),
        ("2026-11-30", "Hôm nay là ngày làm việc cuối tháng"),
    ],
)
def test_the_month_ends_with_stronger_words(office: Office_, day: str, part: str) -> None:
    assert part in office.text(AN, f"{day}T08:00", "close")


def test_the_last_days_ask_for_the_self_score_until_it_is_told(office: Office_) -> None:
    assert "tự chấm tiêu chí chung" not in office.text(AN, "2026-11-23T08:00", "close")
    assert "tự chấm tiêu chí chung: nhắn /tieuchi" in office.text(AN, "2026-11-26T08:00", "close")
    with office.database.unit_of_work() as uow:
        who = get_who(uow, operators.people_with_code(uow, AN)[0][0].id or 0)
        general.tell(uow, who, 2026, 11, {}, at("2026-11-26T08:30"))
        uow.commit()
    assert "tự chấm tiêu chí chung" not in office.text(AN, "2026-11-27T08:00", "close")


def test_between_the_warnings_a_plain_morning(office: Office_) -> None:
    assert office.kinds(AN, "2026-11-25T08:00") == ["morning"]


# --- what people and offices choose ---


def choose(office: Office_, **settings: str) -> None:
    with office.database.unit_of_work() as uow:
        agency = operators.agencies(uow)[0]
        agency.settings = {"reminders": settings}
        uow.add(agency)
        uow.commit()


def test_mild_means_once_at_the_end_of_the_day(office: Office_) -> None:
    choose(office, usual="nhe")
    assert [office.kinds(AN, f"2026-11-12T{clock}") for clock in ("08:00", "17:00", "20:00")] == [
        [],
        ["end_of_day"],
        [],
    ]
    assert office.kinds(AN, "2026-11-13T17:00") == ["end_of_day"]
    assert office.kinds(AN, "2026-11-27T08:00") == ["close"]


def test_the_offices_time_and_nonsense_in_its_settings(office: Office_) -> None:
    choose(office, at="16:00")
    assert office.kinds(AN, "2026-11-12T16:00") == ["end_of_day"]
    choose(office, at="25:00", usual="laut", least="chat")
    limits = limits_of({"reminders": {"at": "25:00", "usual": "laut", "least": "chat"}}, 17, 7)
    assert (f"{limits.at:%H:%M}", limits.usual, limits.strength("nhe")) == ("17:00", "vua", "chat")


# --- managers ---


def test_the_evening_list_names_who_is_missing_with_hours(office: Office_) -> None:
    office.work(AN, "2026-11-12", 300)
    office.full(KIEN, "2026-11-12")
    text = office.text(HEAD, "2026-11-12T18:30", "missing")
    assert "còn 1/2 người chưa đủ giờ" in text
    assert "Trần Thị Diễn An: 5/8 giờ" in text
    assert "Kiên" not in text


def test_all_in_is_said_at_the_end_of_the_week_only(office: Office_) -> None:
    for day in ("2026-11-12", "2026-11-13"):
        office.full(AN, day)
        office.full(KIEN, day)
    assert "missing" not in office.kinds(HEAD, "2026-11-12T18:30")
    assert "Đủ cả 2/2" in office.text(HEAD, "2026-11-13T18:30", "missing")


def test_who_is_away_is_not_missing(office: Office_) -> None:
    office.add(Leave(person_id=office.person(AN), first_day=date(2026, 11, 12), last_day=date(2026, 11, 12),
                     created_at=EARLY))  # fmt: skip
    office.full(KIEN, "2026-11-12")
    assert "missing" not in office.kinds(HEAD, "2026-11-12T18:30")


def test_the_digest_names_reviews_and_hours_out_of_line(office: Office_) -> None:
    for day in ("02", "03", "04", "05", "06", "09", "10"):
        office.work(AN, f"2026-11-{day}", 480, state="approved")
    office.work(AN, "2026-11-11", 780)
    office.work(KIEN, "2026-11-11", 540)
    text = office.text(HEAD, "2026-11-12T08:00", "digest")
    assert "2 dòng chờ duyệt" in text
    assert "Trần Thị Diễn An, thứ Tư 11/11 (hôm qua): 13 giờ (thường 8 giờ)" in text
    assert text.count("thường lệ") == 1


def test_a_person_below_never_gets_a_managers_list(office: Office_) -> None:
    assert not {"missing", "digest"} & {*office.kinds(AN, "2026-11-12T18:30"), *office.kinds(AN, "2026-11-12T08:00")}


def test_the_digest_says_what_has_waited_for_more_than_two_working_days(office: Office_) -> None:
    """Monday 09/11 is three working days before Thursday 12/11; what was told on Tuesday may still wait."""
    office.work(AN, "2026-11-09", 60, told=at("2026-11-09T16:00"))
    office.work(AN, "2026-11-10", 60, told=at("2026-11-10T16:00"))
    office.work(KIEN, "2026-11-10", 60, told=at("2026-11-10T16:00"))
    assert "quá 2 ngày" not in office.text(HEAD, "2026-11-11T08:00", "digest")
    text = office.text(HEAD, "2026-11-12T08:00", "digest")
    assert "3 dòng chờ duyệt, cũ nhất từ thứ Hai 09/11; 1 dòng của 1 người chờ đã quá 2 ngày làm việc" in text


def test_a_slow_reviewer_on_leave_is_left_alone_and_whoever_stands_in_is_told(office: Office_) -> None:
    office.work(AN, "2026-11-06", 60, told=at("2026-11-06T16:00"))
    office.add(Leave(person_id=office.person(HEAD), first_day=date(2026, 11, 12), last_day=date(2026, 11, 12),
                     created_at=EARLY))  # fmt: skip
    assert "digest" not in {*office.kinds(HEAD, "2026-11-12T08:00"), *office.kinds(KIEN, "2026-11-12T08:00")}
    with office.database.reading() as uow:
        agency = operators.people_with_code(uow, HEAD)[0][0].agency_id
    office.add(Delegation(agency_id=agency, giver_id=office.person(HEAD), delegate_id=office.person(KIEN),
                          first_day=date(2026, 11, 12), last_day=date(2026, 11, 12), created_at=EARLY))  # fmt: skip
    assert "1 dòng của 1 người chờ đã quá 2 ngày" in office.text(KIEN, "2026-11-12T08:00", "digest")
    assert "digest" not in office.kinds(HEAD, "2026-11-12T08:00")


def test_a_slow_reviewer_is_told_once_in_the_morning_and_not_on_a_day_off(office: Office_) -> None:
    office.work(AN, "2026-11-04", 60, told=at("2026-11-04T16:00"))
    for when in ("2026-11-12T06:00", "2026-11-12T13:00", "2026-11-12T18:30", "2026-11-14T08:00", "2026-11-15T08:00"):
        assert "digest" not in office.kinds(HEAD, when), when


def test_lines_of_a_manager_who_left_wait_for_the_next_higher(office: Office_) -> None:
    office.work(AN, "2026-11-04", 60, told=at("2026-11-04T16:00"))
    office.link("MH02")
    with office.database.unit_of_work() as uow:
        people.get(uow, office.person(HEAD)).active = False  # type: ignore[union-attr]
        uow.commit()
    assert "quá 2 ngày làm việc" in office.text("MH02", "2026-11-12T08:00", "digest")


# --- back from a trip ---


def trip(office: Office_, first: str, last: str) -> None:
    office.add(Leave(person_id=office.person(AN), first_day=date.fromisoformat(first), kind="trip",
                     last_day=date.fromisoformat(last), created_at=EARLY))  # fmt: skip


def test_the_week_after_a_trip_names_its_days_that_were_to_be_logged_later(office: Office_) -> None:
    trip(office, "2026-11-04", "2026-11-06")
    office.full(AN, "2026-11-05", "2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13")
    assert office.kinds(AN, "2026-11-09T08:00") == ["morning"]  # Tuesday the third
    text = office.text(AN, "2026-11-13T17:00", "week")
    assert "thứ Tư 04/11: 0/8 giờ" in text
    assert "thứ Sáu 06/11: 0/8 giờ" in text
    assert "05/11" not in text
    office.full(AN, "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20")
    assert office.kinds(AN, "2026-11-20T17:00") == ["week"]  # the fortnight's last day
    assert office.kinds(AN, "2026-11-27T17:00") == ["week"]
    assert "06/11" not in office.text(AN, "2026-11-27T17:00", "week")


def test_never_while_the_trip_lasts_and_the_month_names_it_before_it_closes(office: Office_) -> None:
    trip(office, "2026-11-16", "2026-11-18")
    office.full(AN, "2026-11-19", "2026-11-20", "2026-11-23", "2026-11-25", "2026-11-26", "2026-11-27")
    assert office.why_not(AN, "2026-11-17T17:00") == "trip"
    assert "thứ Hai 16/11: 0/8 giờ" in office.text(AN, "2026-11-30T08:00", "close")
