"""A map is read as it was meant, or refused with each place and what to write there."""

import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from honour.places.map import Constant, Null, Store, Unique
from honour.places.map_reading import read_map
from honour.places.selections import Written
from honour.promises.findings import Finding, Position, Unreadable
from tests.places.shop import MAP, place_of, table, written

NOWHERE = Position("", 0, 0)


def test_a_good_map_is_read_as_it_was_meant() -> None:
    read = written()
    users, orders, invoices, _, meta, _, products = read.places
    assert read.stores == {"main": Store("main", "${SHOP_URL}", "Europe/Paris")}
    assert read.digest == hashlib.sha256(MAP.encode()).hexdigest()
    assert [person.kind for person in read.persons] == ["customer", "clerk"]
    assert read.persons[0].known_by == {"email": "e-mail", "login": "user name"}
    assert users.columns is not None
    assert [(column.name, column.field, column.also_for, column.becomes) for column in users.columns] == [
        ("email", "e-mail", (), Unique("@erased.invalid")),
        ("login", "user name", (), None),
        ("full_name", "name", (table("invoices"),), Constant("-")),
        ("points", "customer number", (), Constant("0")),
    ]
    assert [step.columns[0] for step in invoices.owners["customer"]] == ["order_id", "user_id"]
    assert users.mentions["clerk"].columns == ("served_by",)
    assert orders.collected is not None
    assert orders.collected.written is None
    assert invoices.collected is not None
    assert invoices.collected.written == Written("unix seconds")
    assert meta.where == {"meta_key": "phone", "kind": "2"}
    assert meta.owners["customer"][0].to == (table("users"), ("id",))
    assert products.columns is None
    ordered, left = read.events
    assert (ordered.name, ordered.person, ordered.table, ordered.column) == (
        "last order",
        "customer",
        table("orders"),
        "placed_at",
    )
    assert (ordered.take, ordered.null_means) == ("last", "never began")
    assert left.written == Written("wall", "America/Sao_Paulo")


def test_a_place_remembers_where_it_stands() -> None:
    assert str(written().places[0].at) == place_of("table: main.users\n", MAP)
    column = (written().places[0].columns or ())[0]
    assert (column.name, str(column.at)) == ("email", place_of("email: {field", MAP))


@pytest.mark.parametrize(
    ("becomes", "expected"),
    [
        ("null", Null()),
        ("unique", Unique()),
        ('{unique: "@x"}', Unique("@x")),
        ('"-"', Constant("-")),
        ("{row: 1}", Constant("1")),
        ('{constant: "null"}', Constant("null")),
    ],
)
def test_what_a_column_becomes_may_be_said_so(becomes: str, expected: object) -> None:
    read = written(MAP.replace('becomes: "-"', f"becomes: {becomes}"))
    column = (read.places[0].columns or ())[2]
    assert column.becomes == expected


@pytest.mark.parametrize(
    ("spelt", "expected"),
    [
        ("utc", Written("wall", "UTC")),
        ("local Asia/Beirut", Written("wall", "Asia/Beirut")),
        ("unix seconds", Written("unix seconds")),
        ("iso text", Written("iso text")),
    ],
)
def test_a_date_is_written_in_one_of_four_ways(spelt: str, expected: Written) -> None:
    read = written(MAP.replace("{column: ts, as: unix seconds}", f"{{column: ts, as: {spelt}}}"))
    assert read.places[2].collected is not None
    assert read.places[2].collected.written == expected


def test_a_path_may_say_where_a_step_points_in_either_form() -> None:
    for spelt in ("user_id -> main.users.id", "user_id -> users.id", "[user_id -> users.id]"):
        step = written(MAP.replace("user_id -> main.users.id", spelt)).places[4].owners["customer"][0]
        assert (step.columns, step.to) == (("user_id",), (table("users"), ("id",)))


