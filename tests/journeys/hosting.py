"""A small hosting site with two customers, for requests that a running contract makes wait.

Ada has a service that runs and one that ended; Bo's ended long ago. Of both there is all that a policy can
hold on different grounds: contract, consent, legitimate interest, law.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from tests.journeys.shop import Shop

ADA: Final = "ada@hosting.example"
BO: Final = "bo@hosting.example"

WAITS: Final = "erase: {waits for: services ended, within: 30 days}"
POLICY: Final = """
honour: 1
site:
  name: Small
  address: https://hosting.example
  publisher: {{name: Small SARL, country: FR, contact: privacy@hosting.example}}
  data protection officer: none
  authority: CNIL
  languages: [fr, en]
  authentic: fr
  time zone: Europe/Paris
  financial year ends: 31 December
  effective: 2026-12-01
people: {{customer: {{who: has an account}}}}
data:
  contact: {{holds: [name, e-mail, telephone], of: customer}}
  subscription: {{holds: [language], of: customer}}
  connection: {{holds: [ip address], of: customer}}
  ticket: {{holds: [ticket text], of: customer}}
  invoice: {{holds: [invoice], of: customer}}
recipients: {{host: {{name: Host SAS, role: processor, country: FR, stores: everything}}}}
collect:
  - {{data: contact, for: account, basis: contract, required: yes, optional: [telephone]}}
  - {{data: ticket, for: account, basis: contract}}
  - {{data: subscription, for: newsletter, basis: consent}}
  - {{data: connection, for: security, basis: legitimate interest,
     interest: {{en: keeping the site safe, fr: la sécurité du site}}}}
  - {{data: invoice, for: bookkeeping, basis: {{law: C. com. L123-22}}}}
keep:
  - {{data: contact, for: 3 years, since: last sign-in}}
  - {{data: ticket, {ticket}}}
  - {{data: subscription, until: consent withdrawn, or: 3 years since recorded}}
  - {{data: connection, {connection}, since: recorded}}
  - {{data: invoice, for: 10 years, since: end of the financial year, basis: {{law: C. com. L123-22}}}}
allow:
  {allow}
"""

MAP: Final = """
stores: {main: {sql: "${CHINOOK_URL}", time: {zone: Europe/Paris}}}
persons: {customer: {table: main.customers, key: id, known by: {email: e-mail}}}
places:
  - table: main.customers
    belongs to: {customer: id}
    collected: since
    holds: {name: name, email: e-mail, telephone: telephone, since: nothing personal}
  - table: main.tickets
    belongs to: {customer: customer_id}
    collected: at
    holds: {words: ticket text}
  - table: main.newsletter
    belongs to: {customer: customer_id}
    collected: at
    holds: {language: language}
  - table: main.sign_ins
    belongs to: {customer: customer_id}
    collected: at
    holds: {ip: ip address}
  - table: main.invoices
    belongs to: {customer: customer_id}
    collected: at
    holds: {total: invoice}
  - table: main.services
    belongs to: {customer: customer_id}
    holds: {ends_on: nothing personal}
events:
  services ended:
    column: main.services.ends_on
    belongs to: {customer: customer_id}
    take: last
    null means: still running
  last sign-in: {column: main.sign_ins.at, belongs to: {customer: customer_id}, take: last}
"""

_OF: Final = "id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id)"
TABLES: Final = f"""
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, email TEXT, telephone TEXT, since TEXT);
CREATE TABLE tickets ({_OF}, at TEXT NOT NULL, words TEXT);
CREATE TABLE newsletter ({_OF}, at TEXT NOT NULL, language TEXT);
CREATE TABLE sign_ins ({_OF}, at TEXT NOT NULL, ip TEXT);
CREATE TABLE invoices ({_OF}, at TEXT NOT NULL, total TEXT);
CREATE TABLE services ({_OF}, ends_on TEXT);
INSERT INTO customers VALUES (1, 'Ada', 'ada@hosting.example', '0102', '2020-05-04 10:00:00'),
  (2, 'Bo', 'bo@hosting.example', '0304', '2021-06-05 11:00:00');
INSERT INTO tickets VALUES (1, 1, '2026-11-01', 'Ada asks'), (2, 2, '2026-11-01', 'Bo asks');
INSERT INTO newsletter VALUES (1, 1, '2026-10-01', 'fr'), (2, 2, '2026-10-01', 'en');
INSERT INTO sign_ins VALUES (1, 1, '2026-11-20', '192.0.2.1'), (2, 2, '2026-11-20', '192.0.2.2');
INSERT INTO invoices VALUES (1, 1, '2026-03-01', '100'), (2, 2, '2026-03-01', '200');
INSERT INTO services VALUES (1, 1, NULL), (2, 1, '2026-02-28'), (3, 2, '2026-11-15');
"""


def policy(
    allow: str = WAITS,
    ticket: str = "for: 3 years, since: recorded",
    connection: str = "for: 6 months",
) -> str:
    """The policy's text, with another line of `allow` or other terms."""
    return POLICY.format(allow=allow, ticket=ticket, connection=connection)


def founded(folder: Path, text: str, demo: bool = True) -> Shop:
    """The site in a folder of its own, with this policy."""
    shop = Shop(folder)
    shop.site.mkdir()
    (shop.site / "policy.yaml").write_text(text)
    (shop.site / "map.yaml").write_text(MAP)
    (shop.site / "honour.toml").write_text(f"demo = {str(demo).lower()}\n")
    with closing(sqlite3.connect(shop.database)) as connection, connection:
        connection.executescript(TABLES)
    return shop
