"""The rows of OWASP's Application Security Verification Standard 5.0.0, levels 1 and 2, with our answers.

`asvs.tsv` holds them: the standard's number of a row, its level, a verdict, a few words of ours about it, the
tests that would find it broken, and words: the reason, the pages, or what is missing. The standard's own
sentences are not here (github.com/OWASP/ASVS, CC BY-SA 4.0).
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).with_name("asvs.tsv")
VERDICTS: Final = ("tested", "written", "not applicable", "overruled", "missing")


@dataclass(frozen=True, slots=True)
class Row:
    """A row. `tests` are paths below `tests/` with the test's name; `words` begin, where it is overruled,
    with the promise that does so, and where it is written down, are pages and their headings.
    """

    id: str
    level: str
    verdict: str
    about: str
    tests: tuple[str, ...]
    words: str

    @property
    def chapter(self) -> str:
        """`V3` of `V3.4.1`."""
        return self.id.partition(".")[0]


def rows() -> tuple[Row, ...]:
    """All rows, in the standard's order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Row(
                each["id"],
                each["level"],
                each["verdict"],
                each["about"],
                tuple(filter(None, each["tests"].split("; "))),
                each["words"],
            )
            for each in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        )
