"""Acts on somebody's account, in the journal."""

from collections.abc import Mapping
from typing import Final

from honour.carrying_out.people import row_token
from honour.carrying_out.ports import Act, Json, Subject
from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person

_TABLE: Final = f"main.{Person._meta.db_table}"
"""The table of accounts, as the site's own map names it."""


def journalled(person: Person, name: str, by: str, facts: Mapping[str, Json]) -> None:
    """Write that something was done to an account. `facts` holds no personal value; `by` is `person`, or
    `os:` and the operating system's user. The subject is the one that every command finds: by the same row,
    so that whoever is erased is forgotten here too.
    """
    site = the_site()
    site.records.journal(Act(name, by, facts, (subject_of(person),)), site.now())


def subject_of(person: Person) -> Subject:
    """An account as records know it, by its row alone: an address may have been somebody else's before."""
    site = the_site()
    return Subject(site.account, (row_token(site.records, site.account, _TABLE, (person.pk,)),))
