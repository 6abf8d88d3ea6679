"""Faults on demand: answer a method with an error, with nothing, or with a dropped connection."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any

from bot.simulator.errors import ControlError, Refused, too_many

ANSWERS = ("400", "401", "403", "404", "409", "429", "500", "502", "hang", "drop")
SAYS = {
    "400": "Bad Request: refused on demand",
    "401": "Unauthorized",
    "403": "Forbidden: bot was blocked by the user",
    "404": "Not Found",
    "409": "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    "500": "Internal Server Error",
    "502": "Bad Gateway",
}


class Silence(Exception):
    """No answer at all: "hang" keeps the connection open, "drop" resets it."""


@dataclass
class Fault:
    """One rule: `answer` the next `times` calls of `method` (None = until cleared; "*" = every method).

    `probability` makes it happen by (seeded) chance; `after_work` does the work first and then fails: the ambiguous
    time-out. `chat_id` limits it to one chat. `retry_after` is in seconds.
    """

    method: str = "*"
    answer: str = "500"
    times: int | None = 1
    probability: float = 1.0
    after_work: bool = False
    retry_after: int = 1
    chat_id: int | None = None
    hits: int = 0

    def __post_init__(self) -> None:
        self.answer = str(self.answer)
        if self.answer not in ANSWERS:
            raise ControlError(f"answer must be one of {', '.join(ANSWERS)}")
        if self.times is not None and self.times < 1:
            raise ControlError("times must be 1 or more, or null for always")

    def fits(self, method: str, chat_id: str) -> bool:
        """Say whether this rule may answer the call."""
        if self.times is not None and self.hits >= self.times:
            return False
        if self.method != "*" and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or str(self.chat_id) == chat_id

    def failure(self) -> Refused | Silence:
        """Give the error that this rule answers, or the silence."""
        if self.answer in ("hang", "drop"):
            return Silence(self.answer)
        return too_many(self.retry_after) if self.answer == "429" else Refused(int(self.answer), SAYS[self.answer])


@dataclass
class Faults:
    """The rules in force; the first that fits a call decides."""

    seed: int = 0
    rules: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def add(self, method: str = "*", answer: str = "500", **options: Any) -> Fault:
        """Add a rule, see Fault for the options."""
        try:
            fault = Fault(method, answer, **options)
        except TypeError as error:
            raise ControlError(str(error)) from None
        self.rules.append(fault)
        return fault

    def clear(self) -> None:
        """Forget every rule and start the chances anew."""
        self.rules.clear()
        self.random.seed(self.seed)

    def draw(self, method: str, chat_id: str) -> Fault | None:
        """Give the rule that answers this call, counted, or None."""
        for fault in self.rules:
            if fault.fits(method, chat_id) and (fault.probability >= 1 or self.random.random() < fault.probability):
                fault.hits += 1
                return fault
        return None

    def shown(self) -> list[dict[str, Any]]:
        """Give the rules with their hits."""
        return [asdict(fault) for fault in self.rules]
