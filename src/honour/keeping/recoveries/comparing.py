"""What an applicant says, beside what an account holds: which of it agrees, and nothing else is told.

So whoever of the staff compares learns no more of an account than he was told by the applicant.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from django.db.models import Q

from honour.keeping.people.models import Person
from honour.places.personal import Personal

ENOUGH: Final = 2
"""How many statements must agree before one of the staff may take a case for an account's."""

_MOST: Final = 5  # accounts that a page names
_SHORTEST: Final = 3  # characters of a word that says something
_DIGITS: Final = 8  # of a telephone number, from its end


def candidates(stated: Mapping[str, Personal[str]]) -> list[tuple[Person, tuple[str, ...]]]:
    """The accounts for which something agrees, best first; none where there are too many to tell apart."""
    first, last = stated["first_name"].reveal().strip(), stated["last_name"].reveal().strip()
    words = list(_written(stated["other"].reveal()))
    named = (
        Q(name__iexact=f"{first} {last}")
        | Q(name__iexact=f"{last} {first}")
        | Q(name__iexact=last, first_name__iexact=first)
    )
    found = list(Person.objects.filter(named | Q(username__in=words) | Q(email__in=words))[: _MOST + 1])
    if len(found) > _MOST:
        return []
    agreed = [(each, agreements(stated, each)) for each in found]
    return sorted(agreed, key=lambda each: -len(each[1]))


def agreements(stated: Mapping[str, Personal[str]], person: Person) -> tuple[str, ...]:
    """What of the statements agrees with an account, as words of the page."""
    held = _plain(f"{person.first_name} {person.name}").split()
    other = stated["other"].reveal()
    words = set(_written(other))
    told = {
        "first name": bool(first := _plain(stated["first_name"].reveal()).split())
        and set(first) <= set(held),
        "last name": bool(last := _plain(stated["last_name"].reveal()).split()) and set(last) <= set(held),
        "user name": bool(person.username) and person.username in words,
        "e-mail": bool(person.email) and person.email in words,
        "telephone": _ends(person.telephone) in _digits(other) if _ends(person.telephone) else False,
        "postal address": bool(person.postal_address) and _plain(person.postal_address) in _plain(other),
    }
    return tuple(name for name, agrees in told.items() if agrees)


def _written(text: str) -> Iterator[str]:
    """The words of a text in which an identifier may stand."""
    for word in re.split(r"[\s,;:()<>\"“”«»]+", text.lower()):
        bare = word.strip(".!?'’")
        if len(bare) >= _SHORTEST:
            yield bare


def _plain(text: str) -> str:
    """A text without case, accents and marks: people write their names in several ways."""
    bare = "".join(
        each for each in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(each)
    )
    return " ".join(re.findall(r"\w+", bare))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _ends(telephone: str) -> str:
    digits = _digits(telephone)
    return digits[-_DIGITS:] if len(digits) >= _DIGITS else ""
