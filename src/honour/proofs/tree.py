"""The Merkle tree of RFC 6962, section 2.1, and its proofs in log n from the stored nodes.

Only *complete* subtrees are stored: node (level, index) covers the leaves from `index << level` up to, and
without, `(index + 1) << level`. The root of any size is put together from them: a tree only gains nodes.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TypeAlias

Hash: TypeAlias = bytes
At: TypeAlias = tuple[int, int]  # (level, index)
Span: TypeAlias = tuple[int, int]  # leaves from the first number up to, and without, the second
NodeAt: TypeAlias = Callable[[At], Hash]

EMPTY_ROOT: Hash = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> Hash:
    """The hash of a leaf: SHA-256(0x00 || leaf)."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """The hash of two subtrees: SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def complete_nodes(span: Span) -> tuple[At, ...]:
    """The complete subtrees, from left to right, that cover a span starting at a multiple of its own size.

    Every span that a proof names is such a one; so is the whole tree, (0, size).
    """
    start, end = span
    nodes = []
    while start < end:
        level = (end - start).bit_length() - 1
        nodes.append((level, start >> level))
        start += 1 << level
    return tuple(nodes)


def below(at: At, levels: int) -> Span:
    """The indexes of the nodes so many levels below a complete node that it covers."""
    return at[1] << levels, at[1] + 1 << levels


def root(size: int, node: NodeAt) -> Hash:
    """The root over the first `size` leaves, from the stored nodes that `complete_nodes((0, size))` names."""
    return subtree_hash((0, size), node) if size else EMPTY_ROOT


def subtree_hash(span: Span, node: NodeAt) -> Hash:
    """The hash over a span that is not empty, from stored nodes."""
    hashes = [node(at) for at in complete_nodes(span)]
    whole = hashes.pop()
    while hashes:
        whole = node_hash(hashes.pop(), whole)
    return whole


def root_of_leaves(leaf_hashes: Sequence[Hash]) -> Hash:
    """The root over all these leaf hashes, with nothing stored: what a verifier computes.

    Pairing level by level and carrying an odd last one upwards gives the tree of RFC 6962.
    """
    level = list(leaf_hashes)
    if not level:
        return EMPTY_ROOT
    hashed = sha256
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [
            hashed(b"\x01" + left + right).digest()
            for left, right in zip(level[::2], level[1::2], strict=False)  # the odd last one is carried
        ]
        level += odd
    return level[0]


def extend(size: int, leaf_hashes: Iterable[Hash], node: NodeAt) -> list[tuple[At, Hash]]:
    """The nodes that become complete when a tree of `size` leaves gets these in addition, ready to be stored.

    Of the stored nodes it asks only for those that `complete_nodes((0, size))` names.
    """
    edge = [(at[0], node(at)) for at in complete_nodes((0, size))]
    new: list[tuple[At, Hash]] = []
    for index, leaf in enumerate(leaf_hashes, start=size):
        level, whole = 0, leaf
        new.append(((0, index), whole))
        while edge and edge[-1][0] == level:
            whole = node_hash(edge.pop()[1], whole)
            level += 1
            new.append(((level, index >> level), whole))
        edge.append((level, whole))
    return new


def inclusion_spans(index: int, size: int) -> tuple[Span, ...]:
    """What proves that leaf `index` is in the tree of `size` leaves (RFC 6962, section 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size} leaves")
    spans, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return tuple(reversed(spans))


def consistency_spans(old: int, size: int) -> tuple[Span, ...]:
    """What proves that `size` leaves begin with the first `old` ones (RFC 6962, section 2.1.2)."""
    if not 0 < old <= size:
        raise ValueError(f"no consistency proof leads from {old} leaves to {size}")
    spans, start, end, known = [], 0, size, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start, known = middle, False
    if not known:
        spans.append((start, end))
    return tuple(reversed(spans))


def _split(count: int) -> int:
    """The largest power of two below `count` (RFC 6962, section 2.1)."""
    return 1 << (count - 1).bit_length() - 1


def proof(spans: Iterable[Span], node: NodeAt) -> tuple[Hash, ...]:
    """The hashes of a proof's spans, in its order."""
    return tuple(subtree_hash(span, node) for span in spans)


def inclusion_holds(leaf: Hash, index: int, size: int, path: Sequence[Hash], expected: Hash) -> bool:
    """Whether the path leads from a leaf's hash to the expected root (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, whole = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            whole = node_hash(sibling, whole)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            whole = node_hash(whole, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and whole == expected


def consistency_holds(old: int, size: int, path: Sequence[Hash], old_root: Hash, new_root: Hash) -> bool:
    """Whether the tree of `size` leaves begins with that of `old` leaves (RFC 9162, section 2.1.4.2)."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not path and old_root == new_root
    hashes = list(path)
    if old & (old - 1) == 0:
        hashes.insert(0, old_root)
    if not hashes:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = hashes[0]
    for other in hashes[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(other, before), node_hash(other, after)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, other)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
