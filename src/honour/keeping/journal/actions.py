"""Writing entries, giving them positions, signing heads, and removing details.

What could go wrong for ever: an entry cannot be taken back; a detail that is removed, and a subject that is
forgotten, cannot be brought back (the leaf stays, and says that there was something).

`write` only inserts, in the caller's transaction, so that an act and its entry are one; positions are given
under a lock of the log's row, by `sequence` to what waits and by `record` to what it writes itself, and what
is in the tree then is signed. All of it stands on the way of every act, and speaks plain SQL (see
`keeping.plain_sql`).
"""

import base64
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from honour.carrying_out.ports import Act, Subject
from honour.keeping.journal.models import Detail, Entry, Head, Log, Node, SubjectLink
from honour.keeping.journal.reading import is_stored, nodes
from honour.keeping.keys.actions import cells_of, destroy_cells, new_cells, opened, wrapped_cells
from honour.keeping.keys.sealing import CellKey, EpochKeys, seal
from honour.keeping.plain_sql import (
    ask,
    insert,
    insert_numbered,
    random_uuid,
    sql,
    stored_uuids_of,
    update_many,
)
from honour.places.personal import Personal
from honour.proofs import checkpoint, tree
from honour.proofs.leaf import act_commitment, canonical_each, leaf_bytes, minute_of, subject_commitment

SITE = "site"  # the owner of the cell for what concerns nobody in particular
_SITE = (SITE,)
_BATCH = 10_000  # entries in one batch: some seconds of work under the lock
WHY = "journal.detail.why"  # the place that a reason is sealed for


@dataclass(frozen=True, slots=True)
class Journal:
    """What writing needs: the keys of cells, the log's name, and the key that signs its heads."""

    keys: EpochKeys
    origin: str
    signing: Ed25519PrivateKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one batch of the sequencer did: positions by the entries' numbers, and the head that it signed.

    `nodes` are the tree's edge before it and what became complete: enough to prove its last entry.
    """

    positions: Mapping[int, int]
    size: int
    note: str
    nodes: Mapping[tree.At, bytes]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry that has its position: that, its leaf, and the batch that it came in with."""

    position: int
    leaf: bytes
    batch: Batch


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry ready to be inserted, with its detail and the tags of its subjects."""

    id: bytes
    leaf: bytes
    salt: bytes
    detail: str
    tags: tuple[bytes, ...]


def write(journal: Journal, act: Act, now: datetime) -> Entry:
    """Insert an entry without a position, in the caller's transaction."""
    [draft] = drafts = _drafts(journal.keys, [act], now)
    [number] = _inserted(drafts, now)
    return Entry(number=number, uuid=UUID(bytes=draft.id), minute=minute_of(now), leaf=draft.leaf)


def write_many(journal: Journal, acts: Sequence[Act], now: datetime) -> None:
    """Insert entries without positions, in the caller's transaction and in the acts' order.

    The statements are as many for a hundred as for one.
    """
    _inserted(_drafts(journal.keys, acts, now), now)


def record(journal: Journal, act: Act, now: datetime) -> Recorded:
    """Write an entry, give it its position and sign; all or nothing, in the caller's transaction if any."""
    [one] = record_many(journal, [act], now)
    return one


def record_many(journal: Journal, acts: Sequence[Act], now: datetime) -> list[Recorded]:
    """Write entries, give them positions in the acts' order and sign once; all or nothing.

    Where nothing waits under the lock, they are inserted with their positions; else they wait their turn.
    """
    # No savepoint inside the caller's transaction: what fails here rolls all of it back.
    with transaction.atomic(savepoint=False):
        drafts = _drafts(journal.keys, acts, now)
        before, others_wait = _locked()
        if others_wait or not drafts:
            numbers = _inserted(drafts, now)
            last = sequence_all(journal, now)
            return [_recorded(number, one, last) for number, one in zip(numbers, drafts, strict=True)]
        numbers = _inserted(drafts, now, before)
        positions = {number: position for position, number in enumerate(numbers, start=before)}
        batch = _extended(journal, before, positions, [one.leaf for one in drafts], now)
        return [Recorded(at, one.leaf, batch) for at, one in enumerate(drafts, start=before)]


def _recorded(number: int, draft: _Draft, last: Batch | None) -> Recorded:
    assert last is not None  # the entry itself waited
    position = last.positions.get(number)
    if position is None:  # so many waited that it came in an earlier batch
        position = Entry.objects.values_list("position", flat=True).get(number=number)
        assert position is not None
    return Recorded(position, draft.leaf, last)


