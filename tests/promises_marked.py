"""Which promises of an issue have a passing test that is marked with them: `make promises ISSUE=B1`.

`promises.tsv` is the acceptance list: 222 statements of five real privacy policies. Its column `issue` says
when a row becomes due. A test names the rows that it would find broken:
`@pytest.mark.promise("S0-01", "S0-02")`. A row counts where at least one such test passed and none
failed; a skipped one proves nothing.
"""

import csv
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

TABLE = Path(__file__).with_name("promises.tsv")


def promises() -> Mapping[str, str]:
    """The issue with which each promise becomes due, by the promise's id."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: row["issue"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


class Marked:
    """A pytest plugin that notes which marked tests passed, and which did not."""

    def __init__(self) -> None:
        self._ids: dict[str, tuple[str, ...]] = {}
        self._passed: set[str] = set()
        self._failed: set[str] = set()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note the promises of each test."""
        for item in items:
            self._ids[item.nodeid] = tuple(
                name for mark in item.iter_markers("promise") for name in mark.args
            )

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how each phase of a test ended."""
        ids = self._ids.get(report.nodeid, ())
        if report.failed:
            self._failed.update(ids)
        elif report.passed and report.when == "call":
            self._passed.update(ids)

    def kept(self) -> frozenset[str]:
        """The promises that a test found kept and none found broken."""
        return frozenset(self._passed - self._failed)


def main(issue: str) -> int:
    """0 where each promise of the issue has its passing test, 1 where one lacks it, 2 where there is none."""
    due = sorted(name for name, with_issue in promises().items() if with_issue == issue)
    if not due:
        known = ", ".join(sorted(set(promises().values())))
        print(f"No promise becomes due with {issue!r}. Say one of: make promises ISSUE={known}")
        return 2
    marked = Marked()
    pytest.main(["-q", "-m", "promise", str(TABLE.parent)], plugins=[marked])
    missing = [name for name in due if name not in marked.kept()]
    for name in missing:
        print(f"{name}: no passing test is marked with it")
    print(f"{issue}: {len(due) - len(missing)} of {len(due)} promises have a passing test")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
