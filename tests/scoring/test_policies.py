"""Policy files: which holds for whom, what a file must say, and the line on which it fails to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scoring import (
    Case,
    Official,
    Period,
    Policy,
    PolicyFileError,
    ScoringError,
    Since,
    Work,
    builtin,
    choose_policy,
    load_folder,
    score,
)
from scoring.load import load_policy
from scoring.registry import FOLDER
from tests.scoring.casefile import POLICIES

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
AUTUMN_2025 = Period(date(2025, 11, 1), date(2025, 11, 30))
NATIONAL = (FOLDER / "nd335-2025.toml").read_text(encoding="utf-8")


# --- choosing ---


@pytest.mark.parametrize(
    ("kind", "period", "wanted"),
    [
        ("cong_chuc", NOVEMBER, "nd335-2025"),
        ("vien_chuc", NOVEMBER, "nd233-2026"),
        ("cong_chuc", AUTUMN_2025, "khanh-hoa-1636-2025"),
        ("can_bo", AUTUMN_2025, "khanh-hoa-1636-2025"),
    ],
)
def test_the_only_policy_in_force_is_taken(kind: str, period: Period, wanted: str) -> None:
    assert choose_policy(kind, period).id == wanted


@pytest.mark.parametrize(
    ("kind", "period", "setting", "code"),
    [
        ("can_bo", NOVEMBER, {}, "policy.none"),
        ("vien_chuc", Period(date(2026, 3, 1), date(2026, 3, 31)), {}, "policy.none"),
        ("cong_chuc", Period(date(2024, 1, 1), date(2024, 1, 31)), {}, "policy.none"),
        ("cong_chuc", Period(date(2025, 3, 15), date(2025, 4, 14)), {}, "policy.crosses_change"),
        ("cong_chuc", Period(date(2025, 12, 1), date(2026, 1, 31)), {}, "policy.ambiguous"),
        ("cong_chuc", NOVEMBER, {"cong_chuc": "nd233-2026"}, "policy.kind"),
        ("cong_chuc", NOVEMBER, {"cong_chuc": "khanh-hoa-1636-2025"}, "policy.not_in_force"),
        ("cong_chuc", NOVEMBER, {"cong_chuc": "nd90"}, "policy.unknown"),
        ("nhan_vien", NOVEMBER, {}, "code.unknown"),
    ],
)
def test_no_policy_is_ever_guessed(kind: str, period: Period, setting: dict[str, str], code: str) -> None:
    with pytest.raises(ScoringError) as caught:
        choose_policy(kind, period, setting)
    assert caught.value.code == code
    assert "\n" not in str(caught.value)


CHOICES = (
    Since(date(2026, 10, 15), "nd233-2026"),
    Since(None, "khanh-hoa-1636-2025"),
    Since(date(2026, 1, 1), "nd335-2025"),
    Since(date(2026, 12, 1), None),
)


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        (date(2025, 11, 1), date(2025, 11, 30), "khanh-hoa-1636-2025"),
        (date(2026, 1, 1), date(2026, 3, 31), "nd335-2025"),
        (date(2026, 10, 1), date(2026, 10, 14), "nd335-2025"),
        (date(2026, 12, 1), date(2026, 12, 31), "nd335-2025"),  # none is named: the only one in force
    ],
)
def test_a_period_takes_the_choice_in_force(first: date, last: date, wanted: str) -> None:
    assert choose_policy("cong_chuc", Period(first, last), {"cong_chuc": CHOICES}).id == wanted


@pytest.mark.parametrize(
    ("first", "last", "code", "part"),
    [
        (date(2025, 12, 1), date(2026, 1, 31), "policy.choice_changes", "split it there"),
        (date(2026, 10, 1), date(2026, 10, 31), "policy.choice_changes", "2026-10-15"),
        (date(2026, 10, 1), date(2026, 10, 15), "policy.choice_changes", "2026-10-15"),
        (date(2026, 10, 15), date(2026, 10, 31), "policy.kind", "vien_chuc"),
        (date(2026, 11, 1), date(2026, 12, 1), "policy.choice_changes", "2026-12-01"),
    ],
)
def test_a_period_that_crosses_a_change_of_choice_is_refused(first: date, last: date, code: str, part: str) -> None:
    with pytest.raises(ScoringError, match=part) as caught:
        choose_policy("cong_chuc", Period(first, last), {"cong_chuc": CHOICES})
    assert caught.value.code == code


def test_naming_the_same_again_is_no_change() -> None:
    same = (Since(None, "nd335-2025"), Since(date(2026, 11, 15), "nd335-2025"))
    assert choose_policy("cong_chuc", NOVEMBER, {"cong_chuc": same}).id == "nd335-2025"


def test_two_in_force_need_a_setting(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(NATIONAL.replace('id = "nd335-2025"', 'id = "own"'), encoding="utf-8")
    both = {**builtin(), **load_folder(tmp_path)}
    with pytest.raises(ScoringError, match=r"nd335-2025 · own"):
        choose_policy("cong_chuc", NOVEMBER, {}, both)
    assert choose_policy("cong_chuc", NOVEMBER, {"cong_chuc": "own"}, both).id == "own"


# --- loading ---


def faulty(tmp_path: Path, old: str, new: str) -> PolicyFileError:
    assert old in NATIONAL, old
    file = tmp_path / "faulty.toml"
    file.write_text(NATIONAL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyFileError) as caught:
        load_policy(file)
    assert str(caught.value).startswith(f"{file}:{caught.value.line}: ")
    assert "\n" not in str(caught.value)
    return caught.value


LUCK = """[option.luck]
label = "x"
default = "a"
reason = "x"
choices = { a = "x" }
since = 2026-01-01
source = "nd335"
clause = "x"
sureness = "proposal"

