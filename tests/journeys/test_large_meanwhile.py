"""What others do while a large sweep is under way: it stops, or leaves what is not due any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from honour.carrying_out.stores import Pace
from honour.command.exits import StoppedHalfWay
from honour.connectors.sql.sqlite.server import SqliteServer
from tests.journeys.large import ANSWERS, due_of, large, on
from tests.journeys.meanwhile import swept
from tests.journeys.shop import Shop

MEMBERS, LINES = 2400, 12_000
HELD = 2399  # a member who is due
COPIES = {
    "SQLite": "CREATE TRIGGER copies BEFORE DELETE ON log BEGIN INSERT INTO kept VALUES (OLD.ip); END",
    "PostgreSQL": "CREATE FUNCTION copied() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN INSERT INTO kept VALUES (OLD.ip); RETURN OLD; END $$;"
    " CREATE TRIGGER copies BEFORE DELETE ON log FOR EACH ROW EXECUTE FUNCTION copied()",
    "MariaDB": "CREATE TRIGGER copies BEFORE DELETE ON log FOR EACH ROW INSERT INTO kept VALUES (OLD.ip)",
}


@pytest.fixture(params=on("SQLite"))
def server(request: pytest.FixtureRequest) -> str:
    if request.param in ANSWERS:
        request.getfixturevalue(ANSWERS[request.param])
    return str(request.param)


@pytest.fixture
def shop(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    monkeypatch.setattr(SqliteServer, "pace", Pace(500, 500, 1.0))
    with large(server, tmp_path / "site", MEMBERS, LINES) as made:
        yield made


def marks(shop: Shop) -> set[str]:
    return {str(step).partition(".")[0] for (step,) in shop.sql("SELECT step FROM honour_done")}


def test_a_trigger_that_comes_between_two_batches_stops_it_before_it_copies_a_row(
    shop: Shop, server: str
) -> None:
    shop.sql("CREATE TABLE kept (ip VARCHAR(20))")
    written = (shop.site / "map.yaml").read_text()
    (shop.site / "map.yaml").write_text(
        written.replace("events:", "  - {table: main.kept, holds: nothing personal}\nevents:")
    )
    shop.run("sweep")
    with pytest.raises(StoppedHalfWay) as stopped:
        swept(shop, "sweep: main.posts", lambda: shop.sql(COPIES[server]))
    assert "its tables changed while this was under way" in str(stopped.value)
    assert "run `honour check`" in str(stopped.value)
    [(left,)] = shop.sql("SELECT count(*) FROM posts WHERE user_id % 2 = 1")
    assert left < due_of(MEMBERS, LINES)["posts"], "it had begun; SQLite stops at any table's change"
    assert shop.sql("SELECT count(*) FROM kept") == [(0,)]

    again = shop.run("sweep")
    assert again.code == 4, again
    assert "the trigger copies acts behind what Honour does here" in again.err
    assert shop.sql("SELECT count(*) FROM kept") == [(0,)]

    shop.sql("DROP TRIGGER copies" + (" ON log" if server == "PostgreSQL" else ""))
    finished = shop.run("sweep")
    assert finished.code == 0, finished
    assert f"went: {due_of(MEMBERS, LINES)['log']:,} rows of main.log" in finished.out
    assert shop.sql("SELECT count(*) FROM kept") == [(0,)]
    assert shop.sql("SELECT count(*) FROM log WHERE at < '2026-06-01'") == [(0,)]


def test_who_is_held_while_a_sweep_is_under_way_keeps_what_was_not_met_yet(shop: Shop) -> None:
    his = {"log": "user_id", "users": "id", "settings": "user_id"}
    shop.sql(f"UPDATE log SET user_id = {HELD} WHERE n = 11999")
    before = {table: shop.sql(f"SELECT * FROM {table} WHERE {key} = {HELD}") for table, key in his.items()}
    assert all(before.values())

    def hold() -> None:
        told = shop.run("restrict", f"member:{HELD}", "--really")
        assert told.code == 0, told

    [receipt] = swept(shop, "sweep: main.posts", hold)
    assert "a hold was placed since the plan was made" in str(receipt["changed"])
    left = {table: shop.sql(f"SELECT * FROM {table} WHERE {key} = {HELD}") for table, key in his.items()}
    assert left["users"] == before["users"]
    assert shop.really("sweep").code == 0
    left = {table: shop.sql(f"SELECT * FROM {table} WHERE {key} = {HELD}") for table, key in his.items()}
    assert left == before, "and by the next plan, which knows of it"
    assert shop.sql("SELECT count(*) FROM log WHERE at < '2026-06-01'") == [(1,)], "others' are gone by it"
