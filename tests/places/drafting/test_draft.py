"""A draft reads as a map, and leaves nothing undeclared in silence, whatever a database is called."""

import re

from hypothesis import given
from hypothesis import strategies as st

from honour.places.catalogue import Catalogue, ColumnFacts, ForeignKey, TableFacts
from honour.places.drafting.draft import draft
from honour.places.drafting.guessing import common_prefix, guess, singular, words_of
from honour.places.drafting.written import written
from honour.places.map import NOTHING_PERSONAL
from honour.places.map_reading import read_map
from honour.places.resolving import resolve, undeclared
from honour.places.selections import Link, Table


def table(name: str) -> Table:
    return Table("main", name)


def facts(columns: dict[str, str], key: tuple[str, ...], *keys: ForeignKey) -> TableFacts:
    nullable = {name: ColumnFacts(kind, name not in key, name in key) for name, kind in columns.items()}
    return TableFacts(nullable, key, keys)


def points(at: str, column: str, to: str) -> ForeignKey:
    return ForeignKey(Link(table(at), (column,), table(to), ("id",)))


SHOP = Catalogue(
    {
        table("ps_customers"): facts({"id": "INTEGER", "Email": "TEXT", "lastName": "TEXT"}, ("id",)),
        table("ps_orders"): facts(
            {"id": "INTEGER", "customer_id": "INTEGER", "placed_at": "TIMESTAMP", "wishes": "TEXT"},
            ("id",),
            points("ps_orders", "customer_id", "ps_customers"),
        ),
        table("ps_order_lines"): facts({"id": "INTEGER", "order_id": "INTEGER", "what": "TEXT"}, ("id",)),
        table("ps_products"): facts({"id": "INTEGER", "label": "TEXT"}, ("id",)),
        table("ps_log"): facts({"id": "INTEGER", "mail": "TEXT", "ip": "TEXT"}, ("id",)),
        table("ps_secrets"): facts({"id": "INTEGER", "customer_id": "INTEGER", "blob": "TEXT"}, ("id",)),
    }
)


def test_who_people_are_and_by_what_they_are_known() -> None:
    (person,) = draft(SHOP).persons
    assert (person.kind, person.table, person.key) == ("customer", table("ps_customers"), "id")
    assert person.known_by == {"Email": "e-mail"}


def test_a_path_follows_declared_links_and_marks_the_guessed_ones() -> None:
    text = written(draft(SHOP), "${SHOP}", "Europe/Paris")
    assert "belongs to: {customer: customer_id}\n" in text
    assert 'belongs to: {customer: ["order_id -> main.ps_orders.id", customer_id]}  # guess' in text


def test_what_only_a_person_can_say_is_asked_and_left_out() -> None:
    asked = {decision.place for decision in draft(SHOP).decisions}
    assert "main.ps_secrets.blob" in asked  # a text of somebody, and its name tells nothing
    assert "main.ps_log" in asked  # an address and an IP address, and no link that says whose
    assert "main.ps_products" not in asked
    text = written(draft(SHOP), "${SHOP}", "UTC")
    assert re.search(r"^ +# decide: blob: …", text, re.MULTILINE)
    assert "# - {table: main.ps_log, holds: nothing personal}" in text


def test_check_finds_undeclared_exactly_what_the_draft_left_to_decide() -> None:
    made = draft(SHOP)
    read = read_map(written(made, "${SHOP}", "UTC").encode(), "map.yaml")
    left = {finding.place for finding in undeclared(read, resolve(read, SHOP))}
    assert left == {"main.ps_secrets.blob", "main.ps_log"}
    assert left <= {decision.place for decision in made.decisions}


def test_names_are_read_as_databases_write_them() -> None:
    assert words_of("last_IP") == ("last", "ip")
    assert words_of("BillingCity") == ("billing", "city")
    assert words_of("dateNaissance") == ("date", "naissance")
    assert [singular(word) for word in ("companies", "users", "adresses", "address")] == [
        "company",
        "user",
        "adress",
        "address",
    ]
    assert common_prefix(["wp_users", "wp_posts", "wp_options"]) == "wp_"
    assert common_prefix(["users", "order_lines", "orders"]) == ""


def test_a_column_is_guessed_by_its_name_its_table_and_its_type() -> None:
    assert guess(("users",), "user_pass", "TEXT", of_people=True).field == "password hash"
    assert guess(("clients",), "adresse_ip", "TEXT", of_people=True).field == "ip address"
    assert guess(("clients",), "code_postal", "TEXT", of_people=True).field == "postal address"
    assert guess(("tickets",), "body", "TEXT", of_people=False).field == "ticket text"
    assert guess(("tickets",), "is_public", "INTEGER", of_people=False).field == NOTHING_PERSONAL
    assert guess(("products",), "name", "TEXT", of_people=False).field is None
    assert guess(("users",), "name", "TEXT", of_people=True).field == "name"


NAMES = st.sampled_from(
    (
        *("id", "ID", "user_id", "customer", "users", "Orders", "email", "e-mail", "null", "true", "on", "é"),
        *(
            'a"b',
            "a b",
            "x:y",
            "#",
            "created_at",
            "key",
            "value",
            "name",
            "order_id",
            "parent",
            "{}",
            "'",
            "-",
        ),
    )
)
TYPES = st.sampled_from(("INTEGER", "TEXT", "VARCHAR(40)", "TIMESTAMP", "", "NUMERIC(8,2)"))


