"""What is wrong with a file that somebody wrote, told to the person who can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where something stands: the file's name, line and column, both counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


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
