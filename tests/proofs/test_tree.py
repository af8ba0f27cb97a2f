"""The tree against public vectors, and against the definition of RFC 6962 written down once more, naively."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.proofs import tree

# The leaves and roots that Certificate Transparency's implementations test themselves with.
LEAVES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATH_OF_1_IN_8 = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]
PATH_FROM_6_TO_8 = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
HASHES = [tree.leaf_hash(leaf) for leaf in LEAVES]


def stored(hashes: list[bytes], batches: tuple[int, ...] = ()) -> dict[tuple[int, int], bytes]:
    """The nodes kept after the leaves came in batches that end at these sizes."""
    nodes: dict[tuple[int, int], bytes] = {}
    ends = [*(end for end in sorted(set(batches)) if end < len(hashes)), len(hashes)]
    for start, end in zip([0, *ends], ends, strict=False):
        nodes.update(tree.extend(start, hashes[start:end], nodes.__getitem__))
    return nodes


def naive_root(hashes: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, as it is written there."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"").digest()
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return sha256(b"\x01" + naive_root(hashes[:k]) + naive_root(hashes[k:])).digest()


def naive_path(m: int, hashes: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, section 2.1.1."""
    if len(hashes) == 1:
        return []
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    if m < k:
        return [*naive_path(m, hashes[:k]), naive_root(hashes[k:])]
    return [*naive_path(m - k, hashes[k:]), naive_root(hashes[:k])]


def naive_consistency(m: int, hashes: list[bytes], known: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962, section 2.1.2."""
    if m == len(hashes):
        return [] if known else [naive_root(hashes)]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    if m <= k:
        return [*naive_consistency(m, hashes[:k], known), naive_root(hashes[k:])]
    return [*naive_consistency(m - k, hashes[k:], False), naive_root(hashes[:k])]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_public_vectors(size: int) -> None:
    nodes = stored(HASHES)
    assert tree.root(size, nodes.__getitem__).hex() == ROOTS[size]
    assert tree.root_of_leaves(HASHES[:size]).hex() == ROOTS[size]


def test_the_proofs_are_those_of_the_public_vectors() -> None:
    node = stored(HASHES).__getitem__
    assert [h.hex() for h in tree.proof(tree.inclusion_spans(0, 8), node)] == PATH_OF_1_IN_8
    assert [h.hex() for h in tree.proof(tree.consistency_spans(6, 8), node)] == PATH_FROM_6_TO_8


trees = st.integers(1, 70).map(lambda n: [tree.leaf_hash(bytes([i])) for i in range(n)])


@given(trees, st.lists(st.integers(1, 69)), st.data())
def test_proofs_from_stored_nodes_equal_the_definition_and_verify(
    hashes: list[bytes], batches: list[int], data: st.DataObject
) -> None:
    node, size = stored(hashes, tuple(batches)).__getitem__, len(hashes)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    whole = tree.root(size, node)
    assert whole == naive_root(hashes) == tree.root_of_leaves(hashes)

    path = tree.proof(tree.inclusion_spans(index, size), node)
    assert list(path) == naive_path(index, hashes)
    assert tree.inclusion_holds(hashes[index], index, size, path, whole)

    steps = tree.proof(tree.consistency_spans(old, size), node)
    assert list(steps) == naive_consistency(old, hashes)
    assert tree.consistency_holds(old, size, steps, naive_root(hashes[:old]), whole)


@given(trees, st.data())
def test_a_proof_holds_for_nothing_but_what_it_was_made_for(hashes: list[bytes], data: st.DataObject) -> None:
    node, size = stored(hashes).__getitem__, len(hashes)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    whole, other = tree.root(size, node), b"\xff" * 32
    path = tree.proof(tree.inclusion_spans(index, size), node)
    assert not tree.inclusion_holds(other, index, size, path, whole)
    assert not tree.inclusion_holds(hashes[index], index, size, (*path, other), whole)
    assert not tree.inclusion_holds(hashes[index], size, size, path, whole)
    assert not tree.inclusion_holds(hashes[index], -1, size, path, whole)
    if path:
        assert not tree.inclusion_holds(hashes[index], index, size, path[:-1], whole)
    for elsewhere in {(index + 1) % size, 0} - {index}:
        assert not tree.inclusion_holds(hashes[index], elsewhere, size, path, whole)

    steps, before = tree.proof(tree.consistency_spans(old, size), node), naive_root(hashes[:old])
    assert not tree.consistency_holds(old, size, steps, other, whole)
    assert not tree.consistency_holds(old, size, steps, before, other)
    assert not tree.consistency_holds(old, size, (*steps, other), before, whole)
    assert not tree.consistency_holds(0, size, steps, before, whole)


@given(trees)
def test_a_proof_asks_for_about_twice_the_logarithm_of_the_leaves(hashes: list[bytes]) -> None:
    size = len(hashes)
    for index in range(size):
        asked = [at for span in tree.inclusion_spans(index, size) for at in tree.complete_nodes(span)]
        assert len(asked) <= 2 * size.bit_length()


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_a_leaf_outside_the_tree_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="not in a tree"):
        tree.inclusion_spans(index, size)


@pytest.mark.parametrize(("old", "size"), [(0, 3), (4, 3)])
def test_no_proof_leads_from_nothing_or_backwards(old: int, size: int) -> None:
    with pytest.raises(ValueError, match="no consistency proof"):
        tree.consistency_spans(old, size)
