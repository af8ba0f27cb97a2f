"""JSON that is declared by path, from outside: one value goes out of a document, and the others stay."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.servers import ServerShop
from tests.journeys.shop import Shop
from tests.journeys.small import small, small_on
from tests.journeys.test_map_links import OWN, PERSONS, SIGNED_IN, reasons

KINDS = ("SQLite", "PostgreSQL jsonb", "PostgreSQL json", "MariaDB")
TYPES = {"SQLite": "TEXT", "PostgreSQL jsonb": "jsonb", "PostgreSQL json": "json", "MariaDB": "JSON"}

SCRIPT = """
CREATE TABLE users (id INTEGER PRIMARY KEY, mail VARCHAR(40), seen VARCHAR(40));
INSERT INTO users VALUES (1, 'ada@x.example', '2026-11-01'), (2, 'bo@x.example', '2026-11-02');
CREATE TABLE log (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id),
  no VARCHAR(9), at VARCHAR(40), data JSONTYPE);
INSERT INTO log VALUES
  (1, 1, 'A1', '2026-11-20', '{"ua":"curl","ip":"203.0.113.71","n":1.10,
   "customer":{"tier":"gold","email":"ada@o.example"}}'),
  (2, 2, 'A2', '2026-11-20', '{"ua":"curl","ip":"203.0.113.72",
   "customer":{"email":"bo@o.example","tier":"tin"}}'),
  (3, 1, 'A3', '2026-11-20', NULL),
  (4, 1, 'A4', '2026-11-20', '{"ua":"links","customer":"none"}'),
  (5, 1, 'A5', '2026-01-20', '{"ip":"203.0.113.75","ua":"lynx"}'),
  (6, 2, 'A6', '2026-11-20', '[{"ip":"203.0.113.76"}]');
"""
MAP = (
    PERSONS
    + "places:\n"
    + OWN
    + """
  - table: main.log
    belongs to: {member: user_id}
    collected: at
    holds:
      data.$.ip: ip address
      data.$.customer.email: {field: e-mail, becomes: "-"}
      data.$.ua: nothing personal
      data.$.n: nothing personal
      data.$.customer.tier: nothing personal
      no: invoice
"""
    + SIGNED_IN
)


@pytest.fixture(params=KINDS)
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    """The site over each kind of JSON column that a server has."""
    kind: str = request.param
    script = SCRIPT.replace("JSONTYPE", TYPES[kind])
    if kind == "SQLite":
        yield small(tmp_path, script, MAP)
    else:
        with small_on(kind.split(" ")[0], tmp_path, script, MAP) as made:
            yield made


def documents(shop: Shop) -> dict[int, object]:
    """Every document of the log, as a program reads it."""
    rows = shop.sql("SELECT id, data FROM log ORDER BY id")
    return {number: json.loads(data) if isinstance(data, str) else data for number, data in rows}


def holding(shop: Shop, value: str) -> bool:
    """Whether a value stands anywhere in the database."""
    if isinstance(shop, ServerShop):
        return bool(shop.holding(value))
    return any(value.encode() in content for content in shop.bytes_of(shop.database).values())


def test_a_sweep_takes_a_value_out_of_a_document_and_leaves_the_others(shop: Shop) -> None:
    before = documents(shop)
    assert holding(shop, "203.0.113.75")
    told = shop.really("sweep")
    assert told.code == 0, told
    assert not holding(shop, "203.0.113.75")
    assert documents(shop) == {**before, 5: {"ip": None, "ua": "lynx"}}
    again = shop.run("sweep")
    assert again.code == 0, again


def test_an_erasure_takes_the_values_of_one_person_alone(shop: Shop) -> None:
    before = documents(shop)
    assert holding(shop, "203.0.113.71")
    assert holding(shop, "ada@o.example")
    shown = shop.run("person", "ada@x.example", "--json")
    assert shown.code == 0, shown
    assert "203.0.113.71" in shown.out
    assert "ada@o.example" in shown.out
    assert "203.0.113.72" not in shown.out
    told = shop.really("erase", "ada@x.example")
    assert told.code == 0, told
    for value in ("203.0.113.71", "ada@o.example", "203.0.113.75"):
        assert not holding(shop, value)
    customer = {"tier": "gold", "email": "-"}
    assert documents(shop) == {
        **before,
        1: {"ua": "curl", "ip": None, "n": 1.1, "customer": customer},
        5: {"ip": None, "ua": "lynx"},
    }
    [(text,)] = shop.sql("SELECT CAST(data AS CHAR(200)) FROM log WHERE id = 1")
    assert "1.10" in text


def test_a_name_that_nobody_declared_is_found_with_what_to_write(shop: Shop) -> None:
    written = (shop.site / "map.yaml").read_text()
    for line in ("      data.$.ua: nothing personal\n", "      data.$.customer.tier: nothing personal\n"):
        assert line in written
        written = written.replace(line, "")
    (shop.site / "map.yaml").write_text(written)
    assert reasons(shop) == [
        "main.log.data: 1 row holds no JSON object here, of which a path would reach nothing",
        "main.log.data.$.ua: the map does not declare this path, which 4 rows hold",
        "main.log.data.$.customer: 1 row holds no JSON object here, of which a path would reach nothing",
        "main.log.data.$.customer.tier: the map does not declare this path, which 2 rows hold",
    ]
    for mended in ("data: nothing personal",):
        declared = written[: written.index("      data.$.ip")] + f"      {mended}\n      no: invoice\n"
        (shop.site / "map.yaml").write_text(declared + SIGNED_IN)
    assert reasons(shop) == []


def test_names_that_may_be_data_are_counted_and_never_told(shop: Shop) -> None:
    shop.sql("""UPDATE log SET data = '{"ip":"203.0.113.9","bo@secret.example":1}' WHERE id = 4""")
    told = shop.run("check")
    assert "1 name is no plain word" in told.out
    assert "secret" not in told.out + told.err


@pytest.mark.parametrize("kind", ["SQLite", "MariaDB"])
def test_what_is_no_json_is_left_alone_and_counted(kind: str, tmp_path: Path) -> None:
    script = SCRIPT.replace("JSONTYPE", "LONGTEXT").replace('\'[{"ip":"203.0.113.76"}]\'', "'{\"ip\": no'")
    if kind == "SQLite":
        shop = small(tmp_path, script, MAP)
        _left_alone(shop)
    else:
        with small_on(kind, tmp_path, script, MAP) as made:
            _left_alone(made)


def _left_alone(shop: Shop) -> None:
    assert "main.log.data: 1 row holds no JSON object here, of which a path would reach nothing" in reasons(
        shop
    )
    told = shop.really("erase", "bo@x.example")
    assert told.code == 0, told
    assert shop.sql("SELECT data FROM log WHERE id = 6") == [('{"ip": no',)]
    assert not holding(shop, "203.0.113.72")


def test_a_text_column_of_postgresql_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with small_on("PostgreSQL", tmp_path, SCRIPT.replace("JSONTYPE", "text"), MAP) as shop:
        told = shop.run("check")
    assert told.code == 1
    assert "main.log.data is text, into which this database reads no path safely" in told.out + told.err
    assert "declare it whole" in told.out + told.err
