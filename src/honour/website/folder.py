"""A site's folder: the policy, the map and `honour.toml`, read from disk."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from honour.promises import policy
from honour.promises.findings import Finding, Unreadable
from honour.promises.policy import Policy
from honour.website.configuration import CONFIGURATION, checked, is_place
from honour.website.providers import Registered
from honour.wiring.offers import OFFERS

if TYPE_CHECKING:
    from honour.places.written import WrittenMap

POLICY, MAP = "policy.yaml", "map.yaml"
TEXTS = "texts"
"""The folder of the publisher's texts: `texts/legal.fr.md`."""

_LOG_DAYS = 14


@dataclass(frozen=True, slots=True)
class Serving:
    """How Honour runs a site: the section `[serve]` of `honour.toml`, which `honour new` writes.

    `listen` and `redirect` are host and port, the second of plain HTTP that answers with the way to HTTPS.
    `certificate` and `certificate_key` are PEM files; without them the site makes its own. Behind a `proxy`,
    whose address it is, the site speaks plain HTTP to it alone. `workers` are processes that answer pages.
    `subdomains`: browsers are told that the hosts below the site's own speak HTTPS alone too.
    """

    listen: str = "127.0.0.1:8443"
    redirect: str = "127.0.0.1:8080"
    certificate: Path | None = None
    certificate_key: Path | None = None
    proxy: str | None = None
    workers: int = 1
    subdomains: bool = False


@dataclass(frozen=True, slots=True)
class Mailing:
    """How letters leave: the section `[mail]`. `password` is still a reference to the environment,
    `recipient` who passes them on, by the policy's key.
    """

    host: str = "localhost"
    port: int = 0
    user: str | None = None
    password: str | None = None
    sender: str | None = None
    security: str = "starttls"
    recipient: str | None = None


@dataclass(frozen=True, slots=True)
class Configuration:
    """What `honour.toml` says. `demo` is fixed at birth; `database` is the URL of the site's own, as written,
    or None for a file in its folder; `key_place` is a folder, beside the site's unless
    given. `ledger` are the places of the replay ledger, the first beside the key place unless given.

    `backup_to`, `backup_key` and `backup_folders` are what `honour backup` takes where nothing else is said.
    `serving` says whether and how Honour runs the site itself; its log is kept for `log_days`,
    and handed to the socket `log_also` too.
    `colour` (`#0b4a8f`) and `logo` are the publisher's.
    `documents_most` are the megabytes of a document, `documents_antivirus` is where a clamd listens.
    Without `mailing` letters wait. `files_per_hour` and `files_per_day` are how many people's files
    a member of staff may open. `located` gives countries by place, `attested` what a host's paper says.
    """

    demo: bool = False
    database: str | None = None
    key_place: Path | None = None
    ledger: tuple[Path, ...] = ()
    backup_to: Path | None = None
    backup_key: Path | None = None
    backup_folders: tuple[Path, ...] = ()
    serving: Serving | None = None
    log_days: int = _LOG_DAYS
    log_also: Path | None = None
    sign_in: Mapping[str, Registered] = field(default_factory=dict)
    colour: str | None = None
    logo: Path | None = None
    mailing: Mailing | None = None
    files_per_hour: int = 30
    files_per_day: int = 100
    located: Mapping[str, str] = field(default_factory=dict)
    attested: Mapping[str, str] = field(default_factory=dict)
    documents_most: int = 2048
    documents_antivirus: str | None = None


def read_policy(site: Path) -> tuple[Policy, str]:
    """The policy of a site and its text, byte for byte, as its digest wants it. Raises Unreadable."""
    content = _bytes(site, POLICY, "`honour new` writes one; or name the site's folder with --site")
    return policy.read(content, POLICY, OFFERS), content.decode()


def read_kept(text: str) -> Policy:
    """An earlier policy of a site, as its state keeps it. Raises Unreadable where this Honour cannot."""
    return policy.read(text.encode(), "an earlier policy", OFFERS)


def read_written_map(site: Path) -> "WrittenMap":
    """The data map of a site, not yet joined to its databases. Raises Unreadable."""
    from honour.places.map_reading import read_map  # not for who reads the policy alone

    return read_map(_bytes(site, MAP, "write a map of the database beside policy.yaml"), MAP)


