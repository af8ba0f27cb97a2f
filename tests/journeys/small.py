"""A small site for a journey: whoever has an account is a member, and everything lies in one SQLite file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.journeys.shop import Shop

POLICY = """
honour: 1
site:
  name: Small
  address: https://small.example
  publisher: {name: Small SARL, country: FR, contact: privacy@small.example}
  data protection officer: none
  authority: CNIL
  languages: [fr, en]
  authentic: fr
  time zone: Europe/Paris
  effective: 2026-12-01
people: {member: {who: has an account}}
data:
  contact: {holds: [e-mail, user name, name], of: member}
  words: {holds: [ticket text], of: member}
  connection: {holds: [ip address], of: member}
  invoice: {holds: [invoice], of: member}
recipients: {host: {name: Host SAS, role: processor, country: FR, stores: everything}}
collect:
  - {data: [contact, words], for: account, basis: contract}
  - data: connection
    for: security
    basis: legitimate interest
    interest: {en: keeping the site safe, fr: la sécurité du site}
    balancing: balance.pdf
  - {data: invoice, for: bookkeeping, basis: {law: C. com. L123-22}}
keep:
  - {data: [contact, words], until: asked, or: 2 years without sign-in}
  - {data: connection, for: 6 months, since: recorded}
  - {data: invoice, for: 10 years, since: end of the financial year, basis: {law: C. com. L123-22}}
"""

HEAD = """
honour map: 1
stores: {main: {sql: "${CHINOOK_URL}", time: {zone: UTC}}}
"""


def small(folder: Path, database: str, data_map: str, policy: str = POLICY) -> Shop:
    """The site, its database made by an SQL script; `data_map` is what follows `stores`."""
    shop = Shop(folder)
    shop.site.mkdir()
    (shop.site / "policy.yaml").write_text(policy)
    (shop.site / "map.yaml").write_text(HEAD + data_map)
    (shop.site / "honour.toml").write_text("demo = true\n")
    with closing(sqlite3.connect(shop.database)) as connection, connection:
        connection.executescript(database)
    return shop
