"""A small shop: its map as a developer writes it, and what its database says of itself."""

from honour.places.catalogue import Catalogue, ColumnFacts, ForeignKey, TableFacts
from honour.places.map import DataMap
from honour.places.map_reading import read_map
from honour.places.resolving import resolve
from honour.places.selections import Link, Table
from honour.places.written import WrittenMap
from honour.promises.findings import Position

MAP = """\
honour map: 1
stores:
  main: {sql: "${SHOP_URL}", time: {zone: Europe/Paris}}
persons:
  customer: {table: main.users, key: id, known by: {email: e-mail, login: user name}}
  clerk: {table: main.staff, key: id, known by: {email: e-mail}}
places:
  - table: main.users
    belongs to: {customer: id}
    mentions: {clerk: served_by}
    holds:
      email: {field: e-mail, becomes: {unique: "@erased.invalid"}}
      login: user name
      full_name: {field: name, also for: main.invoices, becomes: "-"}
      points: {field: customer number, becomes: 0}
  - {table: main.orders, belongs to: {customer: user_id}, holds: {ref: order}, collected: placed_at}
  - table: main.invoices
    belongs to: {customer: order_id.user_id}
    holds: {total: invoice, ref: nothing personal}
    collected: {column: ts, as: unix seconds}
  - table: main.lines
    belongs to: {customer: invoice_id.order_id.user_id}
    holds: {item: invoice}
    collected: {column: invoice_id.ts, as: unix seconds}
  - table: main.usermeta
    where: {meta_key: phone, kind: 2}
    belongs to: {customer: user_id -> main.users.id}
    holds: {meta_value: telephone}
  - {table: main.staff, belongs to: {clerk: id}, holds: {email: e-mail, name: name}}
  - {table: main.products, holds: nothing personal}
events:
  last order:
    {column: main.orders.placed_at, belongs to: {customer: user_id}, take: last, null means: never began}
  employment ended:
    column: main.staff.left_on
    belongs to: {clerk: id}
    take: last
    null means: still running
    as: local America/Sao_Paulo
"""
_COLUMNS = {
    "users": "id INTEGER, email TEXT!, login TEXT, full_name TEXT, points INTEGER!, served_by INTEGER",
    "orders": "id INTEGER, user_id INTEGER, ref TEXT, placed_at DATETIME",
    "invoices": "id INTEGER, order_id INTEGER, total NUMERIC, ref TEXT, ts INTEGER",
    "lines": "id INTEGER, invoice_id INTEGER, item TEXT",
    "usermeta": "id INTEGER, user_id INTEGER, meta_key TEXT, kind INTEGER, meta_value TEXT",
    "staff": "id INTEGER, email TEXT, name TEXT, left_on DATE",
    "products": "id INTEGER, title TEXT",
}
_KEYS = {
    ("users", "served_by"): "staff",
    ("orders", "user_id"): "users",
    ("invoices", "order_id"): "orders",
    ("lines", "invoice_id"): "invoices",
}


def table(name: str) -> Table:
    """A table of the shop."""
    return Table("main", name)


def link(of: str, column: str, to: str) -> Link:
    """Rows of one table point at rows of another by its `id`."""
    return Link(table(of), (column,), table(to), ("id",))


def facts(name: str, more: str = "") -> TableFacts:
    """What the database says of a table; `more` columns, as `NAME TYPE`, `!` where NULL is refused."""
    columns = {}
    for column in (_COLUMNS.get(name, "id INTEGER") + more).split(", "):
        called, kind = column.split(" ")
        columns[called] = ColumnFacts(kind.removesuffix("!"), not kind.endswith("!"), called == "id")
    keys = tuple(ForeignKey(link(of, column, to)) for (of, column), to in _KEYS.items() if of == name)
    return TableFacts(columns, ("id",), keys)


def catalogue(**changed: TableFacts | None) -> Catalogue:
    """The shop's database, some tables of it changed, added, or (None) gone."""
    tables = {name: facts(name) for name in _COLUMNS} | changed
    return Catalogue({table(name): found for name, found in tables.items() if found is not None})


def place_of(snippet: str, text: str) -> str:
    """Where a snippet begins in a map, as a finding says it."""
    assert text.count(snippet) == 1, f"{snippet!r} stands {text.count(snippet)} times"
    before = text[: text.index(snippet)]
    return str(Position("map.yaml", before.count("\n") + 1, len(before) - before.rfind("\n")))


def written(text: str = MAP) -> WrittenMap:
    """A map as it was read."""
    return read_map(text.encode(), "map.yaml")


def resolved(text: str = MAP, **changed: TableFacts | None) -> DataMap:
    """A map over the shop's database."""
    return resolve(written(text), catalogue(**changed))
