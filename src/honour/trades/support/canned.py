"""Answers that staff give often, in French and in English. What was sent is a copy: a later change of one, or
its end, changes no answer.

What could go wrong for ever: a secret in one reaches a public ticket. Inserting only fills the field in which
an answer is written; whatever is sent from there is looked at as every answer is.
"""

from collections.abc import Mapping
from typing import Final

from django.db import transaction

from honour.carrying_out.ports import Act, Json
from honour.keeping.at_work import the_site
from honour.keeping.people.staff import Staff
from honour.promises.languages import Language
from honour.trades.support.models import CannedAnswer

_APART: Final = "\n\n"


def titles(language: Language) -> list[tuple[int, str]]:
    """Number and title of each, in the order of their titles."""
    title = "title_fr" if language == "fr" else "title_en"
    return list(CannedAnswer.objects.order_by(title, "pk").values_list("pk", title))


def added(typed: str, number: str, language: str) -> str:
    """What was typed, with the answer of this number after it, in a ticket's language; as it was where there
    is none.
    """
    known = number.isascii() and number.isdigit() and len(number) < 19
    one = CannedAnswer.objects.filter(pk=int(number)).first() if known else None
    if one is None:
        return typed
    text = one.text_fr if language == "fr" else one.text_en
    return f"{typed.rstrip()}{_APART}{text}" if typed.strip() else text


def keep(one: CannedAnswer, staff: Staff, values: Mapping[str, str]) -> None:
    """Keep an answer, new or changed."""
    with transaction.atomic():
        for name, value in values.items():
            setattr(one, name, value)
        one.save()
        _journalled("canned answer kept", one.pk, staff)


def drop(one: CannedAnswer, staff: Staff) -> None:
    """Keep an answer no longer."""
    with transaction.atomic():
        number = one.pk
        one.delete()
        _journalled("canned answer dropped", number, staff)


def _journalled(name: str, number: int, staff: Staff) -> None:
    site = the_site()
    facts: dict[str, Json] = {"staff": staff.token, "role": staff.role, "answer": number}
    site.records.journal(Act(name, staff.by, facts), site.now())
