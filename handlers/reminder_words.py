"""What is typed around reminders: later, not today, how strong, at what time, what was sent, which tasks were done.

Pure: `read` gives a wish for a message, `picked` the tasks that a message names by their place in the reminder's list.
Texts are folded (no accents); what could as well be about work counts only right after a reminder.
"""

# ruff: noqa: E501 – a pattern reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

_WHO = r"(?: (?:toi|em|minh|anh|chi|tui|cho toi|cho em|cho minh))?"
_TAIL = r"(?: (?:nhe|nha|nhe bot|nha bot|a|voi|gium|giup|bot|di|luon|nhe a|nha a))?"
_REMIND = rf"(?:nhac(?: viec)?{_WHO}(?: lai)?{_WHO})"

STRENGTH = re.compile(
    r"^(?:/nhacviec|nhac(?: viec)?)(?: muc| o muc)? (?P<how>nhe|vua|chat|it|nhieu)(?: (?:thoi|nhe|hon|lai|hon chut|hon nua))?"
    rf"(?: (?P<rest>(?:luc |vao )?\d.*))?{_TAIL}$"
)
STRENGTHS = {"nhe": "nhe", "it": "nhe", "vua": "vua", "chat": "chat", "nhieu": "chat"}
_CLOCK = (
    r"(?P<h>\d{1,2})(?:(?:[:h]|\s?gio|\s?g)\s?(?P<m>\d{2}|ruoi)?|\s(?P<half>ruoi))(?:\s(?P<part>sang|trua|chieu|toi))?"
)
AT = re.compile(
    r"^(?:/nhacviec|(?:doi|dat|chinh|sua)(?: lai)? gio nhac(?: viec)?|(?:hay )?nhac(?: viec)?)"
    rf"{_WHO}(?: sang| thanh)?(?: luc| vao)? {_CLOCK}(?: hang ngay| moi ngay)?{_TAIL}$"
)
_SHOWN = re.compile(
    r"^(?:bot |so viec )?(?:da |vua )?(?:nhac|nhan)(?: toi| em| minh)?(?: nhung)? gi(?: cho)?(?: toi| em| minh)?(?: roi| vay| the| chua)?\s?\??$"
    r"|^(?:bot |so viec )(?:da )?nhac(?: toi| em| minh) (?:nhung )?(?:gi|may lan)(?: roi)?\s?\??$"
    r"|^(?:xem |coi )?lich su nhac(?: viec)?$"
)
_MUTE = re.compile(
    rf"^(?:thoi )?(?:hom nay |nay )?(?:thoi )?(?:dung|khoi|khong can|ko can|khong|ko|k|mien|thoi|tat|ngung|ngung viec)(?: co)? nhac(?: viec)?{_WHO}"
    rf"(?: nua)?(?: hom nay)?(?: nua)?{_TAIL}$"
)
_MUTE_BARE = re.compile(rf"^(?:hom nay|nay) (?:thoi|du roi){_TAIL}$")
_MORNING = re.compile(
    rf"^(?:de )?(?:sang )?(?:ngay )?mai(?: hay| roi)? {_REMIND}{_TAIL}$|^{_REMIND}(?: vao| luc)? (?:sang )?(?:ngay )?mai{_TAIL}$"
)
_MORNING_BARE = re.compile(
    rf"^(?:de )?(?:sang |ngay )?mai(?: (?:toi|em|minh))?(?: (?:hay |moi |se )?(?:ghi|khai|nhap|lam|tinh|ke))?(?: bu| not| sau)?{_TAIL}$"
)
_SPAN = r"(?P<n>\d{1,3}|nua|mot|hai)\s?(?P<unit>phut|p|ph|tieng|gio|h|g)(?P<more>\sruoi)?"
_IN = re.compile(rf"^(?:khoang )?{_SPAN} (?:nua|sau)(?: hay| thi| moi)? {_REMIND}{_TAIL}$")
_AFTER = re.compile(rf"^(?:hoan |de )?{_REMIND} (?:sau |trong )?{_SPAN}(?: nua| sau)?{_TAIL}$")
_IN_BARE = re.compile(rf"^(?:khoang |de )?{_SPAN}(?: nua| sau)(?: nhe| toi ghi| em ghi| minh ghi)?{_TAIL}$")
_SOON = re.compile(rf"^(?:lat|chut|ti|ty|mot lat|mot chut|xiu)(?: nua)?(?: hay)? {_REMIND}{_TAIL}$|^{_REMIND} (?:lat|chut|sau)(?: nua)?{_TAIL}$")  # fmt: skip
_SOON_BARE = re.compile(rf"^(?:de )?(?:lat|chut|ti|ty|mot lat|mot chut|xiu)(?: nua)(?: ghi| em ghi| toi ghi)?{_TAIL}$")
_CLOCK_LATER = re.compile(
    rf"^(?:den |luc )?(?:(?P<before>toi|chieu) )?{_CLOCK} {_REMIND}{_TAIL}$"
    rf"|^nhac(?: viec)?{_WHO} lai{_WHO}(?: luc| vao)? (?P<h2>\d{{1,2}})(?:(?:[:h]|\s?gio|\s?g)\s?(?P<m2>\d{{2}}|ruoi)?|\s(?P<half2>ruoi))(?:\s(?P<part2>sang|trua|chieu|toi))?{_TAIL}$"
)
_CLOCK_BARE = re.compile(rf"^(?:den |luc |de )?(?:(?P<before>toi|chieu) )?{_CLOCK}{_TAIL}$")
_EVENING = re.compile(rf"^(?:de )?(?:toi|toi nay|toi hay|toi nay hay) {_REMIND}{_TAIL}$|^{_REMIND} (?:buoi )?toi(?: nay)?{_TAIL}$")  # fmt: skip
_EVENING_BARE = re.compile(rf"^(?:de )?toi nay(?: ghi| em ghi| toi ghi| tinh)?{_TAIL}$")
SOON, EVENING = timedelta(minutes=30), time(19)
MOST_MINUTES = 12 * 60
_NUMBERS = {"nua": 0, "mot": 1, "hai": 2}


