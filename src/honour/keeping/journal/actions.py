"""Writing entries, giving them positions, signing heads, and removing details.

What could go wrong for ever: an entry cannot be taken back; a detail that is removed, and a subject that is
forgotten, cannot be brought back (the leaf stays, and says that there was something).

`write` only inserts, in the caller's transaction, so that an act and its entry are one; `sequence` alone
gives positions, under a lock of the log's row, and signs what is in the tree then. Both stand on the way of
every act, and speak plain SQL (see `keeping.plain_sql`).
"""

import base64
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from honour.carrying_out.ports import Act, Subject
from honour.keeping.journal.models import Detail, Entry, Head, Log, Node, SubjectLink
from honour.keeping.journal.reading import nodes, size
from honour.keeping.keys.actions import cells_of, destroy_cells, new_cells, opened, wrapped_cells
from honour.keeping.keys.sealing import CellKey, EpochKeys, seal
from honour.keeping.plain_sql import insert, insert_numbered, sql, stored_uuids
from honour.places.personal import Personal
from honour.proofs import checkpoint, tree
from honour.proofs.leaf import act_commitment, canonical, leaf_bytes, minute_of, subject_commitment

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
class _Draft:
    """An entry ready to be inserted, with its detail and the tags of its subjects."""

    uuid: UUID
    leaf: bytes
    salt: bytes
    detail: str
    tags: tuple[bytes, ...]


def write(journal: Journal, act: Act, now: datetime) -> Entry:
    """Insert an entry without a position, in the caller's transaction."""
    [(draft, number)] = _written(journal, [act], now)
    return Entry(number=number, uuid=draft.uuid, minute=minute_of(now), leaf=draft.leaf)


def write_many(journal: Journal, acts: Sequence[Act], now: datetime) -> None:
    """Insert entries without positions, in the caller's transaction and in the acts' order.

    The statements are as many for a hundred as for one.
    """
    _written(journal, acts, now)


def _written(journal: Journal, acts: Sequence[Act], now: datetime) -> list[tuple[_Draft, int]]:
    cells = _journal_cells(journal.keys, acts)
    minute = minute_of(now)
    drafts = [_draft(act, cells, minute) for act in acts]
    uuids = stored_uuids(one.uuid for one in drafts)
    rows = [(uuid, minute, one.leaf) for uuid, one in zip(uuids, drafts, strict=True)]
    numbers = insert_numbered(Entry, ("uuid", "minute", "leaf"), rows, key="number")
    numbered = list(zip(drafts, numbers, strict=True))
    insert(Detail, ("entry", "salt", "act"), [(number, one.salt, one.detail) for one, number in numbered])
    insert(SubjectLink, ("entry", "tag"), [(number, tag) for one, number in numbered for tag in one.tags])
    return numbered


def _draft(act: Act, cells: Mapping[tuple[str, ...], CellKey], minute: int) -> _Draft:
    uuid, salt = uuid4(), secrets.token_bytes(32)
    of_act = [cells[_owners(subject)] for subject in act.subjects]
    subjects = list({cell.cell: cell for cell in of_act}.values())  # each once, in the subjects' order
    why = None if act.why is None else _sealed_why(act.why, subjects[0] if subjects else cells[_SITE], uuid)
    detail = canonical({"act": act.name, "by": act.by, "facts": act.facts, "id": uuid.hex, "why": why})
    commitment = act_commitment(salt, detail)
    commitments = [subject_commitment(subject_salt(cell), uuid.bytes, commitment) for cell in subjects]
    tags = tuple(tag_of(cell) for cell in subjects)
    return _Draft(uuid, leaf_bytes(minute, commitment, commitments), salt, detail, tags)


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
    # No savepoint inside the caller's transaction: what fails here rolls all of it back.
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        _lock_log(cursor)
        waiting = "SELECT {number}, {leaf} FROM {table} WHERE {position} IS NULL ORDER BY {number} LIMIT %s"
        cursor.execute(sql(Entry, waiting), [at_most])
        pending = cursor.fetchall()
        if not pending:
            return None
        before = size()
        edge = nodes(tree.complete_nodes((0, before)))
        new = tree.extend(before, [tree.leaf_hash(bytes(leaf)) for _, leaf in pending], edge.__getitem__)
        insert(Node, ("level", "index", "hash"), [(*at, whole) for at, whole in new])
        positions = {number: position for position, (number, _) in enumerate(pending, start=before)}
        placed = sql(Entry, "UPDATE {table} SET {position} = %s WHERE {number} = %s")
        cursor.executemany(placed, [(position, number) for number, position in positions.items()])
        known, leaves = edge | dict(new), before + len(pending)
        return Batch(positions, leaves, _signed(journal, leaves, known, now), known)


def _lock_log(cursor: CursorWrapper) -> None:
    """Keep other sequencers out until the transaction ends.

    SQLite has no lock of a row and needs none: BEGIN IMMEDIATE took the database's only lock for writing.
    """
    if connection.features.has_select_for_update:
        cursor.execute(sql(Log, "SELECT {origin} FROM {table} FOR UPDATE"))
        cursor.fetchall()


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


def _sealed_why(why: Personal[str], cell: CellKey, uuid: UUID) -> str:
    """The reason of an entry, sealed under the first subject's cell or the site's own, in base64."""
    return base64.b64encode(seal(cell, WHY, uuid.hex, why.reveal().encode())).decode()
