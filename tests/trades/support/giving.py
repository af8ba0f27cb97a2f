"""Giving documents to a ticket as a browser does, and looking for them where they lie."""

import http.client
import re
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from tests.portal.visiting import rows
from tests.running import OF_THIS_HOST, Answer, Browser, Running

_BORDER = "----border-of-a-form"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
"""How every PNG begins."""


def gave(
    browser: Browser,
    ticket: str,
    name: str,
    content: bytes,
    to: str | None = None,
    page: str | None = None,
    token: str = "",
) -> Answer:
    """Send a file by the form of a ticket's documents; what the site answers."""
    return sent(browser, ticket, name, [content], len(content), to, page, token)


def sent(
    browser: Browser,
    ticket: str,
    name: str,
    pieces: Iterable[bytes],
    size: int,
    to: str | None = None,
    page: str | None = None,
    token: str = "",
) -> Answer:
    """Send a file piece by piece, with the token of the page, or another."""
    shown = browser.get(page or f"/tickets/{ticket}/documents/")
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown.text)
    assert found, (shown.status, shown.text[-500:])
    token = token or found[1]
    begin = (
        f'--{_BORDER}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        f'--{_BORDER}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()
    end = f"\r\n--{_BORDER}--\r\n".encode()

    def body() -> Iterator[bytes]:
        yield begin
        yield from pieces
        yield end

    length = len(begin) + size + len(end)
    return _posted(browser, to or f"/tickets/{ticket}/documents/upload/", body(), length)


def _posted(browser: Browser, path: str, body: Iterator[bytes], length: int) -> Answer:
    trusting = ssl._create_unverified_context()  # the certificate is the site's own
    address = f"https://{browser.host}:{browser.port}"
    cookies = "; ".join(f"{OF_THIS_HOST}{name}={value}" for name, value in browser.cookies.items())
    headers = {
        "Host": f"{browser.host}:{browser.port}",
        "Referer": f"{address}{path}",
        "Cookie": cookies,
        "Content-Type": f"multipart/form-data; boundary={_BORDER}",
        "Content-Length": str(length),
        **browser.headers,
    }
    connection = http.client.HTTPSConnection("127.0.0.1", browser.port, context=trusting, timeout=120)
    with closing(connection):
        with suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):  # it has its answer already
            connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        whole = answer.read()
    return Answer(answer.status, dict(answer.headers.items()), whole.decode("utf-8", "replace"), (), whole)


def left(browser: Browser, ticket: str, name: str, content: bytes, has_begun: Callable[[], object]) -> None:
    """Begin to send a file, and leave before its end, once `has_begun` gives back."""

    def breaking() -> Iterator[bytes]:
        yield content
        has_begun()
        raise ConnectionAbortedError

    with suppress(ConnectionAbortedError):
        sent(browser, ticket, name, breaking(), 2 * len(content))


def documents(browser: Browser, ticket: str) -> list[str]:
    """The addresses of the files that the page of a ticket's documents names, oldest first."""
    page = browser.get(f"/tickets/{ticket}/documents/")
    assert page.status == 200
    return re.findall(rf'href="(/tickets/{ticket}/documents/[a-z2-7]{{32}}/)"', page.text)


def on_disk(site: Running) -> list[Path]:
    """What lies in the folder of documents."""
    folder = site.folder / "data" / "documents"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def cells(site: Running) -> list[tuple[Any, ...]]:
    """The key cells of documents."""
    return rows(site, "SELECT owner FROM keeping_keys_cell WHERE kind = 'document'")


def lies_in(site: Running, word: bytes) -> list[str]:
    """The files of the site's folder whose bytes hold a word."""
    return [
        str(path.relative_to(site.folder))
        for path in sorted(site.folder.rglob("*"))
        if path.is_file() and word in path.read_bytes()
    ]


def gave_serial(browser: Browser, ticket: str, text: str) -> Answer:
    """Send a serial key by the form of a ticket's documents."""
    page = f"/tickets/{ticket}/documents/"
    return browser.send(page, {"serial": text}, to=f"{page}serial/")


def shown_serial(browser: Browser, ticket: str, document: str) -> Answer:
    """Ask for a serial key to be shown."""
    page = f"/tickets/{ticket}/documents/"
    return browser.send(page, {}, to=f"{page}{document}/show/")
