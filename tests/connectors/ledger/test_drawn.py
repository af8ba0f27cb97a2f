"""Whatever lies in a ledger's place is a ledger or damaged, and its acts are acts or damaged."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from honour.connectors.ledger.lines import Damaged, act_of, as_written, encoded, lines_of

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
NAMES = ("at", "act", "intent", "digest", "stores", "person", "rows", "identifiers", "scope", "format")
facts = st.dictionaries(st.sampled_from(NAMES), anything, max_size=10)


@given(st.binary(max_size=200))
@example(b"[" * 50_000 + b"\n")
@example(b'{"number": ' + b"9" * 5_000 + b"}\n")
@example(b'{"number": true, "kind": [], "facts": {}, "before": null}\n')
def test_any_bytes_are_a_ledger_or_damaged(content: bytes) -> None:
    try:
        assert isinstance(lines_of(content), tuple)
    except Damaged as damaged:
        if not str(damaged):
            raise


@given(facts)
def test_any_facts_are_an_act_or_damaged(drawn: dict[str, object]) -> None:
    first = encoded(0, "ledger", {"format": 1}, "")
    second = encoded(1, "act", drawn, as_written(first[:-1]).hash)
    [_, one] = lines_of(first + second)
    assert one.facts.keys() == json.loads(json.dumps(drawn)).keys()
    try:
        assert act_of(one).number == 1
    except Damaged as damaged:
        if "no act" not in str(damaged):
            raise


@given(st.integers(0, 400), st.integers(1, 255))
def test_a_changed_byte_is_damage_or_a_line_that_was_cut(place: int, turned: int) -> None:
    first = encoded(0, "ledger", {"format": 1}, "")
    second = encoded(1, "settled", {"intent": "a"}, as_written(first[:-1]).hash)
    whole = first + second + encoded(2, "settled", {"intent": "b"}, as_written(second[:-1]).hash)
    spoilt = bytearray(whole)
    spoilt[place % len(whole)] ^= turned
    if place % len(whole) < len(first) + len(second):
        with pytest.raises(Damaged):
            lines_of(bytes(spoilt))
