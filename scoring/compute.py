"""From facts to the sheet: ratios, points, grade, the tree of the calculation, the losses.

`score` reads one case; `finish` does the arithmetic for one month as for several added together (scoring/combine.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scoring.errors import PolicyError
from scoring.facts import Case, Work
from scoring.loading import FOLDER, find_policy
from scoring.measure import NOTHING, Rules, Sums, lost, measure
from scoring.numbers import SCALE, divide, fixed, plain, show, words
from scoring.policy import Criterion, Policy, Value, number, require_force
from scoring.sheet import NOT_CLASSIFIED, Carried, Loss, Sheet, Step

_NUMERATOR = {"quantity": "a", "quality": "b", "progress": "c"}
NO_WORK = {
    "assigned": "Chưa có việc nào được giao trong kỳ, nên không có gì để so.",
    "approved": "Chưa có việc nào được duyệt trong kỳ, nên không có gì để so.",
}
NO_GENERAL = "Chưa có điểm tiêu chí chung; chưa tính tổng điểm."


@dataclass(frozen=True, slots=True)
class Who:
    """Whose sheet over which days."""

    first: date
    last: date
    official: str
    kind: str
    leader: bool


def score(case: Case, policy: Policy | None = None) -> Sheet:
    """The sheet of one person and period; raises PolicyError where the rule set does not hold for it."""
    policy = policy or find_policy(case.policy, FOLDER)
    require_force(policy, case.first, case.last)
    who = Who(case.first, case.last, case.official, case.kind, case.leader)
    options = resolved(policy, case.options)
    return finish(policy, who, options, carried(case, policy, options), case.disqualifiers, case.work)


def resolved(policy: Policy, chosen: Mapping[str, str]) -> dict[str, str]:
    """Every option of the policy with the choice made or its default."""
    return {name: chosen.get(name, option.default) for name, option in policy.options.items()}


def rules_of(policy: Policy, options: Mapping[str, str], first: date, last: date) -> Rules:
    """What the sums depend on under these choices."""
    share = number(policy.deduction, f"{policy.id}.deduction", first, last)
    return Rules(options.get("deduction_base", "unit"), options.get("denominator", "assigned"), share)


def carried(case: Case, policy: Policy, options: Mapping[str, str]) -> Carried:
    """The facts of a case as sums that later sheets can add up."""
    rules = rules_of(policy, options, case.first, case.last)
    names = [axis.id for axis in policy.axes] or ([""] if policy.input == "work" else [])
    given = case.general is not None
    return Carried(
        months=1,
        sums={name: measure((w for w in case.work if w.axis == name), rules) for name in names},
        general=(case.general or Fraction(0), int(given)),
        leadership={name: (share, 1) for name, share in case.leadership.items()},
        kpi=(case.kpi_percent or Fraction(0), int(case.kpi_percent is not None)),
        extra={name: (points, 1) for name, points in case.extra.items()},
        failed=sum(work.done < work.assigned for work in case.work),
        lines=len(case.work),
    )


def finish(
    policy: Policy,
    who: Who,
    options: Mapping[str, str],
    carry: Carried,
    disqualifiers: Sequence[str],
    work: Sequence[Work] = (),
) -> Sheet:
    """The sheet of sums: one computation for a month, a quarter and a year."""
    sums = _Sum(policy, who, options, carry, work)
    total = sums.total()
    shown = show(total) if total is not None else None
    grade, reason, why = sums.grade(shown, disqualifiers)
    return Sheet(
        policy,
        who.first,
        who.last,
        who.official,
        who.kind,
        who.leader,
        options,
        sums.ratios,
        sums.result,
        sums.general,
        sums.extra,
        total,
        shown,
        grade,
        reason,
        tuple(disqualifiers),
        (sums.tree(shown),) if sums.steps else (),
        tuple(sums.losses()),
        (*sums.notes(), *why),
        carry,
    )


class _Sum:
    """One calculation in progress: ratios, points and their steps."""

    def __init__(
        self, policy: Policy, who: Who, options: Mapping[str, str], carry: Carried, work: Sequence[Work]
    ) -> None:
        self.policy, self.who, self.options, self.carry, self.work = policy, who, options, carry, work
        self.most = policy.result_points(who.leader, who.first, who.last)
        self.rules = rules_of(policy, options, who.first, who.last)
        self.criteria = policy.criteria_of(who.leader)
        self.named = [(w, _name(w), f" × {plain(w.coefficient)}") for w in work]
        self.missing: list[str] = []
        self.steps: list[Step] = []
        self.ratios: dict[str, Fraction] = {}
        self.result = self._result()
        self.general = self._general()
        self.extra = self._extra()

    def value(self, value: Value) -> Fraction:
        """A number of the policy as it holds in this period."""
        return number(value, self.policy.id, self.who.first, self.who.last)

    def compared(self) -> bool:
        """Whether there is anything to compare."""
        return self.policy.input != "work" or any(s.denominator for s in self.carry.sums.values())

    # --- the result ---

    def _result(self) -> Fraction | None:
        if not self.compared():
            return None
        return self._from_percent() if self.policy.input == "kpi_percent" else self._from_work()

    def _from_percent(self) -> Fraction:
        total, months = self.carry.kpi
        ratio = total / months / 100
        self.ratios["kpi"] = ratio
        points = ratio * self.most
        value = self.policy.result.get("leader" if self.who.leader else "staff") or self.policy.result["all"]
        self.steps.append(
            Step(
                "Kết quả thực hiện nhiệm vụ",
                f"{words(ratio * 100)} % × {words(self.most)}",
                show(points),
                _clause(value.source.title, value.source.clause),
                _pair(points),
            )
        )
        return points

    def _from_work(self) -> Fraction | None:
        whole = NOTHING
        for one in self.carry.sums.values():
            whole = whole.plus(one)
        for criterion in self.criteria:
            ratio = self._ratio(criterion, whole)
            if ratio is None:
                self.missing.append(f"Chưa có điểm {criterion.id} ({criterion.label.lower()}); chưa tính điểm kết quả.")
            else:
                self.ratios[criterion.id] = self._capped(criterion, ratio)
        if self.missing:
            return None
        parts = list(self._parts())
        points = sum((part for part, _ in parts), Fraction(0))
        expression = self._expression() if len(parts) == 1 else " + ".join(words(part) for part, _ in parts)
        value = self.policy.result.get("leader" if self.who.leader else "staff") or self.policy.result["all"]
        steps = (
            parts[0][1]
            if len(parts) == 1
            else tuple(self._axis_step(*part) for part in zip(self._axes(), parts, strict=True))
        )
        self.steps.append(
            Step(
                "Điểm kết quả thực hiện nhiệm vụ",
                expression,
                show(points),
                _clause(value.source.title, value.source.clause),
                None,
                steps,
            )
        )
        return points

    def _axes(self) -> list[tuple[str, str, Fraction, Sums]]:
        """(id, label, points, sums) of each axis with work; the points of axes without work go to the others."""
        if not self.policy.axes:
            return [("", "", self.most, self.carry.sums[""])]
        full = [(a.id, a.label, self.value(a.most), self.carry.sums.get(a.id, NOTHING)) for a in self.policy.axes]
        kept = [row for row in full if row[3].denominator]
        share = self.most / sum((row[2] for row in kept), Fraction(0))
        return [(id_, label, points * share, sums) for id_, label, points, sums in kept]

    def _parts(self) -> Iterator[tuple[Fraction, tuple[Step, ...]]]:
        for axis, _, most, sums in self._axes():
            each = most / len(self.criteria)
            steps = tuple(self._criterion_step(criterion, sums, each, axis) for criterion in self.criteria)
            ratios = [self._capped(c, self._ratio(c, sums) or Fraction(0)) for c in self.criteria]
            yield sum(ratios, Fraction(0)) * each, steps

    @staticmethod
    def _axis_step(axis: tuple[str, str, Fraction, Sums], part: tuple[Fraction, tuple[Step, ...]]) -> Step:
        return Step(axis[1], f"trung bình các tiêu chí × {words(axis[2])}", show(part[0]), "", None, part[1])

    def _ratio(self, criterion: Criterion, sums: Sums) -> Fraction | None:
        """Before the cap: a share of 1; None where it has not been given yet."""
        if criterion.basis == "given":
            found = self.carry.leadership.get(criterion.id)
            return found[0] / found[1] if found else None
        numerator: Fraction = getattr(sums, _NUMERATOR[criterion.basis])
        return numerator / sums.denominator if sums.denominator else Fraction(0)

    def _capped(self, criterion: Criterion, ratio: Fraction) -> Fraction:
        cap = self.options.get("ratio_cap", "none")
        return ratio if criterion.basis == "given" or cap == "none" else min(ratio, Fraction(cap))

    def _expression(self) -> str:
        ratios = [self.ratios[criterion.id] for criterion in self.criteria]
        return f"({' + '.join(f'{words(r * 100)} %' for r in ratios)}) / {len(ratios)} × {words(self.most)}"

    def _criterion_step(self, criterion: Criterion, sums: Sums, each: Fraction, axis: str) -> Step:
        ratio = self._ratio(criterion, sums) or Fraction(0)
        capped = self._capped(criterion, ratio)
        clause = _clause(criterion.source.title, criterion.source.clause)
        label = f"{criterion.id} – {criterion.label}"
        if criterion.basis == "given":
            return Step(label, f"{words(ratio * 100)} %", show(ratio * 100), clause, _pair(ratio * each))
        top: Fraction = getattr(sums, _NUMERATOR[criterion.basis])
        expression = f"{words(top, 4)} / {words(sums.denominator, 4)}"
        leaves = list(self._lines(criterion, sums, each, axis))
        if not leaves:
            return Step(label, expression, show(capped * 100), clause, _pair(capped * each))
        if capped != ratio:
            over = (capped - ratio) * each
            leaves.append(
                Step("Phần vượt mức tối đa không tính", f"tối đa {words(capped * 100)} %", show(over), "", _pair(over))
            )
        return Step(label, expression, show(capped * 100), clause, None, tuple(leaves))

    def _lines(self, criterion: Criterion, sums: Sums, each: Fraction, axis: str) -> Iterator[Step]:
        """One leaf for each line with anything done; whole numbers throughout, as there may be hundreds."""
        scale = each / sums.denominator if sums.denominator else Fraction(0)
        part = self.rules.share.denominator
        bottom, top = SCALE * SCALE * part, scale.numerator
        below = bottom * scale.denominator
        for work, name, factor in self.named:
            if not work.done or work.axis != axis:
                continue
            events = (
                0 if criterion.basis == "quantity" else work.errors if criterion.basis == "quality" else work.delays
            )
            gone = lost(work, events, self.rules) if events else 0
            kept = (work.done * part - gone) * work.coefficient
            done = f"({plain(work.done)} − {plain(divide(gone, part))})" if gone else plain(work.done)
            yield Step(name, done + factor, fixed(kept, bottom), "", (kept * top, below))

    # --- points given by people ---

    def _general(self) -> Fraction | None:
        points, months = self.carry.general
        if not months or months < self.carry.months:
            self.missing.append(NO_GENERAL)
            return None
        mean = points / months
        group = self.policy.general
        clause = _clause(group.most.source.title, group.most.source.clause)
        expression = f"{words(points)} / {months}" if months > 1 else words(mean)
        self.steps.append(Step(group.label, expression, show(mean), clause, _pair(mean)))
        return mean

    def _extra(self) -> Fraction | None:
        total = Fraction(0)
        absent = False
        for group in self.policy.extra_of(self.who.leader):
            points, months = self.carry.extra.get(group.id, (Fraction(0), 0))
            if not months:
                self.missing.append(f"Chưa có điểm {group.label.lower()}; chưa tính tổng điểm.")
                absent = True
                continue
            clause = _clause(group.most.source.title, group.most.source.clause)
            self.steps.append(
                Step(group.label, words(points / months), show(points / months), clause, _pair(points / months))
            )
            total += points / months
        return None if absent else total

    def total(self) -> Fraction | None:
        """Everything together, exact; None as long as a part is missing."""
        if self.result is None or self.general is None or self.extra is None:
            return None
        return self.result + self.general + self.extra

    def tree(self, shown: str | None) -> Step:
        """The root of the calculation."""
        expression = " + ".join(step.value.replace(".", ",") for step in self.steps)
        return Step("Tổng điểm", expression, shown or "", "", None, tuple(self.steps))

    # --- the grade ---

    def grade(self, shown: str | None, disqualifiers: Sequence[str]) -> tuple[str | None, str, tuple[str, ...]]:
        """(grade, reason, notes): read from the total as shown; forced by disqualifiers and conditions."""
        lowest = self.policy.grades[-1].code
        if disqualifiers:
            told = [d for d in self.policy.disqualifiers if d.code in disqualifiers]
            return lowest, "; ".join(f"{d.label} ({_clause(d.source.title, d.source.clause)})" for d in told), ()
        if not self.compared():
            return NOT_CLASSIFIED, NO_WORK[self.rules.denominator], ()
        if shown is None:
            return None, "", ()
        total = Fraction(shown)
        place = next(i for i, g in enumerate(self.policy.grades) if total >= self.value(g.least))
        return self._conditions(place)

    def _conditions(self, place: int) -> tuple[str, str, tuple[str, ...]]:
        codes = [grade.code for grade in self.policy.grades]
        reason = ""
        for condition in self.policy.conditions:
            least = self.value(condition.least)
            measured = self._measured(condition.measure)
            if condition.forced and measured > least:
                place, reason = max(place, codes.index(condition.grade)), condition.label
            elif not condition.forced and codes[place] == condition.grade and measured < least:
                place, reason = place + 1, condition.label
        return codes[place], reason, ()

    def _measured(self, name: str) -> Fraction:
        if name == "failed_lines":
            return Fraction(self.carry.failed, self.carry.lines) if self.carry.lines else Fraction(0)
        criterion = next(c for c in self.policy.criteria if _NUMERATOR.get(c.basis) == name)
        whole = NOTHING
        for one in self.carry.sums.values():
            whole = whole.plus(one)
        return self._ratio(criterion, whole) or Fraction(0)

    # --- words about it ---

    def notes(self) -> Iterator[str]:
        """Which choices were made where the law is open; what is missing; how sure the rule set is."""
        yield from self.missing
        for name, option in self.policy.options.items():
            chosen = self.options[name]
            how = "mặc định" if chosen == option.default else "do cơ quan chọn"
            yield f"{name} = {chosen} ({how}): {option.reason} [{option.source.title}, {option.source.clause}]"
        yield from self.policy.notes

    def losses(self) -> Iterator[Loss]:
        """What is missing to the best possible, the largest first."""
        found = [*self._lost_work(), *self._lost_points()]
        yield from sorted(found, key=lambda loss: (loss.points, loss.ref, loss.kind))

    def _lost_work(self) -> Iterator[Loss]:
        if self.result is None or not self.work:
            return
        axes = {axis: (most / len(self.criteria) / sums.denominator) for axis, _, most, sums in self._axes()}
        full = sum(1 for c in self.criteria if c.basis != "given")
        share = self.rules.share.denominator
        for work in self.work:
            scale = axes[work.axis] * Fraction(work.coefficient, SCALE * SCALE)
            undone = max(0, work.assigned - work.done) if self.rules.denominator == "assigned" else 0
            if undone:
                yield _loss(work.ref, "undone", f"{_name(work)} {_still(work)}", -scale * undone * full)
            for kind, events, what in (
                ("quality", work.errors, "lỗi chất lượng"),
                ("delay", work.delays, "lần trễ hạn"),
            ):
                gone = Fraction(lost(work, events, self.rules), share)
                if gone:
                    yield _loss(work.ref, kind, f"{_name(work)}: {events} {what}", -scale * gone)

    def _lost_points(self) -> Iterator[Loss]:
        each = self.most / len(self.criteria) if self.criteria else Fraction(0)
        for criterion in self.criteria:
            if criterion.basis == "given" and self.ratios.get(criterion.id, Fraction(1)) < 1:
                gap = self.ratios[criterion.id] - 1
                yield _loss(criterion.id, "leadership", criterion.label, gap * each)
        if "kpi" in self.ratios and self.ratios["kpi"] < 1:
            yield _loss("kpi", "undone", "Kết quả KPI", (self.ratios["kpi"] - 1) * self.most)
        if self.general is not None and self.general < self.value(self.policy.general.most):
            gap = self.general - self.value(self.policy.general.most)
            yield _loss("general", "general", self.policy.general.label, gap)
        for group in self.policy.extra_of(self.who.leader):
            points, months = self.carry.extra.get(group.id, (Fraction(0), 0))
            if months and points / months < self.value(group.most):
                yield _loss(group.id, "extra", group.label, points / months - self.value(group.most))


def _loss(ref: str, kind: str, label: str, points: Fraction) -> Loss:
    return Loss(ref, kind, f"{label}: −{words(-points)} điểm", points)


def _pair(value: Fraction) -> tuple[int, int]:
    return value.numerator, value.denominator


def _still(work: Work) -> str:
    if not work.done:
        return "chưa xong"
    return f"còn {plain(work.assigned - work.done)}/{plain(work.assigned)} chưa xong"


def _name(work: Work) -> str:
    return work.name or f"{work.ref} ({work.item})"


def _clause(title: str, clause: str) -> str:
    return f"{title}: {clause}"


def same_policy(policy: Policy, id_: object, fingerprint: object, key: str) -> None:
    """Raise PolicyError unless a printed sheet was made by this very rule set."""
    if id_ != policy.id or fingerprint != policy.fingerprint:
        raise PolicyError(key, f"{id_} {fingerprint}", f"{policy.id} {policy.fingerprint}")
