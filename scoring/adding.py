"""What combining months and adding people have in common: records become parts of one sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from scoring import texts
from scoring.check import check_official, check_period
from scoring.errors import ScoringError
from scoring.fields import join
from scoring.model import Counts, Mean, Period, Record, Sums, WorkSums
from scoring.numbers import ONE
from scoring.parts import Part, add_sums
from scoring.policy import Policy
from scoring.rules import Rules, rules_for
from scoring.sheet import GENERAL, KPI

# choices that shape the numerators already; sheets that differ in them can still be added, which a note says
SETTLED = ("deduction_base", "denominator")


def check_record(record: Record, path: str, policy: Policy) -> None:
    """Raise ScoringError where a sheet is of another policy, or carries sums that its policy does not know."""
    if record.policy.id != policy.id:
        raise ScoringError("policy.differs", join(path, "policy.id"), record.policy.id, policy.id)
    check_official(record.official, policy)
    check_period(record.period)
    rules = rules_for(policy, record.period, leader=record.official.leader, options=record.options)
    if set(record.sums.work) != set(rules.work_groups):
        found, wanted = list(record.sums.work), " · ".join(rules.work_groups) or "no groups of work"
        raise ScoringError("key.unknown", join(path, "sums.work"), found, wanted)
    limits = given_limits(rules)
    for name, mean in record.sums.given.items():
        key = join(path, f"sums.given.{name}")
        if name not in limits:
            raise ScoringError("key.unknown", key, str(mean.sum), f"the keys {', '.join(limits)}")
        if mean.sum > limits[name] * mean.count:
            raise ScoringError("value.range", f"{key}.sum", str(mean.sum), f"at most {limits[name] * mean.count}")
    for index, code in enumerate(record.disqualifiers):
        if code not in rules.disqualifiers:
            known = " · ".join(rules.disqualifiers) or "none"
            raise ScoringError("code.unknown", join(path, f"disqualifiers[{index}]"), code, known)


def given_limits(rules: Rules) -> dict[str, Decimal]:
    """Give the most that each given value may be in one period."""
    limits = dict.fromkeys(rules.shares, ONE)
    for group in rules.groups:
        if group.input == "general":
            limits[GENERAL] = group.max
        elif group.input == "extra":
            limits[group.code] = group.max
        elif group.input == KPI:
            limits[KPI] = Decimal(100)
    return limits


def common_options(records: Sequence[Record], path: str) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Give the options of the first sheet, and notes where others differ in what is settled already.

    Raises ScoringError `options.differ` where they differ in a choice that the division itself depends on.
    """
    first, notes = records[0].options, []
    for name in first:
        values = list(dict.fromkeys(record.options.get(name, "") for record in records))
        if len(values) > 1 and name not in SETTLED:
            index = next(at for at, record in enumerate(records) if record.options.get(name) != first[name])
            key = f"{path}[{index}].options.{name}"
            raise ScoringError("options.differ", key, values[1], f"{first[name]}, as in {path}[0]")
        if len(values) > 1:
            notes.append(texts.MIXED_OPTIONS.format(name=name, values=", ".join(values)))
    if len({record.policy.fingerprint for record in records}) > 1:
        notes.append(texts.MIXED_FILES)
    return first, tuple(notes)


def parts_from(record: Record, ref: str, name: str) -> tuple[Part, ...]:
    """Turn the sums of a month or person into contributions."""
    return tuple(
        Part(
            group,
            ref,
            name,
            sums.assigned,
            sums.quantity,
            sums.quantity - sums.quality,
            sums.quantity - sums.progress,
            None,
        )
        for group, sums in record.sums.work.items()
    )


def total_sums(records: Sequence[Record], rules: Rules, names: Collection[str]) -> Sums:
    """Add records; a given value (of `names`) that any of them lacks is not given for the whole either."""
    empty = Sums({code: WorkSums() for code in rules.work_groups}, {}, Counts())
    added = add_sums([empty, *(record.sums for record in records)])
    complete = {name for name in names if all(name in record.sums.given for record in records)}
    given: dict[str, Mean] = {name: mean for name, mean in sorted(added.given.items()) if name in complete}
    return Sums(added.work, given, added.counts)


def span_of(records: Sequence[Record]) -> Period:
    """Give the period from the first day to the last."""
    return Period(min(record.period.first for record in records), max(record.period.last for record in records))


def period_name(period: Period) -> str:
    """Name a period as an office does: "Tháng 11/2026", "Quý 4/2026", "Năm 2026", else by its days."""
    first, last = period.first, period.last
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return texts.PERIOD.format(first=_day(first), last=_day(last))
    if months == 1:
        return f"Tháng {first.month}/{first.year}"
    if months == 3 and first.month % 3 == 1:
        return f"Quý {first.month // 3 + 1}/{first.year}"
    if months == 12 and first.month == 1:
        return f"Năm {first.year}"
    return texts.PERIOD.format(first=_day(first), last=_day(last))


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"
