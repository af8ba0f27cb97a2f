"""A site that runs: made by `honour new`, served by `honour serve`, asked over HTTPS as a browser would.

Its empty tables are a copy of those that the program which makes them has made once: making them takes three
times as long as opening a site. `HONOUR_COLD=true` has each site make its own.
"""

import atexit
import html
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from tests.warm import COLD, command

_BUSY: Final = "another command is at work on this site"
_AGAIN: Final = 100  # times; each start takes a third of a second and more
_PATIENCE: Final = 120  # seconds that a loaded machine may take to start a site
OF_THIS_HOST: Final = "__Host-"
"""How the name of each cookie begins in a browser (RFC 6265bis, 4.1.3.2)."""

_INPUT: Final = re.compile(r"<input[^>]*>")
_TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answered. `cookies` are the values of `Set-Cookie`, whole."""

    status: int
    headers: Mapping[str, str]
    text: str
    cookies: tuple[str, ...]
    body: bytes = b""


@dataclass(slots=True)
class Browser:
    """One browser: it keeps cookies, sends forms with their token, and follows only when asked.

    `cookies` are by their declared names; on the way each bears `OF_THIS_HOST` before it.
    """

    port: int
    host: str = "localhost"
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    at: str = "127.0.0.1"  # where it stands: any address of this machine

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """Send fields to an address as they are."""
        return self._ask("POST", path, urllib.parse.urlencode(fields), headers)

    def send(self, page: str, fields: Mapping[str, str], to: str | None = None) -> Answer:
        """Fetch a page and send its form, with the token that stands in it, to the page or elsewhere."""
        shown = self.get(page)
        assert shown.status == 200, (page, shown.status)
        token = _TOKEN.search(shown.text)
        assert token, f"{page} has no form"
        return self.post(to or page, {"csrfmiddlewaretoken": token[1], **fields})

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        trusting = ssl._create_unverified_context()  # the certificate is the site's own
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, context=trusting, timeout=_PATIENCE, source_address=(self.at, 0)
        )
        address = f"https://{self.host}:{self.port}"
        sent = {"Host": f"{self.host}:{self.port}", "Referer": f"{address}{path}", **self.headers, **headers}
        if self.cookies:
            bound = (f"{OF_THIS_HOST}{name}={value}" for name, value in self.cookies.items())
            sent["Cookie"] = "; ".join(bound)
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        whole = answer.read()
        text = whole.decode("utf-8", "replace")
        cookies = tuple(answer.headers.get_all("Set-Cookie") or ())
        for cookie in cookies:
            name, _, value = cookie.strip().removeprefix(OF_THIS_HOST).partition(";")[0].partition("=")
            self.cookies[name] = value
            if not value.strip('"'):
                del self.cookies[name]
        connection.close()
        return Answer(answer.status, dict(answer.headers.items()), text, cookies, whole)


@dataclass(frozen=True, slots=True)
class Running:
    """A site that answers on `port`, and on `plain` with the way there."""

    folder: Path
    port: int
    plain: int
    process: subprocess.Popen[bytes]
    host: str = "localhost"

    def browser(self, at: str = "127.0.0.1", **headers: str) -> Browser:
        """A browser that was never here, at an address of this machine."""
        return Browser(self.port, self.host, headers=headers, at=at)

    def letters(self) -> str:
        """The outbox of a demo, as text without marks."""
        shown = self.browser().get("/outbox/").text
        return html.unescape(re.sub(r"<[^>]+>", "", shown))

    def log(self) -> str:
        """What the process tree wrote."""
        return (self.folder.parent / f"{self.folder.name}.log").read_text("utf-8")


def honour(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command; it must succeed. While a schedule of the site destroys something, it is run again."""
    given = [str(word) for word in words]
    if given[0] == "new":  # needs nothing that a process of the tests has not loaded
        made = command(*given, folder=Path.cwd(), environment=os.environ)
        assert made.code == 0, made
        return subprocess.CompletedProcess(given, made.code, made.out.decode(), made.err.decode())
    program = [sys.executable, "-m", "honour.command", *given]
    ran = subprocess.run(program, check=False, capture_output=True, text=True)
    for _ in range(_AGAIN):
        if _BUSY not in ran.stdout + ran.stderr:
            break
        ran = subprocess.run(program, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran


def _with_tables(folder: Path) -> None:
    """Give a site that is served and was never opened its empty tables, as it would make them."""
    configuration, database = folder / "honour.toml", folder / "data/honour.db"
    if COLD or database.exists() or not configuration.is_file():
        return
    if re.search(r"(?m)^database *=", configuration.read_text("utf-8")):
        return  # they are a server's
    database.parent.mkdir(mode=0o700, exist_ok=True)
    shutil.copy2(_tables(), database)


@cache
def _tables() -> Path:
    """A database with all tables of a site that Honour runs, and nothing in them."""
    folder = Path(tempfile.mkdtemp(prefix="tables"))
    atexit.register(shutil.rmtree, folder)
    made = command("new", "site", "--like", "support-desk", folder=folder, environment=os.environ)
    assert made.code == 0, made
    site, database = folder / "site", folder / "honour.db"
    database.touch(mode=0o600)
    subprocess.run([sys.executable, "-m", "honour.website.migrating", str(site), str(database)], check=True)
    return database


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def settle(folder: Path, **settings: object) -> tuple[int, int]:
    """Write `[serve]` with free ports and these settings as the end of `honour.toml`; both ports."""
    port, plain = free_port(), free_port()
    file = folder / "honour.toml"
    before = file.read_text("utf-8").partition("[serve]")[0]
    lines = [f'listen = "127.0.0.1:{port}"', f'redirect = "127.0.0.1:{plain}"']
    lines += [
        f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}"
        for name, value in settings.items()
    ]
    file.write_text(before + "\n".join(["[serve]", *lines]) + "\n", "utf-8")
    return port, plain


@contextmanager
def running(
    folder: Path,
    port: int,
    plain: int,
    environment: Mapping[str, str] | None = None,
    tls: bool = True,
    host: str = "localhost",
    only: str | None = None,
) -> Iterator[Running]:
    """Serve a site, which people reach as `host`, until the context ends; `only` may be `--web-only`.

    Its output goes to `NAME.log` beside the folder.
    """
    _with_tables(folder)
    program = [sys.executable, "-m", "honour.command", "serve", "--site", str(folder)]
    program += [only] if only else []
    with (folder.parent / f"{folder.name}.log").open("ab") as log:
        process = subprocess.Popen(program, stdout=log, stderr=log, env=environment)
        try:
            site = Running(folder, port, plain, process, host)
            _until_it_answers(site, tls)
            yield site
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
            process.wait()


def _until_it_answers(site: Running, tls: bool) -> None:
    """Wait for the port itself; the process may end before."""
    import time

    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        assert site.process.poll() is None, site.log()
        with suppress(OSError), socket.create_connection(("127.0.0.1", site.port), 1):
            if not tls or site.browser().get("/").status == 200:
                return
        site.process.poll()
        with suppress(subprocess.TimeoutExpired):
            site.process.wait(0.1)
    raise AssertionError(f"the site did not answer within {_PATIENCE} s: {site.log()}")
