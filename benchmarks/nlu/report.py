"""The run as one readable table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# figure of the judge → goal of the project, and whether more is better
GOALS = {
    "message_exact_%": (85.0, True),
    "intent_%": (97.0, True),
    "item@1_%": (93.0, True),
    "item@3_%": (98.0, True),
    "fields_exact_%": (96.0, True),
    "stored_unasked_%": (75.0, True),
    "silent_wrong_%_of_stored": (1.5, False),
}


def table(found: dict[str, Any]) -> str:
    """The whole report."""
    lines: list[str] = []
    for part in found["quality"]:
        lines += _quality(part)
    if found["held_out"]:
        lines.append("== all held-out lines together")
        lines += [f"{key:28} {value}" for key, value in found["held_out"].items()]
    lines += [*_seeds(found["seeds"]), *_cost(found["cost"])]
    for name, peers in found["peers"].items():
        lines += _peers(name, peers)
    if found["folds"] is not None:
        lines += _folds(found["folds"])
    return "\n".join(lines)


def _quality(part: dict[str, Any]) -> Iterator[str]:
    used = "rules and weights were made with these lines" if part["lines_used_for_fitting"] else "held out"
    yield f"== {part['set']} ({used})"
    for key, value in part["figures"].items():
        goal, more = GOALS.get(key, (None, True))
        told = "" if goal is None else _goal(value, goal, more)
        yield f"{key:28} {value}{told}"
    for tag, (right, total) in sorted(part["tags"].items(), key=lambda kv: kv[1][0] / kv[1][1]):
        yield f"  {tag:26} {right}/{total} messages exact"
    for name, figures in part["variants"].items():
        late = "" if figures["fall"] <= 3 else "  NOT REACHED"
        yield (
            f"{name:28} {figures['message_exact_%']} (falls by {figures['fall']}; goal ≤ 3{late}; "
            f"item@1 {figures['item@1_%']}, fields {figures['fields_exact_%']})"
        )
    memory = part["memory"]
    if memory is None:
        return
    yield f"{'memory, five noisy repeats':28} item@1 {memory['item@1_%']} of {memory['pieces']} pieces   goal ≥ 99.5"
    yield "probability said → right: " + ", ".join(
        f"{row['said_%']:.0f} → {row['right_%']:.0f} % ({row['pieces']})" for row in part["reliability"]
    )


def _goal(value: float, goal: float, more: bool) -> str:
    reached = value >= goal if more else value <= goal
    return f"   goal {'≥' if more else '≤'} {goal:g}{'' if reached else '  NOT REACHED'}"


def _seeds(part: dict[str, Any]) -> Iterator[str]:
    pairs = part["categories"].values()
    held, total = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    yield f"== seed categories: {held} of {total} hold; {part['exceptions']} not counted (seed_exceptions.toml)"
    for name, (right, all_) in part["categories"].items():
        yield f"  {name:26} {right}/{all_}"
    for category, text, key, want in part["missed"]:
        yield f"    {category[:2]} {text!r}: {key} {want!r}"


def _cost(part: dict[str, Any]) -> Iterator[str]:
    yield "== cost (CPU time of this machine)"
    for items in ("500", "10000"):
        if items in part:
            yield f"{items + ' items, ms p50 / p99':28} {part[items]['p50']} / {part[items]['p99']}"
    if "worst" in part:
        yield f"{'worst ms at 4,096 letters':28} {part['worst']['ms']}  {part['worst']['text']}   goal ≤ 50"
    start = part["start"]
    yield f"{'import + index of 500, s':28} {start['import_s']} + {start['index_s']}   goal ≤ 0.3"
    yield f"{'MB over a bare interpreter':28} {start['mb']}   goal ≤ 40"


def _peers(name: str, part: dict[str, Any]) -> Iterator[str]:
    yield f"== peers on {name}: items by the pieces that our reader cuts, days by the whole message"
    for peer, figures in part["items"].items():
        yield f"{peer:28} item@1 {figures['item@1_%']} %  {figures['us']} µs"
    for peer, figures in part["dates"].items():
        yield f"{peer:28} date of the first entry {figures['date_%']} %  {figures['us']} µs"


def _folds(part: dict[str, Any] | str) -> Iterator[str]:
    yield "== calibration refitted without the agency"
    if isinstance(part, str):
        yield part
        return
    for agency, figures in part.items():
        yield f"{agency:28} stored {figures['stored_%']} %, of these wrong {figures['wrong_of_stored_%']} %"
