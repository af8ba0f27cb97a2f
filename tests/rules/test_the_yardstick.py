"""docs/security.md: each row of the yardstick has its answer, and each answer its evidence."""

import hashlib
import re
from collections import Counter
from typing import Final

import pytest

from tests.asvs import VERDICTS, Row, rows
from tests.promises_marked import promises
from tests.rules.reading import ROOT, functions, modules
from tests.security_page import PAGE, page

# Counted and summed from the standard itself (5.0/docs_en, flat JSON, release 5.0.0), levels 1 and 2: the
# digest is of the sorted lines `V1.2.1 L1`.
CHAPTERS: Final = dict(
    zip(
        (f"V{number}" for number in range(1, 18)),
        (27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7),
        strict=True,
    )
)
DIGEST: Final = "8c9039d91f26d279dbc10399936f879f62f9d53cd275c6f0c6797862ee7f53f1"

NAMED: Final = re.compile(r"`([\w/]+\.py::test_\w+)`")


def existing() -> frozenset[str]:
    """Every test, as `portal/test_two_people.py::test_…`."""
    return frozenset(
        f"{read.path.removeprefix('tests/')}::{function.name}"
        for read in modules("tests")
        for function in functions(read.tree)
        if function.name.startswith("test_")
    )


def anchors(path: str) -> frozenset[str]:
    """The headings of a page, as a link names them."""
    headings = re.findall(r"^#+ (.+)$", (ROOT / path).read_text("utf-8"), re.MULTILINE)
    return frozenset(re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings)


def faults(row: Row, known: frozenset[str]) -> list[str]:
    """What a verdict lacks."""
    found = [f"{row.id}: no test {test}" for test in row.tests if test not in known]
    if row.verdict == "tested" and not row.tests:
        found.append(f"{row.id}: tested by nothing")
    if row.verdict == "overruled" and not row.words.startswith(tuple(f"{name}: " for name in promises())):
        found.append(f"{row.id}: overruled by no promise")
    if row.verdict == "written":
        for heading in row.words.split(", "):
            path, _, anchor = heading.partition("#")
            if not (ROOT / path).is_file() or anchor not in anchors(path):
                found.append(f"{row.id}: {heading} is not there")
    if row.verdict in ("not applicable", "missing") and len(row.words) < 3:
        found.append(f"{row.id}: no reason")
    if row.verdict not in VERDICTS or not row.about:
        found.append(f"{row.id}: no verdict")
    return found


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (Row("V1.1.1", "L1", "tested", "x", (), ""), "tested by nothing"),
        (Row("V1.1.1", "L1", "tested", "x", ("a.py::test_b",), ""), "no test a.py::test_b"),
        (Row("V1.1.1", "L1", "overruled", "x", (), "S9-99: so"), "overruled by no promise"),
        (Row("V1.1.1", "L1", "written", "x", (), "docs/security.md#nowhere"), "is not there"),
        (Row("V1.1.1", "L1", "missing", "x", (), ""), "no reason"),
        (Row("V1.1.1", "L1", "kept", "x", (), "so"), "no verdict"),
    ],
)
def test_a_verdict_without_its_evidence_is_seen(row: Row, told: str) -> None:
    assert any(told in fault for fault in faults(row, frozenset()))


def test_each_row_of_both_levels_is_there_once() -> None:
    table = rows()
    assert Counter(row.chapter for row in table) == CHAPTERS
    lines = sorted(f"{row.id} {row.level}" for row in table)
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == DIGEST


def test_no_verdict_is_without_its_evidence() -> None:
    known = existing()
    assert "portal/test_two_people.py::test_she_herself_sees_all_that_was_planted" in known
    assert [fault for row in rows() for fault in faults(row, known)] == []


def test_each_test_that_the_page_names_exists() -> None:
    named = NAMED.findall(PAGE.read_text("utf-8"))
    assert len(named) > 50
    assert sorted(set(named) - existing()) == []


def test_each_attacker_has_a_test() -> None:
    table = PAGE.read_text("utf-8").partition("## The attackers\n")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(lines) >= 14
    assert [line for line in lines if not NAMED.search(line)] == []


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.security_page"
