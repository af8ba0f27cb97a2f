"""The Chinook shop as whoever runs it has it: a site's folder, its keys, a database, and the command.

Everything is done by the `honour` command in a process of its own; what became of it is read by sqlite3 and
as bytes.
"""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest

from tests.warm import command

ROOT: Final = Path(__file__).parents[2]
NOW: Final = "2026-12-01T09:30+00:00"
TREMBLAY: Final = "ftremblay@gmail.com"

STRAY: Final = re.compile(r"Traceback|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What no output may hold: a fault of ours shown as one, or a character that steers a terminal."""


_READ_AT_START: Final = ("PYTHON", "LANG", "LC_", "LD_")
"""What the environment tells a program only as it starts."""

OURS: Final = re.compile(r"\bhonour_(done|epoch)\b")
"""The tables that Honour puts into a store."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    def document(self) -> Any:
        """The one JSON document on standard output; anything beside it fails."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop in a folder of its own."""

    folder: Path

    @property
    def site(self) -> Path:
        """The site's folder."""
        return self.folder / "shop"

    @property
    def keys(self) -> Path:
        """The key place."""
        return self.folder / "shop.keys"

    @property
    def database(self) -> Path:
        """The shop's own database, which is not Honour's."""
        return self.folder / "chinook.db"

    def environment(self, now: str | None) -> dict[str, str]:
        """What the command finds around it; `now` moves the demo's clock."""
        known = {name: value for name, value in os.environ.items() if not name.startswith("HONOUR")}
        moved = {"HONOUR_NOW": now} if now else {}
        paths = {"PYTHONPATH": str(ROOT / "src"), "CHINOOK_URL": f"sqlite:///{self.database}"}
        return {**known, **moved, **paths, "COLUMNS": "300"}

    def run(
        self,
        *words: str,
        now: str | None = NOW,
        before: Sequence[str] = (),
        also: Mapping[str, str] | None = None,
    ) -> Told:
        """Run the command in the site's folder, behind another program's words if any."""
        environment = {**self.environment(now), **(also or {})}
        if before or any(name.startswith(_READ_AT_START) for name in also or {}):
            program = [*before, sys.executable, "-m", "honour.command", *words]
            fresh = subprocess.run(program, cwd=self.site, env=environment, capture_output=True, check=False)
            told = Told(fresh.returncode, fresh.stdout.decode(), fresh.stderr.decode())
        else:
            ran = command(*words, folder=self.site, environment=environment)
            told = Told(ran.code, ran.out.decode(), ran.err.decode())
        for said in (told.out, told.err):
            assert not STRAY.search(said), said
        return told

    def digest(self, *words: str, now: str = NOW) -> str:
        """The digest of what a dry run shows."""
        shown = self.run(*words, "--json", now=now)
        assert shown.code in (0, 1), shown
        digest: str = shown.document()["digest"]
        return digest

    def really(self, *words: str, now: str = NOW) -> Told:
        """Carry out what a dry run of the same words shows."""
        return self.run(*words, "--really", self.digest(*words, now=now), now=now)

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What the shop's own program reads in its database, or does to it."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def dump(self) -> list[str]:
        """Every row of the shop as SQL; Honour's own tables left out, whose ids are drawn."""
        with closing(sqlite3.connect(self.database)) as connection:
            return [line for line in connection.iterdump() if not OURS.search(line)]

    def bytes_of(self, *files: Path) -> dict[str, bytes]:
        """Every file below these, by name; the shop's database with its logs unless others are asked for."""
        roots = files or (self.folder,)
        found = [path for root in roots for path in ([root] if root.is_file() else sorted(root.rglob("*")))]
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in found if path.is_file()}

    def journal(self) -> list[dict[str, Any]]:
        """The acts in the site's journal, in their order."""
        with closing(sqlite3.connect(self.site / "data/honour.db")) as connection:
            rows = connection.execute("SELECT act FROM keeping_journal_detail ORDER BY entry_id").fetchall()
        return [json.loads(act) for (act,) in rows]


Erased: TypeAlias = tuple[Shop, list[str], Told]
"""A shop from which François Tremblay was erased; its rows before; what the command said."""


def loaded(script: Path, database: Path) -> None:
    """Make a SQLite database of an SQL script."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.executescript(script.read_text("utf-8-sig"))


def founded(shared: Path, folder: Path) -> Shop:
    """A new shop; its state is made by a first question about nobody."""
    script = shared / "data/chinook/Chinook_Sqlite.sql"
    if not script.is_file():
        pytest.skip(f"{script} is missing: the Chinook shop is not the project's to carry")
    shutil.copytree(ROOT / "examples/chinook", folder / "shop", ignore=shutil.ignore_patterns("data"))
    shop = Shop(folder)
    loaded(script, shop.database)
    assert shop.run("person", "nobody@nowhere.example").code == 1
    return shop


def copied(shop: Shop, folder: Path) -> Shop:
    """The same shop elsewhere: site, keys and database."""
    shutil.copytree(shop.folder, folder, dirs_exist_ok=True)
    return Shop(folder)
