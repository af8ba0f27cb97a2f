"""The site's records, bound from the key place and from what the site keeps.

Import it once Django is configured (`honour.website.opening` does both).
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import uuid4

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction

from honour.carrying_out.ports import (
    Act,
    Asked,
    Case,
    Held,
    Intent,
    Json,
    Outcome,
    PersonHold,
    Scrubbed,
    StateRefused,
    Subject,
)
from honour.connectors.key_place import folder as key_folder
from honour.connectors.key_place.copying import bring_back
from honour.connectors.ledger.folder import Ledger, beside
from honour.keeping.consents.reading import switched_off
from honour.keeping.holds.people import held_now, lift, place, preserve, preserved, preserved_for
from honour.keeping.journal import reading as journal_reading
from honour.keeping.journal.actions import Journal, record
from honour.keeping.journal.models import Log
from honour.keeping.journal.succession import gap, succeed
from honour.keeping.keys.sealing import EpochKeys
from honour.keeping.keys.turning import (
    begin,
    closed_cells,
    forget_closed,
    known_epochs,
    used_epochs,
)
from honour.keeping.remedies import remedies
from honour.keeping.requests import actions, forgetting, lodging, reading
from honour.keeping.versions.actions import (
    UNTOLD,
    Enacted,
    PageText,
    Telling,
    binding,
    confirm,
    enact,
    enacted_by,
    last_enacted,
    remember,
    swept_by,
)
from honour.keeping.versions.documents import remember_documents
from honour.keeping.versions.models import PolicyVersion
from honour.places.personal import Personal
from honour.plans.asking import EVERYTHING_ASKED, scope_of
from honour.plans.brake import Seen
from honour.plans.replay import Line, Row
from honour.proofs.checkpoint import NotACheckpoint, VerifierKey, claimed, origin_of, same_site
from honour.proofs.evidence import ClockLooked
from honour.proofs.pack import pack


@dataclass(frozen=True, slots=True)
class SiteRecords:
    """Fulfils `honour.carrying_out.ports.Records` over the site's own database and key place."""

    database: Path
    journal_keys: Journal = field(repr=False)
    hash_key: bytes = field(repr=False)
    ledger: Ledger
    key_place: Path
    replaying: bool = False

    @property
    def origin(self) -> str:
        """The name of the log that is written now."""
        return self.journal_keys.origin

    def sign(self, text: bytes) -> bytes:
        """An Ed25519 signature by the journal's key, of a text that cannot be a head."""
        return self.journal_keys.signing.sign(text)

    def derived_key(self, purpose: str) -> str:
        """A key for one purpose, derived from the site's hash key by HKDF (RFC 5869); base64url."""
        derived = HKDF(SHA256(), 32, None, purpose.encode()).derive(self.hash_key)
        return urlsafe_b64encode(derived).decode()

    def keyed_hash(self, *parts: str) -> str:
        """HMAC-SHA256 of the parts, each after its length, under the site's hash key; 32 hex digits."""
        keyed = _keyed(self.hash_key).copy()
        for part in parts:
            encoded = part.encode("utf-8", "surrogatepass")
            keyed.update(len(encoded).to_bytes(4) + encoded)
        return keyed.hexdigest()[:32]

    def journal(self, act: Act, now: datetime) -> None:
        """Write an entry, give it its position and sign."""
        with remedies(self.database):
            record(self.journal_keys, act, now)

    def cases(self, hashes: Sequence[str]) -> tuple[Case, ...]:
        """Requests for erasure found by any of these hashes, oldest first."""
        with remedies(self.database):
            return reading.cases(self.journal_keys.keys, hashes)

    def waiting_for(self, request: str, kind: str) -> tuple[Subject, datetime] | None:
        """Whose a request of this kind is and when it was asked, as long as it waits for its answer."""
        with remedies(self.database):
            return reading.waiting_for(request, kind)

    def ask(self, intent: Intent, answer_due: date, now: datetime) -> None:
        """Keep that something was asked, with its clock and its entry."""
        with remedies(self.database):
            actions.take(self.journal_keys, intent, answer_due, now)

    def intend(self, intent: Intent, answer_due: date | None, now: datetime) -> None:
        """Tell the replay ledger; then keep request, intent, sealed values and entry, all or nothing.

        A correction is no erasure: the ledger must not replay it as one, and is not told of it.
        """
        if intent.act != "rectify":
            self.ledger.announce(_line_of(intent, now))
        with remedies(self.database):
            actions.intend(self.journal_keys, intent, answer_due, now)
        self.ledger.keep_head(self.head())

    def lodge(self, asked: Asked, now: datetime) -> None:
        """Keep a request with its clock and its entry; in the caller's transaction, if any."""
        with remedies(self.database):
            lodging.lodge(self.journal_keys, asked, now)

    def answer(
        self, request: str, act: str, by: str, facts: Mapping[str, Json], now: datetime
    ) -> Mapping[str, Json]:
        """Answer a request that takes nothing away; its receipt. In the caller's transaction, if any."""
        with remedies(self.database):
            return lodging.answer(self.journal_keys, request, act, by, facts, now)

    def epoch_of(self, intent: str) -> int | None:
        """The number of an act in the replay ledger; None while a restore is being replayed."""
        return None if self.replaying else self.ledger.number_of(intent)

    def unfinished(self) -> tuple[Intent, ...]:
        """Intents without an outcome, oldest first."""
        with remedies(self.database):
            return reading.unfinished(self.journal_keys.keys)

    def unscrubbed(self) -> tuple[Intent, ...]:
        """Intents with an outcome whose sealed values still exist, oldest first."""
        with remedies(self.database):
            return reading.unscrubbed(self.journal_keys.keys)

    def conclude(self, intent: str, outcome: Outcome, now: datetime) -> Mapping[str, Json]:
        """Keep outcome, holds, answer, entry and receipt, all or nothing; the receipt."""
        with remedies(self.database):
            receipt = actions.conclude(self.journal_keys, intent, outcome, now)
        self.ledger.settle(intent)
        return receipt

    def abandon(self, intent: str, because: str, now: datetime) -> None:
        """Close an intent of which nothing was done. `because` holds no personal value."""
        with remedies(self.database):
            actions.abandon(self.journal_keys, intent, because, now)
        self.ledger.abandon(intent)

    def settle_ledger(self) -> None:
        """Tell the ledger what became of acts that a crash left open in it. The caller alone destroys now."""
        with remedies(self.database):
            for act in self.ledger.unsettled():
                state = reading.outcome_of(act.intent)
                if state in ("abandoned", "unknown"):
                    self.ledger.abandon(act.intent)
                elif state == "concluded":
                    self.ledger.settle(act.intent)

    def forgotten(self, lines: Sequence[Line]) -> tuple[int, ...]:
        """The numbers of the acts that this state does not know."""
        with remedies(self.database):
            known = reading.known_intents()
            return tuple(line.number for line in lines if line.intent not in known)

    def came_back(self) -> bool:
        """Whether this state is an earlier one than the key place or the replay ledger knows."""
        with remedies(self.database):
            closed = journal_reading.closed_logs()
            mine = self.journal_keys.origin
            named = key_folder.read(self.key_place).origin
            if named not in (None, mine, *closed):
                return True
            try:
                head = None if (note := self.ledger.head()) is None else claimed(note)
            except NotACheckpoint:
                return False
            if head is None or head.origin in closed:
                return False
            return head.origin != mine or journal_reading.root_at(head.size) != head.root

    def closed_cells(self) -> int:
        """How many sealed values open no more, because a turning destroyed their key after the backup.

        Raises StateRefused where the key place is older than the state: then its newer copy is missing.
        """
        with remedies(self.database):
            held = key_folder.epoch_numbers(self.key_place)
            if max(known_epochs()) > max(held):
                raise StateRefused(
                    f"honour.db knows epoch {max(known_epochs())}, and {self.key_place} ends at {max(held)}:"
                    " put back a newer copy of the keys first"
                )
            return closed_cells(held)

    def forget_erased(self, now: datetime) -> int:
        """Untie the journal from those of whose erasure nothing more can come; how many there were."""
        with remedies(self.database):
            keys = self.journal_keys.keys
            return forgetting.forget_erased(keys, lambda act: self.journal(act, now), now)

    def used_epochs(self) -> list[int]:
        """The epochs whose keys this state needs, oldest first."""
        with remedies(self.database):
            return sorted(used_epochs())

    def bring_back_keys(self, copy_at: Path) -> None:
        """Put back the keys that this state needs and a copy still has; the next turning destroys them."""
        with remedies(self.database):
            bring_back(self.key_place, copy_at, used_epochs())

    def forget_closed(self, now: datetime) -> None:
        """Let go of what opens no more, and end what waited for it."""
        with remedies(self.database):
            forget_closed(key_folder.epoch_numbers(self.key_place), now)
        for intent in self.unfinished():
            if not intent.sealed.reveal():
                self.abandon(intent.id, "its sealed values were destroyed with their key", now)
        for intent in self.unscrubbed():
            if not intent.sealed.reveal():
                self.scrubbed(intent.id, Scrubbed("could not be checked", {}), now)

    def gap(self) -> dict[str, Json]:
        """What a successor of the log would say of it."""
        with remedies(self.database):
            return gap(self.ledger.head())

    def succeeded(self, by: str, now: datetime) -> "SiteRecords":
        """Close the log after a restore; the records that write into its successor."""
        with remedies(self.database):
            journal = succeed(self.journal_keys, self.ledger.head(), token_hex(4), by, now)
        key_folder.mark_born(self.key_place, journal.origin)
        self.ledger.keep_head(self.head())
        return replace(self, journal_keys=journal)

    def clocks(self, zone: tzinfo, now: datetime) -> tuple[ClockLooked, ...]:
        """When the answer to each request was due and given, in the local days of the site's time zone."""
        with remedies(self.database):
            return reading.clocks(zone, now)

    def scrubbed(self, intent: str, result: Scrubbed, now: datetime) -> Mapping[str, Json]:
        """Write the physical level into the receipt; unless it is `not yet`, destroy the sealed values."""
        with remedies(self.database):
            return actions.scrubbed(self.journal_keys, intent, result, now)

    def ended_holds(self, today: date) -> tuple[Case, ...]:
        """Cases with something held whose last day is before `today`, or that waits, and only that of it."""
        with remedies(self.database):
            return reading.ended_holds(self.journal_keys.keys, today)

    def person_holds(self) -> tuple[PersonHold, ...]:
        """Everybody who is held now, the oldest hold first."""
        with remedies(self.database):
            return held_now(self.journal_keys.keys)

    def hidden(self, place: str, name: str, now: datetime) -> None:
        """Tell the replay ledger that a row is public no longer. Raises StateRefused."""
        facts = {"at": now.isoformat(), "place": place, "token": self.keyed_hash(place, name)}
        self.ledger.tell("hidden", facts)

    def role_ended(self, token: str, role: str, now: datetime) -> None:
        """Tell the replay ledger that a role among the staff is ended. Raises StateRefused."""
        self.ledger.tell("role ended", {"at": now.isoformat(), "role": role, "token": token})

    def objections(self, subject: Subject, account: int | None) -> tuple[tuple[str, ...], ...]:
        """The purposes of each objection that stands, and of what was switched off on the site's pages."""
        with remedies(self.database):
            off = switched_off(account) if account is not None else ()
            return (*reading.objections(subject), *((each,) for each in off))

    def place_hold(self, hold: PersonHold, by: str, now: datetime) -> None:
        """Keep a hold, and its entry, which of a secret one names nobody."""
        with remedies(self.database):
            place(self.journal_keys, hold, by, now)

    def lift_hold(self, hold: str, by: str, why: Personal[str] | None, now: datetime) -> None:
        """End a hold and destroy its keys; an entry."""
        with remedies(self.database):
            lift(self.journal_keys, hold, by, why, now)

    def preserve(self, hold: str, act: str, number: int, held: Personal[Json], now: datetime) -> None:
        """Keep, sealed with a hold, what a correction is about to replace; once."""
        with remedies(self.database):
            preserve(self.journal_keys, hold, act, number, held, now)

    def preserved(self, hold: str) -> tuple[tuple[datetime, Personal[Json]], ...]:
        """What was kept under a hold that still holds, with when, the oldest first."""
        with remedies(self.database):
            return preserved(self.journal_keys.keys, hold)

    def preserved_for(self, act: str) -> frozenset[str]:
        """The holds under which something was kept before a correction."""
        with remedies(self.database):
            return preserved_for(act)

    def release(self, request: str, over: Sequence[Held], today: date, now: datetime) -> None:
        """Close these holds of a case whose day is before `today`, or that waited, with an entry."""
        with remedies(self.database):
            actions.release(self.journal_keys, request, over, today, now)

    def remember_policy(self, digest: str, text: str, now: datetime) -> None:
        """Keep the text of the policy that the site acts on, under its SHA-256."""
        with remedies(self.database):
            remember(digest, text, now)

    def enact_policy(
        self,
        digest: str,
        effective: date,
        pages_of: Callable[[int], Mapping[str, PageText]],
        by: str,
        why: str | None,
        now: datetime,
        *,
        shorter: Sequence[str] = (),
        renewed: Sequence[str] = (),
        telling: Telling = UNTOLD,
    ) -> Enacted:
        """Number a remembered policy, keep its pages and journal it, all or nothing; the same again later."""
        with remedies(self.database):
            reason = Personal(why) if why else None
            return enact(
                self.journal_keys,
                digest,
                effective,
                pages_of,
                by,
                reason,
                now,
                shorter=shorter,
                renewed=renewed,
                telling=telling,
            )

    def remember_documents(self, texts: Mapping[tuple[str, str], str], now: datetime) -> None:
        """Keep the publisher's texts, by name and language, as the site shows them."""
        with remedies(self.database):
            remember_documents(self.journal_keys, texts, now)

    def seen(self) -> Seen:
        """What the brake remembers: past sweeps, the last entry, when the site was last at work."""
        with remedies(self.database):
            log = journal_reading.the_log()
            last, beat = journal_reading.last_minute(), log.seen if log else None
            return Seen(reading.past_sweeps(), last, beat or last)

    def beat(self, now: datetime) -> None:
        """Note that the site is at work, with a clock that nobody doubts."""
        with remedies(self.database):
            Log.objects.update(seen=now)

    def binding_policy(self, today: date) -> tuple[str, str] | None:
        """Digest and text of the policy whose terms bind older rows today; None before the first."""
        with remedies(self.database):
            return binding(today)

    def swept_by(self, digest: str, now: datetime) -> None:
        """Note by which policy a site that never enacted one has swept."""
        with remedies(self.database):
            swept_by(digest, now)

    def confirm_shorter(
        self, digest: str, facts: Mapping[str, Json], by: str, who: str, now: datetime
    ) -> None:
        """Let the shorter terms of a policy bind older rows; an entry, with the name sealed."""
        with remedies(self.database):
            confirm(self.journal_keys, digest, facts, by, Personal(who), now)

    def last_enacted(self) -> Enacted | None:
        """The version enacted last; None before the first."""
        with remedies(self.database):
            return last_enacted()

    def enacted_by(self, digest: str) -> Enacted | None:
        """The version that a policy was enacted as; None for a draft."""
        with remedies(self.database):
            return enacted_by(digest)

    def verifier_key(self) -> VerifierKey:
        """The key with which others check this site's heads."""
        private = self.journal_keys.signing
        return VerifierKey(self.journal_keys.origin, private.public_key().public_bytes_raw())

    def head(self) -> str | None:
        """The last signed head, as it leaves the house; None while the journal is empty."""
        with remedies(self.database):
            last = journal_reading.head()
            return last.note if last else None

    def pack(
        self, evidence: Mapping[str, object], now: datetime, beside: Mapping[str, bytes] | None = None
    ) -> dict[str, bytes]:
        """The files of an evidence pack under the last head, with those `beside` the log; `StateRefused`
        while the journal is empty.
        """
        with remedies(self.database), transaction.atomic():
            last = journal_reading.head()
            if last is None:
                raise StateRefused("the journal is empty: there is nothing to show yet")
            return pack(
                key=self.verifier_key(),
                head=last.note,
                leaves=journal_reading.leaves_in_order(last.size),
                details=journal_reading.details_in_order(last.size),
                policies=dict(PolicyVersion.objects.values_list("digest", "text")),
                evidence=evidence,
                now=now,
                beside=beside or {},
            )


