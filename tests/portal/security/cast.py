"""People of a served site, made by its pages alone, and the codes of their telephones."""

import base64
import hmac
import re
import sqlite3
import struct
from contextlib import closing
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final

from tests.running import Answer, Browser, Running

PASSWORD: Final = "un cheval traverse la nuit 7"
PERIOD: Final = 30  # seconds, RFC 6238


def join(site: Running, name: str, language: str = "en", at: str = "127.0.0.1") -> Browser:
    """Somebody who has signed up, confirmed his address and signed in; so many may from one place."""
    browser = site.browser(at, **{"Accept-Language": language})
    fields = {"email": f"{name}@exemple.example", "username": name, "password1": PASSWORD, "read": "on"}
    assert browser.send("/account/signup/", fields).status == 302
    links = re.findall(rf"https://localhost:{site.port}(/account/confirm-email/\S+)", site.letters())
    assert browser.send(links[0], {}).status == 302  # the newest letter stands first
    assert sign_in(browser, name).status == 302
    return browser


def sign_in(browser: Browser, name: str, password: str = PASSWORD) -> Any:
    """The answer to a sign-in by user name and password."""
    return browser.send("/account/login/", {"login": name, "password": password})


def code(secret: str, shown: Answer) -> str:
    """The six digits of an authenticator app when a page was shown (RFC 6238 over RFC 4226)."""
    at = parsedate_to_datetime(shown.headers["date"]).timestamp()
    counter = struct.pack(">Q", int(at) // PERIOD)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def where(answer: Answer) -> str:
    """Where an answer leads to."""
    return answer.headers["location"]


def add_app(browser: Browser, password: str = PASSWORD) -> str:
    """Add an authenticator app by the pages; its secret."""
    page = browser.get("/account/2fa/totp/activate/")
    if page.status == 302:
        browser.send(where(page), {"password": password})
    shown = browser.get("/account/2fa/totp/activate/")
    found = re.search(r"<code>([A-Z2-7]+)</code>", shown.text)
    assert found, shown.text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown.text)
    assert token
    sent = {"csrfmiddlewaretoken": token[1], "code": code(found[1], shown)}
    assert browser.post("/account/2fa/totp/activate/", sent).status == 302
    return found[1]


def rows(folder: Path, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """What a statement reads in the site's database."""
    with closing(sqlite3.connect(f"file:{folder}/data/honour.db?mode=ro", uri=True)) as connection:
        return connection.execute(statement, values).fetchall()


def act(folder: Path, statement: str, *values: object) -> None:
    """Change the site's database beside its pages."""
    with closing(sqlite3.connect(folder / "data" / "honour.db", timeout=20)) as connection:
        connection.execute(statement, values)
        connection.commit()
