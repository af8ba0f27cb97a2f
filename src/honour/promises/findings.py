"""What is wrong with a file that somebody wrote, told to the person who can mend it."""

from dataclasses import dataclass
from typing import Final

TOO_MANY: Final = 200  # findings; beyond, nobody reads on, and a hostile file could ask for one per byte


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where something stands: the file's name, line and column, both counted from 1.

    Line 0 is what stands in no file, and `file` then says who declares it.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: where, why it is wrong, by which source, and the line that would mend it.

    `place` is a position or a path of names (`main.Customer.Phone`). `source` names an article, a
    section of the language, or is empty where plain sense is the source. Holds no personal data.
    """

    place: str
    reason: str
    mend: str
    source: str = ""


class Unreadable(Exception):
    """A policy or a map that cannot be read; `findings` says each reason, never empty."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("; ".join(f"{f.place}: {f.reason}" for f in findings))


class Findings:
    """Gathers what is wrong, so that a reader tells everything at once and not only the first fault.

    `not_built` gathers what the language knows and this version reads past without meaning.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[Position, str], Finding] = {}
        self.not_built: dict[str, None] = {}

    def add(self, at: Position, reason: str, mend: str, source: str = "") -> None:
        """Note one fault, the same one once. Raises `Unreadable` as soon as there are `TOO_MANY`."""
        self._found.setdefault((at, reason), Finding(str(at), reason, mend, source))
        if len(self._found) >= TOO_MANY:
            self.stop_if_any()

    def sorted(self) -> tuple[Finding, ...]:
        """All faults in the order of the file."""
        return tuple(self._found[key] for key in sorted(self._found))

    def stop_if_any(self) -> None:
        """Raise `Unreadable` with every fault noted so far; return if there is none."""
        if self._found:
            raise Unreadable(*self.sorted())