@dataclass(frozen=True)
class Wish:
    """What somebody wants: later (`until`), past (a time that is over today), morning, mute, strength, at, history."""

    kind: str
    until: datetime | None = None
    value: str = ""
    at: str = ""


def read(text: str, local: datetime, *, reminded: bool) -> Wish | None:
    """The wish of a folded message; `reminded`: a reminder of today is the latest thing that the bot offered."""
    if _SHOWN.match(text):
        return Wish("history")
    strength = STRENGTH.match(text)
    if strength:
        return _strength(strength)
    if _MUTE.match(text) or (reminded and _MUTE_BARE.match(text)):
        return Wish("mute")
    if _MORNING.match(text) or (reminded and _MORNING_BARE.match(text)):
        return Wish("morning")
    return _later(text, local, reminded) or _own_time(text)


def _strength(found: re.Match[str]) -> Wish | None:
    if not found["rest"]:
        return Wish("strength", value=STRENGTHS[found["how"]])
    at = _own_time(f"nhac {found['rest']}")
    return Wish("strength", value=STRENGTHS[found["how"]], at=at.at) if at else None


def _own_time(text: str) -> Wish | None:
    """«nhắc lúc 16:30», "nhắc tôi lúc 4 rưỡi chiều": every day from now on."""
    found = AT.match(text)
    if found is None:
        return None
    hour = _hour(int(found["h"]), found["part"])
    if found["part"] is None and hour < 7:
        hour += 12  # nobody is reminded before half past six: five is five in the afternoon
    return Wish("at", at=f"{hour:02}:{_minute(found['m'], found['half']):02}")


