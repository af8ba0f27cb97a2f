"""Which demands there are, for staff and for the person; nobody sees one that is about himself before he may
be told.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from honour.carrying_out.ports import Subject
from honour.keeping.disclosures.actions import Opened, is_secret, opened
from honour.keeping.disclosures.models import Disclosure, State
from honour.keeping.keys.sealing import EpochKeys

_SHOWN = 200


def listed(tokens: Sequence[str]) -> list[Disclosure]:
    """The demands that are not about whoever these hashes mean, the newest first: 200 at most."""
    others = Disclosure.objects.exclude(concerned__token__in=tokens)
    return list(others.order_by("-prepared", "id").distinct()[:_SHOWN])


def every() -> list[Disclosure]:
    """All of them, as the register has them, the newest first."""
    return list(Disclosure.objects.order_by("-prepared", "id"))


def found(keys: EpochKeys, number: str, tokens: Sequence[str]) -> Opened | None:
    """A demand, opened; None where there is none, or it is about whoever these hashes mean."""
    row = Disclosure.objects.filter(pk=number).exclude(concerned__token__in=tokens).first()
    return opened(keys, row) if row else None


def handled_by(tokens: Sequence[str]) -> list[Disclosure]:
    """The demands that a member of staff wrote down or approved, the newest first."""
    mine = Q(prepared_by__in=tokens) | Q(approved_by__in=tokens)
    return list(Disclosure.objects.filter(mine).order_by("-prepared", "id"))


def told_of(keys: EpochKeys, subject: Subject, born: str | None, today: date) -> list[Opened]:
    """What left of somebody, or was preserved, that he may know, the newest first. `born` is the keyed hash
    of when his row began: a row's key may have been somebody else's before.
    """
    mine = Disclosure.objects.filter(concerned__token__in=subject.tokens, concerned__person=subject.person)
    done = mine.filter(state__in=(State.LEFT, State.ENDED, State.HELD)).distinct().order_by("-approved")
    shown = [opened(keys, row) for row in done if not is_secret(row, today) and _may_show(row)]
    return [one for one in shown if _is_still(one, subject, born)]


def to_tell(keys: EpochKeys, today: date) -> list[Opened]:
    """What happened with somebody's data of which he is to be told now."""
    rows = Disclosure.objects.filter(told=None, state__in=(State.LEFT, State.ENDED)).order_by("closed", "id")
    return [opened(keys, row) for row in rows if not is_secret(row, today)]


def to_review(today: date) -> list[Disclosure]:
    """The preservations whose last day is over: somebody ends them, or writes down the order that renews."""
    return list(Disclosure.objects.filter(state=State.HELD, reviewed__lt=today).order_by("reviewed", "id"))


def _is_still(one: Opened, subject: Subject, born: str | None) -> bool:
    mine = set(one.whom.subject.known_by) & set(subject.known_by)
    return bool(mine) or (born is not None and born == one.whom.born)


def _may_show(row: Disclosure) -> bool:
    """A preservation that holds is not shown while it does, even where no day of secrecy was given."""
    return row.state != State.HELD