"""
GRADE_TOT = 'code = "tot"\nlabel = "Hoàn thành tốt nhiệm vụ"\npoints = "70"\nsince = 2026-01-01\nsource = "nd335"\n'
DEDUCTION = (
    '[deduction]\nshare = "0.25"\nmost = "4"\nsince = 2026-01-01\nsource = "nd335"\nclause = "Điều 14 khoản 2"\n'
)


@pytest.mark.parametrize(
    ("old", "new", "key", "at"),
    [
        (GRADE_TOT, GRADE_TOT.replace("since = 2026-01-01\n", ""), "grade[1].since", "[[grade]]"),
        (GRADE_TOT, GRADE_TOT.replace('source = "nd335"\n', ""), "grade[1].source", "[[grade]]"),
        (DEDUCTION, DEDUCTION.replace('clause = "Điều 14 khoản 2"\n', ""), "deduction.clause", "[deduction]"),
        (DEDUCTION + 'sureness = "press"\n', DEDUCTION, "deduction.sureness", "[deduction]"),
        (DEDUCTION + 'sureness = "press"', DEDUCTION + 'sureness = "sure"', "deduction.sureness", 'sureness = "sure"'),
        (DEDUCTION, DEDUCTION.replace('"nd335"', '"nd336"'), "deduction.source", 'source = "nd336"'),
        ('points = "70"', "points = 70", "grade[1].points", "points = 70"),
        ('points = "70"', "points = 70.0", "grade[1].points", "points = 70.0"),
        ('points = "70"', 'pionts = "70"', "grade[1].pionts", "pionts"),
        ('share = "0.25"', 'share = "1.25"', "deduction.share", 'share = "1.25"'),
        ("since = 2026-01-01", 'since = "2026-01-01"', "force.since", 'since = "2026-01-01"'),
        ("since = 2026-01-01", "since = 2026-01-01\nuntil = 2025-12-31", "force.until", "until"),
        ('input = "work"', 'input = "works"', "group[1].input", "works"),
        ('group = "result"', 'group = "results"', "criterion[0].group", "results"),
        ('code = "a"', 'code = "result"', "criterion[0].code", 'code = "result"'),
        ('measure = "quality"', 'measure = "beauty"', "criterion[1].measure", "beauty"),
        ('roles = ["leader"]', 'roles = ["boss"]', "criterion[3].roles", "boss"),
        ('grade = "khong_hoan_thanh"', 'grade = "bad"', "disqualifier[0].grade", 'grade = "bad"'),
        ('default = "unit"', 'default = "half"', "option.deduction_base.default", 'default = "half"'),
        ("[option.denominator]", "[option.divisor]", "option.divisor.choices", "[option.divisor]"),
        ("[cap]", LUCK + "[cap]", "option.luck", "[option.luck]"),
        ('kinds = ["cong_chuc"]', 'kinds = ["cong_chuc", "ai"]', "kinds[1]", "kinds"),
        ('points = "0"', 'points = "1"', "grade", "[[grade]]"),
        ('weight = "1"', 'weight = { equal = "1" }', "criterion[0].weight", "weight = {"),
        ('weight = "1"', 'weight = "1"\nlevels = { "1" = "đủ" }', "criterion[0].levels", "levels = {"),
        (', "0.5" = "có người', ', "1.5" = "có người', "criterion[3].levels", "levels = {"),
        (', "0.5" = "có người không hoàn thành nhiệm vụ"', "", "criterion[3].levels", "levels = {"),
        ('computed = "grades"', 'computed = "luck"', "criterion[3].computed", "computed ="),
    ],
)
def test_a_faulty_file_names_file_key_and_line(tmp_path: Path, old: str, new: str, key: str, at: str) -> None:
    fault = faulty(tmp_path, old, new)
    assert fault.key == key
    line = (tmp_path / "faulty.toml").read_text(encoding="utf-8").splitlines()[fault.line - 1]
    assert at in line


def test_toml_that_is_none_names_its_line(tmp_path: Path) -> None:
    fault = faulty(tmp_path, 'kinds = ["cong_chuc"]', "kinds = [")
    assert fault.code == "toml.syntax"
    assert fault.line > 1


def test_bytes_that_are_no_text_name_their_line(tmp_path: Path) -> None:
    file = tmp_path / "bytes.toml"
    file.write_bytes(b'id = "x"\nversion = "\xff"\n')
    with pytest.raises(PolicyFileError) as caught:
        load_policy(file)
    assert caught.value.line == 2


def test_one_id_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(NATIONAL, encoding="utf-8")
    with pytest.raises(PolicyFileError, match=r"b\.toml:1: id"):
        load_folder(tmp_path)


# --- versions ---

TOT = '[[grade]]\ncode = "tot"\nlabel = "Hoàn thành tốt nhiệm vụ"\npoints = "70"\nsince = 2026-01-01\n'
LATER = (
    TOT.replace("70", "75").replace("2026-01-01", "2026-07-01")
    + 'source = "nd335"\nclause = "x"\nsureness = "press"\n\n'
)


def test_a_value_does_not_end_because_another_begins(tmp_path: Path) -> None:
    fault = faulty(tmp_path, TOT, LATER + TOT)
    assert (fault.code, fault.key) == ("policy.no_repeal", "grade[2].until")


def changing(tmp_path: Path) -> dict[str, Policy]:
    text = NATIONAL.replace(TOT, LATER + TOT + "until = 2026-06-30\n", 1)
    (tmp_path / "nd335-2025.toml").write_text(text, encoding="utf-8")
    return dict(load_folder(tmp_path))


def half_year(first: date, last: date) -> Case:
    work = (Work("T", Decimal(1), Decimal(10), Decimal(7)),)
    return Case("nd335-2025", Official("P", "cong_chuc"), Period(first, last), work, Decimal(23))


@pytest.mark.parametrize(
    ("first", "last", "grade"),
    [(date(2026, 6, 1), date(2026, 6, 30), "tot"), (date(2026, 7, 1), date(2026, 7, 31), "hoan_thanh")],
)
def test_the_version_of_the_period_holds(tmp_path: Path, first: date, last: date, grade: str) -> None:
    sheet = score(half_year(first, last), changing(tmp_path))
    assert (str(sheet.total), sheet.grade) == ("72.00", grade)


def test_a_period_across_a_change_is_refused_with_the_day_to_split_it(tmp_path: Path) -> None:
    with pytest.raises(ScoringError, match="does not cross 2026-07-01") as caught:
        score(half_year(date(2026, 6, 15), date(2026, 7, 14)), changing(tmp_path))
    assert caught.value.code == "policy.crosses_change"


# --- what is shipped ---


def test_every_shipped_value_has_its_source_and_none_claims_a_law_nobody_read() -> None:
    for policy in {**builtin(), **load_folder(POLICIES)}.values():
        values = [*policy.groups, *policy.criteria, *policy.deductions, *policy.grades, *policy.options, *policy.caps]
        for value in [*values, *policy.disqualifiers, *policy.unclassified, *policy.totals, *policy.conversions]:
            assert value.basis.clause
            assert value.basis.source in policy.sources
            assert value.basis.sureness != "law"


def test_general_groups_add_up_to_the_general_points() -> None:
    for policy in builtin().values():
        general = next(group for group in policy.groups if group.input == "general")
        assert sum(part.max for part in policy.general_groups) == general.max


@pytest.mark.parametrize("leader", [True, False])
def test_the_points_of_every_policy_add_up_to_a_hundred(leader: bool) -> None:
    role = "leader" if leader else "staff"
    for policy in builtin().values():
        assert sum(group.max for group in policy.groups if role in group.roles) == 100
