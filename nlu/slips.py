"""Slips of the finger read by the words beside them: "sánh nay" → sáng nay, "2 tiến" → 2 tiếng, "tập hấn" → tập huấn.

A word is mended only where it makes no pair with its neighbours and a word one slip away does. Pairs are those of the office
thesaurus and of the frames below. A word that exists ("tiến") needs a frame; one that does not ("hấn") needs any pair.
"""

# ruff: noqa: E501 – a list of words reads best on one line
from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from nlu.folding import fold_plain
from nlu.lexicon import load, phrases
from nlu.syllables import is_syllable
from nlu.thesaurus import thesaurus

NUMBER = "#"
_FRAMES = """
chiều ra; chiều đi; chiều về; chiều lên; chiều xuống; chiều họp; chiều tiếp; chiều làm; chiều soạn; chiều ký; chiều trực; chiều dự; chiều qua; chiều ngồi; chiều viết; chiều kiểm tra; sáng ra; sáng đi; sáng họp; sáng tiếp; sáng làm; sáng soạn; sáng ký; sáng trực; sáng dự; sáng kiểm tra; tối họp; tối trực;
hôm nay; hôm qua; hôm kia; bữa nay; bữa qua; sáng nay; chiều nay; tối nay; trưa nay; sáng qua; chiều qua; tối qua; đêm qua; sáng hôm; chiều hôm; tối hôm; sáng mai; chiều mai; ngày mai; tối mai; mai mốt;
tuần trước; tuần này; tuần sau; tuần tới; tuần rồi; tháng trước; tháng này; tháng sau; đầu tuần; cuối tuần; đầu giờ; cuối giờ; cuối tháng; cuối năm; đầu năm; giữa tháng; trước khi; sau khi;
thứ hai; thứ ba; thứ tư; thứ năm; thứ sáu; thứ bảy; chủ nhật; cả ngày; cả buổi; cả sáng; cả chiều; nửa ngày; nửa buổi; nửa tiếng; một tiếng; hai tiếng; ba tiếng; tiếng rưỡi; giờ rưỡi; một buổi; buổi sáng; buổi chiều; buổi tối; giờ sáng; giờ chiều;
hai chục; ba chục; hai mươi; ba mươi; bốn mươi; năm mươi; chín mươi; mươi ba; mươi lăm; mươi phút; mười phút; mấy tiếng; mấy ngày; # tiếng; # phút; # buổi; # ngày; # tuần; # tháng; # triệu; # nghìn; # chục; # rưỡi; # rưởi;
ngày #; tháng #; thứ #; nghỉ phép; nghỉ ốm; nghỉ bệnh; nghỉ bù; xin nghỉ; ngày nghỉ; bị ốm; chưa xong; chưa làm; chưa có; chưa khớp; chưa chốt; chưa kết luận; chưa hết; chưa được; chưa đủ; chưa soạn; chưa nộp; chưa trình; chưa thể; mới được; mới xong; mới có; còn dở; đang làm; đang viết; đang soạn; đang dở; dở dang; làm dở;
một nửa; phân nửa; được nửa; một phần; vẫn còn; vẫn chưa; còn phần; còn thiếu; còn lại; dự kiến; dự định; ngoài dự kiến; hoàn thành; hoàn thiện; tất cả; tổng cộng; mỗi người; bao nhiêu; mấy giờ; khi nào; thế nào; làm sao; còn việc; việc nào; việc gì; xong rồi; xong chưa; rồi chưa; được chưa; ghi việc; ghi gì;
"""
# Office words beside each other: they mend what is no word at all.
_OFFICE = """
# lượt; # người; # cuộc; # văn bản; # công văn; # giấy; # chứng từ; # quyết định; # hồ sơ; # biên bản; # báo cáo; đề nghị; yêu cầu; giao cho; nhờ anh; nhờ chị; giao việc; hạn chót; trước ngày; trong ngày; trong tuần; hôm trước; trực đêm; trực lãnh đạo; trực cơ quan; đi trực; trực chỉ huy; trực ban; ca trực; cuối cùng; đánh máy; nhờ soạn; tham mưu; triển khai; chuẩn bị; lãnh đạo; cấp giấy; phát hành; cơ quan; văn phòng; nghị định; nghị quyết;
hội nghị; hội thảo; tập huấn; tiếp dân; tiếp công dân; giải thích; giải trình; giải quyết; hướng dẫn; rà soát; thống kê; tổng hợp; xác minh; kiểm tra; thẩm định; thẩm tra; chứng thực; công khai; số hóa; chỉnh lý; quyết toán; dự toán; công chức; viên chức; nhân dân; ủy ban; xây dựng; đất đai; hoàn tất; hòa giải; sau đó; tiếp theo; đồng thời
"""
# Everyday words that are always meant as they stand.
_EVERYDAY = frozenset(
    "mốt rưỡi rưởi xưa trang thành đầy mất coi nhầm khoản xóm thôn ấp xã bấm gõ đếm nằm nấu quét tháo thảo thạo bóc bốc rút lấy gom anh chị em tôi tui mình ông bà cô chú bác cháu con nó họ ai gì nào đâu sao này kia ấy đó đây nay mai qua kia sau trước trên dưới trong ngoài giữa và với cùng hay hoặc nhưng mà thì là có không chưa đã đang sẽ được bị cho của để từ đến tới vào ra lên "
    "xuống về đi lại nữa cũng vẫn còn hết rồi xong luôn thôi nhé nha ạ nhỉ hả vậy thế như khi lúc hồi giờ phút tiếng ngày tuần tháng năm buổi sáng trưa chiều tối đêm một hai ba bốn năm sáu bảy tám chín mười chục trăm nghìn rất quá lắm nhiều ít mới cũ lớn nhỏ "
    "chung riêng nội bộ gấp nhanh chậm tốt xấu đủ thiếu đúng sai dài ngắn nhà cửa xe máy đường phố chợ trường lớp học nghe nói nhìn thấy biết hiểu nhớ quên ăn uống ngủ nghỉ chơi mua bán tiền giá tham gia phần phân phận tin tình tính lũ lụt bão mưa "
    "nắng cây rừng ruộng lúa gà lợn bò trâu cá chó mèo chết sống sinh tử cưới hỏi ma chay giỗ tết lễ hội vui buồn chán mệt khó dễ kho khổ hơn kém nhất bằng cỡ tầm khoảng chừng suốt trọn cả mọi mỗi từng các những mấy vài chút chi cho chờ chợ nhờ nhé nhà nhân nhận"
    " thay thầy thấy tháp thân thần sơn sân san sàn sảnh sách sạch sau sâu xa xã xem xin xử đo đổ đội đợt đất đá đèn đơn đón đọc đầu trả tra tre trẻ trợ trở trạm trại giam giảm giá giặc giấu giàu hàng hành hoa hòa hóa kỳ kỹ kê kế kèm kéo kiến kiện làng lang lan lăng lần lẫn".split()
)


