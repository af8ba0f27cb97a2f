"""Names that write a path into JSON, and what lies at one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.places.json_paths import JsonPath, json_path, value_at, with_value

KEYS = st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='"/\\'), min_size=1)


@given(st.lists(KEYS, min_size=1, max_size=4).map(tuple))
def test_a_path_is_read_as_it_was_written(keys: tuple[str, ...]) -> None:
    path = JsonPath("data", keys)
    assert json_path(str(path)) == path


@pytest.mark.parametrize(
    "written",
    ["data", "data.$", "data.$.", "$.ip", ".$.ip", "data.$.a[0]", "data.$.items[*].name", "data.$.a..b",
     "data.$.é", 'data.$."a/b"', "data.$.a,b", "data.$.(a, b)"],
)  # fmt: skip
def test_what_is_no_path_of_plain_names_is_none(written: str) -> None:
    assert json_path(written) is None


def test_a_column_that_is_called_so_wins() -> None:
    assert json_path("data.$.ip", ("data", "data.$.ip")) is None
    assert json_path("data.$.ip", ("data",)) == JsonPath("data", ("ip",))


@pytest.mark.parametrize(
    ("document", "keys", "expected"),
    [
        ('{"ip": "x"}', ("ip",), "x"),
        ('{"ip": null}', ("ip",), None),
        ('{"ua": "x"}', ("ip",), None),
        ('{"a": {"b": 5}}', ("a", "b"), 5),
        ('{"a": [{"b": 5}]}', ("a", "b"), None),
        ('[{"ip": "x"}]', ("ip",), None),
        ('{"ip": "x"', ("ip",), None),
        ('{"ip": NaN}', ("ip",), None),
        ("", ("ip",), None),
        (None, ("ip",), None),
        (b'{"ip": "x"}', ("ip",), None),
        ("[" * 100_000, ("ip",), None),
    ],
)
def test_a_value_is_there_or_nothing_is(
    document: str | bytes | None, keys: tuple[str, ...], expected: str | int | None
) -> None:
    assert value_at(document, keys) == expected


def test_a_value_is_only_replaced_where_there_is_one() -> None:
    assert json.loads(str(with_value('{"a": {"b": 1}, "c": 2}', ("a", "b"), None))) == {
        "a": {"b": None},
        "c": 2,
    }
    assert with_value('{"c":2}', ("a", "b"), None) == '{"c":2}'
    assert with_value("no json", ("a",), None) == "no json"


def test_paths_meet_where_one_lies_in_the_other() -> None:
    customer, mail = JsonPath("data", ("customer",)), JsonPath("data", ("customer", "email"))
    assert customer.meets(mail)
    assert mail.meets(customer)
    assert not mail.meets(JsonPath("data", ("customer", "tier")))
    assert not mail.meets(JsonPath("more", ("customer",)))
