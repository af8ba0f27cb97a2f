"""What a site sees of its own security, for the page that shows it. It shows no value of anybody: it counts.

Headers and cookies are those of answers that the site gives itself, through all that stands before a page.
"""

import json
import os
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, models
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from honour.carrying_out.site import Site
from honour.keeping.breaches.models import Breach
from honour.keeping.letters.habilitations import habilitations
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER, Person, Role
from honour.places.map import DataMap
from honour.places.terms import local_day
from honour.plans.breach import due
from honour.promises.policy import Policy
from honour.proofs.keys import of_keys
from honour.proofs.own_security import Seen, of_cookies, of_headers, of_modes, of_none, of_pages, readable
from honour.website.configuration import CONFIGURATION
from honour.website.database import DATABASE
from honour.wiring.records import SiteRecords
from honour.wiring.turning import look

_DAYS: Final = 2  # of the log that are read: today's and the one before
_LINES: Final = 20_000  # of each, the last
_VALUES: Final = 200  # of each table, the newest
_FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_ARGON: Final = "argon2$argon2id$"
_UNUSABLE: Final = "!"  # Django's sign of a password that opens nothing
_CODES: Final = {
    "main.keeping_recoveries_recovery": {"state"},
    "main.keeping_messages_message": {"subject", "on_behalf", "channel"},
}
"""Columns of words of ours, by the table in which what somebody wrote lies sealed beside them."""


def looked_at(folder: Path, records: SiteRecords, site: Site) -> tuple[Seen, ...]:
    """Everything that a site sees of its own security now, in the order in which the page tells it."""
    now = site.now()
    page, choice = _answer("GET", "/"), _answer("POST", "/language/", b"language=fr")
    return (
        *_sealed_kinds(site),
        _own_sealed(),
        _passwords(),
        _keys(records, now),
        *_assured(site, local_day(now, site.policy.site.time_zone)),
        of_headers(dict(page.items())),
        of_cookies([each.OutputString() for each in choice.cookies.values()] + [_of_sessions()]),
        *_rights(folder, records.key_place),
        *_accounts_of_the_system(),
        *_staff(site, now),
        _breaches(now),
        of_pages(list(_took(folder / "data" / "log"))),
    )


def _sealed_kinds(site: Site) -> Iterator[Seen]:
    """Each kind that `protect: sealed` names: where a column of text holds some of it, it lies in clear."""
    kinds = site.carried.protect.sealed
    with site.stores() as ports:
        for kind in kinds:
            clear = [*_in_clear(site.carried, ports.map, kind)]
            yield Seen(
                "sealed kind", "not kept" if clear else "kept", {"kind": kind, "lacking": ", ".join(clear)}
            )


def _in_clear(policy: Policy, data_map: DataMap, kind: str) -> Iterator[str]:
    """The columns that hold a field of a kind as text or a number, by their places."""
    fields, of = set(policy.data[kind].fields), set(policy.data[kind].of)
    for place in data_map.places:
        if not of & set(place.owners):
            continue
        types = data_map.catalogue.tables[place.table].columns
        for name, column in place.columns.items():
            sort = types[name].type.upper() if name in types else ""
            if column.field not in fields or name in _CODES.get(str(place.table), ()):
                continue
            if not any(each in sort for each in ("BLOB", "BYTEA", "BINARY")):
                yield f"{place.table}.{name}"


def _own_sealed() -> Seen:
    """The values that Honour seals by itself (letters with links, what people wrote, directives, second
    factors): how many were looked at, and how many of them are text.
    """
    values: list[bytes] = []
    for model in apps.get_models():
        if any(each.name == "sealed" and isinstance(each, models.BinaryField) for each in _columns(model)):
            found = model._default_manager.filter(sealed__isnull=False).order_by("-pk")
            values += [bytes(each) for each in found.values_list("sealed", flat=True)[:_VALUES]]
    clear = sum(map(readable, values))
    apps_of_people = Authenticator.objects.filter(type=Authenticator.Type.TOTP).order_by("-pk")[:_VALUES]
    secrets = [str(each.data.get("secret", "")) for each in apps_of_people]
    clear += sum(":" not in each for each in secrets)  # as `keeping.people.factors` writes one that is sealed
    return of_none("own sealed", len(values) + len(secrets), clear)


