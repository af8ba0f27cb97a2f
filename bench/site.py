"""A generated site: twelve tables in which each person has 30 to 60 rows, with its policy and its map.

The rows are made inside SQLite from the person's number and the seed, so the same call makes the same rows.
An erasure empties eight tables of a person's rows, leaves three by law, and keeps one row in part: the name,
for the invoices.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

TABLES: Final = tuple(
    "people addresses orders order_lines invoices invoice_lines payments tickets messages sign_ins newsletter"
    " reviews".split()
)
DATABASE_VARIABLE: Final = "BENCH_DATABASE_URL"

POLICY: Final = """\
honour: 1
site:
  name: Bench
  address: https://bench.example
  publisher: {name: Bench SARL, country: FR, contact: privacy@bench.example}
  languages: [fr, en]
  authentic: fr
  time zone: Europe/Paris
  financial year ends: 31 December
people:
  customer: {who: has an account}
data:
  contact: {holds: [name, e-mail, telephone, postal address], of: customer}
  order: {holds: [order], of: customer}
  message: {holds: [ticket text, message], of: customer}
  connection: {holds: [ip address, browser version], of: customer}
  subscription: {holds: [e-mail, language], of: customer}
  review: {holds: [comment], of: customer}
  invoice: {holds: [name, invoice, payment reference], of: customer}
collect:
  - {data: [contact, order, review], for: orders, basis: contract}
  - {data: message, for: support, basis: contract}
  - {data: connection, for: security, basis: contract}
  - {data: subscription, for: newsletter, basis: consent}
  - {data: invoice, for: bookkeeping, basis: {law: C. com. L123-22}}
keep:
  - {data: [contact, order, review], until: asked, or: 3 years without order}
  - {data: message, for: 3 years, since: recorded}
  - {data: connection, for: 6 months, since: recorded}
  - {data: subscription, until: consent withdrawn, or: 3 years since recorded}
  - {data: invoice, for: 10 years, since: end of the financial year, basis: {law: C. com. L123-22}}
"""

MAP: Final = """\
honour map: 1
stores:
  main: {sql: "${BENCH_DATABASE_URL}", time: {zone: UTC}}
persons:
  customer: {table: main.people, key: id, known by: {email: e-mail}}
places:
  - table: main.people
    belongs to: {customer: id}
    holds:
      name: {field: name, also for: main.invoices, becomes: "-"}
      email: {field: e-mail, becomes: {unique: "@erased.invalid"}}
      telephone: telephone
  - table: main.addresses
    belongs to: {customer: person_id}
    holds: {street: postal address, town: postal address}
  - table: main.orders
    belongs to: {customer: person_id}
    collected: placed_at
    holds: {wishes: order}
  - table: main.order_lines
    belongs to: {customer: order_id.person_id}
    collected: order_id.placed_at
    holds: {article: order, quantity: order}
  - table: main.invoices
    belongs to: {customer: person_id}
    collected: issued_on
    holds: {number: invoice, total: invoice}
  - table: main.invoice_lines
    belongs to: {customer: invoice_id.person_id}
    collected: invoice_id.issued_on
    holds: {article: invoice, price: invoice}
  - table: main.payments
    belongs to: {customer: invoice_id.person_id}
    collected: invoice_id.issued_on
    holds: {reference: payment reference}
  - table: main.tickets
    belongs to: {customer: person_id}
    collected: opened_at
    holds: {subject: ticket text}
  - table: main.messages
    belongs to: {customer: ticket_id.person_id}
    collected: sent_at
    holds: {words: message}
  - table: main.sign_ins
    belongs to: {customer: person_id}
    collected: at
    holds: {ip: ip address, browser: browser version}
  - table: main.newsletter
    belongs to: {customer: person_id}
    collected: agreed_at
    holds: {email: e-mail, language: language}
  - table: main.reviews
    belongs to: {customer: person_id}
    holds: {words: comment}
events:
  last order: {column: main.orders.placed_at, belongs to: {customer: person_id}, take: last}
"""

TABLES_AND_INDEXES: Final = """\
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, telephone TEXT);
CREATE TABLE addresses (
  id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), street TEXT, town TEXT);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), placed_at DATETIME NOT NULL,
  wishes TEXT);
CREATE TABLE order_lines (
  id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders (id), article TEXT, quantity INTEGER);
CREATE TABLE invoices (
  id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), issued_on DATE NOT NULL,
  number TEXT, total NUMERIC);
CREATE TABLE invoice_lines (
  id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoices (id), article TEXT, price NUMERIC);
CREATE TABLE payments (
  id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoices (id), reference TEXT);
CREATE TABLE tickets (
  id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), opened_at DATETIME NOT NULL,
  subject TEXT);
CREATE TABLE messages (
  id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL REFERENCES tickets (id), sent_at DATETIME NOT NULL,
  words TEXT);
CREATE TABLE sign_ins (
  id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), at DATETIME NOT NULL, ip TEXT,
  browser TEXT);
CREATE TABLE newsletter (
  id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), agreed_at DATETIME NOT NULL,
  email TEXT, language TEXT);
