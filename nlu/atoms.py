"""Every place where a message could be cut into pieces of work."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from nlu.normalise import fold
from nlu.openers import OPEN_ALONE, OPENERS, VERBS, opens, really
from nlu.patterns import TAKEN, Hit, Sheet, rx

STRONG, WEAK = "strong", "weak"
_CUTS = re.compile(
    r"(?P<line>\s*\n+\s*(?:[-•*+–]|\d{1,2}[.)](?=\s|[^\W\d]))?\s*)|(?P<semi>\s*;\s*)|(?P<stop>[.!?]+(?=\s|$)\s*|\.{2,}\s*|!+\s*|\s*[✅☑✔❌🔄⏳✓]\ufe0f?\s*)"
    r"|(?P<comma>\s*,(?:\s+|(?!\d)))|(?P<plus>\s*[+&•]\s*|\s+[-–*]\s+|\s*→\s*)|(?P<colon>\s*:\s+|:$)"
)
_JOINTS = rx(
    r"\s(?P<w>xong rồi|rồi thì|rồi về|xong về|xong lại|xong quay|xong qua|sau đó|sau khi đó|tiếp đó|kế đó|rồi lại|rồi|xong|và|với lại|luôn tiện|còn lại|ngoài ra|à quên|đồng thời|cùng với|kiêm|về|với|kèm|cộng)\s"
)


_TOLD_AFTER = re.compile(r"\ue000++\s?(?:[^\W\d_]+\s?){0,2}(?:[,;.\n]|$)")  # "đi: 12"


_MARKER = re.compile(r"(?<![^\s,;.:])\(?(\d{1,2})[).](?=\s+[^\W\d_])")


def bullets(sheet: Sheet) -> None:
    """ "1) họp 2) trực": numbers that only count the lines of a list, in one line; each after the first parts like ";"."""
    found = list(_MARKER.finditer(sheet.open))
    if len(found) < 2 or [int(one.group(1)) for one in found] != list(range(1, len(found) + 1)):
        return
    if any("\n" in sheet.open[a.end() : b.start()] for a, b in pairwise(found)):
        return
    for place, one in enumerate(found):
        sign = ";" if place else " "
        sheet.open = sheet.open[: one.start()] + sign + " " * (one.end() - one.start() - 1) + sheet.open[one.end() :]


@dataclass(slots=True)
class Atom:
    """A stretch between two possible cuts; `sep` says what stands before it."""

    start: int
    end: int
    sep: str
    mark: str = ""


def atoms_of(sheet: Sheet) -> list[Atom]:
    """Every place where a cut is possible, brackets kept whole."""
    closed = _brackets(sheet.open)
    bounds: list[tuple[int, int, str, str]] = []
    for found in _CUTS.finditer(sheet.open):
        if found.lastgroup == "colon" and _TOLD_AFTER.match(sheet.open, found.end()):
            continue
        if found.end() > found.start() and not _inside(found.start(), closed):
            strength = STRONG if found.lastgroup in ("line", "semi", "stop") else WEAK
            bounds.append((found.start(), found.end(), strength, found.lastgroup or ""))
    for found in _JOINTS.finditer(sheet.open):
        if (
            not _inside(found.start(), closed)
            and found.group("w") not in ("kiem", "cong", "kem")
            and _joins_pieces(sheet, found)
        ):
            bounds.append((found.start(), found.start() + 1, WEAK, "joint:" + fold(found.group("w"))))
    bounds += _switches(sheet) + _number_lists(sheet)
    return _between(sorted(bounds), sheet.open)


_BRINGS = rx(r"(?<!\w)(?:nhận|trả|gửi|gởi|lấy|đem|mang|thu|chuyển|rút|nộp|kéo|đưa|chở|quay|rước|dắt)$")  # "nhận về 30"


def _joins_pieces(sheet: Sheet, found: re.Match[str]) -> bool:
    """ "với", "kèm" part two pieces only before a number; "soạn xong gửi sở" is one."""
    rest = sheet.open[found.end() : found.end() + 40]
    if fold(found.group("w")) in ("voi", "kem", "cong", "cung voi"):
        return rest.startswith(TAKEN)
    if fold(found.group("w")) == "ve" and rx(
        r"(?:việc|chuyện|vụ|vấn đề|công tác|phương án|chủ trương|nội dung|mặt|tình hình|kết quả|chuyển đổi|chuyên)(?!\w)"
    ).match(rest):
        return False
    if fold(found.group("w")) == "ve" and _BRINGS.search(sheet.open[max(0, found.start() - 7) : found.start()]):
        return False
    if fold(found.group("w")) == "xong" and rx(r"(?:trình|gửi|gởi|ký|ra|nộp|viết|soạn|làm|lập|duyệt|có|cho)$").search(
        sheet.open[max(0, found.start() - 5) : found.start()]
    ):
        return False  # "trình xong qđ"
    sends = rx(r"(?:gửi|gởi|nộp|trình|chuyển|báo cáo|phát hành|ban hành|đăng)(?!\w)").match(rest)
    return not (sends and "xong" in found.group() and TAKEN not in re.split(r"[,;.\n]", rest)[0][:16])


def _between(bounds: list[tuple[int, int, str, str]], text: str) -> list[Atom]:
    atoms, at, sep, mark, size = [], 0, STRONG, "", len(text)
    for start, end, strength, name in bounds:
        soft = name.startswith("joint:") or name in ("switch", "verb")
        if start < at or (soft and not text[at:start].strip(" \ue000")):
            continue
        atoms.append(Atom(at, start, sep, mark))
        at, sep, mark = end, strength, name
    atoms.append(Atom(at, size, sep, mark))
    return [atom for i, atom in enumerate(atoms) if atom.end > atom.start]


def _brackets(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"\([^()\n]{0,200}\)", text)]


def _inside(place: int, stretches: list[tuple[int, int]]) -> bool:
    return any(a < place < b for a, b in stretches)


def _switches(sheet: Sheet) -> list[tuple[int, int, str, str]]:
    """ "sáng họp chiều tiếp dân": a new part of day or day followed by a verb."""
    out = []
    told = list(sheet.of("part_of_day", "date", "clock", "range", "duration"))
    for i, hit in enumerate(told):
        beside = i and not sheet.open[told[i - 1].end : hit.start].strip(" \ue000")
        if hit.kind == "duration" or (
            beside and not (told[i - 1].kind in ("duration", "range") and hit.kind != "clock")
        ):
            continue
        if i > 1 and _shift_again(sheet, told[i - 2 : i + 2]):
            out.append((hit.start, hit.start, WEAK, "shift"))
            continue
        if hit.kind == "range" and i + 1 < len(told) and _turns(sheet, hit, told[i + 1]):
            continue
        if i and hit.kind == "part_of_day" and _counted_again(sheet, told[i - 1], hit):
            out.append((hit.start, hit.start, WEAK, "switch"))
            continue
        if hit.rule == "until then":
            continue  # "7h đi 10h về"
        if i and hit.kind == "part_of_day" and hit.start > 2 and _goes_elsewhere(sheet, told[:i], hit):
            out.append((hit.start, hit.start, WEAK, "switch"))
            continue
        timed = hit.kind in ("clock", "range")
        if hit.kind == "date" and hit.value.last is not None and rx(r"từ\s").match(sheet.text.clean, hit.start):
            continue  # "đi công tác Hà Nội từ thứ 2 đến thứ 4 học …"
        if hit.start > 2 and _words_after(sheet, hit.end) and _work_before(sheet, hit.start, timed):
            out.append((hit.start, hit.start, WEAK, "switch"))
    return out


def _shift_again(sheet: Sheet, told: list[Hit]) -> bool:
    """ "sáng 7h30-9h chiều 14h-16h": another part of day with its own hours, right behind the first."""
    if [hit.kind for hit in told] != ["part_of_day", "range", "part_of_day", "range"]:
        return False
    gaps = (sheet.open[a.end : b.start].strip(" ,\ue000") for a, b in pairwise(told))
    return told[0].value != told[2].value and not any(gaps)


_GOES = rx(
    r"^[ \ue000]*(?:em\s|tôi\s|mình\s|lại\s){0,2}(?:qua|sang|xuống|lên|ra|ghé|vô|vào|tới|chạy qua|chạy sang|về)\s[^\W\d_]+"
)


def _goes_elsewhere(sheet: Sheet, told: list[Hit], hit: Hit) -> bool:
    """ "sáng làm … chiều qua trung tâm …": at another part of the same day somewhere else."""
    parts = {one.value for one in told if one.kind == "part_of_day"}
    if not parts or hit.value in parts or not _GOES.match(sheet.open[hit.end : hit.end + 40]):
        return False
    return (
        len(re.findall(r"[^\W\d_]+", re.split(r"[,;.:\n(]", sheet.open[max(0, hit.start - 160) : hit.start])[-1])) > 1
    )


def _turns(sheet: Sheet, timed: Hit, after: Hit) -> bool:
    """ "… từ 8h đến 11h30 chiều về ký": a part of day right behind a range begins what follows."""
    return after.kind in ("part_of_day", "date") and not sheet.open[timed.end : after.start].strip(" \ue000")


def _counted_again(sheet: Sheet, one: Hit, other: Hit) -> bool:
    """ "sáng 5 hộ chiều 3 hộ": each part of day followed at once by its number."""
    if one.kind != "part_of_day" or re.search(r"[,;.:\n]", sheet.open[one.end : other.start]):
        return False
    starts = [hit.start for hit in sheet.of("quantity")]
    return all(any(0 <= start - hit.end <= 2 for start in starts) for hit in (one, other))


def _work_before(sheet: Sheet, place: int, timed: bool) -> bool:
    """Whether a whole piece stands between the last cut and a new time; before a clock time it must have begun with one too."""
    head = re.split(r"[,;.:\n(]", sheet.open[max(0, place - 160) : place])[-1]
    if timed and not head.lstrip().startswith(TAKEN):
        return False
    words = re.findall(r"[^\W\d_]+", head)
    return any(
        opens([fold(w) for w in words[i : i + 3]], words[i : i + 3], accented=sheet.text.accented)
        for i in range(len(words))
    )


def _words_after(sheet: Sheet, place: int) -> bool:
    rest = re.sub(r"^[ \ue000]+", "", sheet.open[place : place + 40])
    if not rest[:1].isalpha():
        return False
    words = rest.split()[:4]
    while (
        words
        and fold(words[0]) in ("em", "e", "toi", "tui", "minh", "thi", "lai", "di", "dang")
        and fold(words[0]) not in OPENERS
    ):
        words = words[1:]
    return bool(words) and opens([fold(w) for w in words], words, accented=sheet.text.accented) > 0


def _number_lists(sheet: Sheet) -> list[tuple[int, int, str, str]]:
    """ "khai sinh 3 khai tử 1 kết hôn 2": a number closes each piece; "nhận 5 hs trả 3 hs": a verb opens the next one."""
    out: list[tuple[int, int, str, str]] = []
    if len(sheet.told("quantity", [(0, len(sheet.open))])) < 2:
        return out
    for clause in re.finditer(r"(?:[^\n;,.:+-]|(?<! )-|-(?! ))+", sheet.open):
        here = sheet.told("quantity", [clause.span()])
        if len(here) > 1:
            out += _closing(sheet, clause, here) or _opening(sheet, here)
    return out


def _closing(sheet: Sheet, clause: re.Match[str], counted: list[Hit]) -> list[tuple[int, int, str, str]]:
    named = all(hit.value.kind in ("any", "bare") for hit in counted) or (
        len(counted) > 2 and all(len(sheet.open[a.end : b.start].split()) <= 2 for a, b in pairwise(counted))
    )
    bare = named and counted[-1].value.kind == "bare"
    if (
        not bare
        or not clause.group().lstrip(" \ue000")[:1].isalpha()
        or sheet.open[counted[-1].end : clause.end()].strip()
    ):
        return []
    return [(hit.end, hit.end + 1, WEAK, "list") for hit in counted[:-1] if sheet.open[hit.end : hit.end + 1] == " "]


def _opening(sheet: Sheet, counted: list[Hit]) -> list[tuple[int, int, str, str]]:
    out = []
    for left, right in pairwise(counted):
        if right.value.vague:
            continue
        for found in re.finditer(
            r" (?=([^\W\d_]+)( [^\W\d_]+)?(?: [^\W\d_]+)?(?: [^\W\d_]+)? (?:được |đc |dc )?$)",
            sheet.open[left.end : right.start],
        ):
            words = [found.group(1), *(found.group(2) or "").split()]
            folded, place = [fold(w) for w in words], left.end + found.start()
            if left.value.kind in ("person", "other") and not re.search(
                r"[^\W\d_]", re.split(r"[\n;,.:]", sheet.open[max(0, left.start - 80) : left.start])[-1]
            ):
                break
            known = (len(folded) > 1 and " ".join(folded) in VERBS) or (
                folded[0] in OPEN_ALONE and " ".join(folded) not in NO_VERB
            )
            if (
                known
                and place >= left.value.end
                and (
                    (len(folded) > 1 and " ".join(folded) in VERBS)
                    or really(folded[0], words[0], accented=sheet.text.accented)
                )
            ):
                out.append((place, place + 1, WEAK, "verb"))
                break
    return out


NO_VERB = frozenset(
    {
        "truc tuyen",
        "truc tiep",
        "tiep tuc",
        "tra loi",
        "nhan dan",
        "nhan vien",
        "tiep theo",
        "ra vao",
        "chung toi",
        "chuyen vien",
        "chuyen doi",
        "cap xa",
        "cap tinh",
        "in an",
    }
)
