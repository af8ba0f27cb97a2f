"""Reading the journal: its log, heads, proofs, and what a pack is made of."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q

from honour.keeping.journal.models import Detail, Entry, Head, Log, Node
from honour.keeping.plain_sql import ask, sql
from honour.proofs import tree
from honour.proofs.checkpoint import VerifierKey


def the_log() -> Log | None:
    """The site's log, once it is born: the last, where others were closed after a restore."""
    return Log.objects.order_by("-pk").first()


def closed_logs() -> frozenset[str]:
    """The names of the logs that this one follows."""
    return frozenset(Log.objects.order_by("-pk").values_list("origin", flat=True)[1:])


def verifier_key(log: Log) -> VerifierKey:
    """The key that others check the log's heads with."""
    return VerifierKey(log.origin, bytes(log.public))


def head() -> Head | None:
    """The last signed head."""
    asked = "SELECT {size}, {root}, {minute}, {note} FROM {table} ORDER BY {size} DESC LIMIT 1"
    for size, root, minute, note in ask(sql(Head, asked)):
        return Head(size=size, root=root, minute=minute, note=note)
    return None


def last_minute() -> datetime | None:
    """The latest time that an entry bears, in UTC; None while the journal is empty."""
    [(last,)] = ask(sql(Entry, "SELECT MAX({minute}) FROM {table}"))
    return None if last is None else datetime.fromtimestamp(60 * last, UTC)


def size() -> int:
    """How many entries have a position."""
    [(last,)] = ask(sql(Head, "SELECT MAX({size}) FROM {table}"))
    return last or 0


def root_at(leaves: int) -> bytes | None:
    """The root of the first so many leaves; None where there are not so many."""
    if leaves > size():
        return None
    return tree.root(leaves, nodes(tree.complete_nodes((0, leaves))).__getitem__)


_EVERY = 4


def is_stored(at: tree.At) -> bool:
    """Whether a complete node gets a row: on every fourth level above the leaves, one for 15 entries.

    A node between is put together from at most eight below it. Older journals have rows for all of them.
    """
    return at[0] > 0 and at[0] % _EVERY == 0


def nodes(wanted: Iterable[tree.At]) -> dict[tree.At, bytes]:
    """Complete nodes by (level, index), from what is stored below them, in two queries at most.

    A proof or an edge names at most some dozens.
    """
    places = list(wanted)
    below = {at: tree.below(at, at[0] % _EVERY) for at in places}
    stored = _stored([(level - level % _EVERY, span) for (level, _), span in below.items()])
    found = {}
    for at, (first, end) in below.items():
        level = at[0] - at[0] % _EVERY
        hashes = [stored[level, index] for index in range(first, end) if (level, index) in stored]
        if len(hashes) == end - first:
            found[at] = tree.root_of_leaves(hashes)
    return found


def _stored(wanted: Iterable[tuple[int, tree.Span]]) -> dict[tree.At, bytes]:
    """What is stored in spans of a level, or of the leaves: those that meet are asked for together."""
    together: list[list[int]] = []  # level, first, end
    for level, (first, end) in sorted(set(wanted)):
        if together and together[-1][0] == level and first <= together[-1][2]:
            together[-1][2] = max(end, together[-1][2])
        else:
            together.append([level, first, end])
    leaves = [part for part in together if part[0] == 0]
    higher = [part for part in together if part[0] > 0]
    found: dict[tree.At, bytes] = {}
    if leaves:
        chosen = " OR ".join(["({position} >= %s AND {position} < %s)"] * len(leaves))
        asked = f"SELECT {{position}}, {{leaf}} FROM {{table}} WHERE {chosen}"  # noqa: S608 - values bound
        values = [number for _, *span in leaves for number in span]
        found.update(((0, at), tree.leaf_hash(bytes(leaf))) for at, leaf in ask(sql(Entry, asked), values))
    if higher:
        chosen = " OR ".join(["({level} = %s AND {index} >= %s AND {index} < %s)"] * len(higher))
        asked = f"SELECT {{level}}, {{index}}, {{hash}} FROM {{table}} WHERE {chosen}"  # noqa: S608 - values bound
        values = [number for part in higher for number in part]
        found.update(((level, at), bytes(whole)) for level, at, whole in ask(sql(Node, asked), values))
    return found


def inclusion(position: int, leaves: int, known: Mapping[tree.At, bytes] | None = None) -> tuple[bytes, ...]:
    """The proof that the entry at a position is in the tree of so many leaves; `known` nodes are not read."""
    return _proof(tree.inclusion_spans(position, leaves), known or {})


def consistency(old: int, leaves: int) -> tuple[bytes, ...]:
    """The proof that the tree of so many leaves begins with the tree of `old`."""
    return _proof(tree.consistency_spans(old, leaves), {})


def _proof(spans: tuple[tree.Span, ...], known: Mapping[tree.At, bytes]) -> tuple[bytes, ...]:
    wanted = {at for span in spans for at in tree.complete_nodes(span)}
    stored = nodes(wanted - known.keys())
    return tree.proof(spans, {**known, **stored}.__getitem__)


def leaves_in_order(leaves: int) -> Iterator[bytes]:
    """The first so many leaves, in their order."""
    rows = Entry.objects.filter(position__lt=leaves).order_by("position").values_list("leaf", flat=True)
    return (bytes(leaf) for leaf in rows.iterator(chunk_size=10_000))


def details_in_order(leaves: int) -> Iterator[tuple[int, bytes, str]]:
    """Position, salt and act of the details that still exist, among the first so many leaves."""
    rows = Detail.objects.filter(entry__position__lt=leaves).order_by("entry__position")
    for position, salt, act in rows.values_list("entry__position", "salt", "act").iterator(chunk_size=10_000):
        assert position is not None  # the filter leaves no other
        yield position, bytes(salt), act


def acts_named(names: Collection[str]) -> Iterator[tuple[datetime, Mapping[str, Any]]]:
    """When (UTC, to the minute) and with which facts acts of these names were done, the oldest first; those
    whose detail was removed are not among them.
    """
    wanted = Q()
    for name in names:
        wanted |= Q(act__startswith=f'{{"act":{json.dumps(name)},')  # the first name in the sorted JSON
    rows = Detail.objects.filter(wanted).order_by("entry_id").values_list("entry__minute", "act")
    for minute, act in rows.iterator(chunk_size=1000):
        read = json.loads(act)
        yield datetime.fromtimestamp(60 * minute, UTC), {"act": read["act"], **read["facts"]}