class Word(NamedTuple):
    """A word of the phrases: without and with accents."""

    plain: str
    written: str


class Pairs(NamedTuple):
    """Which words stand beside which (folded); `near` leads from a word less one letter to the words it may come from."""

    all: frozenset[tuple[str, str]]
    frames: frozenset[tuple[str, str]]
    known: frozenset[str]
    written: dict[str, str]
    near: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def pairs() -> Pairs:
    """The pairs of the package's own phrases."""
    framed = [phrase.split() for phrase in phrases(_FRAMES.replace("\n", " "))]
    office = [phrase.split() for phrase in phrases(_OFFICE.replace("\n", " "))]
    spoken = [*office, *(phrase.lower().split() for phrase in _spoken())]
    forms = {word for parts in (*framed, *spoken) for word in parts if word.isalpha()}
    written: dict[str, str] = {}
    for parts in (*spoken, *framed):
        for word in parts:
            if word.isalpha() and (plain := fold_plain(word)) != word:
                written[plain] = word
    everything = frozenset(_beside((*framed, *spoken)))
    known = frozenset(forms | {fold_plain(form) for form in forms})
    frames = frozenset(_beside(framed))
    return Pairs(everything, frames, known, written, _near({w for pair in everything for w in pair if w.isalpha()}))


def _spoken() -> Iterator[str]:
    for group in thesaurus().groups:
        yield from (*group.says, *group.means, group.example)
    for readings in load("abbreviations").values():
        yield from (reading for reading in readings if isinstance(reading, str))


