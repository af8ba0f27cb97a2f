"""The small shop for tea of the examples on a server of the test's own; it is made anew at once."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.journeys.shop import ROOT, Shop
from tests.own_servers import OwnServer

ELODIE: Final = "elodie.marchand@example.org"
GONE: Final = (ELODIE, "+33 1 99 00 12 34", "argon2:Vm9pY2k", "QV-0001-ELOD", "203.0.113.77", "Colis abîmé")
"""What an erasure takes from her rows; her house mate keeps the telephone number."""

_SPELT: Final = {
    "PostgreSQL": (("DATETIME", "TIMESTAMP"),),
    "MariaDB": (
        ("TEXT NOT NULL UNIQUE", "VARCHAR(100) NOT NULL UNIQUE"),
        (r"REFERENCES (\w+)", r"REFERENCES \1 (id)"),
    ),
}


@dataclass(frozen=True, slots=True)
class TeaShop(Shop):
    """The shop's site, and its database's name on a server; `port` leads to it, perhaps by way of a proxy."""

    server: OwnServer
    name: str
    port: int

    def environment(self, now: str | None) -> dict[str, str]:
        """What the command finds around it."""
        address = self.server.address(self.name, self.port)
        return {**Shop.environment(self, now), "SHOP_DATABASE_URL": address}

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """What the shop's own program reads in its database, or does to it."""
        return self.server.ask(self.name, statement)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, Honour's own left out."""
        schema = "public" if self.server.name == "PostgreSQL" else self.name
        tables = self.ask(f"SELECT table_name FROM information_schema.tables WHERE table_schema = '{schema}'")
        names = sorted(str(name) for (name,) in tables if name != "honour_done")
        return {name: sorted(self.ask(f"SELECT * FROM {name}"), key=repr) for name in names}

    def guards(self) -> list[tuple[Any, ...]]:
        """Honour's own rows: which step of which plan was done."""
        return self.ask("SELECT plan, step FROM honour_done")


def tea_script(server: str) -> str:
    """The shop's script as this server takes it."""
    script = (ROOT / "examples/small-shop/shop.sql").read_text("utf-8")
    for written, spelt in _SPELT[server]:
        script = re.sub(written, spelt, script)
    return script


def tea_shop(server: OwnServer, folder: Path, name: str = "shop", port: int | None = None) -> TeaShop:
    """A new shop; its state is made by a first question about nobody."""
    site = folder / "shop"
    shutil.copytree(
        ROOT / "examples/small-shop", site, ignore=shutil.ignore_patterns("data", "*.sql", "*.py")
    )
    shop = TeaShop(folder, server, name, port or server.port)
    server.fresh(name, tea_script(server.name))
    assert shop.run("person", "nobody@nowhere.example").code == 1
    return shop


def tea_again(shop: TeaShop, folder: Path, name: str, port: int | None = None) -> TeaShop:
    """The same shop elsewhere: a copy of its site and keys, and its database made anew."""
    shutil.copytree(shop.folder, folder, dirs_exist_ok=True)
    shop.server.fresh(name, tea_script(shop.server.name))
    return TeaShop(folder, shop.server, name, port or shop.server.port)
