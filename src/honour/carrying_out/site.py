"""The one value that a page, a job and a command know their site by."""

from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from honour.carrying_out.documents import Receiving
from honour.carrying_out.people import Ports
from honour.carrying_out.ports import Records
from honour.carrying_out.sweep import Looked
from honour.places.written import WrittenMap
from honour.promises.findings import Finding
from honour.promises.policy import Policy
from honour.proofs.located import Located
from honour.proofs.own_security import Seen


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where an IP address is: a country (ISO 3166-1) and a region's name. Empty is unknown, and an answer."""

    country: str = ""
    region: str = ""


def nowhere(address: str) -> Whereabouts:
    """What a site without a database of places says of every address: unknown."""
    return Whereabouts()


def not_read(text: str) -> Policy:
    """What a process says that was not told how to read a policy. Raises RuntimeError."""
    raise RuntimeError("this process reads no policy: `honour.website.running` opens a site that does")


def not_lent() -> AbstractContextManager[Ports]:
    """What a process says that opened a site without its stores. Raises RuntimeError."""
    raise RuntimeError("the stores of this site were not opened: `honour.website.running` opens them")


@dataclass(frozen=True, slots=True)
class FilesOpened:
    """How many people's files one member of staff may open, by the real clock, before reading stops."""

    per_hour: int = 30
    per_day: int = 100


def nowhere_said(today: date) -> tuple[Located, ...]:
    """What a site says of which nobody declared where its data lie."""
    return ()


def not_looked(ports: Ports, now: datetime) -> Looked:
    """What a process says that was not told how to look. Raises RuntimeError."""
    raise RuntimeError("this process looks at no sweep: `honour.website.running` opens a site that does")


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be mended in a site, which laws were not checked, and what else is to be said."""

    findings: Sequence[Finding]
    not_checked: Sequence[str]
    remarks: Sequence[str]


def nothing_seen() -> tuple[Seen, ...]:
    """What a process says of its own security that cannot look: nothing."""
    return ()


def not_checked() -> Checked:
    """What a process says that cannot look. Raises RuntimeError."""
    raise RuntimeError("this process checks no site: `honour.website.running` opens a site that does")


@dataclass(frozen=True, slots=True)
class Publication:
    """A policy's text that somebody wants enacted: why, for which of the policy's own reasons, and whether
    people are asked for a new yes.
    """

    text: str
    why: str
    reasons: tuple[str, ...]
    new_yes: bool


@dataclass(frozen=True, slots=True)
class Published:
    """The number of a version that was enacted, and the day from which it applies in `told`; or 0, and there
    why not.
    """

    number: int
    told: str


@dataclass(frozen=True, slots=True)
class Editing:
    """The policy of the site's folder: its text as `written`; reading one (raises Unreadable); what stands
    against it; and enacting it.
    """

    written: Callable[[], str]
    read: Callable[[str], Policy]
    findings: Callable[[Policy], Sequence[Finding]]
    publish: Callable[[Publication], Published]


def _edited_elsewhere() -> str:
    raise RuntimeError("this process edits no policy: `honour.website.running` opens a site that does")


def _published_elsewhere(meant: Publication) -> Published:
    raise RuntimeError("this process publishes no policy: `honour.website.running` opens a site that does")


NOT_EDITED: Final = Editing(_edited_elsewhere, not_read, lambda policy: (), _published_elsewhere)
"""What a process says that edits no policy."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site at work: what it promised, what it keeps, and its clock (UTC; moved on a demo).

    `texts` are the publisher's own, in Markdown, by path (`legal`) and language; `style` gives the site its
    colour; `logo` is a picture with its type (`image/svg+xml`).

    `number` and `pages` (hashes by language) are those of the enacted version; 0 while the policy is a draft.
    `whereabouts` says where an IP address is.
    `account` is the kind of people who have an account, by the policy's word.
    `stores` lends what carrying out works with, policy and map as they are carried out, to whoever looks: for
    as long as its context lasts, and never inside a transaction of the site's own.
    `carried` is the policy as it is carried out: with the kinds of data that Honour itself declares.
    `holidays` are those of the publisher's country, on which no legal delay ends.
    `read` reads the text of an earlier policy of the site; it raises Unreadable.
    `files` is how many people's files one member of staff may open.
    `written` is the map as it was written; `papers` gives the files of its folder that the policy names.
    `located` says where its data lie, as declared and attested on a day.
    `sweeping` looks at what a sweep would do now.
    `checked` looks what is to be mended, `secured` at the site's own security; `editing` is the policy of the
    folder.
    `never` names, by table, the site's own columns in which the policy lets nothing be written.
    `receiving` is how it takes people's documents.
    """

    policy: Policy
    records: Records
    now: Callable[[], datetime]
    demo: bool
    number: int
    pages: Mapping[str, str]
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    style: str = ""
    logo: tuple[str, bytes] | None = None
    whereabouts: Callable[[str], Whereabouts] = nowhere
    never: Mapping[str, frozenset[str]] = field(default_factory=dict)
    account: str = ""
    stores: Callable[[], AbstractContextManager[Ports]] = not_lent
    carried: Policy = field(kw_only=True)
    holidays: Container[date] = frozenset()
    read: Callable[[str], Policy] = not_read
    files: FilesOpened = FilesOpened()
    written: WrittenMap | None = None
    papers: Callable[[], Container[str]] = frozenset
    located: Callable[[date], tuple[Located, ...]] = nowhere_said
    sweeping: Callable[[Ports, datetime], Looked] = not_looked
    checked: Callable[[], Checked] = not_checked
    secured: Callable[[], tuple[Seen, ...]] = nothing_seen
    editing: Editing = NOT_EDITED
    receiving: Receiving | None = None