MISTAKES = [
    # what stands in the good map, the mistake, where it is told, the reason, what to write
    (
        "stores:\n  main:",
        "stores:\n  shop:",
        "main.users, key",
        "no store holds the table “main.users”",
        "`shop.users`",
    ),
    ("main.staff, key", "mian.staff, key", "mian.staff", "no store holds the table", "write `main.staff`"),
    (
        "{table: main.orders",
        "{table: orders",
        "orders, bel",
        "no store holds the table “orders”",
        "known are",
    ),
    ("{table: main.orders", "{table: main.a.b.c", "main.a.b.c", "does not name a table of", "main.TABLE"),
    ("by: {email: e-mail}", "by: {email: e-male}", "e-male", "what email holds", "write `e-mail`"),
    ("login: user name\n", "login: user nmae\n", "user nmae", "what login holds", "write `user name`"),
    (
        "belongs to: {clerk: id}, ",
        "",
        "{table: main.staff, holds",
        "does not say whose",
        "`belongs to: {PERSON: COLUMN}`",
    ),
    (
        "holds: nothing personal",
        "holds: nothing",
        "nothing}",
        "a whole table holds",
        "write `nothing personal`",
    ),
    ("last, null means: never", "latest, null means: never", "latest", "`take`", "write `last`"),
    ("means: never began", "means: nobody knows", "nobody knows", "`null means`", "still running"),
    ("America/Sao_Paulo", "America/Sao_Paolo", "local America/Sao_Paolo", "no time zone", "IANA"),
    ("Europe/Paris", "Mars/Olympus", "Mars/Olympus", "there is no time zone “Mars/Olympus”", "IANA"),
    ("Europe/Paris", "../../etc/passwd", "../../etc", "there is no time zone", "IANA"),
    ("zone: Europe/Paris", "zone: Europe", "Europe", "there is no time zone “Europe”", "IANA"),
    (
        "{column: ts, as: unix seconds",
        "{column: ts, as: unix",
        "unix}",
        "how a date is written",
        "unix seconds",
    ),
    ("{clerk: served_by}", "{clerk: served_by.id}", "served_by.id", "a mention", "`served_by` alone"),
    (
        "order_id.user_id}\n    holds: {total",
        "(order_id.user_id}\n    holds: {total",
        "(order_id",
        "cannot be read as a path",
        "in quotes",
    ),
    (
        "order_id.user_id}\n    holds: {total",
        '["ref = e-mail", user_id]}\n    holds: {total',
        '["ref',
        "can only be the last step",
        "name the column",
    ),
    (
        "customer: {table: main.users, key: id",
        "customer: {table: main.users, key: a.b",
        "a.b",
        "is no column",
        "[ONE, OTHER]",
    ),
    ("zone: Europe/Paris", "zone: Europe/Paris, since: spring", "spring", "is no day", "2015-09-30"),
    (
        "{customer: id}\n    mentions",
        "{customer: id}\n    when held: {a: b, c: d}\n    mentions",
        "{a: b",
        "several columns",
        "write one",
    ),
    (
        "login: user name\n",
        "data.$.items[0].mail: e-mail\n",
        "data.$.items",
        "no path of plain names",
        "declare the column whole: `data: FIELD`",
    ),
    ("places:\n", "palces:\n", "palces", "the map has no “palces”", "write `places:`"),
    ("persons:\n", "people:\n", "people:", "the map has no “people”", "persons"),
    ("main: {sql:", "main: {url:", "url", "the store “main” has no “url”", "sql"),
    (
        "take: last, null means: never",
        "null means: never",
        "{column: main.orders",
        "lacks `take`",
        "add `take: …`",
    ),
]


@pytest.mark.parametrize(("good", "bad", "at", "reason", "mend"), MISTAKES)
def test_each_mistake_is_told_with_its_place_and_what_to_write(
    good: str, bad: str, at: str, reason: str, mend: str
) -> None:
    assert MAP.count(good) == 1, "the mistake would be made twice, or never"
    text = MAP.replace(good, bad)
    with pytest.raises(Unreadable) as refusal:
        written(text)
    told = [finding for finding in refusal.value.findings if reason in finding.reason]
    assert told, [str(finding) for finding in refusal.value.findings]
    assert told[0].place == place_of(at, text)
    assert mend in told[0].mend


@pytest.mark.parametrize(
    "text",
    [
        "",
        "honour map: 1",
        MAP + "stores: {}\n",
        MAP.replace("holds: nothing personal", "holds: !!python/object:os.system x"),
        MAP.replace("email: e-mail}", "email: *alias}"),
        MAP.replace("places:", "\tplaces:"),
        "- a list",
        "just text",
        "places: text\nstores: []\npersons: x",
    ],
)
def test_what_is_no_map_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        written(text)


def test_what_is_not_utf8_or_too_large_is_refused() -> None:
    with pytest.raises(Unreadable, match="UTF-8"):
        read_map(MAP.encode("utf-16"), "map.yaml")
    with pytest.raises(Unreadable, match="bytes; no more than"):
        read_map(b"# " + b"x" * (10 * 1024 * 1024), "map.yaml")


@pytest.mark.parametrize("store", ["{sql: x, files: y}", "{time: {zone: UTC}}"])
def test_a_store_is_a_database_or_a_folder(store: str) -> None:
    with pytest.raises(Unreadable, match="neither a database nor a folder"):
        written(MAP.replace("stores:\n", f"stores:\n  uploads: {store}\n"))


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"a: [")
@example(b'"\\UFFFFFFFF"')
def test_any_bytes_are_a_map_or_unreadable(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_map(content, "map.yaml")


LINES = MAP.splitlines(keepends=True)
SPOILERS = (
    "",
    " ",
    "{",
    "]",
    ": ",
    "null",
    "[]",
    "{}",
    "é",
    "->",
    ".",
    "=",
    "\n",
    "- ",
    "a: b",
    '"',
    "#",
    "main.",
    "unique",
)


@given(st.integers(0, len(MAP)), st.integers(0, 12), st.sampled_from(SPOILERS))
def test_a_spoilt_map_is_a_map_or_unreadable(at: int, length: int, put: str) -> None:
    refused: tuple[Finding, ...] = ()
    try:
        written(MAP[:at] + put + MAP[at + length :])
    except Unreadable as refusal:
        refused = refusal.findings
    assert all(
        finding.mend and finding.reason and finding.place.startswith("map.yaml:") for finding in refused
    )
