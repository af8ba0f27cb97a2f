"""What people acknowledged of the policy, and what they are asked to acknowledge again.

To have read is never to agree (LANGUAGE, meaning 11): nothing is closed to whoever did not.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max

from honour.carrying_out.ports import Json
from honour.keeping.at_work import the_site
from honour.keeping.people.acts import journalled
from honour.keeping.people.models import Acknowledgement, Person
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
    asked = PolicyVersion.objects.filter(number__isnull=False, again=True)
    last = acknowledged(person)
    asked = asked.filter(enacted__gt=person.joined) if last is None else asked.filter(number__gt=last)
    return last_enacted() if asked.exists() else None


def acknowledged(person: Person) -> int | None:
    """The number of the last version that somebody acknowledged; None where there is none."""
    last: int | None = Acknowledgement.objects.filter(person=person).aggregate(Max("version"))["version__max"]
    return last