def _columns(model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(model._meta.local_fields)


def _passwords() -> Seen:
    usable = Person.objects.exclude(password="").exclude(password__startswith=_UNUSABLE)
    return of_none("passwords", usable.count(), usable.exclude(password__startswith=_ARGON).count())


def _keys(records: SiteRecords, now: datetime) -> Seen:
    """Whether the keys are turned in time, and whether they lie on the disk that they protect from."""
    seen = look(records)
    apart = "keys on this disk" if seen.same_disk else "keys elsewhere"
    return Seen(apart, of_keys(seen, now).state, {"day": seen.next_turning.date().isoformat()})


def _assured(site: Site, today: date) -> Iterator[Seen]:
    """What a recipient undertook: attested by a paper that is there and still binds, never known (C29)."""
    there = site.papers()
    for each in site.policy.recipients.values():
        if (paper := each.assured) is not None:
            lapsed, missing = paper.until < today, paper.file not in there
            facts: dict[str, str | int] = {
                "who": each.full_name or each.key,
                "file": paper.file,
                "until": paper.until.isoformat(),
            }
            yield Seen(
                "assured lapsed" if lapsed else "assured missing" if missing else "assured",
                "not kept" if lapsed or missing else "attested",
                facts,
            )


def _answer(method: str, path: str, body: bytes = b"") -> HttpResponseBase:
    """What the site answers to a request of its own, which nobody sent."""
    address = urlsplit(settings.SITE_ADDRESS)
    environment = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SERVER_NAME": address.hostname or "localhost",
        "SERVER_PORT": str(address.port or 443),
        "HTTP_HOST": address.netloc,
        "HTTP_X_FORWARDED_PROTO": "https",
        "REMOTE_ADDR": settings.PROXY or "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(body),
    }
    handler = BaseHandler()
    handler.load_middleware()
    with translation.override(translation.get_language()), timezone.override(timezone.get_current_timezone()):
        return handler.get_response(WSGIRequest(environment))


def _of_sessions() -> str:
    """The cookie of a session as the settings make it: looking at this page begins none."""
    parts = [f"__Host-{settings.SESSION_COOKIE_NAME}="]
    parts += ["Secure"] if settings.SESSION_COOKIE_SECURE else []
    parts += ["HttpOnly"] if settings.SESSION_COOKIE_HTTPONLY else []
    return "; ".join(parts)


def _rights(folder: Path, key_place: Path) -> Iterator[Seen]:
    """Who else on the machine may read keys and data."""
    keys = [key_place, *(each for each in key_place.rglob("*"))]
    data = [
        folder / "data",
        *(each for each in [folder / DATABASE, folder / "data" / "log"] if each.exists()),
    ]
    yield of_modes("keys closed", _modes(keys))
    yield of_modes("data closed", _modes(data))
    written = folder / CONFIGURATION
    mode = written.stat().st_mode & 0o022 if written.exists() else 0  # others may read it: it holds no secret
    yield of_modes("configuration closed", {written.name: mode})


def _modes(paths: list[Path]) -> dict[str, int]:
    return {each.name: each.stat().st_mode & 0o777 for each in paths if each.exists()}


def _accounts_of_the_system() -> Iterator[Seen]:
    """Whether the program, and its user at the database server, may do more than their task takes."""
    root = os.geteuid() == 0
    yield Seen("process as root" if root else "process", "not kept" if root else "kept")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles"
                " WHERE rolname = current_user"
            )
            names = ("SUPERUSER", "CREATEROLE", "CREATEDB", "BYPASSRLS")
            yield of_none(
                "database user",
                len(names),
                [name for name, may in zip(names, cursor.fetchone(), strict=True) if may],
            )


def _staff(site: Site, now: datetime) -> Iterator[Seen]:
    """Whether each member of staff has a second factor, and roles that the policy knows and somebody
    reviewed.
    """
    staff = Person.objects.filter(roles__isnull=False, is_active=True).distinct()
    strong = Authenticator.objects.filter(type__in=_FACTORS).values("user_id")
    yield of_none("staff factors", staff.count(), staff.exclude(pk__in=strong).count())
    found = habilitations(now)
    today = local_day(now, site.policy.site.time_zone)
    yield of_none("roles reviewed", len(found), sum(each.due < today for each in found))
    given = {role for roles in site.carried.protect.staff_see.values() for role in roles}
    known = {ADMINISTRATION, PRIVACY_OFFICER, *given}
    held = set(Role.objects.values_list("role", flat=True))
    yield of_none("roles declared", len(held), held - known)


def _breaches(now: datetime) -> Seen:
    """Whether the 72 hours of no breach have passed without a word to the authority (GDPR Art. 33(1))."""
    waiting = Breach.objects.filter(notified=None, spared=None, closed=None)
    return of_none("breaches", Breach.objects.count(), [each.pk for each in waiting if due(each.aware) < now])


def _took(log: Path) -> Iterator[int]:
    """How many milliseconds each page of the last days took, by the site's own log."""
    for file in sorted(log.glob("*.jsonl"))[-_DAYS:]:
        for line in file.read_text("utf-8", "replace").splitlines()[-_LINES:]:
            try:
                said = json.loads(line)
            except ValueError:  # a line that is being written
                continue
            if said.get("what") == "answered" and isinstance(said.get("milliseconds"), int):
                yield said["milliseconds"]
