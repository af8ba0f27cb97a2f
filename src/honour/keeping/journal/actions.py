"""Writing entries, giving them positions, signing heads, and removing details.

What could go wrong for ever: an entry cannot be taken back; a detail that is removed, and a subject that is
forgotten, cannot be brought back (the leaf stays, and says that there was something).

`write` only inserts, in the caller's transaction, so that an act and its entry are one; `sequence` alone
gives positions, under a lock of the log's row, and signs what is in the tree then.
"""

import base64
import hmac
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from honour.carrying_out.ports import Act, Subject
from honour.keeping.journal.models import Detail, Entry, Head, Log, Node, SubjectLink
from honour.keeping.journal.reading import nodes, size
from honour.keeping.keys.actions import cells_of, destroy_cells, new_cell
from honour.keeping.keys.sealing import CellKey, EpochKeys, seal
from honour.proofs import checkpoint, tree
from honour.proofs.leaf import act_commitment, canonical, leaf_bytes, minute_of, subject_commitment

SITE = "site"  # the owner of the cell for what concerns nobody in particular
_BATCH = 10_000  # entries in one batch: some seconds of work under the lock
WHY = "journal.detail.why"  # the place that a reason is sealed for


@dataclass(frozen=True, slots=True)
class Journal:
    """What writing needs: the keys of cells, the log's name, and the key that signs its heads."""

    keys: EpochKeys
    origin: str
    signing: Ed25519PrivateKey = field(repr=False)


def write(journal: Journal, act: Act, now: datetime) -> Entry:
    """Insert an entry without a position, in the caller's transaction."""
    number = uuid4()
    cells = _journal_cells(journal.keys, act.subjects)
    why = _why(journal.keys, act, cells, number)
    detail = canonical({"act": act.name, "by": act.by, "facts": act.facts, "id": number.hex, "why": why})
    salt = secrets.token_bytes(32)
    commitment = act_commitment(salt, detail)
    subjects = [subject_commitment(subject_salt(cell), number.bytes, commitment) for cell in cells]
    minute = minute_of(now)
    entry = Entry.objects.create(uuid=number, minute=minute, leaf=leaf_bytes(minute, commitment, subjects))
    Detail.objects.create(entry=entry, salt=salt, act=detail)
    SubjectLink.objects.bulk_create([SubjectLink(entry=entry, tag=tag_of(cell)) for cell in cells])
    return entry


def subject_salt(cell: CellKey) -> bytes:
    """The salt of a subject's commitments: HMAC-SHA256 of a fixed word under his journal cell."""
    return hmac.digest(cell.key, b"honour journal salt", "sha256")


def tag_of(cell: CellKey) -> bytes:
    """What a subject's entries are found by (16 bytes): HMAC-SHA256 of another fixed word under his cell."""
    return hmac.digest(cell.key, b"honour journal tag", "sha256")[:16]


def sequence_all(journal: Journal, now: datetime) -> None:
    """Give every pending entry its position, batch by batch."""
    while sequence(journal, now) == _BATCH:
        pass


def sequence(journal: Journal, now: datetime, at_most: int = _BATCH) -> int:
    """Give positions to pending entries, extend the tree and sign its head; gives how many there were.

    One transaction, one batch of at most `at_most`. Whoever holds the lock of the log's row sees every entry
    that was committed before; one that is committed later comes later, whatever its number.
    """
    with transaction.atomic():
        Log.objects.select_for_update().get()
        pending = list(Entry.objects.filter(position__isnull=True).order_by("number")[:at_most])
        if not pending:
            return 0
        before = size()
        edge = nodes(tree.complete_nodes((0, before)))
        leaves = [tree.leaf_hash(bytes(entry.leaf)) for entry in pending]
        new = tree.extend(before, leaves, edge.__getitem__)
        Node.objects.bulk_create([Node(level=at[0], index=at[1], hash=whole) for at, whole in new])
        for position, entry in enumerate(pending, start=before):
            entry.position = position
        Entry.objects.bulk_update(pending, ["position"], batch_size=300)
        _sign(journal, before + len(pending), edge | dict(new), now)
        return len(pending)


def _sign(journal: Journal, leaves: int, known: dict[tree.At, bytes], now: datetime) -> None:
    whole = tree.root(leaves, known.__getitem__)
    note = checkpoint.signed(checkpoint.Head(journal.origin, leaves, whole), journal.signing)
    Head.objects.create(size=leaves, root=whole, minute=minute_of(now), note=note)


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


def _journal_cells(keys: EpochKeys, subjects: Sequence[Subject]) -> list[CellKey]:
    """The journal cells of these subjects, made where they have none, each once, in the subjects' order."""
    if not subjects:
        return []
    found = cells_of(keys, [owner for subject in subjects for owner in _owners(subject)], "journal")
    chosen: dict[UUID, CellKey] = {}
    for subject in subjects:
        owners = _owners(subject)
        cell = next((found[owner] for owner in owners if owner in found), None)
        if cell is None:
            cell = found[owners[0]] = new_cell(keys, owners[0], "journal")
        chosen[cell.cell] = cell
    return list(chosen.values())


def _why(keys: EpochKeys, act: Act, cells: Sequence[CellKey], number: UUID) -> str | None:
    """The reason, sealed under the first subject's cell or the site's own, in base64."""
    if act.why is None:
        return None
    cell = (
        cells[0] if cells else cells_of(keys, [SITE], "journal").get(SITE) or new_cell(keys, SITE, "journal")
    )
    return base64.b64encode(seal(cell, WHY, number.hex, act.why.reveal().encode())).decode()
