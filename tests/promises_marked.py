"""Which promises of an issue, or of a site, have a passing test that is marked with them: `make promises
ISSUE=B1`, `make promises SITE=support-desk`.

`promises.tsv` is the acceptance list: 222 statements of five real privacy policies. Its column `issue` says
when a row becomes due. A test names the rows that it would find broken:
`@pytest.mark.promise("S0-01", "S0-02")`. A row counts where at least one such test passed and none
failed; a skipped one proves nothing.
"""

import csv
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

TABLE = Path(__file__).with_name("promises.tsv")


def promises() -> Mapping[str, str]:
    """The issue with which each promise becomes due, by the promise's id."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: row["issue"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


def due(issue: str, site: str) -> list[str]:
    """The promises of an issue, of a site, or of both, by their ids; an empty word asks for nothing."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    asked = [row for row in rows if issue in ("", row["issue"]) and site in ("", row["site"])]
    return sorted(row["id"] for row in asked) if issue or site else []


class Marked:
    """A pytest plugin that runs the tests that are marked with some promises, all of them where none is
    named, and notes which passed and which did not.
    """

    def __init__(self, only: Collection[str] = ()) -> None:
        self._only = frozenset(only)
        self._ids: dict[str, tuple[str, ...]] = {}
        self._passed: set[str] = set()
        self._failed: set[str] = set()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note the promises of each test, and leave out those of others."""
        for item in items:
            self._ids[item.nodeid] = tuple(
                name for mark in item.iter_markers("promise") for name in mark.args
            )
        if self._only:
            items[:] = [item for item in items if not self._only.isdisjoint(self._ids[item.nodeid])]

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


def main(issue: str, site: str = "") -> int:
    """0 where each promise asked for has its passing test, 1 where one lacks it, 2 where there is none."""
    asked = due(issue, site)
    if not asked:
        known = ", ".join(sorted(set(promises().values())))
        print(f"No promise is due with issue {issue!r} and site {site!r}.")
        print(f"Say one of: make promises ISSUE={known}, or SITE=support-desk, hosting, shop, links, store")
        return 2
    marked = Marked(asked)
    pytest.main(["-q", "-m", "promise", str(TABLE.parent)], plugins=[marked])
    missing = [name for name in asked if name not in marked.kept()]
    for name in missing:
        print(f"{name}: no passing test is marked with it")
    of = " ".join(word for word in (issue, site) if word)
    print(f"{of}: {len(asked) - len(missing)} of {len(asked)} promises have a passing test")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