def _beside(rows: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        yield from pairwise(map(fold_plain, row))


def _near(words: set[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) >= 3:
            for form in {word, *_shorter(word)}:
                found.setdefault(form, []).append(word)
    return {form: tuple(listed) for form, listed in found.items()}


def _shorter(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


@lru_cache(maxsize=8_192)
def neighbours(plain: str) -> tuple[str, ...]:
    """The words of the phrases that are one slip from a folded word (two letters swapped count as one)."""
    near = pairs().near
    found = {word for form in (plain, *_shorter(plain)) for word in near.get(form, ()) if word != plain}
    return tuple(sorted(word for word in found if one_slip(plain, word)))


def one_slip(a: str, b: str) -> bool:
    """Whether one letter left out, put in, changed or swapped with the next makes one word the other."""
    if abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        if len(wrong) == 2:
            i, j = wrong
            return j == i + 1 and a[i] == b[j] and a[j] == b[i]
        return len(wrong) == 1
    long, short = (a, b) if len(a) > len(b) else (b, a)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


@lru_cache(maxsize=16_384)
def mended(word: str, before: str, after: str, named: bool) -> str | None:
    """What a lower-case word was meant to be between its folded neighbours ("" an edge, "#" a number); None: as it is.

    `named`: it is written like a name, so that only a word that cannot be one is changed.
    """
    plain = fold_plain(word)
    if (word, after) in _AWAY:
        return "nghỉ"
    if not 3 <= len(plain) <= 8 or not plain.isascii() or word in _EVERYDAY or word in _EVERYDAY_PLAIN:
        return None
    table = pairs()
    if (before, plain) in table.all or (plain, after) in table.all:
        return None
    best = _best(plain, before, after, strict=word in table.known or not _vowel(plain))
    if best is None or best[0] < _least(word, plain, best[1], named):
        return None
    return best[1] if word == plain else table.written.get(best[1], best[1])


def _least(word: str, plain: str, other: str, named: bool) -> int:
    """How much must speak for another word: less, the less the typed one looks like a word."""
    if word != plain and is_syllable(plain) and _other_vowels(word, pairs().written.get(other, other)):
        return 9
    if word in pairs().known or (named and is_syllable(plain)):
        return 5
    if plain[0] != other[0]:
        return 5
    return 4 if is_syllable(plain) else 2


def _other_vowels(word: str, meant: str) -> bool:
    """Whether the typed vowels are not those of the word that it would become ("ngầm" is no slip of "ngày"); tones may slip."""
    return _marked(word) != _marked(meant)


def _marked(word: str) -> set[str]:
    """The letters with a roof, horn or bow, and đ."""
    parts = unicodedata.normalize("NFD", word)
    return {a + b for a, b in pairwise(parts) if b in "\u0302\u031b\u0306"} | ({"đ"} & set(word))


def _best(plain: str, before: str, after: str, *, strict: bool) -> tuple[int, str] | None:
    """The one neighbour for which most speaks, None where two are alike."""
    table = pairs()
    rows = table.frames if strict else table.all
    scored = [
        (score, other) for other in neighbours(plain) if (score := _fit(other, before, after, rows, table.frames))
    ]
    scored.sort(reverse=True)
    return None if not scored or (len(scored) > 1 and scored[1][0] == scored[0][0]) else scored[0]


_AWAY = frozenset((slip, reason) for slip in ("nhỉ", "ngỉ", "nghĩ", "nghị") for reason in ("om", "phep", "benh", "bu"))
_EVERYDAY_PLAIN = frozenset(map(fold_plain, _EVERYDAY)) | {"ghi", "khai", "nghi"}
_EDGES = frozenset(("", NUMBER))


def _vowel(plain: str) -> bool:
    return any(letter in "aeiouy" for letter in plain)


def _fit(
    word: str, before: str, after: str, rows: frozenset[tuple[str, str]], frames: frozenset[tuple[str, str]]
) -> int:
    """How many sides speak for a word; a frame counts double, an edge beside a frame a little."""
    left, right = (before, word) in rows, (word, after) in rows
    if not left and not right:
        return 0
    sides = left + right + ((before, word) in frames) + ((word, after) in frames)
    return 2 * sides + (left and after in _EDGES) + (right and before in _EDGES)