@lru_cache(maxsize=4)
def _keyed(key: bytes) -> hmac.HMAC:
    """HMAC-SHA256 under a key, to be copied for each text: most of its work is the key's."""
    return hmac.new(key, digestmod="sha256")


def _line_of(intent: Intent, now: datetime) -> Line:
    """What the replay ledger is told of an intent; the ledger gives the number."""
    subject, asked = intent.subject, intent.plan.get("scope")
    steps = cast(Sequence[Mapping[str, str]], intent.plan["steps"])
    stores = tuple(sorted({step["place"].partition(".")[0] for step in steps}))
    births = intent.births if subject and intent.births else (None,) * len(subject.tokens if subject else ())
    return Line(
        number=0,
        at=now,
        act=intent.act,
        intent=intent.id,
        digest=intent.digest,
        stores=stores,
        person=subject.person if subject else None,
        rows=tuple(map(Row, subject.tokens if subject else (), births)),
        identifiers=subject.known_by if subject else (),
        scope=scope_of(cast(Mapping[str, Any], asked)) if asked else EVERYTHING_ASKED,
    )


def open_records(
    site: Path,
    *,
    address: str,
    demo: bool,
    now: datetime,
    key_place: Path | None,
    ledger: tuple[Path, ...],
    database: Path,
) -> SiteRecords:
    """Open log and key place, which must belong to each other, or begin both. The caller holds the lock.

    `ledger` are the places of the replay ledger; none: one beside the key place.
    """
    place = key_place or key_folder.beside(site)
    if place.resolve().is_relative_to(database.parent.resolve()):
        raise StateRefused(
            f"{place} lies inside {database.parent}: every backup of the data would hold the keys too;"
            " move it elsewhere and name it as `key_place` in honour.toml"
        )
    log = journal_reading.the_log()
    if log is None:
        log = _begin(place, database, address, demo, now)
    if log.demo != demo:
        then = "as a demo" if log.demo else "as no demo"
        raise StateRefused(
            f"this site began {then} on {log.born:%Y-%m-%d}, for ever:"
            f" put `demo = {str(log.demo).lower()}` back into honour.toml, or begin another site elsewhere"
        )
    keys = _keys_of(place, log)
    if not known_epochs():
        begin(max(keys.epochs), now)
    epochs = EpochKeys(log.site, keys.epochs, lambda: key_folder.read_epochs(place))
    journal = Journal(epochs, log.origin, keys.signing)
    lines = Ledger(ledger or (beside(place),))
    records = SiteRecords(database, journal, keys.hashing, lines, place)
    actions.finish_scrubs(now)
    return records