def policy_findings(read: Policy) -> tuple[Finding, ...]:
    """What can be read and should not stand so in a policy."""
    from honour.promises import checks  # a fifth of the start of who only publishes

    return checks.check(read, available_timezones())


def read_configuration(site: Path) -> Configuration:
    """What `honour.toml` says; every value has a default, so the file may be missing. Raises Unreadable."""
    path = site / CONFIGURATION
    if not path.exists():
        return Configuration()
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Unreadable(Finding(CONFIGURATION, f"this is not TOML: {error}", "correct this line")) from None
    except RecursionError:
        raise Unreadable(
            Finding(CONFIGURATION, "lists lie in each other without end", "take them out")
        ) from None
    sections: dict[str, dict[str, Any]] = {**checked(site, written)}
    top = sections.pop("", {})
    said: dict[str, Path] = {name: top.pop(name) for name in ("ledger", "second_ledger") if name in top}
    return Configuration(
        **top,
        ledger=_ledger(site, said, top.get("key_place")),
        serving=Serving(**sections["serve"]) if "serve" in sections else None,
        log_days=sections.get("log", {}).get("kept", _LOG_DAYS),
        log_also=sections.get("log", {}).get("also"),
        sign_in=_sign_in(sections, demo=bool(top.get("demo"))),
        **sections.get("look", {}),
        mailing=_mailing(sections["mail"]) if "mail" in sections else None,
        located=sections.get("located", {}),
        attested=sections.get("attested", {}),
        **sections.get("staff", {}),
        **_documents(sections.get("documents", {})),
    )


def _documents(said: Mapping[str, Any]) -> dict[str, Any]:
    """The section `[documents]`. Raises Unreadable."""
    place = str(said.get("antivirus", "/"))
    if not place.startswith("/") and not is_place(place):
        reason = f"[documents] `antivirus` cannot be “{place}”"
        mend = 'write the whole path of its socket ("/run/clamav/clamd.ctl"), or "127.0.0.1:3310"'
        raise Unreadable(Finding(CONFIGURATION, reason, mend))
    return {f"documents_{name}": value for name, value in said.items()}


def _mailing(said: Mapping[str, Any]) -> Mailing:
    """The section `[mail]`. Raises Unreadable."""
    renamed = {("sender" if name == "from" else name): value for name, value in said.items()}
    read = Mailing(**renamed)
    if read.security not in ("starttls", "tls", "none"):
        reason = f"[mail] `security` cannot be “{read.security}”"
        raise Unreadable(Finding(CONFIGURATION, reason, "write `starttls`, `tls` or `none`"))
    return replace(read, port=read.port or (465 if read.security == "tls" else 587))


def _sign_in(sections: Mapping[str, dict[str, Any]], demo: bool) -> dict[str, Registered]:
    """The sections `[sign_in.…]`. Raises Unreadable where a stand-in is named and the site is no demo."""
    found = {
        name.removeprefix("sign_in."): Registered(**said)
        for name, said in sections.items()
        if name.startswith("sign_in.")
    }
    if not demo and any(each.address for each in found.values()):
        reason = "`address` names a stand-in for a platform, and this is no demo"
        raise Unreadable(Finding(CONFIGURATION, reason, "take `address` out of [sign_in.…]"))
    return found


def key_place_of(site: Path, configuration: Configuration) -> Path:
    """Where a site's keys lie: `../NAME.keys` unless `honour.toml` says otherwise."""
    folder = site.resolve()
    return configuration.key_place or folder.parent / f"{folder.name}.keys"


def _ledger(site: Path, said: Mapping[str, Path], key_place: Path | None) -> tuple[Path, ...]:
    """The places of the replay ledger, as far as `honour.toml` says something of them."""
    if not said:
        return ()
    keys = key_place_of(site, Configuration(key_place=key_place))
    first = said.get("ledger", keys.parent / f"{keys.name.removesuffix('.keys')}.ledger")
    return (first, said["second_ledger"]) if "second_ledger" in said else (first,)


def _bytes(site: Path, name: str, mend: str) -> bytes:
    try:
        return (site / name).read_bytes()
    except OSError as error:
        raise Unreadable(
            Finding(str(site / name), f"the file cannot be read ({error.strerror})", mend)
        ) from None
