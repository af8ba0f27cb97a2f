"""`make bench`: measures, prints a table, and writes it as JSON or as a picture where asked."""

import argparse
import cProfile
import json
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import CodeType

from bench.chart import chart
from bench.checking import checking
from bench.erasing import Sides, apart, erase, erasing, show, showing, site_of, statements, without_looking
from bench.growing import growing
from bench.guarding import guarding
from bench.keeping_journal import keeping_journal
from bench.measures import Measure
from bench.sealing import sealing
from bench.serving_pages import serving_pages
from bench.site import make, rows_of_one
from bench.starting import starting
from bench.sweeping import sweeping
from bench.three_databases import on_servers
from bench.wording import wording

FEWEST, MOST = 30, 60  # rows of a person who is measured, DESIGN section 14


def main() -> int:
    """Measure everything and tell it."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="honour-bench-", dir=asked.folder) as folder:
        database = make(Path(folder) / "honour", asked.persons, asked.seed)
        if asked.profile:
            _profile(database)
            return 0
        other = shutil.copytree(database.parent, Path(folder) / "by-hand") / database.name
        measures = _measures(asked, database, other)
    told = _machine(asked)
    _print(measures, told)
    if asked.json:
        document = {"machine": told, "measures": [one.as_json() for one in measures]}
        asked.json.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
    if asked.svg:
        asked.svg.write_text(chart(measures, told), "utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Honour beside its references.")
    parser.add_argument("--persons", type=int, default=10_000, help="people of the generated site")
    parser.add_argument("--acts", type=int, default=40, help="people erased and shown on each side")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same rows")
    parser.add_argument("--full", action="store_true", help="the curve up to 1,000,000 persons")
    parser.add_argument("--folder", type=Path, help="where databases are made, and removed again")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--svg", type=Path, metavar="FILE")
    parser.add_argument("--only", metavar="PART,PART", default="", help="some parts of it, by name")
    parser.add_argument("--profile", action="store_true", help="instead: where the time of an act goes")
    return parser.parse_args()


def _measures(asked: argparse.Namespace, database: Path, other: Path) -> list[Measure]:
    people = _chosen(database, 4 * asked.acts)
    acts = asked.acts
    sizes = [asked.persons, 10 * asked.persons, *([100 * asked.persons] if asked.full else [])]
    parts: tuple[tuple[str, Callable[[], list[Measure]]], ...] = (
        ("wording", lambda: wording(9)),
        ("guard", lambda: guarding(9)),
        ("documents", lambda: sealing(15)),
        ("statements", lambda: statements(database, people[0])),
        ("show", lambda: showing(Sides(database, other), people[1 : acts + 1])),
        ("erase", lambda: erasing(Sides(database, other), people[1 : acts + 1])),
        ("servers", lambda: on_servers(database, people[2 * acts + 4 : 3 * acts + 5])),
        ("journal", lambda: keeping_journal(database, other, 4_000)),
        ("sweep", lambda: sweeping(database.parent.with_name("sweep"), 2_000_000 if asked.full else 200_000)),
        ("check", lambda: checking(database.parent.with_name("many"))),
        ("start", lambda: starting(database, 15)),
        ("serve", lambda: serving_pages(database.parent.with_name("serve"), 20)),
        ("apart", lambda: apart(database, people[acts + 1 : acts + 4])),
        ("curve", lambda: growing(database, sizes, people[acts + 4 : 2 * acts + 4], asked.seed)),
    )
    only = [part for part in asked.only.split(",") if part]
    measures: list[Measure] = []
    for name, measure in parts:
        if only and name not in only:
            continue
        print(f"measuring: {name}", file=sys.stderr)
        measures += measure()
    return measures


def _chosen(database: Path, count: int) -> list[int]:
    """People from all over the database, each with as many rows as a measured one has."""
    with sqlite3.connect(database) as connection:
        (persons,) = connection.execute("SELECT count(*) FROM people").fetchone()
    spread = (1 + number * 7919 % persons for number in range(persons))
    chosen: list[int] = []
    for person in spread:
        if len(chosen) == count:
            break
        if FEWEST <= rows_of_one(database, person) <= MOST:
            chosen.append(person)
    return chosen


def _profile(database: Path) -> None:
    """The functions in which an act spends most, of 40 answers and of 40 erasures."""
    people = _chosen(database, 42)
    with site_of(database) as site:
        ports = without_looking(site.ports)
        show(site, f"customer:{people[0]}")
        erase(site, ports, f"customer:{people[1]}")
        for name, act in (
            ("show", lambda who: show(site, who)),
            ("erase", lambda who: erase(site, ports, who)),
        ):
            profile = cProfile.Profile()
            for person in people[2:]:
                profile.runcall(act, f"customer:{person}")
            print(f"\n{name}: milliseconds and calls of one act, callees included; slower than unprofiled")
            _print_profile(profile, len(people) - 2)


def _print_profile(profile: cProfile.Profile, acts: int) -> None:
    """The functions of ours, and the database's own, that take most."""
    entries = [
        (entry.totaltime * 1000 / acts, entry.callcount / acts, where)
        for entry in profile.getstats()
        if (where := _where(entry.code)) is not None
    ]
    for spent, calls, where in sorted(entries, reverse=True)[:28]:
        print(f"{spent:8.2f} ms {calls:8.1f} ×  {where}")


def _where(code: CodeType | str) -> str | None:
    """`keeping/journal/actions.py: write`, or sqlite3's own; None for what is neither."""
    if isinstance(code, str):
        return code if "sqlite3" in code else None
    _, ours, path = code.co_filename.partition("/src/honour/")
    return f"{path}: {code.co_name}" if ours else None


def _machine(asked: argparse.Namespace) -> str:
    """What the numbers were taken on; the load says how much else was going on."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("honour", "SQLAlchemy", "Django"))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores of {_processor()}, "
        f"load {os.getloadavg()[0]:.1f}; "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}; "
        f"{asked.persons:,} persons, seed {asked.seed}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _print(measures: Sequence[Measure], told: str) -> None:
    print(told)
    print(f"{'what':<62} {'median':>12} {'quartiles':>20} {'reference':>10} {'ratio':>7}  goal")
    for one in measures:
        reference = "" if one.reference is None else f"{one.reference:,.4g}"
        ratio = "" if one.reference is None else f"{one.compared:,.2f}"
        spread = f"{one.low:,.4g}-{one.high:,.4g}"
        median = f"{one.value:,.4g} {_short(one.unit)}"
        print(
            f"{one.name:<62} {median:>12} {spread:>20} {reference:>10} {ratio:>7}  {_goal(one)}{_note(one)}"
        )


def _short(unit: str) -> str:
    return {"statements": "", "entries/s": "/s"}.get(unit, unit)


def _goal(one: Measure) -> str:
    if one.goal is None or one.part_of_goal is None:
        return ""
    sign = "≤" if one.goal[0] == "at most" else "≥"
    return f"{sign} {one.goal[1]:,g} {'kept' if one.part_of_goal <= 1 else 'MISSED'}"


def _note(one: Measure) -> str:
    return f"  ({one.note})" if one.note else ""


if __name__ == "__main__":
    sys.exit(main())
