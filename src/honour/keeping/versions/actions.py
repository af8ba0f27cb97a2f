"""Keeping the policies that the site acts on, and enacting them.

What could go wrong for ever: a number that was given is never given again, and what was published under it
is never changed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from honour.carrying_out.ports import Act, Json
from honour.keeping.journal.actions import Journal, record
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
    *,
    shorter: Sequence[str] = (),
    renewed: Sequence[str] = (),
) -> Enacted:
    """Give a remembered policy its number, keep its pages and write the entry `published`, all or nothing.

    `shorter` names the kinds of data with a shorter term: they bind older rows once `confirm` was called.
    `renewed` names those kept longer on a consent for which people are asked for a new yes.
    `pages_of` makes the pages for a number, by language. A policy that has a number keeps it, and its pages.
    """
    with transaction.atomic():
        version = PolicyVersion.objects.select_for_update().get(digest=digest)
        if version.number is None:
            highest = PolicyVersion.objects.aggregate(Max("number"))["number__max"] or 0
            version.number, version.enacted, version.effective = highest + 1, now, effective
            version.confirmed = None if shorter else now
            version.save()
            pages = pages_of(version.number)
            PublishedPage.objects.bulk_create(
                PublishedPage(version=version, language=language, hash=page.hash, text=page.text)
                for language, page in sorted(pages.items())
            )
            facts: dict[str, Json] = {
                "policy": digest,
                "number": version.number,
                "effective": effective.isoformat(),
                "pages": {language: page.hash for language, page in sorted(pages.items())},
            }
            facts |= {"shorter": list(shorter)} if shorter else {}
            facts |= {"new yes for": list(renewed)} if renewed else {}
            record(journal, Act("published", by, facts, why=why), now)
        return _enacted(version)


def binding(today: date) -> tuple[str, str] | None:
    """Digest and text of the policy whose terms bind older rows today; None before the first.

    That is the last confirmed of those that apply already, and on a site that never enacted one, the last by
    which it swept.
    """
    applies = PolicyVersion.objects.filter(confirmed__isnull=False, effective__lte=today)
    version = applies.order_by("-number").first()
    if version is None and not PolicyVersion.objects.filter(number__isnull=False).exists():
        version = PolicyVersion.objects.filter(confirmed__isnull=False).order_by("-confirmed").first()
    return (version.digest, version.text) if version else None


def swept_by(digest: str, now: datetime) -> None:
    """Note that a policy that nobody enacted was swept by, with no shorter term left to confirm."""
    if not PolicyVersion.objects.filter(number__isnull=False).exists():
        PolicyVersion.objects.filter(digest=digest).update(confirmed=now)


def confirm(
    journal: Journal, digest: str, facts: Mapping[str, Json], by: str, who: Personal[str], now: datetime
) -> None:
    """Let the shorter terms of a policy bind older rows, because somebody confirmed how many; an entry.

    Raises ValueError where they bind already.
    """
    with transaction.atomic():
        version = PolicyVersion.objects.select_for_update().get(digest=digest)
        if version.confirmed is not None and version.number is not None:
            raise ValueError(f"the terms of version {version.number} bind already")
        version.confirmed = now
        version.save(update_fields=["confirmed"])
        record(journal, Act("shorter terms confirmed", by, {"policy": digest, **facts}, why=who), now)


def last_enacted() -> Enacted | None:
    """The version with the highest number; None before the first."""
    version = PolicyVersion.objects.filter(number__isnull=False).order_by("-number").first()
    return _enacted(version) if version else None


def _enacted(version: PolicyVersion) -> Enacted:
    assert version.number is not None  # given together with the day
    assert version.effective is not None
    pages = dict(version.pages.values_list("language", "hash"))
    return Enacted(version.number, version.effective, version.digest, version.text, pages)
