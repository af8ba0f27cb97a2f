"""Reading the journal: its log, heads, proofs, and what a pack is made of."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

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
    return Head.objects.order_by("-size").first()


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


def nodes(wanted: Iterable[tree.At]) -> dict[tree.At, bytes]:
    """Stored nodes by (level, index), in one query. A proof or an edge names at most some dozens."""
    places = list(wanted)
    if not places:
        return {}
    chosen = " OR ".join(["({level} = %s AND {index} = %s)"] * len(places))
    asked = f"SELECT {{level}}, {{index}}, {{hash}} FROM {{table}} WHERE {chosen}"  # noqa: S608 - values bound
    found = ask(sql(Node, asked), [number for place in places for number in place])
    return {(level, index): bytes(whole) for level, index, whole in found}


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
