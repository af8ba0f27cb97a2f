"""Many requests at random for what is another's, asked of the whole site in this process.

    python -m tests.portal.probing SITE < question.json > answer.json

The question names what is hers, who asks, how many times and with which seed; the answer, what was wrong. The
same seed asks the same. Pages, middleware and database are the site's own; only the server is left out, so
that a hundred thousand take minutes: what of bytes is the server's, `tests/website/test_defences.py` asks.
"""

import html
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random  # noqa: TID251  # the same seed asks the same
from typing import Any, Final
from urllib.parse import quote, unquote_to_bytes, urlencode

Environment = dict[str, Any]
Application = Callable[[Environment, Callable[..., Any]], Any]

MEANT: Final = {301, 302, 303, 400, 401, 403, 404, 405, 410, 413, 429}
"""How a page says that there is nothing here for whoever asks."""

ENDS: Final = frozenset({"account_logout", "end_others", "close_my_account", "account_inactive"})
"""What would end the asker's own session, and with it the test."""

SLOT: Final = re.compile(r"<(?:\w+:)?(\w+)>")
HOSTILE: Final = (
    *("", " ", "\0", "'", '"', "' OR '1'='1", "1; DROP TABLE x", "%s%n", "{0.__class__}", "../../etc/passwd"),
    *(
        "<script>",
        "\r\nX-Evil: 1",
        "\ud83d",
        "é" * 50,
        "-1",
        "0",
        "1e309",
        "9" * 40,
        "NaN",
        "null",
        "true",
        "[]",
    ),
    *(
        "2026-02-30",
        "0000-00-00",
        "9999-12-31",
        "A" * 3000,
        "\u202e",
        "\u0130",
        "%00",
        "${7*7}",
        "*",
        "\\",
        "a" * 255,
    ),
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `hers` are her names by the slot of a route that they fit, `askers` cookies by name."""

    seed: int
    count: int
    host: str
    planted: tuple[str, ...]
    hers: Mapping[str, tuple[str, ...]]
    routes: tuple[tuple[str, str], ...]
    askers: Mapping[str, str]
    login: str


@dataclass(frozen=True, slots=True)
class Probe:
    """A request: `path` as it stands in the first line, without the query."""

    asker: str
    route: str
    method: str
    path: str
    query: str
    fields: Mapping[str, str]
    headers: Mapping[str, str]
    names_hers: bool


@dataclass(slots=True)
class Site:
    """The site's pages, as the server calls them; tokens against forgery, by asker."""

    answer: Application
    question: Question
    tokens: dict[str, str] = field(default_factory=dict)

    def ask(self, probe: Probe) -> tuple[int, str, str]:
        """Status, headers and text of an answer."""
        body = urlencode(probe.fields, errors="surrogatepass").encode() if probe.fields else b""
        environment: Environment = {
            "REQUEST_METHOD": probe.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(probe.path).decode("latin-1"),
            "QUERY_STRING": probe.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": self.question.host.rpartition(":")[2],
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": self.question.host,
            "HTTP_REFERER": f"https://{self.question.host}/contact/",
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        if cookie := self.question.askers[probe.asker]:
            environment["HTTP_COOKIE"] = f"__Host-session={cookie}"
        environment |= {_variable(name): value for name, value in probe.headers.items()}
        told: list[Any] = []
        chunks = self.answer(environment, lambda *said: told.append(said))
        try:
            text = b"".join(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        status, headers = told[0][0], told[0][1]
        return int(status.split()[0]), repr(headers), text.decode("utf-8", "replace")

    def token(self, asker: str) -> str:
        """A token against forgery that is the asker's own: what he sends does not fail for want of one."""
        if asker not in self.tokens:
            shown = self.ask(Probe(asker, "contact", "GET", "/contact/", "", {}, {}, False))[2]
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)
            self.tokens[asker] = found[1] if found else ""
        return self.tokens[asker]


def _variable(header: str) -> str:
    name = header.upper().replace("-", "_")
    return name if name in ("REMOTE_USER", "CONTENT_TYPE") else f"HTTP_{name}"


def probes(question: Question) -> Iterator[Probe]:
    """As many as are asked for."""
    dice = Random(question.seed)  # no secret: the same seed asks the same
    askers = sorted(question.askers)
    for _ in range(question.count):
        pattern, route = dice.choice(question.routes)
        path, names_hers = _filled(pattern, question, dice)
        method = dice.choices(
            ("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"), (60, 25, 5, 3, 3, 2, 2)
        )[0]
        if method == "POST" and route in ENDS:
            method = "GET"
        yield Probe(
            asker=dice.choice(askers),
            route=route,
            method=method,
            path=_written(path, dice),
            query=_query(question, dice),
            fields=_fields(question, dice) if method in ("POST", "PUT") else {},
            headers=_headers(question, dice),
            names_hers=names_hers,
        )


def _filled(pattern: str, question: Question, dice: Random) -> tuple[str, bool]:
    """A path of a route's pattern with something of hers in its places, or nearly; whether all of it is."""
    hers = True

    def value(found: "re.Match[str]") -> str:
        nonlocal hers
        slot = found[1]
        if slot not in question.hers or dice.random() < 0.1:
            hers = False
            return dice.choice(
                ("1", "A" * 43, "legal", quote(dice.choice(HOSTILE), safe="", errors="replace") or "x")
            )
        return _nearly(dice.choice(question.hers[slot]), dice)

    filled = SLOT.sub(value, pattern)
    return "/" + filled, hers and bool(SLOT.search(pattern))


def _nearly(name: str, dice: Random) -> str:
    """A name of hers as it is, or written as careless readers take for the same."""
    turned = (
        name,
        name.upper(),
        name.lower(),
        name + dice.choice(("%20", "%00", "%0a", ".", "/", ";x=1", "%2e", "%09", "%c2%a0", "~", "=")),
        dice.choice(("%20", "0", "+", "./", "%2e/", "x/../", "%ef%bb%bf")) + name,
        "".join(f"%{ord(each):02x}" if each.isascii() and dice.random() < 0.5 else each for each in name),
        name.replace("-", ""),
        name[:-1] + "*",
        "%",
        f"{{{name}}}",
        f'"{name}"',
        f"{name},{name}",
        f"{name}'--",
    )
    return turned[0] if dice.random() < 0.4 else dice.choice(turned)


def _written(path: str, dice: Random) -> str:
    """A path as it was given, or as servers and programs may read it differently."""
    if dice.random() < 0.6:
        return path
    at = dice.randrange(len(path))
    return dice.choice(
        (
            path.rstrip("/"),
            path + "/",
            "/" + path,
            path.replace("/", "//"),
            "/." + path,
            "/static/.." + path,
            "/logo/../" + path.lstrip("/"),
            path.upper(),
            path[:at]
            + quote(path[at : at + 1], safe="").replace(path[at], f"%{ord(path[at]):02x}")
            + path[at + 1 :],
            path.replace("/", "%2f"),
            path.replace("/", "%5c"),
            path + "%00.css",
            path + ";.css",
            path + "index.html",
            path + ".json",
            path.replace("%", "%25"),
            path + "%3f",
            path + "#",
        )
    )


def _query(question: Question, dice: Random) -> str:
    if dice.random() < 0.5:
        return ""
    every = [each for values in question.hers.values() for each in values]
    names: tuple[str, ...] = (
        "person",
        "user",
        "id",
        "pk",
        "session",
        "reference",
        "request",
        "whom",
        "kind",
        "page",
        "next",
        "format",
    )
    names += (
        "before",
        "a",
        "b",
        "from",
        "to",
        "token",
        "as",
        "impersonate",
        "debug",
        "_method",
        "fields",
        "include",
    )
    pairs = [
        (
            dice.choice(names),
            dice.choice((*every, question.login, "1", "../", "json", "/me/data/", *HOSTILE[:12])),
        )
        for _ in range(dice.randint(1, 3))
    ]
    return urlencode(pairs, errors="replace")


def _fields(question: Question, dice: Random) -> dict[str, str]:
    every = [each for values in question.hers.values() for each in values]
    names: tuple[str, ...] = (
        "hold",
        "request",
        "reference",
        "message",
        "id",
        "receipt",
        "person",
        "user",
        "pk",
        "authenticators",
    )
    names += (
        "session",
        "whom",
        "hold_id",
        "account",
        "text",
        "why",
        "purpose",
        "say",
        "login",
        "email",
        "name",
        "code",
    )
    names += (
        "number",
        "subject",
        "on_behalf",
        "decision",
        "wish",
        "trusted",
        "language",
        "next",
        "date",
        "day",
        "role",
    )
    sent = {"csrfmiddlewaretoken": "{token}"} if dice.random() < 0.9 else {}
    for _ in range(dice.randint(1, 5)):
        sent[dice.choice(names)] = dice.choice(
            (*every, question.login, f"customer:{question.login}", *HOSTILE)
        )
    return sent


def _headers(question: Question, dice: Random) -> dict[str, str]:
    if dice.random() < 0.6:
        return {}
    person = next(iter(question.hers.get("uidb36", ("1",))))
    session = next(iter(question.hers.get("session", ("x",))))
    several: Sequence[Mapping[str, str]] = (
        {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1", "Forwarded": "for=127.0.0.1;proto=https"},
        {"X-Original-URL": "/me/data/", "X-Rewrite-URL": "/me/data/"},
        {"X-HTTP-Method-Override": "DELETE", "X-Method-Override": "PUT"},
        {"X-Forwarded-User": question.login, "X-Remote-User": question.login, "X-User-Id": person},
        {"Authorization": "Basic YWRhOmFkYQ=="},
        {"Authorization": f"Bearer {session}"},
        {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"},
        {"Cookie": f"__Host-session={session}"},
        {"Cookie": f"session={session}; __Host-session=; sessionid={session}"},
        {"Cookie": '__Host-session="' + "A" * 43 + '"; __Host-language=../../x; __Host-choices=' + "x" * 200},
        {"If-None-Match": "*", "If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"},
        {"Range": "bytes=0-1000000"},
        {"Content-Type": "application/json"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Accept-Language": "xx-" + "y" * 300},
        {"User-Agent": "\x7f" * 400},
        {"Origin": "null"},
        {"Referer": "https://evil.example/"},
    )
    return dict(dice.choice(several))


def wrong_with(probe: Probe, question: Question, status: int, headers: str, text: str) -> str:
    """What is wrong with an answer; empty where nothing is."""
    shown = html.unescape(text)
    for value in question.planted:
        if value in shown or value in text or value in headers:
            return f"holds {value}"
    if status >= 500:
        return f"a fault, {status}"
    if "('X-Evil'" in headers:
        return "a header that somebody sent"
    if probe.names_hers and status not in MEANT:
        return f"answered with {status}"
    return ""


def asked(site: Site) -> dict[str, Any]:
    """Ask everything; what was wrong (the first hundred), and how the answers ended."""
    question, ended = site.question, Counter[str]()
    wrong: list[str] = []
    for number, probe in enumerate(probes(question)):
        fields = {
            name: site.token(probe.asker) if value == "{token}" else value
            for name, value in probe.fields.items()
        }
        sent = Probe(**{**{name: getattr(probe, name) for name in Probe.__slots__}, "fields": fields})
        try:
            status, headers, text = site.ask(sent)
        except Exception as fault:  # noqa: BLE001  # whatever comes through all of the middleware is a finding
            status, headers, text = 599, "", f"{type(fault).__name__}"
        ended[str(status)] += 1
        said = wrong_with(sent, question, status, headers, text)
        if said and len(wrong) < 100:
            wrong.append(f"{number} {sent.asker}: {sent.method} {sent.path}?{sent.query} {said}")
    return {"wrong": wrong, "ended": dict(ended)}


def main() -> None:
    """Answer the question on standard input."""
    told = json.load(sys.stdin)
    question = Question(
        told["seed"],
        told["count"],
        told["host"],
        tuple(told["planted"]),
        {slot: tuple(values) for slot, values in told["hers"].items()},
        tuple((pattern, name) for pattern, name in told["routes"]),
        told["askers"],
        told["login"],
    )
    from honour.website.running import open_running

    open_running(Path(sys.argv[1]))
    from django.core.wsgi import get_wsgi_application

    json.dump(asked(Site(get_wsgi_application(), question)), sys.stdout)


if __name__ == "__main__":
    main()
