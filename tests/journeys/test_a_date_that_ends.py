"""A date from which terms count and which is personal itself ends in one sweep with what counts from it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.journeys.shop import Shop

POLICY = """
honour: 1
site:
  name: Small
  address: https://small.example
  publisher: {name: Small SARL, country: FR, contact: privacy@small.example}
  data protection officer: none
  authority: CNIL
  languages: [fr, en]
  authentic: fr
  time zone: Europe/Paris
  effective: 2026-12-01
people: {employee: {who: works here}}
data:
  reach: {holds: [e-mail], of: employee}
  leaving: {holds: [employment dates], of: employee}
  post: {holds: [job title], of: employee}
recipients: {host: {name: Host SAS, role: processor, country: FR, stores: everything}}
collect:
  - {data: [reach, leaving, post], for: employment, basis: contract}
keep:
  - {data: reach, until: asked, or: 30 years since employment ended}
  - {data: leaving, until: asked, or: 1 year since employment ended}
  - {data: post, until: asked, or: 2 years since employment ended}
"""

MAP = """
stores: {main: {sql: "${CHINOOK_URL}", time: {zone: UTC}}}
persons: {employee: {table: main.staff, key: id, known by: {email: e-mail}}}
places:
  - table: main.staff
    belongs to: {employee: id}
    holds: {email: e-mail, left_on: employment dates, post: job title}
events:
  employment ended:
    column: main.staff.left_on
    belongs to: {employee: id}
    take: last
    null means: still running
"""


def founded(folder: Path) -> Shop:
    """A shop with one person who left long ago and one who works there."""
    shop = Shop(folder)
    shop.site.mkdir()
    (shop.site / "policy.yaml").write_text(POLICY)
    (shop.site / "map.yaml").write_text(MAP)
    (shop.site / "honour.toml").write_text("demo = true\n")
    with closing(sqlite3.connect(shop.database)) as connection, connection:
        connection.execute("CREATE TABLE staff (id INTEGER PRIMARY KEY, email TEXT, left_on TEXT, post TEXT)")
        connection.executemany(
            "INSERT INTO staff VALUES (?, ?, ?, ?)",
            [(1, "ada@small.example", "2020-01-31", "clerk"), (2, "bo@small.example", None, "clerk")],
        )
    return shop


def test_what_counts_from_a_date_ends_with_it_in_one_sweep(tmp_path: Path) -> None:
    shop = founded(tmp_path)
    swept = shop.really("sweep")
    assert swept.code == 0, swept
    assert shop.sql("SELECT * FROM staff ORDER BY id") == [
        (1, "ada@small.example", None, None),
        (2, "bo@small.example", None, "clerk"),
    ]


def test_a_date_that_ends_before_what_counts_from_it_is_a_finding(tmp_path: Path) -> None:
    told = founded(tmp_path).run("check")
    assert told.code == 1
    assert "main.staff.left_on: terms count from this date, and it would end before its row" in told.out