def _drafts(keys: EpochKeys, acts: Sequence[Act], now: datetime) -> list[_Draft]:
    """Entries about these acts, the id and the salt of each taken from 48 random bytes."""
    cells = _journal_cells(keys, acts)
    minute = minute_of(now)
    random = secrets.token_bytes(48 * len(acts))
    ids = [random_uuid(random[at : at + 16]) for at in range(0, len(random), 48)]
    salts = [random[at + 16 : at + 48] for at in range(0, len(random), 48)]
    subjects = [_subjects_of(act, cells) for act in acts]
    details = canonical_each(
        [
            {
                "act": act.name,
                "by": act.by,
                "facts": act.facts,
                "id": name.hex(),
                "why": None if act.why is None else _sealed_why(act.why, (whose or [cells[_SITE]])[0], name),
            }
            for act, name, whose in zip(acts, ids, subjects, strict=True)
        ]
    )
    return [_draft(minute, *parts) for parts in zip(ids, salts, details, subjects, strict=True)]


def _subjects_of(act: Act, cells: Mapping[tuple[str, ...], CellKey]) -> Sequence[CellKey]:
    """The cells of an act's subjects, each once, in the subjects' order."""
    of_act = [cells[_owners(subject)] for subject in act.subjects]
    return of_act if len(of_act) < 2 else list({cell.cell: cell for cell in of_act}.values())


def _inserted(drafts: Sequence[_Draft], now: datetime, first: int | None = None) -> list[int]:
    """Insert entries with their details and links; their numbers. `first` is the first one's position."""
    minute = minute_of(now)
    ids = stored_uuids_of(one.id for one in drafts)
    rows = [
        (name, minute, one.leaf, None if first is None else first + place)
        for place, (name, one) in enumerate(zip(ids, drafts, strict=True))
    ]
    numbers = insert_numbered(Entry, ("uuid", "minute", "leaf", "position"), rows, key="number")
    numbered = list(zip(numbers, drafts, strict=True))
    insert(Detail, ("entry", "salt", "act"), [(number, one.salt, one.detail) for number, one in numbered])
    insert(SubjectLink, ("entry", "tag"), [(number, tag) for number, one in numbered for tag in one.tags])
    return numbers


def _draft(minute: int, name: bytes, salt: bytes, detail: str, subjects: Sequence[CellKey]) -> _Draft:
    commitment = act_commitment(salt, detail)
    commitments = [subject_commitment(subject_salt(cell), name, commitment) for cell in subjects]
    tags = tuple(tag_of(cell) for cell in subjects)
    return _Draft(name, leaf_bytes(minute, commitment, commitments), salt, detail, tags)


def subject_salt(cell: CellKey) -> bytes:
    """The salt of a subject's commitments: HMAC-SHA256 of a fixed word under his journal cell."""
    return hmac.digest(cell.key, b"honour journal salt", "sha256")


def tag_of(cell: CellKey) -> bytes:
    """What a subject's entries are found by (16 bytes): HMAC-SHA256 of another fixed word under his cell."""
    return hmac.digest(cell.key, b"honour journal tag", "sha256")[:16]


def sequence_all(journal: Journal, now: datetime) -> Batch | None:
    """Give every pending entry its position, batch by batch; gives the last batch, None where none waited."""
    last = batch = _sequenced(journal, now, _BATCH)
    while batch is not None and len(batch.positions) == _BATCH:
        batch = _sequenced(journal, now, _BATCH)
        last = batch or last
    return last


def sequence(journal: Journal, now: datetime, at_most: int = _BATCH) -> int:
    """Give positions to pending entries, extend the tree and sign its head; gives how many there were.

    One transaction, one batch of at most `at_most`. Whoever holds the lock of the log's row sees every entry
    that was committed before; one that is committed later comes later, whatever its number.
    """
    batch = _sequenced(journal, now, at_most)
    return len(batch.positions) if batch else 0


def _sequenced(journal: Journal, now: datetime, at_most: int) -> Batch | None:
    with transaction.atomic(savepoint=False):
        before, some_wait = _locked()
        if not some_wait:
            return None
        waiting = "SELECT {number}, {leaf} FROM {table} WHERE {position} IS NULL ORDER BY {number} LIMIT %s"
        pending = ask(sql(Entry, waiting), [at_most])
        positions = {number: position for position, (number, _) in enumerate(pending, start=before)}
        pairs = [(position, number) for number, position in positions.items()]
        update_many(Entry, "position", "number", pairs)
        return _extended(journal, before, positions, [bytes(leaf) for _, leaf in pending], now)


