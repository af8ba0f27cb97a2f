"""The map's reference shows nothing that the map's reader would refuse."""

import re
from pathlib import Path

import pytest

from honour.places.map_reading import read_map
from honour.promises.findings import Unreadable

PAGE = (Path(__file__).parents[2] / "docs/map.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
FIRST = EXAMPLES[0]


def whole(example: str) -> str:
    """The example with the sections that it leaves out: the first one's stores and persons."""
    sections = dict(re.findall(r"^([a-z ]+):(.*\n(?:[ -].*\n)*)", FIRST, flags=re.MULTILINE))
    missing = [name for name in ("honour map", "stores", "persons") if f"{name}:" not in example]
    return "".join(f"{name}:{sections[name]}" for name in missing) + example


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_is_read(example: str) -> None:
    read = read_map(whole(example).encode(), "map.yaml")
    assert read.places
    assert read.not_built == ()


def test_an_example_with_a_slip_would_be_found() -> None:
    with pytest.raises(Unreadable):
        read_map(whole(EXAMPLES[1].replace("belongs to", "belongs")).encode(), "map.yaml")


@pytest.mark.parametrize(
    "word",
    [
        "written by", "mentions", "when held", "view of", "refreshed", "where", "collected", "also for",
        "becomes", "may lie ahead", "null means", "since", "iso text", "data.$.ip",
        "nobody",
    ],
)  # fmt: skip
def test_the_page_tells_of_each_construct(word: str) -> None:
    assert word in PAGE
