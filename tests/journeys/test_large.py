"""A sweep of more rows than one transaction takes, on each server: in batches, resumed, overtaken."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.large import ANSWERS, EACH, due_of, kept, large, on
from tests.journeys.shop import Shop

MEMBERS, LINES = 2400, 12_000


@pytest.fixture(params=on("SQLite", "PostgreSQL"))
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    """A site with 14,400 rows due."""
    if request.param in ANSWERS:
        request.getfixturevalue(ANSWERS[request.param])
    with large(request.param, tmp_path / "site", MEMBERS, LINES) as made:
        yield made


def rows_left(shop: Shop) -> dict[str, int]:
    return {table: int(shop.sql(f"SELECT count(*) FROM {table}")[0][0]) for table in EACH}


def tables_of_honour(shop: Shop) -> set[str]:
    """The tables that Honour has in the site's database now."""
    if hasattr(shop, "columns"):
        return {table for table, _ in shop.columns() if table.startswith("honour")}
    named = shop.sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'honour%'")
    return {str(name) for (name,) in named}


def test_a_large_sweep_takes_exactly_what_is_due_in_batches_and_leaves_no_key_behind(shop: Shop) -> None:
    checked = shop.run("check", "--json")
    assert (checked.code, checked.document()["findings"]) == (0, [])
    told = shop.really("sweep")
    assert told.code == 0, told
    due = due_of(MEMBERS, LINES)
    for table, count in due.items():
        assert f"went: {count:,} rows of main.{table}" in told.out
    assert "logical: gone" in told.out
    assert rows_left(shop) == kept(MEMBERS, LINES)
    assert {
        table: shop.sql(f"SELECT count(*) FROM {table} WHERE at < '2026-06-01'") for table in ("log",)
    } == {"log": [(0,)]}
    assert shop.sql("SELECT count(*) FROM users WHERE id % 2 = 1") == [(0,)]
    marks = [step for (step,) in shop.sql("SELECT step FROM honour_done")]
    assert len(marks) == len(set(marks)) > 5, "each batch has its guard row"
    assert tables_of_honour(shop) == {"honour_done", "honour_epoch"}
    assert "Nothing is due.\n" in shop.run("sweep").out
    checked = shop.run("check", "--json")
    assert (checked.code, checked.document()["findings"]) == (0, [])


def test_what_a_killed_sweep_froze_is_no_table_of_the_site(shop: Shop) -> None:
    shop.sql("CREATE TABLE honour_due_0123456789abcdef0123456789abcdef_1 (honour_n INT, honour_k0 INT)")
    checked = shop.run("check", "--json")
    assert (checked.code, checked.document()["findings"]) == (0, [])
    shop.sql("CREATE TABLE honourable (mail VARCHAR(60))")
    assert shop.run("check").code == 1, "another new table is told"
