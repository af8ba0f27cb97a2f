"""Leaves: what they commit to, and bytes that are none."""

import hmac
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.proofs import leaf

HASH = st.binary(min_size=32, max_size=32)


@given(st.integers(0, 2**32 - 1), HASH, st.lists(HASH, max_size=5))
def test_a_leaf_reads_back_and_hides_the_order_of_its_subjects(
    minute: int, act: bytes, subjects: list[bytes]
) -> None:
    whole = leaf.leaf_bytes(minute, act, subjects)
    assert leaf.read_leaf(whole) == leaf.Leaf(minute, act, tuple(sorted(subjects)))
    assert whole == leaf.leaf_bytes(minute, act, reversed(subjects))
    assert len(whole) == 37 + 32 * len(subjects)


@given(st.binary(max_size=120))
def test_no_bytes_make_the_reader_raise_anything_but_not_a_leaf(data: bytes) -> None:
    try:
        read = leaf.read_leaf(data)
    except leaf.NotALeaf:
        return
    assert leaf.leaf_bytes(read.minute, read.act, read.subjects)[:37] == data[:37]


@pytest.mark.parametrize(
    "data", [b"", bytes(37), b"\x01" + bytes(35), b"\x01" + bytes(37), b"\x02" + bytes(36)]
)
def test_a_leaf_cut_grown_or_of_another_version_is_refused(data: bytes) -> None:
    with pytest.raises(leaf.NotALeaf):
        leaf.read_leaf(data)


def test_commitments_are_what_their_definition_says() -> None:
    act = leaf.act_commitment(b"s" * 32, '{"act":"read"}')
    assert act == sha256(b"s" * 32 + b'{"act":"read"}').digest()
    link = leaf.subject_commitment(b"k" * 32, b"i" * 16, act)
    assert link == hmac.new(b"k" * 32, b"i" * 16 + act, sha256).digest()


def test_salts_and_ids_of_another_length_are_refused_so_that_nothing_can_slide_between_them() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        leaf.act_commitment(b"short", "{}")
    with pytest.raises(ValueError, match="16 bytes"):
        leaf.subject_commitment(b"k" * 32, b"short", bytes(32))


def test_time_is_kept_to_the_minute_in_utc() -> None:
    paris = timezone(timedelta(hours=1))
    minute = leaf.minute_of(datetime(2026, 12, 1, 10, 30, 59, tzinfo=paris))
    assert leaf.minute_text(minute) == "2026-12-01T09:30Z"
    assert minute == leaf.minute_of(datetime(2026, 12, 1, 9, 30, tzinfo=UTC))
    with pytest.raises(ValueError, match="time zone"):
        leaf.minute_of(datetime(2026, 12, 1))  # noqa: DTZ001  (that it has none is the point)


def test_an_act_has_one_spelling() -> None:
    assert leaf.canonical({"b": 1, "a": "é"}) == leaf.canonical({"a": "é", "b": 1}) == '{"a":"\\u00e9","b":1}'


PARTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just("\0"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(st.text(), PARTS, max_size=4), max_size=6))
def test_many_texts_made_together_are_what_each_is_alone(values: list[dict[str, object]]) -> None:
    assert leaf.canonical_each(values) == [leaf.canonical(value) for value in values]


def test_a_list_that_looks_like_the_seam_between_two_texts_is_no_seam() -> None:
    values = [{"a": ["x", "\0", "y"]}, {}, {"b": ["\0", "\0"]}]
    assert leaf.canonical_each(values) == [leaf.canonical(value) for value in values]
