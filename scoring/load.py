"""Policy files: TOML in, `Policy` out. A value without since, source, clause and sureness does not load.

Raises PolicyFileError with file, key and line for the first fault of a file. The form: docs/howto/add-policy.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from scoring.errors import MISSING, PolicyFileError, ScoringError
from scoring.fields import Fields, as_decimal, as_text, join
from scoring.model import KINDS, PolicyRef
from scoring.policy import (
    COUNTED,
    INPUTS,
    MEASURES,
    ROLES,
    SURENESS,
    Basis,
    Cap,
    Criterion,
    Deduction,
    Disqualifier,
    Fall,
    GeneralGroup,
    Grade,
    Group,
    Level,
    Note,
    Option,
    Policy,
    Reason,
    Source,
)
from scoring.policy_check import check_policy
from scoring.toml import line_of, parse_toml

BASIS_KEYS = ("since", "until", "source", "clause", "sureness")
NAMED = ("code", "label", *BASIS_KEYS)
TOP = (
    "id version title kinds sources force total group general_group conversion criterion deduction option grade fall "
    "disqualifier unclassified cap"
).split()
CRITERION = ("group", "measure", "weight", "roles", "levels", "computed")
COMPUTED = ("grades",)
MAX_POINTS = Decimal(1000)
ONE = Decimal(1)
T = TypeVar("T")


def load_policy(file: Path) -> Policy:
    """Read and check one policy file."""
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise PolicyFileError(file, line, ScoringError("toml.syntax", file.name, str(error), "UTF-8")) from error
    data = parse_toml(text, file)
    try:
        policy = _policy(Fields(data, "", TOP), file, hashlib.sha256(raw).hexdigest())
        check_policy(policy)
    except PolicyFileError:
        raise
    except ScoringError as fault:
        raise PolicyFileError(file, line_of(text, fault.key), fault) from fault
    return policy


def _policy(top: Fields, file: Path, fingerprint: str) -> Policy:
    reader = _Reader(top)
    kinds = top.texts("kinds")
    for index, kind in enumerate(kinds):
        if kind not in KINDS:
            raise ScoringError("code.unknown", f"kinds[{index}]", kind, " · ".join(KINDS))
    return Policy(
        ref=PolicyRef(top.text("id"), top.text("version"), fingerprint),
        file=file,
        title=top.text("title"),
        kinds=kinds,
        force=reader.basis(
            Fields(top.get("force", "a table with since, source, clause, sureness"), "force", BASIS_KEYS)
        ),
        sources=reader.sources,
        groups=reader.each("group", ("input", "max", "roles"), reader.group),
        criteria=reader.each(
            "criterion", ("group", "measure", "weight", "roles", "levels", "computed"), reader.criterion
        ),
        deductions=reader.each("deduction", ("share", "most"), reader.deduction, NAMED[2:]),
        grades=reader.each("grade", ("points", "needs"), reader.grade),
        falls=reader.each("fall", ("counted", "over", "grade"), reader.fall, NAMED[2:]),
        disqualifiers=reader.each("disqualifier", ("grade", "roles"), reader.disqualifier),
        unclassified=reader.each("unclassified", (), reader.reason),
        options=reader.options(),
        caps=reader.each("cap", ("share", "outstanding", "reason"), reader.cap, NAMED[2:]),
        general_groups=reader.each("general_group", ("max",), reader.general_group),
        totals=reader.each("total", (), reader.note, NAMED[1:]),
        conversions=reader.each("conversion", (), reader.note, NAMED[1:]),
    )


class _Reader:
    """Reads the tables of one file; knows its sources."""

    def __init__(self, top: Fields) -> None:
        self._top = top
        self.sources = {
            name: self._source(Fields(value, join("sources", name), ("title", "urls")))
            for name, value in top.table("sources").items()
        }

    @staticmethod
    def _source(told: Fields) -> Source:
        return Source(told.text("title"), told.texts("urls"))

    def each(
        self, name: str, own: tuple[str, ...], build: Callable[[Fields], T], shared: tuple[str, ...] = NAMED
    ) -> tuple[T, ...]:
        """Build every table of a name: [name] once, or [[name]] several times; none is none."""
        value = self._top.get(name) if self._top.has(name) else []
        if isinstance(value, dict):
            return (build(Fields(value, name, (*shared, *own))),)
        rows = self._top.items(name) if self._top.has(name) else []
        return tuple(build(Fields(row, f"{name}[{index}]", (*shared, *own))) for index, row in enumerate(rows))

    def basis(self, told: Fields) -> Basis:
        """Read the day, source, clause and sureness that every value must carry."""
        since, source = told.day_value("since"), told.among("source", self.sources)
        until = told.day_value("until") if told.has("until") else None
        if until is not None and until < since:
            raise ScoringError("value.range", told.key("until"), until.isoformat(), f"a day from {since} on")
        clause = told.text("clause")
        citation = f"{clause}, {self.sources[source].title}"
        return Basis(since, until, source, clause, told.among("sureness", SURENESS), citation)

    def roles(self, told: Fields) -> tuple[str, ...]:
        """Read for whom a value holds; absent means everybody."""
        found = told.texts("roles") if told.has("roles") else ROLES
        for role in found:
            if role not in ROLES:
                raise ScoringError("code.unknown", told.key("roles"), role, " · ".join(ROLES))
        return found

    def group(self, told: Fields) -> Group:
        points = told.decimal("max", MAX_POINTS)
        kind = told.among("input", INPUTS)
        return Group(told.text("code"), told.text("label"), kind, points, self.roles(told), self.basis(told))

    def criterion(self, told: Fields) -> Criterion:
        return Criterion(
            told.text("code"),
            told.text("group"),
            told.text("label"),
            told.among("measure", MEASURES),
            self._weights(told),
            self.roles(told),
            self.basis(told),
            self._levels(told),
            told.has("computed") and told.among("computed", COMPUTED) == "grades",
        )

    @staticmethod
    def _levels(told: Fields) -> tuple[Level, ...]:
        """Read a table from shares to what they stand for; the highest comes first."""
        table = told.table("levels") if told.has("levels") else {}
        key = told.key("levels")
        found = [Level(as_decimal(share, key, ONE, 4), as_text(label, key)) for share, label in table.items()]
        return tuple(sorted(found, key=lambda level: -level.share))

    @staticmethod
    def _weights(told: Fields) -> Mapping[str, Decimal]:
        """Read one weight, or a table of weights by the value of option `weights`."""
        value = told.get("weight", "a decimal string, or a table of them by the values of option weights")
        table = value if isinstance(value, dict) else {"": value}
        return {name: as_decimal(weight, told.key("weight"), MAX_POINTS, 4) for name, weight in table.items()}

    def deduction(self, told: Fields) -> Deduction:
        return Deduction(told.decimal("share", ONE), told.decimal("most", MAX_POINTS), self.basis(told))

    def grade(self, told: Fields) -> Grade:
        needs = Fields(told.table("needs"), told.key("needs"), COUNTED) if told.has("needs") else None
        shares = {name: needs.decimal(name, ONE) for name in COUNTED if needs.has(name)} if needs else {}
        points = told.decimal("points", MAX_POINTS)
        return Grade(told.text("code"), told.text("label"), points, shares, self.basis(told))

    def fall(self, told: Fields) -> Fall:
        counted = told.among("counted", COUNTED)
        return Fall(counted, told.decimal("over", ONE), told.text("grade"), self.basis(told))

    def disqualifier(self, told: Fields) -> Disqualifier:
        roles = self.roles(told)
        return Disqualifier(told.text("code"), told.text("label"), told.text("grade"), roles, self.basis(told))

    def reason(self, told: Fields) -> Reason:
        return Reason(told.text("code"), told.text("label"), self.basis(told))

    def general_group(self, told: Fields) -> GeneralGroup:
        points = told.decimal("max", MAX_POINTS)
        return GeneralGroup(told.text("code"), told.text("label"), points, self.basis(told))

    def note(self, told: Fields) -> Note:
        return Note(told.text("label"), self.basis(told))

    def cap(self, told: Fields) -> Cap:
        share, outstanding = told.decimal("share", ONE), told.decimal("outstanding", ONE)
        return Cap(share, outstanding, told.text("reason"), self.basis(told))

    def options(self) -> tuple[Option, ...]:
        """Read [option.NAME] tables."""
        if not self._top.has("option"):
            return ()
        own = ("label", "default", "reason", "choices", "least", "most", *BASIS_KEYS)
        tables = self._top.table("option").items()
        return tuple(self.option(name, Fields(value, join("option", name), own)) for name, value in tables)

    def option(self, name: str, told: Fields) -> Option:
        choices = {key: as_text(text, told.key(f"choices.{key}")) for key, text in told.table("choices").items()}
        least = told.decimal("least", MAX_POINTS) if told.has("least") else None
        most = told.decimal("most", MAX_POINTS) if told.has("most") else None
        if (least is None) != (most is None):
            raise ScoringError("key.missing", told.key("least"), MISSING, "least and most together, or neither")
        found = told.text("default")
        return Option(name, told.text("label"), found, choices, least, most, told.text("reason"), self.basis(told))