def _locked() -> tuple[int, bool]:
    """Keep other sequencers out until the transaction ends; how many have a position, and whether some wait.

    SQLite has no lock of a row and needs none: BEGIN IMMEDIATE took the database's only lock for writing.
    """
    if connection.features.has_select_for_update:
        ask(sql(Log, "SELECT {origin} FROM {table} FOR UPDATE"))
    last = sql(Head, "SELECT MAX({size}) FROM {table}")
    waiting = sql(Entry, "SELECT 1 FROM {table} WHERE {position} IS NULL")
    [(size, some_wait)] = ask(f"SELECT ({last}), EXISTS ({waiting})")
    return size or 0, bool(some_wait)


def _extended(
    journal: Journal, before: int, positions: Mapping[int, int], leaves: Sequence[bytes], now: datetime
) -> Batch:
    """Extend the tree of `before` leaves by these, and sign its head."""
    edge = nodes(tree.complete_nodes((0, before)))
    new = tree.extend(before, [tree.leaf_hash(leaf) for leaf in leaves], edge.__getitem__)
    stored = [(*at, whole) for at, whole in new if is_stored(at)]
    insert(Node, ("level", "index", "hash"), stored)
    known, size = edge | dict(new), before + len(leaves)
    return Batch(positions, size, _signed(journal, size, known, now), known)


def _signed(journal: Journal, leaves: int, known: Mapping[tree.At, bytes], now: datetime) -> str:
    whole = tree.root(leaves, known.__getitem__)
    note = checkpoint.signed(checkpoint.Head(journal.origin, leaves, whole), journal.signing)
    insert(Head, ("size", "root", "minute", "note"), [(leaves, whole, minute_of(now), note)])
    return note


def remove_details(journal: Journal, entries: Iterable[Entry], rule: str, by: str, now: datetime) -> Entry:
    """Remove what these entries say, and write an entry that names the positions and the rule or request."""
    chosen = list(entries)
    positions = sorted(entry.position for entry in chosen if entry.position is not None)
    if len(positions) != len(chosen):
        raise ValueError("an entry without a position keeps its detail: sequence first")
    with transaction.atomic():
        Detail.objects.filter(entry__in=chosen).delete()
        return write(journal, Act("details removed", by, {"positions": positions, "rule": rule}), now)


def forget_subject(keys: EpochKeys, subject: Subject) -> int:
    """Destroy the journal cells of a subject and the links to him; gives how many cells there were.

    Call `truncate_log` once that is committed.
    """
    cells = cells_of(keys, _owners(subject), "journal").values()
    SubjectLink.objects.filter(tag__in=[tag_of(cell) for cell in cells]).delete()
    return destroy_cells(cell.cell for cell in cells)


def untie(keys: EpochKeys, subject: Subject, entries: Iterable[Entry]) -> None:
    """Delete the links between a subject and these entries; his cell stays, for others hang on it."""
    tags = [tag_of(cell) for cell in cells_of(keys, _owners(subject), "journal").values()]
    SubjectLink.objects.filter(tag__in=tags, entry__in=list(entries)).delete()


def _owners(subject: Subject) -> tuple[str, ...]:
    """Under whose name a subject's journal cell may lie: his rows' tokens, else his identifiers' hashes."""
    owners = subject.tokens or subject.known_by
    if not owners:
        raise ValueError("a subject of the journal has at least one token or one identifier's hash")
    return owners


def _journal_cells(keys: EpochKeys, acts: Sequence[Act]) -> dict[tuple[str, ...], CellKey]:
    """The journal cells that these acts need, by whose they are, made where there are none.

    One query finds them all and one statement makes the missing; only what is used is unwrapped.
    """
    wanted = [_owners(subject) for act in acts for subject in act.subjects]
    if any(act.why is not None and not act.subjects for act in acts):
        wanted.append(_SITE)
    found = wrapped_cells(list({owner for owners in wanted for owner in owners}), "journal")
    names: dict[tuple[str, ...], str] = {}
    taken = set(found)
    for owners in wanted:
        names[owners] = next((owner for owner in owners if owner in taken), owners[0])
        taken.add(names[owners])
    used = dict.fromkeys(names.values())
    missing = [name for name in used if name not in found]
    cells = dict(zip(missing, new_cells(keys, missing, "journal"), strict=True))
    cells |= {name: opened(keys, found[name]) for name in used if name in found}
    return {owners: cells[name] for owners, name in names.items()}


def _sealed_why(why: Personal[str], cell: CellKey, name: bytes) -> str:
    """The reason of an entry, sealed under the first subject's cell or the site's own, in base64."""
    return base64.b64encode(seal(cell, WHY, name.hex(), why.reveal().encode())).decode()
