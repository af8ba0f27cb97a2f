"""PostgreSQL and MariaDB servers of a test's own, that may be killed: in a temporary folder, on a free port.

Each is durable as it comes (fsync on), lets root in without a password on 127.0.0.1 alone, and is gone with
its folder when its block ends. The servers that all tests share (`tests.servers`) are never touched.
"""

import os
import pwd
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

import psycopg
import pymysql
from pymysql.constants import CLIENT

PATIENCE: Final = 60  # seconds that a server has to start
_READY: Final = b"ready for connections"


class ServerMissing(Exception):
    """A server's programs are not on this machine; the message says what to install."""


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A server that runs until its block ends. `kill` ends it as a crash would; `start` recovers it.

    `ask` carries out SQL in a database of it, one statement or several; the rows of a single one.
    """

    name: str
    port: int
    start: Callable[[], None]
    kill: Callable[[], None]
    ask: Callable[[str, str], list[tuple[Any, ...]]]
    usual: str

    def address(self, database: str, port: int | None = None) -> str:
        """The SQLAlchemy address of a database, perhaps by way of another port."""
        kind = {"PostgreSQL": "postgresql+psycopg", "MariaDB": "mariadb+pymysql"}[self.name]
        return f"{kind}://root@127.0.0.1:{port or self.port}/{database}"

    def fresh(self, database: str, script: str) -> None:
        """Make a database of this name anew, by a script."""
        self.ask(self.usual, f"DROP DATABASE IF EXISTS {database}")
        self.ask(self.usual, f"CREATE DATABASE {database}")
        self.ask(database, script)


@contextmanager
def own_postgres(*settings: str) -> Iterator[OwnServer]:
    """A PostgreSQL cluster, with these settings (`name=value`). Raises ServerMissing."""
    initdb = _program("initdb", *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))
    control = initdb.with_name("pg_ctl")
    with _folder("postgres") as (folder, as_owner):
        data, port = folder / "data", _free_port()
        _done(*as_owner, initdb, "-D", data, "-U", "root", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        told = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *settings]
        with (data / "postgresql.conf").open("a") as file:
            file.writelines(
                f"{name} = '{value}'\n" for name, _, value in (one.partition("=") for one in told)
            )

        def start() -> None:
            log = folder / "log"
            _done(*as_owner, control, "-D", data, "-l", log, "-w", "-s", "-t", str(PATIENCE), "start")

        def kill() -> None:
            _done(*as_owner, control, "-D", data, "-s", "-m", "immediate", "stop")

        def ask(database: str, sql: str) -> list[tuple[Any, ...]]:
            address = f"host=127.0.0.1 port={port} user=root dbname={database}"
            with psycopg.connect(address, autocommit=True) as connection:
                done = connection.execute(sql.encode())
                return done.fetchall() if done.description else []

        start()
        try:
            yield OwnServer("PostgreSQL", port, start, kill, ask, "postgres")
        finally:
            with suppress(subprocess.CalledProcessError):  # a test may have left it dead
                kill()


@contextmanager
def own_mariadb(*settings: str) -> Iterator[OwnServer]:
    """A MariaDB server, with these settings (`name=value`). Raises ServerMissing."""
    server, install = _program("mariadbd", Path("/usr/sbin")), _program("mariadb-install-db")
    with _folder("mysql") as (folder, as_owner):
        data, port = folder / "data", _free_port()
        _done(
            *as_owner,
            install,
            "--no-defaults",
            f"--datadir={data}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
        )
        running = _Mariadbd(
            [
                *as_owner,
                str(server),
                "--no-defaults",
                f"--datadir={data}",
                f"--socket={folder / 'socket'}",
                f"--pid-file={folder / 'pid'}",
                f"--port={port}",
                "--bind-address=127.0.0.1",
                "--innodb-buffer-pool-size=16M",
                *(f"--{one}" for one in settings),
            ]
        )

        def ask(database: str, sql: str) -> list[tuple[Any, ...]]:
            connection = pymysql.connect(
                host="127.0.0.1",
                port=port,
                user="root",
                database=database,
                charset="utf8mb4",
                autocommit=True,
                client_flag=CLIENT.MULTI_STATEMENTS,
            )
            with connection, connection.cursor() as cursor:
                cursor.execute(sql)
                rows = list(cursor.fetchall())
                while cursor.nextset():
                    pass
                return rows

        running.start()
        try:
            yield OwnServer("MariaDB", port, running.start, running.kill, ask, "mysql")
        finally:
            running.kill()


class _Mariadbd:
    """The server's process; what it says is read until it is ready, and then to its end."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.process: subprocess.Popen[bytes] | None = None
        self.reader: threading.Thread | None = None

    def start(self) -> None:
        """Start it, or start it again; it mends its files first. Returns when it answers."""
        ready, said = threading.Event(), list[bytes]()
        self.process = subprocess.Popen(self.words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

        def read(stream: Any) -> None:
            with stream:
                for line in stream:
                    said.append(line)
                    if _READY in line:
                        ready.set()
            ready.set()  # it ended: nothing more is coming

        self.reader = threading.Thread(target=read, args=(self.process.stderr,), daemon=True)
        self.reader.start()
        assert ready.wait(PATIENCE), said
        assert any(_READY in line for line in said), said

    def kill(self) -> None:
        """SIGKILL: it ends in the middle of whatever it does."""
        assert self.process is not None
        assert self.reader is not None
        self.process.kill()
        self.process.wait()
        self.reader.join()


@contextmanager
def _folder(owner: str) -> Iterator[tuple[Path, list[str]]]:
    """A folder of this user's, where we are root, and the words that run a program as him."""
    folder = Path(mkdtemp(prefix=f"honour-{owner}-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:
        user = pwd.getpwnam(owner)
        os.chown(folder, user.pw_uid, user.pw_gid)
        ids = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        as_owner = [str(_program("setpriv")), *ids, "--"]
    try:
        yield folder, as_owner
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str, *folders: Path) -> Path:
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    found = shutil.which(name)
    if found is None:
        raise ServerMissing(f"{name} is missing: apt-get install postgresql mariadb-server util-linux")
    return Path(found)


def _done(*words: str | Path) -> None:
    """Run a program to its end in a folder that anybody may enter."""
    quiet = subprocess.DEVNULL
    subprocess.run(
        [str(word) for word in words], cwd="/", stdin=quiet, stdout=quiet, stderr=quiet, check=True
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
