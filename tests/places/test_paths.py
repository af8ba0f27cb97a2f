"""Names and paths come back from the map as they were written, whatever signs they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.places.paths import Spelled, column_of, names_of, quoted, spelled

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=8).filter(
    lambda name: name == name.strip()
)


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_quoted_names_joined_by_dots_come_back(names: list[str]) -> None:
    assert names_of(".".join(map(quoted, names))) == tuple(names)


@given(NAMES)
def test_a_quoted_column_is_that_column(name: str) -> None:
    assert column_of('"' + name.replace('"', '""') + '"') == name


@given(st.lists(st.lists(NAMES, min_size=1, max_size=3), min_size=1, max_size=3), st.lists(NAMES, min_size=1))
def test_a_path_comes_back_with_its_groups_and_its_target(steps: list[list[str]], ends: list[str]) -> None:
    def group(names: list[str]) -> str:
        return f"({', '.join(map(quoted, names))})"

    written = ".".join(map(group, steps))
    assert spelled(written) == Spelled(tuple(map(tuple, steps)))
    assert spelled(f"{written} -> t.{group(ends)}") == Spelled(
        tuple(map(tuple, steps)), (("t",), tuple(ends))
    )
    assert spelled(f"{written} = e-mail") == Spelled(tuple(map(tuple, steps)), (), "e-mail")


@given(st.text(max_size=20))
def test_any_text_is_a_path_or_none(text: str) -> None:
    read = spelled(text)
    assert read is None or all(names for names in read.steps)
    assert names_of(text) is None or all(names_of(text) or ())


@pytest.mark.parametrize(
    "written", ["", ".", "a.", ".a", "a..b", "(a", "a)", "()", "(a b", '"a', "a -> b", "a ->"]
)
def test_what_is_no_path_is_none(written: str) -> None:
    assert spelled(written) is None
