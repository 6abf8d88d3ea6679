"""Which counted things count a product that is measured in some unit."""

# ruff: noqa: E501 – a list of words reads best on one line
from __future__ import annotations

import re
from functools import cache

from nlu.abbreviations import short_forms
from nlu.normalise import fold
from nlu.quantity import CLASS, Count

DOCS = {
    "van ban",
    "cong van",
    "bao cao",
    "ke hoach",
    "to trinh",
    "quyet dinh",
    "thong bao",
    "bien ban",
    "danh sach",
    "de an",
    "nghi quyet",
    "chi thi",
    "tin bai",
    "bo",
    "lenh",
    "chung tu",
    "phuong an",
}
_EVENT = {
    "buoi",
    "ky",
    "phien",
    "lop",
    "chuong trinh",
    "tiet",
    "cuoc",
    "hoi nghi",
    "dot",
    "gio",
    "ca",
    "ngay",
    "hoat dong",
    "cuoc hop",
}


ADDRESS = DOCS | _EVENT  # documents and meetings have addressees that are no product


SAME = 5.0  # how well a count fits the unit that it names


def fit(count: Count, unit: str, names: frozenset[str] = frozenset()) -> float:
    """How well a count fits the unit of an item: above 0 it counts the product; `names` are the folded words of the item's names."""
    units = units_of(unit)
    return max(_fit(count, one, names) for one in units)


@cache
def units_of(unit: str) -> tuple[str, ...]:
    """The units that a catalogue means: "số lượt", "vụ việc/ hồ sơ", "tài liệu (văn bản, …)"; a long name counts like its head."""
    parts = [re.sub(r"^(?:số|các) ", "", part.strip()) for part in re.split(r"[/(,;]", unit.lower())]
    out = []
    for part in map(fold, filter(None, parts)):
        words = part.split()
        head = next((" ".join(words[:n]) for n in range(len(words), 0, -1) if _known_unit(" ".join(words[:n]))), part)
        out.append(head)
    return tuple(dict.fromkeys(out)) or (fold(unit),)


def _known_unit(unit: str) -> bool:
    return unit in DOCS or unit in _EVENT or unit in CLASS


_ANYTHING = frozenset(("cai", "chiec", "san pham", "hien vat", "tai san"))
_EXAMINED = frozenset(("tham", "dinh"))


@cache
def _said(unit: str) -> tuple[str, ...]:
    """What a counted word may stand for: itself, and a short form written out ("ct" is "chứng từ")."""
    senses = (sense for short in short_forms().get(unit, ()) for sense in short.senses)
    return (unit, *(" ".join(word.folded for word in sense.words) for sense in senses))


def _fit(count: Count, unit: str, names: frozenset[str]) -> float:
    person = count.kind == "person" and unit in DOCS  # "2 bạn" are no "văn bản"
    if unit in DOCS and count.unit and _EXAMINED | set(count.unit.split()) <= names:
        return 2.0  # "thẩm định 2 dự án": a report on each
    if count.unit and not person and any(said == unit or _same(said, unit) for said in _said(count.unit)):
        return SAME
    if count.kind == "bare" or (count.kind == "any" and count.unit in names and unit not in _EVENT):
        return 2.5
    return _by_class(count, unit)


def _same(counted: str, unit: str) -> bool:
    return counted in _SHORT.get(unit, ()) or (
        len(counted) > 2
        and (unit.startswith(counted + " ") or counted.startswith(unit + " ") or unit.endswith(" " + counted))
    )


_PEOPLE = frozenset(
    "nguoi|doi tuong|hoc sinh|hoc vien|dang vien|doan vien|hoi vien|can bo|cong chuc|vien chuc|nguoi benh|benh nhan|cong dan|tre|tre em|nguoi lao dong|lao dong|thi sinh|giao vien|dai bieu|quan chung|nguoi dan|thanh nien|nhan khau|nguoi co cong".split(
        "|"
    )
)
_SHORT = {
    "van ban": ("vb", "cong van", "cv", "to trinh", "ttr", "quyet dinh", "qd", "giay moi", "gm", "thong bao", "tb", "tbkl", "du thao", "giay gioi thieu", "phieu"),
    "ho so": ("hs", "bo", "truong hop", "th", "giay", "cap", "ban"), "bao cao": ("bc",), "ke hoach": ("kh",), "luot": ("lc", "luot", "lan"),
    "bien ban": ("bb",), "don vi": ("dv", "so", "co quan"), "doanh nghiep": ("cty", "cong ty", "dn"), "to dan pho": ("to", "tdp", "khu pho", "thon"),
    "ho": ("ho dan", "nha", "ho ngheo", "gia dinh"), "co so": ("cs", "truong", "nhom tre", "quan", "nha tre", "diem", "nha", "cua hang"), "du an": ("da", "cong trinh"),
    "vu viec": ("vu", "viec"), "viec": ("vu", "nhiem vu", "viec"), "lenh": ("lct", "lenh chi tien", "lenh chi"), "tin bai": ("tin", "bai", "bai viet"),
    "ban": ("ban sao", "b", "to", "trich luc", "giay"), "thua": ("thua dat", "lo"), "goi thau": ("goi",), "danh sach": ("ds",), "to trinh": ("ttr", "tt"),
    "cong van": ("cv", "van ban", "vb"), "luot van ban": ("van ban", "vb", "luot"), "phieu": ("to",), "don": ("don thu",), "bo": ("bo", "ho so"),
    "quyet dinh": ("qd",), "thong bao": ("tb",), "van ban, ho so": ("vb",), "dot": ("lan",), "xa": ("phuong",), "suat": ("phan", "phan qua", "bao"), "phan qua": ("phan", "suat", "bao"), "phan": ("suat", "phan qua"),
}  # fmt: skip


def _by_class(count: Count, unit: str) -> float:
    if count.kind == "other":
        return -1.0
    if unit in _EVENT:
        return 1.5 if count.kind == "session" and count.unit not in ("viec", "nhiem vu", "luot", "lan") else -1.0
    if unit in DOCS:
        return (
            2.0
            if count.kind == "document"
            else 0.5
            if count.unit in ("nhiem vu", "viec", "lan", "luot", "dot")
            else -0.6
        )
    if count.kind == "any":
        return 0.4
    return _soft(count, unit)


def _soft(count: Count, unit: str) -> float:
    """Dossiers, rounds, forms, places: people and places may stand for them."""
    if unit in (
        "luot",
        "lan",
        "phieu",
        "don",
        "luot van ban",
        "mau",
        "mui",
        "lieu",
        "suat",
        "ca",
        "phan qua",
        "the",
        "ca benh",
    ):
        return {"session": 2.0, "person": 1.5, "document": 1.5, "place": 0.8}.get(count.kind, 0.0)
    if unit in _PEOPLE:
        return {"person": 2.5, "session": 1.2, "document": 1.2}.get(count.kind, 0.0)
    if unit in ("ho so", "vu viec", "viec", "ho"):
        return {"document": 1.5, "session": 1.2, "person": 1.2, "place": 1.2}.get(count.kind, 0.0)
    if unit in _ANYTHING:
        return {"person": 0.0, "other": -1.0}.get(count.kind, 2.0)
    if CLASS.get(unit) == "document":
        return {"document": 1.2, "session": 0.8, "person": 0.8, "place": 0.6}.get(count.kind, 0.0)  # one for each
    if CLASS.get(unit) == "session":
        return {"session": 2.0, "document": 1.5, "person": 1.2, "place": 1.2}.get(count.kind, 0.0)
    return {"place": 1.5, "document": 0.6, "session": 0.6, "person": -0.3}.get(count.kind, 0.0)
