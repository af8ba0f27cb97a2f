"""What carrying out needs from the outside: the site's records here, the stores in `stores`.

`keeping` and `connectors` fulfil these without knowing each other; `wiring` binds both into one value.
Nothing here names a person: a subject goes by tokens (keyed hashes), and what must be known of it by value
travels as `Personal` and is kept sealed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from honour.places.personal import Personal
from honour.places.selection_json import Json as Json
from honour.plans.asking import EVERYTHING_ASKED, Item, Scope
from honour.plans.holding import HoldState
from honour.plans.plan import Plan
from honour.plans.replay import Birth

if TYPE_CHECKING:  # it loads the library of cryptography, which commands that need no database do without
    from honour.proofs.checkpoint import VerifierKey


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody whose data it is, as the records know him: never by name.

    `tokens` are keyed hashes, one for each of his rows; `known_by` are keyed hashes of the identifiers that
    were shown to be his. All are pseudonymous data.
    """

    person: str
    tokens: tuple[str, ...]
    known_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """Something done with personal data, for the journal. `facts` holds no personal value.

    `name` is a past participle: read, exported, erasure intended, erased, sweep intended, swept, scrubbed.
    `by` is who did it (`os:` and the operating system's user). `why` is free text, which may name somebody:
    it is kept sealed in the journal cell of the first subject.
    """

    name: str
    by: str
    facts: Mapping[str, Json]
    subjects: tuple[Subject, ...] = ()
    why: Personal[str] | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """What is about to be destroyed, durable before anything is (DESIGN, section 7).

    `continues` is the id of an earlier request whose rest this does, once what it waited for has ended.
    `plan` is the plan as printed, `digest` its SHA-256 in hexadecimal. `sealed` is what must be known by
    value to resume and to look again (frozen keys, values to look for); it is kept encrypted in a key cell
    of its own and destroyed with that cell when the scrub ends. `request` is the id of the request it
    answers. `planned` is the same plan as a value, where it was made just now; one that is resumed is read
    from `plan`. `births` tell when each of the subject's rows began, in the order of his tokens, for the
    replay ledger alone.
    """

    id: str
    request: str
    act: Literal["erase", "sweep", "rectify"]
    subject: Subject | None
    plan: Mapping[str, Json]
    digest: str
    policy: str
    sealed: Personal[Mapping[str, Json]]
    opened: datetime
    by: str
    why: Personal[str] | None = None
    continues: str = ""
    planned: Plan | None = field(default=None, repr=False, compare=False)
    births: tuple[Birth | None, ...] = ()


RequestKind: TypeAlias = Literal["erase", "restrict", "object", "port", "withdraw", "rectify"]
"""What somebody may ask for, by the words of a policy's `allow`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that somebody asked for, before anything of it is done.

    `answer_due` is the last local day to answer it (GDPR Art. 12(3)); `why` is in the person's own words, and
    is kept sealed.
    """

    request: str
    kind: RequestKind
    subject: Subject
    asked: datetime
    answer_due: date
    scope: Scope = EVERYTHING_ASKED
    by: str = "person"
    why: Personal[str] | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What stays after an erasure, why, and until when (both computed then: the rows that say when are
    erased).

    `first_ends` and `last_ends` are the local calendar days at whose end the first and the last of the
    `count` rows end. `keys` are the subject's row keys, kept sealed, so that the person can still ask.
    `statement` is the place of the policy's sentence, `source` the law or exception that it names;
    `waits_for` is the event after which the request ends it too (LANGUAGE, meaning 4). What is `shared` is
    told once, in the receipt: he is parted from it, and it is others'.
    """

    place: str
    fields: tuple[str, ...]
    count: int
    statement: str
    source: str
    first_ends: date | None
    last_ends: date | None
    keys: Personal[Json]
    waits_for: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done: rows by step of the plan, what stays, and whether looking again found nothing.

    `refusal` tells, by language, what is refused for now and what the person can do about it. `changed`
    tells, if anything, which rows others changed while it went on, so that less was done than planned.
    """

    done: Mapping[str, int]
    held: tuple[Held, ...]
    looked_again: bool
    refusal: Mapping[str, str] = field(default_factory=dict)
    changed: str = ""


Physical: TypeAlias = Literal["gone", "not yet", "found", "could not be checked", "nothing to erase"]


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """What a scrub found of the erased values, by store, and what the person in charge can do about it.

    `no_backup_from` is the first local day on which, by the policy, no backup of the stores holds them; None
    where the policy does not say how long backups are kept.
    """

    level: Physical
    facts: Mapping[str, Json]
    no_backup_from: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A request for erasure of what `scope` says, and where it stands. `receipt` is there once the outcome is
    written.
    """

    request: str
    subject: Subject
    asked: datetime
    answer_due: date
    answered: datetime | None
    held: tuple[Held, ...]
    receipt: Mapping[str, Json] | None = field(default=None)
    scope: Scope = EVERYTHING_ASKED


@dataclass(frozen=True, slots=True)
class PersonHold:
    """Somebody whose data nobody may destroy: `kinds` of it, everything if empty, or one `item`.

    `keys` are his row keys, and the item's in the group `plans.asking.ONE`, kept sealed, as is `why`.
    `review` is the local day by which somebody must look at a dispute again.
    """

    id: str
    state: HoldState
    subject: Subject
    kinds: tuple[str, ...]
    review: date | None
    placed: datetime
    keys: Personal[Json]
    why: Personal[str] | None = None
    item: Item | None = None


class StateRefused(Exception):
    """The site's own state (database, key place) cannot be used as it is. The message names the remedy."""


