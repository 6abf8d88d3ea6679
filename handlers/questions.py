"""The one open question: numbered choices, buttons and words for the same answers, "việc khác" always at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from handlers.desk import action
from handlers.render import join, render_day, render_minutes, render_number, shorten
from handlers.texts import common
from handlers.texts import entries as texts
from handlers.turn import Choice
from services import questions as service
from services.values import Part, QuestionView

LABEL = 48
LETTERS = "abcdefgh"
DROPPABLE = frozenset({"item", "free_item", "time", "hours", "quantity"})


def labels(part: Part) -> list[tuple[str, str]]:
    """The choices of a point as (value, label) with every label in words; what is kept as a draft can be dropped."""
    choices = _labels(part)
    droppable = part.kind in DROPPABLE and not any(value == service.DROP for value, _ in choices)
    return [*choices, (service.DROP, texts.DROP_LINE)] if droppable else choices


def _labels(part: Part) -> list[tuple[str, str]]:
    match part.kind:
        case "hours":
            return [(str(minutes), label) for minutes, label in texts.HOURS_CHOICES]
        case "trace":
            return list(texts.TRACES)
        case "reason":
            return list(texts.REASONS)
        case "date":
            return [(value, texts.DROP_NOT_DONE if value == service.DROP else label or _day_label(value, part))
                    for value, label in part.choices]  # fmt: skip
        case "time":
            return [(value, _time_label(value)) for value, _ in part.choices]
        case "quantity":
            alone = texts.QUANTITY_RIGHT if len(part.choices) == 1 else "{quantity}"
            return [(value, alone.format(quantity=render_number(Decimal(value)))) for value, _ in part.choices]
        case "item":
            return [*part.choices, (service.OTHER, common.OTHER_ITEM)]
        case _:
            return list(part.choices)


def _time_label(value: str) -> str:
    kind, _, rest = value.partition(":")
    if kind == "minutes":
        return texts.TIME_DURATION.format(time=render_minutes(int(rest)))
    return texts.TIME_CLOCK.format(clock=rest.replace("-", "–")) if kind == "clock" else texts.TIME_NONE


def _day_label(value: str, part: Part) -> str:
    words = render_day(date.fromisoformat(value), date.fromisoformat(part.data["today"]))
    return words[:1].upper() + words[1:]


def _keys(question: QuestionView, number: int, values: Sequence[str]) -> list[str]:
    """What is typed for each choice: "1", "2" … or "1a", "1b" … where several points are open.

    "0" is "việc khác", "bỏ" (or "bỏ 2") drops the line.
    """
    alone = len(_open(question)) == 1
    special = {service.OTHER: "0", service.DROP: "bỏ"} if alone else {service.DROP: f"bỏ {number + 1}"}
    return [
        special.get(value) or (str(n + 1) if alone else f"{number + 1}{LETTERS[n]}") for n, value in enumerate(values)
    ]


def _open(question: QuestionView) -> list[tuple[int, Part]]:
    return [(n, part) for n, part in enumerate(question.parts) if part.kind != "answered"]


def question_block(question: QuestionView | None, stored: bool = False) -> Markup | None:
    """The question in words with its numbered choices; None where nothing is open."""
    if question is None or not _open(question):
        return None
    points = _open(question)
    only_trace = all(part.kind == "trace" for _, part in points)
    blocks = [texts.ASK_HEAD_STORED if only_trace else texts.ASK_HEAD]
    blocks += [_point_block(question, number, part, len(points) > 1) for number, part in points]
    keys = [_keys(question, n, [value for value, _ in labels(p)]) for n, p in points if labels(p)]
    if len(keys) > 1:
        blocks.append(common.CHOOSE_MANY_HINT.format(example=" ".join(k[0] for k in keys[:2])))
    elif keys:
        blocks.append(common.CHOOSE_HINT)
    return join(blocks)


def _point_block(question: QuestionView, number: int, part: Part, several: bool) -> Markup:
    asked = _sentence(part)
    head = texts.ASK_PART.format(number=number + 1, question=asked) if several else asked
    found = labels(part)
    keys = _keys(question, number, [value for value, _ in found])
    lines = [
        texts.CHOICE_LINE.format(key=key, label=label)
        for key, (value, label) in zip(keys, found, strict=True)
        if value != service.DROP or part.kind not in DROPPABLE
    ]
    return join([head, *lines])


def _sentence(part: Part) -> Markup:
    text = shorten(part.text)
    match part.kind:
        case "item":
            return (texts.ASK_ITEM if part.choices else texts.ASK_ITEM_NONE).format(text=text)
        case "free_item":
            return texts.ASK_FREE_ITEM.format(text=text, example="soạn công văn")
        case "date":
            return _date_sentence(part, text)
        case "reason":
            total = render_minutes(int(part.data.get("total", 0)))
            return texts.ASK_REASON.format(day=_day_label(part.data["day"], part), total=total)
        case "time":
            return texts.ASK_TIME.format(text=text)
        case "hours":
            return texts.ASK_HOURS.format(text=text)
        case "quantity":
            return (texts.ASK_QUANTITY_MANY if len(part.choices) == 1 else texts.ASK_QUANTITY).format(text=text)
        case _:
            return texts.ASK_TRACE.format(text=text)


def _date_sentence(part: Part, text: str) -> Markup:
    if any(value == service.DROP for value, _ in part.choices):
        return texts.ASK_DATE_FUTURE.format(text=text, day=_day_label(part.data["day"], part))
    if "clock" in part.data:
        return texts.ASK_DATE_NIGHT.format(clock=part.data["clock"])
    return texts.ASK_DATE.format(text=text)


def question_choices(
    question: QuestionView | None,
) -> tuple[tuple[tuple[Choice, ...], ...], tuple[tuple[str, str], ...]]:
    """Buttons (one choice a row, short ones side by side) and the typed words that do the same."""
    if question is None:
        return (), ()
    rows: list[tuple[Choice, ...]] = []
    words: list[tuple[str, str]] = []
    for number, part in _open(question):
        found = labels(part)
        keys = _keys(question, number, [value for value, _ in found])
        choices = [
            Choice(_button_label(key, label), action("q", question.id, number, n))
            for n, (key, (_, label)) in enumerate(zip(keys, found, strict=True))
        ]
        words += [(key.replace("bỏ", "bo"), choice.action) for key, choice in zip(keys, choices, strict=True)]
        rows += _rows(choices)
    return tuple(rows), tuple(words)


def _button_label(key: str, label: str) -> str:
    if key.startswith("bỏ"):
        return f"{texts.DROP_LINE}{key.removeprefix('bỏ')}"
    return f"{key}. {shorten(label, LABEL)}"


def _rows(choices: Sequence[Choice]) -> list[tuple[Choice, ...]]:
    if all(len(choice.label) <= 20 for choice in choices):
        return [tuple(choices[n : n + 2]) for n in range(0, len(choices), 2)]
    return [(choice,) for choice in choices]
