"""A message cut into pieces of work, with what was told for each.

The text is first cut wherever a cut is possible (atoms), then atoms that bring no work of their own – a time, a number, a status, an
object of the same job, a remark – join their neighbour.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from nlu.openers import ALONE, NOUNS, OPENERS, VERBS, content, opens, really, starts_work
from nlu.normalise import fold
from nlu.patterns import TAKEN, Hit, Sheet, rx
from nlu.status import not_done, unfinished, without_status

STRONG, WEAK = "strong", "weak"
_CUTS = re.compile(
    r"(?P<line>\s*\n+\s*(?:[-•*+–]|\d{1,2}[.)](?=\s|[^\W\d]))?\s*)|(?P<semi>\s*;\s*)|(?P<stop>[.!?]+(?=\s|$)\s*|\.{2,}\s*|!+\s*)"
    r"|(?P<comma>\s*,(?:\s+|(?!\d)))|(?P<plus>\s*[+&•]\s*|\s+[-–*]\s+|\s*→\s*)|(?P<colon>\s*:\s+|:$)"
)
_JOINTS = rx(
    r"\s(?P<w>xong rồi|rồi thì|rồi về|xong về|xong lại|xong quay|xong qua|sau đó|sau khi đó|tiếp đó|kế đó|rồi lại|rồi|xong|và|còn lại|ngoài ra|à quên|đồng thời|cùng với|kiêm|về|với|kèm|cộng)\s"
)
_TOTAL = rx(
    r"(?<!\w)(?:tất cả|tổng cộng|tổng(?!\s(?:hợp|kết|số|quyết|rà|vệ|điều))|cộng(?!\s(?:dân|chức|văn|an|đoàn|tác|trình|khai|đồng|ty|việc|cụ|nghệ|nhân|bố|báo))|tổng thời gian|cả (?:2|3|4|5|hai|ba|bốn|mấy|đống)(?: việc| cái| thứ| món)?(?: này)?|hết thảy|cả thảy|vị chi|gộp lại|chung(?!\s(?:thực|cư|khảo|kết|tử|từ|nhận|minh|sống|thủy))|mấy việc(?: này)?|"
    r"toàn bộ|các việc(?: trên)?|cả buổi làm)(?!\w)"
)
_AFTERWARDS = rx(
    r"^\W*(?:đã|và đã|cũng đã|rồi)?\s?(?:trình ký|trình|gửi|gởi|ban hành|phát hành|nộp|ký|duyệt)(?:\s(?:ký|duyệt|rồi|xong|luôn|đi|lên|sếp|lãnh đạo|lđ|anh|chị|hết))*\W*$|^\W*(?:hs|hồ sơ|việc|ca này) khó(?!\w)|^\W*(?:hôm nay )?chỉ (?:vậy|thế|có vậy|bấy nhiêu)(?!\w)|^\W*đã (?:chốt|có kết quả|thống nhất|ổn|báo cáo lãnh đạo)(?!\w)"
)
_SENT = rx(r"^\W*(?:đã\s|rồi\s|và\s)?(?:gửi|gởi|nộp|trình)\s(?:cho\s|lên\s|qua\s|về\s)?[^\W\d_]+(?:\s[^\W\d_]+){0,3}\W*$")
_REMARK = rx(
    r"^\W*(?:mệt|met|oải|địa bàn yên|quên khai|quên ghi|quên báo|nay mới nhớ|ko ghi kịp|không ghi kịp|bận|chị em hỏi|vui|hên|may|khổ|trời|mưa|nắng|đông|vất vả|chán|đói|hs khó|khó|"
    r"nội dung|nhiều|việc ngoài|có quy định|mấy phương án|ok|thế thôi|vậy thôi|chỉ vậy|hôm nay chỉ|xin hết|hết rồi|hết|cảm ơn|nha|nhé|xong nhiệm vụ|kết quả tốt|an toàn|ổn|suôn sẻ|không có gì|ko có gì|ngoài dự kiến)(?!\w)"
)
_HEADER = rx(
    r"^\W*(?:lịch|tổng kết|tổng hợp|kết quả|việc|công việc|các việc|nhật ký|báo cáo công việc|báo cáo ngày|bc ngày|hết tháng|hết tuần|cuối ngày|hôm nay|khai|log|ghi|note|kqua|em báo cáo|em bc|e bc|bc|update)?"
    r"(?:\s(?:công việc|việc|làm|đã làm|trong|của|em|tôi|bữa|hôm|ngày|tuần|tháng|nay|các|gồm|có))*[\W\ue000]*$"
)


@dataclass(slots=True)
class Atom:
    """A stretch between two possible cuts; `sep` says what stands before it."""

    start: int
    end: int
    sep: str
    mark: str = ""


@dataclass(slots=True)
class Piece:
    """A piece of work: `work` are the stretches that name it, `parts` all stretches that tell something about it."""

    work: list[tuple[int, int]] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)
    mark: str = "start"

    @property
    def start(self) -> int:
        return min(a for a, _ in self.parts)

    @property
    def end(self) -> int:
        return max(b for _, b in self.parts)

    def holds(self, hit: Hit) -> bool:
        """Whether something told lies in this piece."""
        return any(a <= hit.start < b for a, b in self.parts)


Pairs = frozenset[tuple[str, ...]]


def cut(sheet: Sheet, pairs: Pairs = frozenset(), known: Callable[[str], bool] | None = None) -> tuple[list[Piece], list[tuple[int, int]]]:
    """The pieces of a message and the stretches that tell a time for all of them together."""
    atoms = _atoms(sheet)
    return _Joiner(sheet, pairs, known).join(atoms)


def _atoms(sheet: Sheet) -> list[Atom]:
    """Every place where a cut is possible, brackets kept whole."""
    closed = _brackets(sheet.open)
    bounds: list[tuple[int, int, str, str]] = []
    for found in _CUTS.finditer(sheet.open):
        if found.end() > found.start() and not _inside(found.start(), closed):
            strength = STRONG if found.lastgroup in ("line", "semi", "stop") else WEAK
            bounds.append((found.start(), found.end(), strength, found.lastgroup or ""))
    for found in _JOINTS.finditer(sheet.open):
        if not _inside(found.start(), closed) and found.group("w") not in ("kiem", "cong", "kem") and _joins_pieces(sheet, found):
            bounds.append((found.start(), found.start() + 1, WEAK, "joint:" + fold(found.group("w"))))
    bounds += _switches(sheet) + _number_lists(sheet)
    return _between(sorted(bounds), sheet.open)


def _joins_pieces(sheet: Sheet, found: re.Match[str]) -> bool:
    """"với", "kèm" part two pieces only before a number; "soạn xong gửi sở" is one."""
    rest = sheet.open[found.end() : found.end() + 40]
    if fold(found.group("w")) in ("voi", "kem", "cong", "cung voi"):
        return rest.startswith(TAKEN)
    sends = rx(r"(?:gửi|gởi|nộp|trình|chuyển|báo cáo|phát hành|ban hành|đăng)(?!\w)").match(rest)
    return not (sends and "xong" in found.group() and TAKEN not in rest[:16])


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
    """"sáng họp chiều tiếp dân": a new part of day or day followed by a verb."""
    out = []
    told = list(sheet.of("part_of_day", "date", "clock", "range", "duration"))
    for i, hit in enumerate(told):
        if hit.kind == "duration" or (i and not sheet.open[told[i - 1].end : hit.start].strip(" \ue000")):
            continue
        timed = hit.kind in ("clock", "range")
        if hit.start > 2 and _words_after(sheet, hit.end) and _work_before(sheet, hit.start, timed):
            out.append((hit.start, hit.start, WEAK, "switch"))
    return out


def _work_before(sheet: Sheet, place: int, timed: bool) -> bool:
    """Whether a whole piece stands between the last cut and a new time; before a clock time it must have begun with one too."""
    head = re.split(r"[,;.:\n(]", sheet.open[max(0, place - 160) : place])[-1]
    if timed and not head.lstrip().startswith(TAKEN):
        return False
    words = re.findall(r"[^\W\d_]+", head)
    return any(opens([fold(w) for w in words[i : i + 3]], words[i : i + 3], accented=sheet.text.accented) for i in range(len(words)))


def _words_after(sheet: Sheet, place: int) -> bool:
    rest = re.sub(r"^[ \ue000]+", "", sheet.open[place : place + 40])
    if not rest[:1].isalpha():
        return False
    words = rest.split()[:4]
    while words and fold(words[0]) in ("em", "e", "toi", "tui", "minh", "thi", "lai", "di") and fold(words[0]) not in OPENERS:
        words = words[1:]
    return bool(words) and opens([fold(w) for w in words], words, accented=sheet.text.accented) > 0


def _number_lists(sheet: Sheet) -> list[tuple[int, int, str, str]]:
    """"khai sinh 3 khai tử 1 kết hôn 2": a number closes each piece; "nhận 5 hs trả 3 hs": a verb opens the next one."""
    counted = list(sheet.of("quantity"))
    if len(counted) < 2:
        return []
    out = []
    for clause in re.finditer(r"(?:[^\n;,.:+-]|(?<! )-|-(?! ))+", sheet.open):
        here = [hit for hit in counted if clause.start() <= hit.start < clause.end()]
        if len(here) > 1:
            out += _closing(sheet, clause, here) or _opening(sheet, here)
    return out


def _closing(sheet: Sheet, clause: re.Match[str], counted: list[Hit]) -> list[tuple[int, int, str, str]]:
    bare = all(hit.value.kind in ("any", "bare") for hit in counted) and counted[-1].value.kind == "bare"
    if not bare or not clause.group().lstrip(" \ue000")[:1].isalpha() or sheet.open[counted[-1].end : clause.end()].strip():
        return []
    return [(hit.end, hit.end + 1, WEAK, "list") for hit in counted[:-1] if sheet.open[hit.end : hit.end + 1] == " "]


def _opening(sheet: Sheet, counted: list[Hit]) -> list[tuple[int, int, str, str]]:
    out = []
    for left, right in zip(counted, counted[1:], strict=False):
        if right.value.vague:
            continue
        for found in re.finditer(r" (?=([^\W\d_]+)( [^\W\d_]+)?(?: [^\W\d_]+)?(?: [^\W\d_]+)? (?:được |đc |dc )?$)", sheet.open[left.end : right.start]):
            words = [found.group(1), *(found.group(2) or "").split()]
            folded, place = [fold(w) for w in words], left.end + found.start()
            if left.value.kind == "person" and not re.search(r"[^\W\d_]", re.split(r"[\n;,.:]", sheet.open[max(0, left.start - 80) : left.start])[-1]):
                break
            known = (len(folded) > 1 and " ".join(folded) in VERBS) or (folded[0] in _OPEN_ALONE and " ".join(folded) not in _NO_VERB)
            if known and place >= left.value.end and ((len(folded) > 1 and " ".join(folded) in VERBS) or really(folded[0], words[0], accented=sheet.text.accented)):
                out.append((place, place + 1, WEAK, "verb"))
                break
    return out


_NO_VERB = frozenset({"truc tuyen", "truc tiep", "tiep tuc", "tra loi", "nhan dan", "nhan vien", "tiep theo", "ra vao", "chung toi", "chuyen vien", "chuyen doi", "cap xa", "cap tinh", "in an"})
_OPEN_ALONE = frozenset(
    "soan viet lap ky nhan tra tiep hop scan nhap chung photo huong cap dang duyet ra kiem tham phat gui chuyen truc giai xac do".split()
)


class _Joiner:
    """Joins atoms into pieces."""

    def __init__(self, sheet: Sheet, pairs: Pairs, known: Callable[[str], bool] | None) -> None:
        self.sheet, self.pairs, self.known = sheet, pairs, known
        self.pieces: list[Piece] = []
        self.shared: list[tuple[int, int]] = []
        self.waiting: list[tuple[int, int]] = []
        self.details = False

    def join(self, atoms: list[Atom]) -> tuple[list[Piece], list[tuple[int, int]]]:
        for i, atom in enumerate(atoms):
            self._place(atom, atoms[i + 1] if i + 1 < len(atoms) else None)
        if self.waiting and self.pieces:
            self.pieces[-1].parts += self.waiting
        elif self.waiting:
            self.pieces.append(Piece(list(self.waiting), list(self.waiting)))
        return self.pieces, self.shared

    def _place(self, atom: Atom, after: Atom | None) -> None:
        text = self.sheet.open[atom.start : atom.end]
        words = _content(text)
        told = [hit for hit in self.sheet.hits if atom.start <= hit.start < atom.end]
        if atom.sep == STRONG:
            self.details = False
        total = _TOTAL.search(self.sheet.text.clean[atom.start : atom.end])
        if not words and not total:
            self._bare(atom, told, after)
        elif self.pieces and any(hit.kind == "date" for hit in told) and (_FAILED.match(text) or self._remark(text, words, told)):
            self.sheet.hits = [hit for hit in self.sheet.hits if hit not in told]
        elif total and len(words) <= 4 and any(h.kind in ("duration", "range") for h in told) and self.pieces:
            self.shared.append((atom.start, atom.end))
        elif not self.pieces and after is not None and after.mark in ("comma", "stop") and self._remark(text, words, told):
            if any(hit.kind == "date" for hit in told):
                self.waiting.append((atom.start, atom.end))
        elif self._again(atom, words, told):
            self.pieces.append(Piece([*self.pieces[-1].work, (atom.start, atom.end)], [(atom.start, atom.end)], "again"))
        elif self._joins(atom, text, words, told, after):
            self._attach(atom, text, words, after)
        elif after is not None and after.mark == "colon" and _HEADER.match(text):
            self.waiting.append((atom.start, atom.end))
        else:
            self._open(atom, after, text)

    def _again(self, atom: Atom, words: list[str], told: list[Hit]) -> bool:
        """"sáng 20 bản sao, chiều 35 bản": the same work once more at another time."""
        first = min(told, key=lambda hit: hit.start, default=None)
        counted = any(hit.kind == "quantity" for hit in told)
        if not self.pieces or first is None or first.kind not in ("part_of_day", "date") or not counted or len(words) > 2:
            return False
        begins = not self.sheet.open[atom.start : first.start].strip()
        return begins and self._last_counted() and not self._works(self.sheet.open[atom.start : atom.end], words)

    def _open(self, atom: Atom, after: Atom | None, text: str) -> None:
        stretch = (atom.start, atom.end)
        self.pieces.append(Piece([stretch], [*self.waiting, stretch], atom.mark or "start"))
        self.waiting = []
        self.details = after is not None and after.mark == "colon"

    def _bare(self, atom: Atom, told: list[Hit], after: Atom | None) -> None:
        """Only times, numbers and fillers: a head ("sáng:", "hôm qua,") waits for the next piece, the rest tells about the last one."""
        if not told:
            return
        only_when = all(hit.kind in ("date", "part_of_day", "clock", "range", "literal") for hit in told)
        head = after is not None and (not self.pieces or after.mark == "colon" or (only_when and atom.mark != "comma" and atom.mark != "switch" and after.mark == "comma" and atom.sep == STRONG))
        if head or (atom.mark == "switch" and after is not None and after.mark not in ("comma", "semi", "line", "stop")):
            self.waiting.append((atom.start, atom.end))
        elif self.pieces:
            self.pieces[-1].parts.append((atom.start, atom.end))
        else:
            self.waiting.append((atom.start, atom.end))

    def _attach(self, atom: Atom, text: str, words: list[str], after: Atom | None) -> None:
        piece = self.pieces[-1]
        piece.parts += [*self.waiting, (atom.start, atom.end)]
        self.waiting = []
        self.details = self.details or (after is not None and after.mark == "colon" and bool(words))
        if _FAILED.match(text):
            self.sheet.hits = [hit for hit in self.sheet.hits if hit.kind != "quantity" or not atom.start <= hit.start < atom.end]
        elif not (self._remark(text, words, []) or (unfinished(text) and len(words) <= 5)):
            piece.work.append((atom.start, atom.end))

    def _joins(self, atom: Atom, text: str, words: list[str], told: list[Hit], after: Atom | None) -> bool:
        """Whether an atom belongs to the piece before it."""
        if not self.pieces:
            return False
        if atom.mark in ("line", "semi"):
            return self._remark(text, words, told)
        if self._status_only(text, words) or self._remark(text, words, told):
            return True
        if self.waiting:
            return False
        if atom.mark == "stop":
            return not self._works(text, words)
        if atom.mark == "colon":
            return not _HEADER.match(self._last_text())
        if atom.mark in ("list", "verb"):
            return False
        if _MINUTES_OF.match(text) and not any(hit.kind == "quantity" for hit in told):
            return True
        return self._weak(atom, text, words, told)

    def _weak(self, atom: Atom, text: str, words: list[str], told: list[Hit]) -> bool:
        counted = any(hit.kind == "quantity" for hit in told)
        if self.details and not counted:
            return True
        if atom.mark == "comma" and self._in_name(atom) and not counted:
            return True
        if self._hungry() and not counted_before(self, atom):
            return True
        if atom.mark.startswith("joint:"):
            return not self._joint_opens(atom, text, words, counted)
        if self._counts_object(atom, told, words):
            return True
        if self._counts_other(atom, told):
            return False
        return not self._works(text, words)

    def _counts_other(self, atom: Atom, told: list[Hit]) -> bool:
        """"1 bài …, 2 tin …": a second number with a document of its own."""
        first = next((hit for hit in sorted(told, key=lambda h: h.start) if hit.kind == "quantity"), None)
        if first is None or not self._last_counted() or self.sheet.open[atom.start : first.start].strip():
            return False
        return first.value.kind == "document" and first.value.unit not in ("cai", "bo", "ban", "chu ky", "y kien", "phuong an")

    def _joint_opens(self, atom: Atom, text: str, words: list[str], counted: bool) -> bool:
        joint = atom.mark[6:]
        rest = text[len(joint) :] if fold(text).startswith(joint) else text
        if joint in ("xong", "roi") and rest.lstrip().startswith(TAKEN) and not self._last_counted():
            return False
        if joint == "xong" and len(_content(self._last_text())) < 2:
            return False
        first = _content(rest)
        if joint in ("voi", "kem", "cong", "cung voi", "ve"):
            return bool(counted and self._last_counted() and self._works(rest, first)) or (joint == "ve" and opens(first) > 0 and first[0] in _OPEN_ALONE)
        if joint == "va":
            alone = " ".join(_content(self._last_text())) in ALONE
            return self._works(rest, first) and (alone or opens(first) > 0 and (" ".join(first[:2]) in VERBS or first[0] in _OPEN_ALONE or counted))
        return self._works(rest, first)

    def _works(self, text: str, words: list[str]) -> bool:
        """Whether a text names work by itself: a verb or document opens it, or the catalogue knows its words."""
        head = re.sub(r"^[\s\ue000\W]+", "", text)
        typed = [w for w in re.findall(r"[^\W\d_]+", head)]
        accented = self.sheet.text.accented
        timed = text.lstrip()[:1] == TAKEN
        later = range(1, min(4, len(typed))) if timed else ()
        if any(starts_work(typed[i:], accented=accented) for i in (0, *later)):
            return True
        return bool(self.known and self.known(" ".join(words)))

    def _remark(self, text: str, words: list[str], told: list[Hit]) -> bool:
        """"mệt xỉu", "đã trình ký": said about the work before."""
        if any(hit.kind == "quantity" for hit in told):
            return False
        sent = _SENT.match(text)
        if sent and self.pieces and not told and not any(" ".join(words[i : i + n]) in NOUNS for n in (1, 2) for i in range(1, len(words))):
            return True
        return bool(_AFTERWARDS.match(text)) or (bool(_REMARK.match(text)) and not self._works(text, words))

    def _status_only(self, text: str, words: list[str]) -> bool:
        """"chưa xong", "còn thuyết minh chưa viết", "1 cái không được": no work of its own."""
        if _FAILED.match(text):
            return True
        if not (unfinished(text) or not_done(text)):
            return False
        if re.match(r"\W*(?:chua|con|moi|van|dang|khong|nhung|ma|thieu)\b", fold(text)):
            return True
        rest = _content(without_status(text))
        return len(rest) <= 2 or not self._works(text, words)

    def _last_text(self) -> str:
        return " ".join(self.sheet.open[a:b] for a, b in self.pieces[-1].work)

    def _last_counted(self) -> bool:
        return any(hit.kind == "quantity" and self.pieces[-1].holds(hit) for hit in self.sheet.hits)

    def _hungry(self) -> bool:
        """The piece before is only a verb that still wants its object ("kiểm tra, xử lý vi phạm")."""
        a, b = self.pieces[-1].work[-1] if self.pieces[-1].work else self.pieces[-1].parts[-1]
        if any(a <= hit.start < b and hit.kind in ("literal", "places", "docnum") for hit in self.sheet.hits):
            return False
        last = self.sheet.open[a:b]
        return " ".join(_content(last)) in _WANTS_OBJECT and not rx(r"(?<!\w)(?:xong|rồi)(?!\w)").search(last) and not self._last_counted()

    def _in_name(self, atom: Atom) -> bool:
        """The comma stands inside a name of the catalogue ("thi đua, khen thưởng")."""
        before = re.search(r"([^\W\d_]+) ([^\W\d_]+) ?, ?$", self.sheet.open[max(0, atom.start - 30) : atom.start])
        after = re.match(r"([^\W\d_]+) ([^\W\d_]+)", self.sheet.open[atom.start : atom.start + 30])
        return bool(before and after) and tuple(map(fold, before.groups() + after.groups())) in self.pairs  # type: ignore[union-attr]

    def _counts_object(self, atom: Atom, told: list[Hit], words: list[str]) -> bool:
        """"thống kê thiệt hại, 3 biên bản": the product of the piece before, if that has no number yet."""
        first = next((hit for hit in sorted(told, key=lambda h: h.start) if hit.kind == "quantity"), None)
        if first is None or self._last_counted() or self.sheet.open[atom.start : first.start].strip():
            return False
        rest = _content(self.sheet.open[first.value.end : atom.end])
        return first.value.unit not in _OWN_WORK and (not rest or not opens(rest))


_FAILED = rx(r"^\W*(?:còn|vẫn còn|tồn|dư)\s(?:lại\s|khoảng\s)?\ue000+\s?(?!ngày|tuần)|^\W*\ue000+\s?(?:cái|bộ|hồ sơ|hs|đơn|bản|trường hợp|th|vb)\s(?:\w+\s)?(?:không|bị|chưa|còn|trả lại|sai|thiếu|hẹn)(?!\w)")
_WANTS_OBJECT = frozenset(
    "tiep nhan|kiem tra|xu ly|ra soat|tong hop|soan|soan thao|lap|cap nhat|nhap|tham dinh|tham tra|giai quyet|huong dan|don doc|thong ke|phan loai|"
    "tham muu|trinh|duyet|doi chieu|phoi hop|trien khai|thuc hien|xay dung|chuan bi|theo doi|giam sat|xac minh|phan cong|sap xep|chinh ly|ghi|viet|"
    "lam|nhan|tra|chuyen|gui|thu|phat|do|chinh sua|sua|bo sung|thay doi|cap|in|to chuc|tham gia|ho tro|quan ly|van hanh|kiem soat|dieu chinh|nghiem thu".split("|")
)
_MINUTES_OF = rx(r"^\W*(?:rồi\s|và\s|có\s)?lập (?:biên bản|bb)\W*$")
_OWN_WORK = frozenset("giay moi|gm|cong van|cv|to trinh|ttr|bao cao|bc|ke hoach|kh|quyet dinh|qd|thong bao|tb|tbkl|giay gioi thieu|nghi quyet|nq|hop dong|buoi|cuoc".split("|"))


def counted_before(joiner: _Joiner, atom: Atom) -> bool:
    """Whether the text before an atom ends in a number of its own."""
    return joiner._last_counted()


def _content(text: str) -> list[str]:
    """The folded words of a text that are neither taken nor fillers."""
    return content(text.replace(TAKEN, " "))