@st.composite
def catalogues(drawn: st.DrawFn) -> Catalogue:
    """Databases of up to six tables with any names, keys and links among them."""
    names = drawn(st.lists(NAMES, max_size=6, unique=True))
    tables = {}
    for name in names:
        columns = drawn(st.dictionaries(NAMES, TYPES, min_size=1, max_size=6))
        key = tuple(list(columns)[: drawn(st.integers(0, 2))])
        links = [
            ForeignKey(Link(table(name), (column,), table(to), ("id",)))
            for column in columns
            if (to := drawn(st.sampled_from((*names, None)))) is not None
        ]
        tables[table(name)] = facts(columns, key, *links)
    return Catalogue(tables)


@given(catalogues())
def test_any_database_gives_a_map_that_is_read_and_hides_nothing(catalogue: Catalogue) -> None:
    tables = {
        name: TableFacts(t.columns, t.primary_key, tuple(k for k in t.foreign_keys if _stands(k, catalogue)))
        for name, t in catalogue.tables.items()
    }
    catalogue = Catalogue(tables)
    made = draft(catalogue)
    read = read_map(written(made, "${SHOP}", "UTC").encode(), "map.yaml")
    left = {finding.place for finding in undeclared(read, resolve(read, catalogue))}
    assert left <= {decision.place for decision in made.decisions}


def _stands(key: ForeignKey, catalogue: Catalogue) -> bool:
    """A foreign key of a real database points at a key of a table that exists."""
    return catalogue.tables[key.link.to].primary_key == key.link.to_columns


RENTALS = Catalogue(
    {
        table("address"): facts({"id": "INTEGER", "address2": "TEXT", "phone": "TEXT"}, ("id",)),
        table("staff"): facts(
            {"id": "INTEGER", "email": "TEXT", "store_id": "INTEGER", "address_id": "INTEGER"},
            ("id",),
            points("staff", "store_id", "store"),
            points("staff", "address_id", "address"),
        ),
        table("customer"): facts(
            {"id": "INTEGER", "email": "TEXT", "last_login": "DATETIME", "address_id": "INTEGER"},
            ("id",),
            points("customer", "address_id", "address"),
        ),
        table("store"): facts(
            {"id": "INTEGER", "manager_id": "INTEGER"}, ("id",), points("store", "manager_id", "staff")
        ),
        table("inventory"): facts(
            {"id": "INTEGER", "store_id": "INTEGER"}, ("id",), points("inventory", "store_id", "store")
        ),
        table("rental"): facts(
            {"id": "INTEGER", "staff_id": "INTEGER", "customer_id": "INTEGER", "returned": "DATE"},
            ("id",),
            points("rental", "staff_id", "staff"),
            points("rental", "customer_id", "customer"),
        ),
        table("session"): facts({"key": "TEXT", "data": "TEXT"}, ("key",)),
        table("customer_list"): TableFacts({"phone": ColumnFacts("TEXT", True)}, (), kind="view"),
        table("totals"): TableFacts(
            {"of": ColumnFacts("TEXT", True)}, (), kind="materialised view", reads=(table("rental"),)
        ),
    }
)


def test_a_shop_does_not_belong_to_its_manager_nor_an_order_to_who_served() -> None:
    text = written(draft(RENTALS), "${FILMS}", "UTC")
    assert "{table: main.store, holds: nothing personal}" in text
    assert "{table: main.inventory, holds: nothing personal}" in text
    assert "belongs to: {customer: customer_id}\n    mentions: {staff: staff_id}" in text


def test_an_address_is_theirs_who_point_at_it() -> None:
    text = written(draft(RENTALS), "${FILMS}", "UTC")
    assert (
        'belongs to: {staff: ["id -> main.staff.address_id", id],'
        ' customer: ["id -> main.customer.address_id", id]}  # guess'
    ) in text
    assert "address2: postal address" in text


def test_a_view_is_drafted_as_one() -> None:
    text = written(draft(RENTALS), "${FILMS}", "UTC")
    assert "- {table: main.customer_list, view of: main.customer}  # guess" in text
    assert "- {table: main.totals, view of: main.rental, refreshed: each night}  # guess" in text


def test_a_date_is_no_identifier_and_sessions_are_asked_about() -> None:
    made = draft(RENTALS)
    assert [dict(person.known_by) for person in made.persons] == [{"email": "e-mail"}] * 2
    assert guess(("customer",), "last_login", "DATETIME", of_people=True).field == "login history"
    assert guess(("user",), "default_email_id", "int(11)", of_people=True).field == NOTHING_PERSONAL
    assert table("session") in {place.table for place in made.places}
    assert "main.session" in {decision.place for decision in made.decisions}


def test_what_the_draft_of_rentals_leaves_is_what_it_asks() -> None:
    made = draft(RENTALS)
    read = read_map(written(made, "${FILMS}", "UTC").encode(), "map.yaml")
    left = {finding.place for finding in undeclared(read, resolve(read, RENTALS))}
    assert left == {"main.session"}
