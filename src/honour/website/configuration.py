"""What `honour.toml` may say: every setting, its kind, its default, what it is for.

A secret is never written in the file: `"${NAME}"` names the variable of the environment that holds it.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from honour.promises.findings import Finding, Unreadable
from honour.promises.reading import nearest

CONFIGURATION: Final = "honour.toml"

Kind: TypeAlias = Literal[
    "yes or no", "text", "number", "days", "host and port", "path", "paths", "hosts", "secret", "a country"
]
Value: TypeAlias = bool | str | int | Path | tuple[Path, ...] | tuple[str, ...]

_REFERENCE: Final = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")
_PLACE: Final = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):[0-9]{1,5}")
_MOST: Final = 65_535  # the last port (RFC 6335, section 6), and more than enough of anything else
_HOST: Final = re.compile(r"(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,62}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_DAYS: Final = re.compile(r"([1-9][0-9]{0,3}) days?")

_MENDS: Final[Mapping[Kind, str]] = {
    "yes or no": "{name} = true",
    "text": '{name} = "…"',
    "number": "{name} = 1",
    "days": '{name} = "14 days"',
    "host and port": '{name} = "127.0.0.1:8443"',
    "a country": '{name} = "FR"',
    "path": '{name} = "/PATH"',
    "paths": '{name} = ["/PATH"]',
    "hosts": '{name} = ["graph.facebook.com"]',
    "secret": '{name} = "${{NAME}}", and put it into the environment under that name',
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `section` is empty at the top of the file; `default` is worded; `example` is TOML."""

    section: str
    name: str
    kind: Kind
    default: str
    meaning: str
    example: str


_SIGN_IN: Final[tuple[tuple[str, Kind, str, str], ...]] = (
    ("id", "secret", "The site's number with this platform; without it there is no button.", '"${APP_ID}"'),
    ("secret", "secret", "The secret that goes with it.", '"${APP_SECRET}"'),
    (
        "address",
        "text",
        "On a demo: where a stand-in answers in the platform's place.",
        '"http://127.0.0.1:9000"',
    ),
    (
        "hosts",
        "hosts",
        "The machines that the site itself asks, over HTTPS, and no other (see docs/sharing.md).",
        '["graph.facebook.com"]',
    ),
)

SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "",
        "demo",
        "yes or no",
        "no",
        "A site to try things on: its clock can be moved, it prints passwords, listens on this machine only"
        " and sends no mail. Read once, when the log begins, and then for ever.",
        "true",
    ),
    Setting(
        "",
        "database",
        "text",
        "`data/honour.db`",
        "The PostgreSQL database of the site's own tables, or the variable that holds its URL.",
        '"${SITE_DATABASE}"',
    ),
    Setting(
        "",
        "key_place",
        "path",
        "`../NAME.keys`",
        "The folder of the keys, outside `data/`.",
        '"/var/lib/keys"',
    ),
    Setting(
        "", "ledger", "path", "`../NAME.ledger`", "The folder of the replay ledger.", '"/var/lib/ledger"'
    ),
    Setting(
        "", "second_ledger", "path", "none", "Its second place, on another disk.", '"/srv/second/ledger"'
    ),
    Setting("", "backup_to", "path", "none", "Where `honour backup` puts its file.", '"/srv/backups"'),
    Setting(
        "", "backup_key", "path", "none", "The public key that backups are encrypted to.", '"/etc/backup.pub"'
    ),
    Setting(
        "", "backup_folders", "paths", "none", "More folders that belong to a backup.", '["/srv/uploads"]'
    ),
    Setting(
        "serve",
        "listen",
        "host and port",
        "`127.0.0.1:8443`",
        "Where pages are served.",
        '"0.0.0.0:443"',
    ),
    Setting(
        "serve",
        "redirect",
        "host and port",
        "`127.0.0.1:8080`",
        "A port of plain HTTP that answers every request with the way to HTTPS; an empty text: none.",
        '"0.0.0.0:80"',
    ),
    Setting("serve", "certificate", "path", "one of its own", "A certificate, PEM.", '"/etc/tls/site.pem"'),
    Setting("serve", "certificate_key", "path", "one of its own", "Its key, PEM.", '"/etc/tls/site.key"'),
    Setting(
        "serve",
        "proxy",
        "text",
        "none",
        "The address of the proxy that speaks HTTPS for the site. From it alone plain HTTP is then taken,"
        " and what it says of the client's address believed.",
        '"127.0.0.1"',
    ),
    Setting("serve", "workers", "number", "1", "How many processes answer pages.", "4"),
    Setting(
        "serve",
        "subdomains",
        "yes or no",
        "no",
        "Whether every host below the site's own (`www.…`, `old.…`) speaks HTTPS too: browsers then refuse"
        " plain HTTP to any of them for a year (HSTS), which cannot be taken back sooner.",
        "true",
    ),
    Setting(
        "look",
        "colour",
        "text",
        "blue",
        "The publisher's colour; on a paper where it could not be read it is made darker or brighter.",
        '"#0b4a8f"',
    ),
    Setting(
        "look", "logo", "path", "none", "A picture (SVG, PNG) shown beside the site's name.", '"logo.svg"'
    ),
    *(
        Setting(f"sign_in.{name}", setting, kind, "none", meaning, example)
        for name in ("facebook", "google")
        for setting, kind, meaning, example in _SIGN_IN
    ),
    Setting(
        "mail", "host", "text", "`localhost`", "The post office that takes the letters.", '"mail.example"'
    ),
    Setting("mail", "port", "number", "587 or 465", "Its port; 465 with `tls`, else 587.", "587"),
    Setting("mail", "user", "text", "nobody signs in", "Who signs in there.", '"shop"'),
    Setting("mail", "password", "secret", "none", "With what.", '"${MAIL_PASSWORD}"'),
    Setting(
        "mail",
        "from",
        "text",
        "the policy's contact",
        "Who letters come from.",
        '"Shop <no-reply@shop.example>"',
    ),
    Setting(
        "mail",
        "security",
        "text",
        "`starttls`",
        "`starttls`, `tls` from the first byte, or `none`, which is for a post office on this machine.",
        '"tls"',
    ),
    Setting(
        "staff",
        "files_per_hour",
        "number",
        "30",
        "How many people's files one member of staff may open in an hour; then reading stops, and the"
        " administrators are told.",
        "20",
    ),
    Setting("staff", "files_per_day", "number", "100", "The same, in 24 hours.", "60"),
    *(
        Setting("located", name, "a country", "not said", f"The country of {what}, as ISO 3166-1.", '"FR"')
        for name, what in (
            ("database", "the site's own database"),
            ("stores", "every other database of `map.yaml`"),
            ("files", "the store of files"),
            ("backups", "the backups"),
            ("mail", "the post office"),
        )
    ),
    Setting(
        "attested", "by", "text", "nobody", "The host that attests it, by its key in the policy.", '"host"'
    ),
    Setting("attested", "file", "text", "none", "Its paper, in the site's folder.", '"contracts/place.pdf"'),
    Setting("attested", "given", "text", "none", "The day of the paper.", '"2026-03-03"'),
    Setting("attested", "until", "text", "none", "The last day on which it holds.", '"2028-12-31"'),
    Setting("attested", "country", "a country", "none", "The country that it names.", '"FR"'),
    Setting("attested", "covers", "text", "none", "For what, of `[located]`.", '"database, backups"'),
    Setting(
        "mail",
        "recipient",
        "text",
        "the policy's `mail provider`, else whoever stores everything; nobody for this machine",
        "Who passes the letters on, by its key in the policy's `recipients`.",
        '"mail provider"',
    ),
    Setting(
        "documents",
        "most",
        "number",
        "2048",
        "How many megabytes one document may have that a customer sends to support.",
        "100",
    ),
    Setting(
        "documents",
        "antivirus",
        "text",
        "no document is looked at",
        "The clamd that looks at each document before it is kept: its socket, or host and port. Over the"
        " network documents go to it in clear. Let its StreamMaxLength be as large as `most`: what is larger"
        " is refused.",
        '"/run/clamav/clamd.ctl"',
    ),
    Setting(
        "log", "kept", "days", "14 days", "How long the site's own log in `data/log/` is kept.", '"7 days"'
    ),
    Setting(
        "log",
        "also",
        "path",
        "none",
        "The socket of this machine's log service, which gets each line too and may pass it on to another"
        " machine.",
        '"/dev/log"',
    ),
)