def _later(text: str, local: datetime, reminded: bool) -> Wish | None:
    """«30 phút nữa nhắc», "tối nhắc lại", "19h30" after a reminder."""
    span = _IN.match(text) or _AFTER.match(text) or (_IN_BARE.match(text) if reminded else None)
    if span:
        minutes = _minutes(span)
        return Wish("later", local + timedelta(minutes=minutes)) if 0 < minutes <= MOST_MINUTES else None
    if _SOON.match(text) or (reminded and _SOON_BARE.match(text)):
        return Wish("later", local + SOON)
    if _EVENING.match(text) or (reminded and _EVENING_BARE.match(text)):
        return _today(local, EVENING)
    clock = _CLOCK_LATER.match(text) or (_CLOCK_BARE.match(text) if reminded else None)
    return _at_clock(clock.groupdict(), local) if clock else None


def _minutes(found: re.Match[str]) -> int:
    hours = found["unit"] in ("tieng", "gio", "h", "g")
    number = int(found["n"]) if found["n"].isdigit() else _NUMBERS[found["n"]]
    if found["n"] == "nua":
        return 30 if hours else 0
    minutes = number * (60 if hours else 1)
    return minutes + (30 if hours and found["more"] else 0)


def _at_clock(told: dict[str, str | None], local: datetime) -> Wish | None:
    hour, minute = told.get("h") or told.get("h2"), told.get("m") or told.get("m2")
    half, part = told.get("half") or told.get("half2"), told.get("part") or told.get("part2") or told.get("before")
    found, minutes = _hour(int(hour or 0), part), _minute(minute, half)
    if found > 23 or minutes > 59:
        return Wish("at", at=f"{found}:{minutes:02}")  # no time of day: refused as such
    if part is None and found < 12 and time(found, minutes) <= local.time():
        found += 12
    return _today(local, time(found, minutes))


def _today(local: datetime, at: time) -> Wish:
    until = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return Wish("later", until) if until > local else Wish("past", value=f"{at:%H:%M}")


def _hour(hour: int, part: str | None) -> int:
    return hour + 12 if part in ("chieu", "toi") and hour < 12 else hour


def _minute(minute: str | None, half: str | None) -> int:
    return 30 if half or minute == "ruoi" else int(minute or 0)


# tasks by their place in the list

_LEAD = r"(?:(?:da |vua |moi )?(?:lam |xong |lam xong |hoan thanh )?(?:viec )?(?:so )?)"
_DONE = r"(?: (?:xong|roi|xong roi|da xong|het|da lam))?"
_LISTED = re.compile(rf"^{_LEAD}(?P<n>\d{{1,2}}(?:(?: |, ?| va |, va )\d{{1,2}})*){_DONE}{_TAIL}$")
_ALL = re.compile(rf"^(?:da |vua )?(?:lam |xong |lam xong )?(?:ca|het|tat ca|du)(?: (?P<n>\d{{1,2}}|hai|ba|bon|nam))?(?: viec)?(?: tren)?{_DONE}{_TAIL}$")  # fmt: skip
_TIMED = re.compile(
    r"^\s*(?:việc |viec )?(?:số |so )?(?P<n>\d{1,2})\s*(?:[:.)\-–]|xong|hết|het|mất|mat|làm|lam)?\s+"
    r"(?P<told>(?:\d|nửa|nua|một|mot|hai)[^,;\n]{0,24}?(?:tiếng|tieng|giờ|gio|h|phút|phut|p)(?:\s(?:rưỡi|ruoi))?)\s*$",
    re.I,
)
_COUNTS = {"hai": 2, "ba": 3, "bon": 4, "nam": 5}


def picked(text: str, folded: str, count: int) -> tuple[tuple[int, str], ...]:
    """Places in a list of `count` tasks with the time that was told for each («1 2 tiếng; 2: 30 phút»); none: ()."""
    found = _LISTED.match(folded)
    if found:
        return tuple((int(n), "") for n in dict.fromkeys(re.findall(r"\d+", found["n"])))
    whole = _ALL.match(folded)
    if whole and (whole["n"] is None or _COUNTS.get(whole["n"], 0) == count or whole["n"] == str(count)):
        return tuple((n, "") for n in range(1, count + 1))
    parts = [_TIMED.match(part) for part in re.split(r"[,;\n]|\svà\s|\sva\s", text.strip(" .!"))]
    return tuple((int(part["n"]), part["told"]) for part in parts if part) if all(parts) else ()
