"""Measuring: two ways of doing the same, turn by turn in one run, and what is said of them."""

import math
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Goal: TypeAlias = tuple[Literal["at most", "at least"], float]


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table: Honour's value, the reference's of the same run, and what was hoped for.

    Values are medians in `unit`; `low` and `high` are the quartiles of Honour's. The compared figure is the
    ratio of the medians, or the value itself where there is no reference.
    """

    name: str
    unit: str
    value: float
    low: float
    high: float
    reference: float | None = None
    goal: Goal | None = None
    note: str = ""

    @property
    def compared(self) -> float:
        """What the goal speaks of."""
        return self.value if self.reference is None else self.value / self.reference

    @property
    def part_of_goal(self) -> float | None:
        """1 at the goal, less where it is kept with room, more where it is missed."""
        match self.goal:
            case None:
                return None
            case ("at most", limit):
                return self.compared / limit
            case ("at least", limit):
                return limit / self.compared

    def as_json(self) -> dict[str, Any]:
        """The line for a program."""
        return {**asdict(self), "compared": self.compared, "part of goal": self.part_of_goal}


def seconds(work: Callable[[], object]) -> float:
    """How long it takes once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def more_memory(work: Callable[[], object]) -> float:
    """The most memory that this process held during some work, beyond what it held before, in MB.

    Linux alone tells it; elsewhere nothing can be said, and it is not a number.
    """
    try:
        Path("/proc/self/clear_refs").write_text("5", "utf-8")  # the peak begins anew, proc(5)
    except OSError:
        work()
        return math.nan
    before = _resident("VmRSS")
    work()
    return _resident("VmHWM") - before


def _resident(which: str) -> float:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    [kilobytes] = [line.split()[1] for line in lines if line.startswith(f"{which}:")]
    return int(kilobytes) / 1000


def took(work: Callable[[T], R], on: T) -> tuple[float, R]:
    """How long it takes once on something, and what it gives."""
    start = time.perf_counter()
    given = work(on)
    return time.perf_counter() - start, given


def in_turn(
    ours: Callable[[T], object], theirs: Callable[[T], object], on: Iterable[T]
) -> tuple[list[float], list[float]]:
    """The seconds of each on the same things, ours and theirs in turn, so that noise meets both."""
    pairs = [(took(ours, one)[0], took(theirs, one)[0]) for one in on]
    return [one for one, _ in pairs], [other for _, other in pairs]


def measured(
    name: str,
    ours: Sequence[float],
    theirs: Sequence[float] | None = None,
    goal: Goal | None = None,
    note: str = "",
    unit: str = "ms",
) -> Measure:
    """The line of some seconds, told in milliseconds unless `unit` is another."""
    factor = 1000 if unit == "ms" else 1
    low, middle, high = (part * factor for part in quartiles(ours))
    reference = None if theirs is None else statistics.median(theirs) * factor
    return Measure(name, unit, middle, low, high, reference, goal, note)


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """The first quartile, the median and the third."""
    if len(values) < 2:
        return values[0], values[0], values[0]
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, middle, high
