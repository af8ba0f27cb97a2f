"""What was chosen, as a proof for others: who said what to which words, and when (GDPR Art. 7(1)).

Whoever chose goes by a keyed hash; the words that were shown stand once, under their SHA-256. It asks in SQL:
a command loads no model of people.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any, Final

from django.db import connection

from honour.keeping.plain_sql import instant_of

_CHOICES: Final = (
    "SELECT person_id, at, purpose, given, version, digest, language, way, wording, hash, withdrawn"
    " FROM keeping_consents_choice ORDER BY at, id"
)
_HIS: Final = "SELECT purpose, given FROM keeping_consents_choice WHERE person_id = %s ORDER BY at, id"
_READ: Final = (
    "SELECT person_id, at, version, digest, page, language, wording, documents"
    " FROM keeping_people_acknowledgement ORDER BY at, id"
)
_COOKIES: Final = "SELECT COUNT(*), MIN(at), MAX(at) FROM keeping_consents_cookiechoice"


def is_kept_here() -> bool:
    """Whether this database has the tables of consents: a site that is only connected keeps its own."""
    return "keeping_consents_choice" in connection.introspection.table_names()


def switched_off(person: int) -> tuple[str, ...]:
    """The purposes to which somebody's last word was no; none where choices are not kept here."""
    if not is_kept_here():
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_HIS, [person])
        last = {str(purpose): bool(given) for purpose, given in cursor.fetchall()}
    return tuple(purpose for purpose, given in last.items() if not given)


def proofs(token: Callable[[int], str]) -> dict[str, Any]:
    """Every choice and acknowledgement that is kept, and how many browsers chose about cookies. `token` gives
    the keyed hash of a person's number.
    """
    wordings: dict[str, str] = {}
    choices = [_choice(row, token, wordings) for row in _asked(_CHOICES)]
    [(rows, first, last)] = _asked(_COOKIES)
    return {
        "choices": choices,
        "acknowledgements": [_acknowledgement(row, token) for row in _asked(_READ)],
        "cookies": {"rows": rows, "first": _instant(first), "last": _instant(last)},
        "wordings": wordings,
    }


def _asked(statement: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(10_000):
            yield from rows


def _choice(row: tuple[Any, ...], token: Callable[[int], str], wordings: dict[str, str]) -> dict[str, Any]:
    person, at, purpose, given, version, digest, language, way, wording, hashed, withdrawn = row
    wordings.setdefault(hashed, wording)
    return {
        "person": token(person),
        "at": _instant(at),
        "purpose": purpose,
        "given": bool(given),
        "version": version,
        "policy": digest,
        "language": language,
        "way": way,
        "wording": hashed,
        "withdrawn": _instant(withdrawn),
    }


def _acknowledgement(row: tuple[Any, ...], token: Callable[[int], str]) -> dict[str, Any]:
    person, at, version, digest, page, language, wording, documents = row
    return {
        "person": token(person),
        "at": _instant(at),
        "version": version,
        "policy": digest,
        "page": page,
        "language": language,
        "wording": wording,
        "documents": json.loads(documents) if isinstance(documents, str) else documents,
    }


def _instant(value: Any) -> str | None:
    """An instant as databases give it: SQLite as text in UTC."""
    return None if value is None else instant_of(value).astimezone(UTC).isoformat(timespec="seconds")
