"""Keeping the policies that the site acts on, and enacting them.

What could go wrong for ever: a number that was given is never given again, and what was published under it
is never changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from honour.carrying_out.ports import Act
from honour.keeping.journal.actions import Journal, sequence_all, write
from honour.keeping.versions.models import PolicyVersion, PublishedPage
from honour.places.personal import Personal


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as it is kept: its SHA-256 in hexadecimal, and its JSON."""

    hash: str
    text: str


@dataclass(frozen=True, slots=True)
class Enacted:
    """A version that applies, or will. `pages` are the SHA-256 of its pages by language."""

    number: int
    effective: date
    digest: str
    text: str
    pages: Mapping[str, str]


def remember(digest: str, text: str, now: datetime) -> None:
    """Keep a policy's text under the SHA-256 of its UTF-8 bytes, unless it is kept already."""
    if sha256(text.encode()).hexdigest() != digest:
        raise ValueError(f"the policy's text does not have the digest {digest}")
    PolicyVersion.objects.get_or_create(digest=digest, defaults={"text": text, "first_used": now})


def enact(
    journal: Journal,
    digest: str,
    effective: date,
    pages_of: Callable[[int], Mapping[str, PageText]],
    by: str,
    why: Personal[str] | None,
    now: datetime,
) -> Enacted:
    """Give a remembered policy its number, keep its pages and write the entry `published`, all or nothing.

    `pages_of` makes the pages for a number, by language. A policy that has a number keeps it, and its pages.
    """
    with transaction.atomic():
        version = PolicyVersion.objects.select_for_update().get(digest=digest)
        if version.number is None:
            highest = PolicyVersion.objects.aggregate(Max("number"))["number__max"] or 0
            version.number, version.enacted, version.effective = highest + 1, now, effective
            version.save()
            pages = pages_of(version.number)
            PublishedPage.objects.bulk_create(
                PublishedPage(version=version, language=language, hash=page.hash, text=page.text)
                for language, page in sorted(pages.items())
            )
            facts = {
                "policy": digest,
                "number": version.number,
                "effective": effective.isoformat(),
                "pages": {language: page.hash for language, page in sorted(pages.items())},
            }
            write(journal, Act("published", by, facts, why=why), now)
            sequence_all(journal, now)
        return _enacted(version)


def last_enacted() -> Enacted | None:
    """The version with the highest number; None before the first."""
    version = PolicyVersion.objects.filter(number__isnull=False).order_by("-number").first()
    return _enacted(version) if version else None


def _enacted(version: PolicyVersion) -> Enacted:
    assert version.number is not None  # given together with the day
    assert version.effective is not None
    pages = dict(version.pages.values_list("language", "hash"))
    return Enacted(version.number, version.effective, version.digest, version.text, pages)