def checked(site: Path, written: Mapping[str, object]) -> dict[str, dict[str, Value]]:
    """The settings of a file by section and name, each of its kind. Raises Unreadable, with the remedy."""
    known: dict[str, dict[str, Setting]] = {}
    for setting in SETTINGS:
        known.setdefault(setting.section, {})[setting.name] = setting
    read: dict[str, dict[str, Value]] = {}
    for section, name, value in _flat(written, known):
        setting_of = known.get(section, {})
        if section not in known:
            inner = ", ".join(f"[{each}]" for each in known if each.startswith(f"{section}."))
            raise Unreadable(Finding(CONFIGURATION, f"[{section}] has no settings", f"known are: {inner}"))
        if name not in setting_of:
            where = f"[{section}] has" if section else "there is"
            others = [*setting_of, *(each for each in known if each and not section)]
            close = nearest(name, others)
            mend = f"write `{close}`" if close else f"known are: {', '.join(others)}"
            raise Unreadable(Finding(CONFIGURATION, f"{where} no setting “{name}”", mend))
        read.setdefault(section, {})[name] = _value(site, setting_of[name], value)
    for section in written:
        if section in known:
            read.setdefault(section, {})
    return read


def _flat(
    written: Mapping[str, object], known: Mapping[str, Mapping[str, Setting]]
) -> Iterator[tuple[str, str, object]]:
    """Section, name and value of everything that is written; a section within another is `a.b`."""
    for name, value in written.items():
        if isinstance(value, Mapping):
            yield from _within(name, value, known)
        else:
            yield "", name, value


def _within(
    section: str, values: Mapping[str, object], known: Mapping[str, Mapping[str, Setting]]
) -> Iterator[tuple[str, str, object]]:
    if section not in known and not any(each.startswith(f"{section}.") for each in known):
        close = nearest(section, [each for each in known if each])
        mend = f"write `[{close}]`" if close else f"known are: {', '.join(each for each in known if each)}"
        raise Unreadable(Finding(CONFIGURATION, f"there is no section [{section}]", mend))
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _within(f"{section}.{name}", value, known)
        else:
            yield section, name, value


def is_place(written: str) -> bool:
    """Whether it is host and port."""
    return _PLACE.fullmatch(written) is not None and int(written.rpartition(":")[2]) <= _MOST


def _value(site: Path, setting: Setting, written: object) -> Value:
    """A value of its setting's kind. Raises Unreadable."""
    match setting.kind, written:
        case "yes or no", bool():
            return written
        case "number", int() if not isinstance(written, bool) and 1 <= written <= _MOST:
            return written
        case "text", str():
            return written
        case "a country", str() if _COUNTRY.fullmatch(written):
            return written
        case "days", str() if found := _DAYS.fullmatch(written):
            return int(found[1])
        case "host and port", str() if not written or is_place(written):
            return written
        case "path", str() if written:
            return site / written
        case "paths", list() if all(isinstance(each, str) and each for each in written):
            return tuple(site / each for each in written)
        case "hosts", list() if written and all(_is_host(each) for each in written):
            return tuple(written)
        case "secret", str() if _REFERENCE.fullmatch(written):
            return written
        case _:
            pass
    name = f"[{setting.section}] {setting.name}" if setting.section else setting.name
    mend = f"write `{_MENDS[setting.kind].format(name=setting.name)}`"
    raise Unreadable(Finding(CONFIGURATION, f"`{name}` is not what it should be: {setting.kind}", mend))


def _is_host(written: object) -> bool:
    return isinstance(written, str) and _HOST.fullmatch(written) is not None


def secret(reference: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """What a setting of the kind `secret` points to; None where the environment does not have it."""
    found = _REFERENCE.fullmatch(reference)
    return environment.get(found[1]) if found else None


def reference() -> str:
    """`docs/configuration.md`: every setting."""
    lines = [
        "# honour.toml",
        "",
        "How a site runs. Every setting has a default, so the file may be missing. Paths begin at the",
        'site\'s folder. A secret is never written here: `"${NAME}"` names a variable of the environment.',
        "`[serve]` says that Honour runs the site itself; `honour new` writes it.",
        "",
    ]
    for section in dict.fromkeys(setting.section for setting in SETTINGS):
        lines += [f"## [{section}]" if section else "## At the top", ""]
        lines += ["| setting | what | kind | without it | for instance |", "|---|---|---|---|---|"]
        lines += [_line(setting) for setting in SETTINGS if setting.section == section]
        lines.append("")
    return "\n".join(lines)


def _line(setting: Setting) -> str:
    cells = (f"`{setting.name}`", setting.meaning, setting.kind, setting.default, f"`{setting.example}`")
    return f"| {' | '.join(cells)} |"