CREATE TABLE reviews (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), words TEXT);
CREATE INDEX addresses_of ON addresses (person_id);
CREATE INDEX orders_of ON orders (person_id);
CREATE INDEX order_lines_of ON order_lines (order_id);
CREATE INDEX invoices_of ON invoices (person_id);
CREATE INDEX invoice_lines_of ON invoice_lines (invoice_id);
CREATE INDEX payments_of ON payments (invoice_id);
CREATE INDEX tickets_of ON tickets (person_id);
CREATE INDEX messages_of ON messages (ticket_id);
CREATE INDEX sign_ins_of ON sign_ins (person_id);
CREATE INDEX newsletter_of ON newsletter (person_id);
CREATE INDEX reviews_of ON reviews (person_id);
"""

# `mix` stands for a number from row `r.id`, the step `n.n` and the seed: the multiplier of Knuth's hash.
_MIX: Final = "(((r.id * 2654435761) + n.n * 40503 + {seed} * 7919 + {salt}) % 4294967296)"
_DAY: Final = "date('2024-01-01', '+' || ({mix} % 1000) || ' days')"
_HOUR: Final = _DAY + " || ' 12:00:00'"
# Table, columns, values, the table of `r`, and between how many rows each row of `r` has.
_ROWS: Final = (
    (
        "addresses",
        "person_id, street, town",
        "r.id, 'street ' || {mix}, 'town ' || ({mix} % 500)",
        "people",
        1,
        2,
    ),
    ("orders", "person_id, placed_at, wishes", f"r.id, {_HOUR}, 'wish ' || {{mix}}", "people", 2, 4),
    (
        "order_lines",
        "order_id, article, quantity",
        "r.id, 'article ' || ({mix} % 900), {mix} % 5",
        "orders",
        1,
        3,
    ),
    (
        "invoices",
        "person_id, issued_on, number, total",
        f"r.id, {_DAY}, 'F-' || {{mix}}, {{mix}} % 90",
        "people",
        1,
        3,
    ),
    (
        "invoice_lines",
        "invoice_id, article, price",
        "r.id, 'article ' || ({mix} % 900), {mix} % 50",
        "invoices",
        1,
        3,
    ),
    ("payments", "invoice_id, reference", "r.id, 'SEPA-' || {mix}", "invoices", 1, 1),
    ("tickets", "person_id, opened_at, subject", f"r.id, {_HOUR}, 'subject ' || {{mix}}", "people", 1, 2),
    (
        "messages",
        "ticket_id, sent_at, words",
        f"r.id, {_HOUR}, 'I wrote about ' || {{mix}} || ' again'",
        "tickets",
        2,
        4,
    ),
    (
        "sign_ins",
        "person_id, at, ip, browser",
        f"r.id, {_HOUR}, '10.' || {{mix}}, 'Browser 140'",
        "people",
        9,
        16,
    ),
    ("newsletter", "person_id, agreed_at, email, language", f"r.id, {_HOUR}, r.email, 'fr'", "people", 1, 1),
    ("reviews", "person_id, words", "r.id, 'I found it ' || {mix}", "people", 1, 2),
)


def make(folder: Path, persons: int, seed: int) -> Path:
    """A site's folder with policy, map and a database of so many people; the database's path."""
    database = described(folder) / "bench.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(TABLES_AND_INDEXES)
    extend(database, persons, seed)
    return database


def described(folder: Path) -> Path:
    """The folder, made, with policy and map in it and no database."""
    folder.mkdir(parents=True)
    (folder / "policy.yaml").write_text(POLICY, "utf-8")
    (folder / "map.yaml").write_text(MAP, "utf-8")
    return folder


def extend(database: Path, persons: int, seed: int) -> None:
    """Add people with their rows until there are so many."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=-200000")
        connection.execute("BEGIN")
        last = {
            table: connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
            for table in TABLES
        }
        connection.execute(
            "WITH RECURSIVE n (id) AS (SELECT ? UNION ALL SELECT id + 1 FROM n WHERE id < ?) "
            "INSERT INTO people "
            "SELECT id, 'Person ' || id, 'person' || id || '@example.org', '+33 1 99 ' || id FROM n",
            (last["people"] + 1, persons),
        )
        for salt, (table, columns, values, source, least, most) in enumerate(_ROWS):
            mix = _MIX.format(seed=seed, salt=salt * 104729)
            connection.execute(
                f"WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {most}) "
                f"INSERT INTO {table} ({columns}) SELECT {values.format(mix=mix)} FROM {source} r, n "
                f"WHERE r.id > ? "
                f"AND n.n <= {least} + (r.id * 2654435761 + {seed + salt}) / 65536 % {most - least + 1}",
                (last[source],),
            )
        connection.execute("COMMIT")


def rows_of_one(database: Path, person: int) -> int:
    """How many rows a person has."""
    with closing(sqlite3.connect(database)) as connection:
        return sum(
            connection.execute(f"SELECT count(*) FROM {table} WHERE {OWNED[table]}", (person,)).fetchone()[0]
            for table in TABLES
        )


def owned_through(table: str, column: str) -> str:
    """The condition of rows that reach their person through one other table."""
    return f"{column} IN (SELECT id FROM {table} WHERE person_id = ?)"


OWNED: Final = {
    **dict.fromkeys(TABLES, "person_id = ?"),
    "people": "id = ?",
    "order_lines": owned_through("orders", "order_id"),
    "invoice_lines": owned_through("invoices", "invoice_id"),
    "payments": owned_through("invoices", "invoice_id"),
    "messages": owned_through("tickets", "ticket_id"),
}
"""By table, the condition of one person's rows, as one would write it by hand."""