class Records(Protocol):
    """The site's own state: keys, journal, intents, holds, requests. Each method is one durable
    transaction.
    """

    def keyed_hash(self, *parts: str) -> str:
        """HMAC-SHA256 of the parts under the site's hash key, 32 hexadecimal digits. Pseudonymous."""
        ...

    def sign(self, text: bytes) -> bytes:
        """An Ed25519 signature by the journal's key, of a text that cannot be a head."""
        ...

    def verifier_key(self) -> "VerifierKey":
        """The key that others check signatures and heads with."""
        ...

    def head(self) -> str | None:
        """The last signed head, as it leaves the house; None while the journal is empty."""
        ...

    def journal(self, act: Act, now: datetime) -> None:
        """Write an entry, give it its position and sign; returns when that is durable (no journal, no
        data).
        """
        ...

    def cases(self, hashes: Sequence[str]) -> tuple[Case, ...]:
        """Requests for erasure of the subject whom any of these tokens or identifiers' hashes means, oldest
        first.
        """
        ...

    def ask(self, intent: Intent, answer_due: date, now: datetime) -> None:
        """Keep that something was asked, with its clock and its entry; the intent itself is not kept."""
        ...

    def lodge(self, asked: Asked, now: datetime) -> None:
        """Keep a request with its clock and its entry; in the caller's transaction, if any."""
        ...

    def answer(
        self, request: str, act: str, by: str, facts: Mapping[str, Json], now: datetime
    ) -> Mapping[str, Json]:
        """Answer a request that takes nothing away, with its entry, in the caller's transaction if any; the
        receipt.
        """
        ...

    def intend(self, intent: Intent, answer_due: date | None, now: datetime) -> None:
        """Tell the replay ledger; then keep request, intent, sealed values and the entry `… intended`, all
        or nothing.
        """
        ...

    def epoch_of(self, intent: str) -> int | None:
        """The number of an act in the replay ledger, which each store bears once the act is in it; None
        while a restore is being replayed, and for an act that the ledger does not know.
        """
        ...

    def unfinished(self) -> tuple[Intent, ...]:
        """Intents without an outcome, oldest first: what a crash left to resume."""
        ...

    def unscrubbed(self) -> tuple[Intent, ...]:
        """Intents with an outcome whose sealed values still exist, oldest first."""
        ...

    def conclude(self, intent: str, outcome: Outcome, now: datetime) -> Mapping[str, Json]:
        """Keep outcome entry, holds and the answered request, all or nothing; then position, head, and the
        receipt.

        Again for the same intent it changes nothing and gives the same receipt.
        """
        ...

    def scrubbed(self, intent: str, result: Scrubbed, now: datetime) -> Mapping[str, Json]:
        """Write the physical level into the receipt; unless it is `not yet`, destroy the sealed values."""
        ...

    def ended_holds(self, today: date) -> tuple[Case, ...]:
        """Cases with something held whose last day is before `today` (the site's local day), or that waits
        for something; `held` names only that.
        """
        ...

    def person_holds(self) -> tuple[PersonHold, ...]:
        """Everybody who is held now, the oldest hold first."""
        ...

    def hidden(self, place: str, name: str, now: datetime) -> None:
        """Tell the replay ledger that a row of a table, which bears this name, is public no longer."""
        ...

    def role_ended(self, token: str, role: str, now: datetime) -> None:
        """Tell the replay ledger that a role among the staff is ended, so that no restored backup gives it
        back. Raises StateRefused.
        """
        ...

    def objections(self, subject: Subject, account: int | None) -> tuple[tuple[str, ...], ...]:
        """The purposes of each objection that was made and not refused; none where nobody wrote down to what
        it is. By any of the subject's hashes: it is asked before data leave, and an identifier that was
        another's keeps one too many back. `account` is the number of his account on a site that Honour runs:
        what he switched off there counts too.
        """
        ...

    def place_hold(self, hold: PersonHold, by: str, now: datetime) -> None:
        """Keep a hold, and its entry, which of a secret one names nobody."""
        ...

    def lift_hold(self, hold: str, by: str, why: Personal[str] | None, now: datetime) -> None:
        """End a hold and destroy its keys; an entry. What it stopped is due again from then on."""
        ...

    def preserve(self, hold: str, act: str, number: int, held: Personal[Json], now: datetime) -> None:
        """Keep, sealed with a hold, what a correction (`act`, its step's `number`) is about to replace; once,
        and an entry that names nobody.
        """
        ...

    def preserved(self, hold: str) -> "tuple[tuple[datetime, Personal[Json]], ...]":
        """What was kept under a hold that still holds, with when, the oldest first."""
        ...

    def preserved_for(self, act: str) -> frozenset[str]:
        """The holds under which something was kept before a correction."""
        ...

    def release(self, request: str, over: Sequence[Held], today: date, now: datetime) -> None:
        """Close these holds of a case, once what they kept is gone, but none whose day is not before `today`
        (those that waited excepted); an entry.
        """
        ...
