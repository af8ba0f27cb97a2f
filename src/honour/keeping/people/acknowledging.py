"""What people acknowledged of the policy, and what they are asked to acknowledge again.

To have read is never to agree (LANGUAGE, meaning 11): nothing is closed to whoever did not.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from honour.carrying_out.ports import Json
from honour.keeping.at_work import the_site
from honour.keeping.people.acts import journalled
from honour.keeping.people.models import Acknowledgement, Person
from honour.keeping.plain_sql import ask, sql, stored_moment
from honour.keeping.versions.actions import Enacted, last_enacted
from honour.keeping.versions.documents import current
from honour.keeping.versions.models import PolicyVersion
from honour.promises.languages import Language


def keep(
    person: Person,
    version: int,
    digest: str,
    page: str,
    language: Language,
    wording: str,
    texts: Sequence[str],
) -> Acknowledgement:
    """Keep what was acknowledged: when, which version and texts, in which words; with its entry.

    `version` is 0 for a draft, `page` the hash of the page in that language, `texts` name those of the
    publisher that stood beside it.
    """
    kept = Acknowledgement.objects.create(
        person=person,
        at=the_site().now(),
        version=version,
        digest=digest,
        page=page,
        language=language,
        wording=wording,
        documents=_shown(texts),
    )
    facts: dict[str, Json] = {"version": version, "policy": digest, "page": page, "language": language}
    for name, shown in kept.documents.items():
        facts[f"text {name}"] = shown["digest"]
    journalled(person, "acknowledged", "person", facts)
    return kept


def _shown(names: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    shown = {name: version for name in names if (version := current(name)) is not None}
    return {name: {"number": each.number, "digest": each.digest} for name, each in shown.items()}


def to_acknowledge(person: Person) -> Enacted | None:
    """The version enacted last, where it or one before it asks to be acknowledged again since this person
    last did, or else signed up.
    """
    last = acknowledged(person)
    later, than = ("{enacted}", stored_moment(person.joined)) if last is None else ("{number}", last)
    asked = sql(PolicyVersion, f"SELECT 1 FROM {{table}} WHERE {{again}} AND {later} > %s LIMIT 1")  # noqa: S608 - as in `sql`
    return last_enacted() if ask(asked, [than]) else None


def acknowledged(person: Person) -> int | None:
    """The number of the last version that somebody acknowledged; None where there is none."""
    [(last,)] = ask(
        sql(Acknowledgement, "SELECT MAX({version}) FROM {table} WHERE {person} = %s"), [person.pk]
    )
    return None if last is None else int(last)
