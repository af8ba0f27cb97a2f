"""What a trade brings to a site besides words: tables of people's data, pages, and what is done each day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from honour.places.own import Own, OwnEvent
from honour.promises.languages import Wording
from honour.promises.policy import Policy

Opens: TypeAlias = Callable[[Policy, frozenset[str]], bool]
"""Whether a policy opens something to somebody with these roles."""


def to_all(policy: Policy, roles: frozenset[str]) -> bool:
    """It is open to everybody."""
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a menu: the name of a page's address, the key of its words, and to whom it opens."""

    address: str
    says: str
    opens: Opens = to_all


@dataclass(frozen=True, slots=True)
class Trade:
    """What comes with the Django app of a trade, which bears the name of its folder in `trades`.

    Its tables are there, empty, on every site that Honour runs, as the site's other tables are; its pages,
    events and daily work only where the policy offers it. `menu` is what everybody finds above each page,
    `own` what whoever is signed in finds there instead, `console` what staff find on their first page.
    `daily` are functions that are told *now*, each by its name and where it stands (`module:function`).
    `restored` is where one stands that keeps from the public, after a restore, what is public no longer: it
    is told what the replay ledger says (table, row by keyed hash, when) and how to make such a hash, and
    gives how many rows of what there were.

    `within` are Django apps in its folder that stand for themselves. `opens` has, by table, what opens the
    values that lie sealed there for whoever is shown his own. `forgets` destroys keys and bytes of documents
    whose rows are gone: it is given the place of documents. `files` gives the documents of somebody, opened,
    for the archive that he takes away. `withholds` tells what a member of staff may not know of somebody:
    given his account (none: some of the staff), the other's keys and *now*, it gives the rows by table and
    key. `uploads` are the addresses that take a body as large as a document.
    `impersonal` are its tables that hold nothing of anybody, and what they hold.
    """

    offer: str
    tables: tuple[Own, ...]
    events: tuple[OwnEvent, ...] = ()
    menu: tuple[Entry, ...] = ()
    own: tuple[Entry, ...] = ()
    console: tuple[Entry, ...] = ()
    daily: Mapping[str, str] = field(default_factory=dict)
    restored: str = ""
    within: tuple[str, ...] = ()
    opens: Mapping[str, str] = field(default_factory=dict)
    forgets: str = ""
    files: str = ""
    withholds: str = ""
    uploads: tuple[str, ...] = ()
    impersonal: Mapping[str, Wording] = field(default_factory=dict)

    @property
    def app(self) -> str:
        """The Django app: its models, words, templates and addresses."""
        return f"honour.trades.{self.offer}"

    @property
    def apps(self) -> tuple[str, ...]:
        """All its Django apps."""
        return self.app, *self.within
