"""A map joined to the database: paths become links, and what it names wrongly or not at all is found."""

import pytest

from honour.places.json_paths import JsonPath
from honour.places.map import Constant, DateColumn, Unique
from honour.places.resolving import undeclared
from honour.places.selections import And, Equals, Exists, IsSubject, Written
from honour.promises.findings import Finding, Unreadable
from tests.places.shop import MAP, catalogue, facts, link, place_of, resolved, table, written


def test_paths_become_links_along_the_databases_keys() -> None:
    users, orders, invoices, lines, meta, _ = resolved().places
    assert (users.owners, users.owner_columns) == ({"customer": ()}, {"customer": ("id",)})
    assert (orders.owners, orders.owner_columns) == ({"customer": ()}, {"customer": ("user_id",)})
    assert invoices.owners["customer"] == (link("invoices", "order_id", "orders"),)
    assert lines.owners["customer"] == (
        link("lines", "invoice_id", "invoices"),
        link("invoices", "order_id", "orders"),
    )
    assert lines.owner_columns["customer"] == ("user_id",)
    assert lines.belongs("customer") == Exists(
        link("lines", "invoice_id", "invoices"),
        Exists(link("invoices", "order_id", "orders"), IsSubject(("user_id",))),
    )
    assert meta.owner_columns["customer"] == ("user_id",)


def test_constants_take_the_type_of_their_column() -> None:
    users, *_, meta, _ = resolved().places
    assert meta.declared() == And((Equals("meta_key", "phone"), Equals("kind", 2)))
    assert users.columns["points"].becomes == Constant(0)
    assert users.columns["full_name"].becomes == Constant("-")
    assert users.columns["email"].becomes == Unique("@erased.invalid")


def test_a_date_is_read_as_its_line_says_or_as_the_stores_clock() -> None:
    _, orders, invoices, lines, *_ = resolved().places
    assert orders.collected == DateColumn((), "placed_at", Written("wall", "Europe/Paris"))
    assert invoices.collected == DateColumn((), "ts", Written("unix seconds"))
    assert lines.collected == DateColumn(
        (link("lines", "invoice_id", "invoices"),), "ts", Written("unix seconds")
    )


def test_an_event_belongs_to_its_people() -> None:
    found = resolved()
    ordered, left = found.event("last order", "customer"), found.event("employment ended", "clerk")
    assert ordered is not None
    assert (ordered.table, ordered.links, ordered.owner_columns) == (table("orders"), (), ("user_id",))
    assert left is not None
    assert left.written == Written("wall", "America/Sao_Paulo")
    assert found.event("last order", "clerk") is None


MISTAKES = [
    # what stands in the good map, the mistake, where it is told, the reason, what to write
    (
        "main.orders, belongs",
        "main.order, belongs",
        "{table: main.order,",
        "no table main.order",
        "`main.orders`",
    ),
    ("{ref: order}", "{reff: order}", "reff", "main.orders has no column reff", "write `ref`"),
    ("staff, key: id", "staff, key: idd", "clerk: {table: main.staff", "no column idd", "`id`"),
    (
        "order_id.user_id}\n    holds: {total",
        "ordr_id.user_id}\n    holds: {total",
        "ordr_id",
        "ordr_id",
        "`order_id`",
    ),
    (
        "order_id.user_id}\n    holds: {total",
        "order_id.usr_id}\n    holds: {total",
        "order_id.usr_id",
        "usr_id",
        "`user_id`",
    ),
    (
        "order_id.user_id}\n    holds: {total",
        "ref.user_id}\n    holds: {total",
        "ref.user",
        "points at",
        "-> TABLE.COLUMN",
    ),
    (
        "{customer: user_id}, holds",
        "{custmer: user_id}, holds",
        "user_id}, holds",
        "no “custmer”",
        "`customer`",
    ),
    ("{clerk: served_by}", "{clrk: served_by}", "served_by}", "`persons` has no “clrk”", "write `clerk`"),
    ("{clerk: served_by}", "{clerk: served}", "served}", "no column served", "`served_by`"),
    ("kind: 2}", "kind: two}", "table: main.usermeta", "kind holds whole numbers, and “two”", "whole number"),
    (
        "kind: 2}",
        "kind: 99999999999999999999}",
        "table: main.usermeta",
        "holds whole numbers",
        "whole number",
    ),
    ("becomes: 0}", 'becomes: "0x0"}', "points:", "main.users.points holds whole numbers", "whole number"),
    (
        "main.users.id",
        "main.staff.id",
        "user_id -> main.staff.id",
        "ends at main.staff, not at",
        "person's key",
    ),
    ("main.users.id", "main.users.email", "user_id -> main.users.email", "this path ends at", "person's key"),
    (
        "also for: main.invoices",
        "also for: main.invoics",
        "full_name",
        "no table main.invoics",
        "`main.invoices`",
    ),
    (
        "also for: main.invoices",
        "also for: main.products",
        "full_name",
        "stays for main.products",
        "`belongs to`",
    ),
    ("collected: placed_at", "collected: placed", "placed}", "no column placed", "write `placed_at`"),
    ("invoice_id.ts", "invoice_id.tss", "invoice_id.tss", "main.invoices has no column tss", "`ts`"),
    (
        "main.orders.placed_at",
        "main.orders.placed_on",
        "last order",
        "no column placed_on",
        "write `placed_at`",
    ),
    ("{customer: user_id}, take", "{custmer: user_id}, take", "last order", "no “custmer”", "`customer`"),
    (
        ", null means: never began",
        "",
        "last order",
        "can be NULL, and “last order” does not",
        "still running",
    ),
]


