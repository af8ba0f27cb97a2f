"""A selection written as JSON is read back as the same selection, or not at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.places.selection_json import decode, decode_selection, encode, encode_selection
from honour.places.selections import Selection, Table
from tests.places.drawn import NAMES, conditions

TABLES = [Table("main", NAMES[0]), Table("shop", NAMES[5], "public"), Table("é", NAMES[8])]


@given(
    st.sampled_from(TABLES).flatmap(
        lambda table: st.builds(Selection, st.just(table), conditions(table, TABLES))
    )
)
def test_a_selection_comes_back_through_json_as_it_was(selection: Selection) -> None:
    written = json.dumps(encode_selection(selection), sort_keys=True)
    back = decode_selection(json.loads(written))
    assert back == selection
    assert json.dumps(encode_selection(back), sort_keys=True) == written


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["and", "not", "exists", "before"]),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_what_is_no_selection_is_refused(written: object) -> None:
    try:
        condition = decode(written)
    except ValueError:
        return
    assert encode(condition) == written


@pytest.mark.parametrize(
    "written",
    [
        ["always", 1],
        ["likes", "a"],
        ["missing"],
        ["missing", 3],
        ["equals", "a", None],
        ["equals", "a", True],
        ["before", "day", "yesterday", "wall", "UTC"],
        ["before", "day", "2022-01-01T00:00:00", "wall", "UTC"],
        ["before", "day", "2022-01-01T00:00:00+00:00", "moon phase", "UTC"],
        ["exists", ["a"], ["always"]],
        ["not", ["not"]],
        ["is subject", "id"],
        "always",
        None,
    ],
)
def test_a_spoilt_intent_is_refused_and_not_guessed(written: object) -> None:
    with pytest.raises(ValueError, match="no selection"):
        decode(written)


@pytest.mark.parametrize(
    "written", [None, [], [["main", "t", None]], [["main", "t"], ["always"]], [3, ["always"]]]
)
def test_a_selection_without_its_table_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="no selection"):
        decode_selection(written)
