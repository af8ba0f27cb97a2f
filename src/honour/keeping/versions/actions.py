"""Keeping the policies that the site acts on, and enacting them.

What could go wrong for ever: a number that was given is never given again, and what was published under it
is never changed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.db.models import Max

from honour.carrying_out.ports import Act, Json
from honour.keeping.journal.actions import Journal, record
from honour.keeping.plain_sql import first, stored_day
from honour.keeping.versions.models import PolicyVersion, PublishedPage
from honour.places.personal import Personal


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as it is kept: its SHA-256 in hexadecimal, and its JSON."""

    hash: str
    text: str


@dataclass(frozen=True, slots=True)
class Enacted:
    """A version that applies, or will. `pages` are the SHA-256 of its pages by language.

    `at` is when it was enacted, `reason` why, in words of the policy; `told` are the channels by which people
    are told of it; `again` says that they are asked to acknowledge it.
    """

    number: int
    effective: date
    digest: str
    text: str
    pages: Mapping[str, str]
    at: datetime
    reason: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """Why a version comes and how people learn of it: words of the policy's `tell: policy change`."""

    reason: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    again: bool = False


UNTOLD: Final = Telling()


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
    telling: Telling = UNTOLD,
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
            version.reason, version.told = ", ".join(telling.reason), ", ".join(telling.told)
            version.again = telling.again
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
            facts |= {"reason": list(telling.reason)} if telling.reason else {}
            facts |= {"told": list(telling.told)} if telling.told else {}
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


def enacted() -> tuple[Enacted, ...]:
    """Every version that was enacted, the last first."""
    versions = PolicyVersion.objects.filter(number__isnull=False).order_by("-number")
    return tuple(_enacted(version) for version in versions.prefetch_related("pages"))


def enacted_as(number: int) -> Enacted | None:
    """The version of this number; None where there is none."""
    version = PolicyVersion.objects.filter(number=number).first()
    return _enacted(version) if version else None


def enacted_by(digest: str) -> Enacted | None:
    """The version that a policy of this digest was enacted as; None for a draft."""
    version = PolicyVersion.objects.filter(digest=digest, number__isnull=False).first()
    return _enacted(version) if version else None


def page_of(number: int, language: str) -> PageText | None:
    """The page of an enacted version, as it was published; None where there is none."""
    page = PublishedPage.objects.filter(version__number=number, language=language).first()
    return PageText(page.hash, page.text) if page else None


def coming(today: date) -> Enacted | None:
    """The version enacted last, if people are told of it and it applies only later than today."""
    newest = "{number} = (SELECT MAX({number}) FROM {table}) AND {told} <> '' AND {effective} > %s"
    version = first(PolicyVersion, newest, [stored_day(today)])
    return _enacted(version) if version else None


def unannounced() -> tuple[Enacted, ...]:
    """Enacted versions of which people are told by letters that were not all written yet, oldest first."""
    waiting = PolicyVersion.objects.filter(number__isnull=False, announced__isnull=True).exclude(told="")
    return tuple(_enacted(version) for version in waiting.order_by("number"))


def announced(number: int, now: datetime) -> None:
    """Note that every letter about a version was written."""
    PolicyVersion.objects.filter(number=number).update(announced=now)


def _enacted(version: PolicyVersion) -> Enacted:
    assert version.number is not None  # given together with the days
    assert version.effective is not None
    assert version.enacted is not None
    return Enacted(
        version.number,
        version.effective,
        version.digest,
        version.text,
        {page.language: page.hash for page in version.pages.all()},
        version.enacted,
        _words(version.reason),
        _words(version.told),
        version.again,
    )


def _words(written: str) -> tuple[str, ...]:
    return tuple(written.split(", ")) if written else ()