@pytest.mark.parametrize(("good", "bad", "at", "reason", "mend"), MISTAKES)
def test_each_mistake_is_told_with_its_place_and_what_to_write(
    good: str, bad: str, at: str, reason: str, mend: str
) -> None:
    assert MAP.count(good) == 1, "the mistake would be made twice, or never"
    text = MAP.replace(good, bad)
    with pytest.raises(Unreadable) as refusal:
        resolved(text)
    (told,) = refusal.value.findings
    assert reason in told.reason
    assert told.place == place_of(at, text)
    assert mend in told.mend


def test_a_table_that_vanished_is_told_once_and_those_like_it_too() -> None:
    with pytest.raises(Unreadable) as refusal:
        resolved(MAP.replace("table: main.lines", "table: main.invoicesx"), invoices=None)
    reasons = [finding.reason for finding in refusal.value.findings]
    assert reasons.count("the database has no table main.invoices") == 1
    assert reasons.count("the database has no table main.invoicesx") == 1


def test_the_whole_shop_is_declared() -> None:
    assert undeclared(written(), resolved()) == ()


def test_a_new_column_is_found_with_the_line_to_write() -> None:
    orders, products = facts("orders", ", gift_note TEXT"), facts("products", ", colour TEXT")
    assert undeclared(written(), resolved(orders=orders, products=products)) == (
        Finding(
            "main.orders.gift_note",
            "the map does not declare this column",
            "add `gift_note: FIELD` or `gift_note: nothing personal` to `holds` of main.orders",
            "DESIGN: the data map",
        ),
    )


def test_a_new_table_is_found_with_the_line_to_write() -> None:
    (found,) = undeclared(written(), resolved(coupons=facts("coupons")))
    assert found.place == "main.coupons"
    assert "add `- {table: main.coupons, holds: nothing personal}`" in found.mend


@pytest.mark.parametrize(("name", "column"), [("users", "login"), ("invoices", "total"), ("staff", "name")])
def test_a_column_taken_out_of_the_map_is_found(name: str, column: str) -> None:
    line = {"login": "      login: user name\n", "total": "total: invoice, ", "name": ", name: name"}[column]
    assert MAP.count(line) == 1
    text = MAP.replace(line, "")
    assert [finding.place for finding in undeclared(written(text), resolved(text))] == [
        f"main.{name}.{column}"
    ]


def test_the_fixture_is_the_shop_that_the_map_speaks_of() -> None:
    assert {place.table for place in written().places} == set(catalogue().tables)


@pytest.mark.parametrize(
    ("holds", "reason", "mend"),
    [
        ("{note: order, note.$.ip: ip address}", "note is declared whole and by path", "keep `note: FIELD`"),
        ("{note.$.a: order, note.$.a.b: name}", "note.$.a.b and note.$.a are not apart", "keep one of both"),
        ("{nota.$.ip: ip address}", "main.orders has no column nota", "write `note`"),
    ],
)
def test_paths_into_json_lie_in_a_column_and_apart(holds: str, reason: str, mend: str) -> None:
    text = MAP.replace("{ref: order}", holds)
    assert text != MAP
    with pytest.raises(Unreadable) as refusal:
        resolved(text, orders=facts("orders", ", note TEXT"))
    (told,) = refusal.value.findings
    assert reason in told.reason
    assert mend in told.mend


def test_a_column_with_a_path_into_it_is_declared_and_ends_by_path() -> None:
    text = MAP.replace("{ref: order}", "{ref: order, note.$.ip: ip address}")
    found = resolved(text, orders=facts("orders", ", note TEXT"))
    assert found.places[1].columns["note.$.ip"].inside == JsonPath("note", ("ip",))
    assert "main.orders.note" not in [finding.place for finding in undeclared(written(text), found)]
