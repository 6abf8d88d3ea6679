"""Work told in the daily log that belongs to an open task: found by item and words, offered, never tied unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import nlu
from services.assign_views import views
from services.values import EntryView, TaskView, Who
from storage import assign as store
from storage import entries
from storage.tables import Assignment
from storage.uow import UnitOfWork

OFFERED = 3
ENOUGH = 0.5
"""Share of the task's own words that a line must tell where no item says that the two are one."""
SMALL = frozenset(
    "va voi cua cho cac nhung mot hai ba bon nam sau trong ngoai theo ve den tu la thi ma co da xong roi viec lam lai "
    "duoc han truoc sau ngay tuan thang quy".split()
)
"""Words that every piece of work may hold."""


@dataclass(frozen=True)
class Match:
    """A line of the log and an open task that it may belong to."""

    entry: EntryView
    task: TaskView


def matches(uow: UnitOfWork, who: Who, lines: Sequence[EntryView]) -> tuple[Match, ...]:
    """The open tasks that these stored lines may belong to, likeliest first, a task at most once."""
    tasks = store.open_for(uow, who.id) if lines else []
    if not tasks:
        return ()
    found = [(score(line, task), line, task) for line in lines if line.state == "pending" for task in tasks]
    found = [one for one in found if one[0] > 0 and not _tied(uow, one[1])]
    found.sort(key=lambda one: (-one[0], one[2].due_date is None, one[2].due_date, one[2].number))
    chosen: dict[int, tuple[EntryView, Assignment]] = {}
    for _, line, task in found:
        chosen.setdefault(task.id or 0, (line, task))
    picked = list(chosen.values())[:OFFERED]
    shown = views(uow, [task for _, task in picked])
    return tuple(Match(line, task) for (line, _), task in zip(picked, shown, strict=True))


def _tied(uow: UnitOfWork, line: EntryView) -> bool:
    row = entries.get(uow, line.id)
    return row is None or row.assignment_id is not None


def score(line: EntryView, task: Assignment) -> float:
    """How well a line fits a task: the same item counts one, the task's own words up to one; 0 where it does not."""
    words, wanted = own_words(line.text), own_words(task.text)
    shared = len(words & wanted) / len(wanted) if wanted else 0.0
    if line.item_code is not None and line.item_code == task.item_code:
        return 1 + shared
    if task.item_code is None or line.item_code is None:
        return shared if shared >= ENOUGH else 0.0
    return shared if shared >= 0.8 and len(wanted) > 1 else 0.0


def own_words(text: str) -> frozenset[str]:
    """The folded words that tell one piece of work from another; abbreviations as the reading spells them."""
    folded = nlu.fold(nlu.normalise(text).clean)
    return frozenset(word.strip(".,;:()«»\"'") for word in folded.split()) - SMALL - {""}
