"""Tables that change between plan and act, on each server: it stops with what to do; no half is done."""

from pathlib import Path

import pytest

from tests.cutting import proxied
from tests.journeys.shop import Told
from tests.journeys.tea_shop import ELODIE, TeaShop, tea_again, tea_shop
from tests.own_servers import OwnServer

SERVERS = {"PostgreSQL": "own_postgresql", "MariaDB": "own_mariadb_server"}
BEGINS = {"PostgreSQL": b"BEGIN ISOLATION LEVEL", "MariaDB": b"START TRANSACTION"}
COPIES = {
    "PostgreSQL": "CREATE FUNCTION copied() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN INSERT INTO products VALUES (99 + OLD.id, OLD.subject, 1); RETURN OLD; END $$;"
    " CREATE TRIGGER copies BEFORE DELETE ON messages FOR EACH ROW EXECUTE FUNCTION copied()",
    "MariaDB": "CREATE TRIGGER copies BEFORE DELETE ON messages FOR EACH ROW"
    " INSERT INTO products VALUES (99 + OLD.id, OLD.subject, 1)",
}
A_COLUMN = "ALTER TABLE customers ADD COLUMN nickname VARCHAR(50)"
A_TABLE_LESS = "DROP TABLE newsletter"


@pytest.fixture(scope="module", params=SERVERS)
def founded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TeaShop:
    server: OwnServer = request.getfixturevalue(SERVERS[request.param])
    return tea_shop(server, tmp_path_factory.mktemp("tea"), "changing")


@pytest.fixture
def shop(founded: TeaShop, tmp_path: Path) -> TeaShop:
    return tea_again(founded, tmp_path, "changing")


@pytest.fixture
def digest(shop: TeaShop) -> str:
    return shop.digest("erase", ELODIE)


def as_it_began(shop: TeaShop, digest: str, change: str, cuts: bool) -> Told:
    """An erasure during which the tables change as its transaction begins; perhaps it stops there, too."""
    with proxied(shop.server.port) as proxy:
        proxy.saying, proxy.cuts = BEGINS[shop.server.name], cuts

        def act() -> None:
            shop.ask(change)

        proxy.act = act
        told = TeaShop(shop.folder, shop.server, shop.name, proxy.port).run(
            "erase", ELODIE, "--really", digest
        )
    assert proxy.reached
    return told


def abandoned(shop: TeaShop) -> list[str]:
    return [one["act"] for one in shop.journal()]


@pytest.mark.parametrize("what", ["a column", "a trigger", "a table less"])
def test_tables_that_change_while_an_erasure_begins_stop_it_and_nothing_is_done(
    shop: TeaShop, digest: str, what: str
) -> None:
    change = {"a column": A_COLUMN, "a trigger": COPIES[shop.server.name], "a table less": A_TABLE_LESS}[what]
    before = {name: rows for name, rows in shop.rows().items() if name not in ("customers", "newsletter")}
    told = as_it_began(shop, digest, change, cuts=False)
    assert told.code in (1, 3, 4), told
    assert "run `honour check`" in told.err
    after = shop.rows()
    assert {name: after[name] for name in before} == before
    assert ELODIE in str(after["customers"])
    assert shop.guards() == []


@pytest.mark.parametrize("what", ["a column", "a trigger", "a table less"])
def test_what_a_crash_left_is_not_finished_over_tables_that_changed_since(
    shop: TeaShop, digest: str, what: str
) -> None:
    change, told_of = {
        "a column": (A_COLUMN, "main.customers.nickname: the map does not declare this column"),
        "a trigger": (COPIES[shop.server.name], "the trigger copies acts behind what Honour does here"),
        "a table less": (A_TABLE_LESS, "main.newsletter"),
    }[what]
    stopped = as_it_began(shop, digest, change, cuts=True)
    assert stopped.code == 4, stopped
    if what == "a table less":
        _forget_the_newsletter(shop)
    told = shop.run("erase", ELODIE)
    assert told.code == 1, told
    assert told_of in told.err
    assert "Nothing of it was done, and it is given up" in told.err
    assert shop.guards() == []
    assert ELODIE in str(shop.rows()["customers"])
    assert abandoned(shop)[-1] == "erasure abandoned"
    if what == "a table less":
        assert shop.really("erase", ELODIE).code == 0
        assert ELODIE not in str(shop.rows())


def _forget_the_newsletter(shop: TeaShop) -> None:
    """The map without the table that was dropped."""
    file = shop.site / "map.yaml"
    before, _, after = file.read_text("utf-8").partition("  - table: main.newsletter\n")
    file.write_text(before + after.partition("\n\n")[2], "utf-8")


def test_of_tables_that_changed_before_the_act_the_findings_are_told(shop: TeaShop, digest: str) -> None:
    shop.ask(COPIES[shop.server.name])
    told = shop.run("erase", ELODIE, "--really", digest)
    assert told.code == 1, told
    assert "the trigger copies acts behind what Honour does here" in told.err
    assert abandoned(shop) == []
    assert ELODIE in str(shop.rows()["customers"])


def test_a_trigger_that_comes_meanwhile_and_swallows_what_goes_is_seen_by_the_count(
    own_postgresql: OwnServer, tmp_path: Path
) -> None:
    shop = tea_shop(own_postgresql, tmp_path, "swallowing")
    keeps = COPIES["PostgreSQL"].replace("RETURN OLD", "RETURN NULL")
    told = as_it_began(shop, shop.digest("erase", ELODIE), keeps, cuts=False)
    assert told.code == 1, told
    assert "2 rows were counted and 0 were met; all is rolled back" in told.err
    assert shop.guards() == []