def _begin(place: Path, database: Path, address: str, demo: bool, now: datetime) -> Log:
    """Give birth to the log: keys first, then the row that names them; a crash in between is mended here."""
    if not place.exists():
        key_folder.create(place)
    keys = key_folder.read(place)
    if keys.origin is not None:
        raise StateRefused(
            f"{place} holds the keys of {keys.origin}, whose state is missing: put back {database} from"
            " a backup; or, to begin another site, move the key place away"
        )
    host = urlsplit(address).netloc or urlsplit(f"//{address}").netloc
    origin = origin_of(host.lower(), keys.public, demo)
    return Log.objects.create(site=uuid4().hex, origin=origin, public=keys.public, demo=demo, born=now)


def _keys_of(place: Path, log: Log) -> key_folder.KeyPlace:
    if not place.exists():
        raise StateRefused(
            f"the key place {place} is missing: put it back from its own backup. Honour makes no new keys for"
            " a state that exists, because nothing that is sealed would open"
        )
    keys = key_folder.read(place)
    if keys.public != bytes(log.public) or not same_site(keys.origin or log.origin, log.origin):
        raise StateRefused(f"{place} is the key place of another site: put back the one of {log.origin}")
    if keys.origin is None or keys.origin in journal_reading.closed_logs():
        key_folder.mark_born(place, log.origin)
    return keys
