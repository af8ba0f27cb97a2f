"""Rows that are told apart, hidden and corrected by what stands in their JSON, on each kind of column."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command.test_json import fits
from tests.journeys.shop import Shop
from tests.journeys.small import small, small_on
from tests.journeys.test_map_json import KINDS, SCRIPT, TYPES, documents
from tests.journeys.test_map_links import OWN, PERSONS, SIGNED_IN, reasons

ANSWERS = (
    SCRIPT[: SCRIPT.index("CREATE TABLE log")]
    + """
CREATE TABLE log (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id), data JSONTYPE);
INSERT INTO log VALUES (1, 1, '{"kind":"phone","value":"0102"}'), (2, 1, '{"kind":"nick","value":"ada"}'),
  (3, 2, '{"kind":"phone","value":"0304"}'), (4, NULL, '{"value":"x"}');
CREATE TABLE bills (id INTEGER PRIMARY KEY, user_id INTEGER, total VARCHAR(9), at VARCHAR(40), data JSONTYPE);
INSERT INTO bills VALUES (1, 1, '10', '2026-11-20', '{"state":"open","n":1}'),
  (2, 1, '20', '2026-11-20', '{"n":2}'), (3, 2, '30', '2026-11-20', '{"state":"open"}');
"""
)
ANSWERS_MAP = (
    PERSONS
    + "places:\n"
    + OWN
    + """
  - table: main.log
    where: {data.$.kind: phone}
    belongs to: {member: user_id}
    holds: {data.$.value: name}
  - table: main.log
    where: {data.$.kind: nick}
    belongs to: {member: user_id}
    holds: {data.$.value: user name}
  - table: main.bills
    belongs to: {member: user_id -> users.id}
    collected: at
    when held: {data.$.state: archived}
    holds: {total: invoice, data.$.n: nothing personal}
"""
    + SIGNED_IN
)
NO_LINE = "main.log: 1 row is spoken of by no `where` of the map"


@pytest.fixture(params=KINDS)
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    """The site over each kind of JSON column that a server has."""
    kind: str = request.param
    script = ANSWERS.replace("JSONTYPE", TYPES[kind])
    if kind == "SQLite":
        yield small(tmp_path, script, ANSWERS_MAP)
    else:
        with small_on(kind.split(" ")[0], tmp_path, script, ANSWERS_MAP) as made:
            yield made


def test_rows_are_told_apart_and_hidden_by_what_their_json_says(shop: Shop) -> None:
    assert reasons(shop) == [NO_LINE]
    shown = shop.run("erase", "ada@x.example", "--json").document()["plan"]
    bills = [(stay["count"], stay["cut off"]) for stay in shown["stays"] if stay["place"] == "main.bills"]
    assert sorted(bills) == [(1, False), (1, True)], "a document without the path hides nothing"
    told = shop.run("erase", "ada@x.example", "--really", shop.digest("erase", "ada@x.example"), "--json")
    assert told.code == 0, told
    assert {stay["cut off"] for stay in told.document()["receipt"]["stays"]} == {False}
    assert set(documents(shop)) == {3, 4}
    assert shop.sql("SELECT id, mail FROM users ORDER BY id")[0] == (1, None)
    kept = dict(shop.sql("SELECT id, CAST(data AS CHAR(60)) FROM bills"))
    assert [("archived" in str(kept[number])) for number in (1, 2, 3)] == [True, False, False]


def test_a_value_in_json_is_corrected_by_its_path_and_by_its_field(shop: Shop) -> None:
    several = shop.run("rectify", "ada@x.example", "main.log.data.$.value=Adele")
    assert several.code == 2
    assert "name or user name" in several.err
    told = fits(shop.run("rectify", "ada@x.example", "user name=Adele", "--json"), "rectify")
    assert [step["count"] for step in told["plan"]["steps"]] == [1]
    assert shop.run("rectify", "ada@x.example", "user name=Adele", "--really", told["digest"]).code == 0
    assert documents(shop) == {
        1: {"kind": "phone", "value": "0102"},
        2: {"kind": "nick", "value": "Adele"},
        3: {"kind": "phone", "value": "0304"},
        4: {"value": "x"},
    }


def test_a_slip_in_where_is_found_with_the_nearest_column(tmp_path: Path) -> None:
    for line, told, mend in (
        ("{dta.$.kind: nick}", "main.log has no column dta", "write `data`"),
        ("{user_idd: 1}", "main.log has no column user_idd", "write `user_id`"),
    ):
        folder = tmp_path / line[1:4]
        folder.mkdir()
        wrong = ANSWERS_MAP.replace("{data.$.kind: nick}", line)
        (found,) = (
            small(folder, ANSWERS.replace("JSONTYPE", "TEXT"), wrong)
            .run("check", "--json")
            .document()["findings"]
        )
        assert (found["reason"], found["mend"]) == (told, mend)
