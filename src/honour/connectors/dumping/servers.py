"""A PostgreSQL or MariaDB database saved and put back by the server's own programs.

PostgreSQL: `pg_dump --format=custom`, which sees one snapshot; `pg_restore` in one transaction. MariaDB:
`mariadb-dump --single-transaction`, which sees one snapshot of its transactional tables (MyISAM has none); it
is put back statement by statement, so that a run that was killed is run again. Tables that were made after
the backup stay as they are in both.

What could go wrong for ever: a dump that broke off is taken for whole. So the program's exit code counts, and
its name is written only then. What these programs say may quote people's values: it is not repeated.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import sqlalchemy
from sqlalchemy.engine import URL

from honour.carrying_out.stores import StoreUnreachable

Server: TypeAlias = Literal["postgresql", "mariadb"]

_READ: Final = 1024 * 1024
_PACKAGES: Final[Mapping[Server, str]] = {"postgresql": "postgresql-client", "mariadb": "mariadb-client"}


@dataclass(frozen=True, slots=True)
class Address:
    """A database on a server: what its programs need to find it. The password never stands in a command."""

    server: Server
    words: tuple[str, ...]
    database: str
    environment: Mapping[str, str]


def address(url: str) -> Address | None:
    """The database of a URL; None where it is on no server that is known here."""
    read = sqlalchemy.make_url(url)
    match read.get_backend_name():
        case "postgresql":
            return _postgres(read)
        case "mariadb" | "mysql":
            return _mariadb(read)
        case _:
            return None


def saved(name: str, where: Address) -> Iterator[bytes]:
    """The database as its server's program writes it. Raises StoreUnreachable."""
    program: Sequence[str]
    if where.server == "postgresql":
        program = ("pg_dump", "--format=custom", "--no-password", *where.words, "--dbname", where.database)
    else:
        program = (
            "mariadb-dump",
            *where.words,
            "--single-transaction",
            "--routines",
            "--triggers",
            "--hex-blob",
            "--default-character-set=utf8mb4",
            where.database,
        )
    with _started(name, where, program, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while block := process.stdout.read(_READ):
            yield block
    _refuse_failure(name, program[0], process.returncode)


def put_back(name: str, where: Address, content: Iterable[bytes], without: Sequence[str]) -> None:
    """Let the database hold what was saved, and of the tables `without` only what was saved of them.

    Raises StoreUnreachable.
    """
    _drop(name, where, without)
    program: Sequence[str]
    if where.server == "postgresql":
        program = (
            "pg_restore",
            "--no-password",
            "--clean",
            "--if-exists",
            "--single-transaction",
            *where.words,
            "--dbname",
            where.database,
        )
    else:
        program = ("mariadb", *where.words, "--default-character-set=utf8mb4", where.database)
    with _started(name, where, program, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        broken = False
        for block in content:  # also to its end when the program has left: the backup is read whole
            if not broken:
                try:
                    process.stdin.write(block)
                except BrokenPipeError:
                    broken = True
    _refuse_failure(name, program[0], process.returncode)


def _drop(name: str, where: Address, tables: Sequence[str]) -> None:
    """Drop tables of ours first: one that was made after the backup would stay, and say that all is there."""
    statement = f"DROP TABLE IF EXISTS {', '.join(tables)}"
    program: Sequence[str]
    if where.server == "postgresql":
        program = ("psql", "--no-psqlrc", "--no-password", "--quiet", "--set", "ON_ERROR_STOP=1")
        program = (*program, *where.words, "--dbname", where.database, "--command", statement)
    else:
        program = ("mariadb", *where.words, "--execute", statement, where.database)
    with _started(name, where, program, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        pass
    _refuse_failure(name, program[0], process.returncode)


def version(where: Address) -> str:
    """The program that saves, and its version; empty where there is none."""
    program = "pg_dump" if where.server == "postgresql" else "mariadb-dump"
    try:
        ran = subprocess.run(  # noqa: S603 - a program of the list above
            [program, "--version"], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return ""
    return ran.stdout.strip()


def _started(
    name: str, where: Address, program: Sequence[str], stdin: int, stdout: int
) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(  # noqa: S603 - a program of the lists above, never a shell
            program,
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **where.environment},
        )
    except FileNotFoundError:
        package = _PACKAGES[where.server]
        raise StoreUnreachable(f"{name}: the program {program[0]} is missing: install {package}") from None


def _refuse_failure(name: str, program: str, code: int) -> None:
    if code:
        raise StoreUnreachable(
            f"{name}: {program} ended with {code}: see that the server answers, that this user may read and"
            " write everything in the database and that there is room; by hand it says more"
        )


def _postgres(url: URL) -> Address:
    words = [*_pair("--host", url.host), *_pair("--port", url.port), *_pair("--username", url.username)]
    password = {"PGPASSWORD": str(url.password)} if url.password else {}
    return Address("postgresql", tuple(words), url.database or "", password)


def _mariadb(url: URL) -> Address:
    words = ["--no-defaults", "--protocol=tcp"]
    words += [*_pair("--host", url.host), *_pair("--port", url.port), *_pair("--user", url.username)]
    password = {"MYSQL_PWD": str(url.password)} if url.password else {}
    return Address("mariadb", tuple(words), url.database or "", password)


def _pair(option: str, value: object) -> tuple[str, ...]:
    return (f"{option}={value}",) if value else ()
