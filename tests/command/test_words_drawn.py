"""Whatever words follow `honour`, it ends with a code of its own and a sentence, and never with a fault of
ours.
"""

import argparse
import importlib
import re
from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from honour.command.exits import Exit
from honour.command.main import COMMANDS, _parser
from tests.journeys.shop import STRAY, TREMBLAY, Shop, copied

WAITS: Final = {"serve", "geography"}
"""One runs until it is told to end, the other asks a registry: neither is drawn."""

NAMES: Final = [name for name, _ in COMMANDS if name not in WAITS]
PLAIN: Final = [
    *(
        TREMBLAY,
        "customer:3",
        "customer:",
        ":",
        "accountant",
        "host",
        "policy.yaml",
        "map.yaml",
        "site",
        "nowhere",
        ".",
    ),
    *("2026-11-26", "2026-13-45", "0001-01-01", "9999-12-31T23:59+23:59", "1", "-1", "99999999999999999999"),
    *(
        "fr",
        "en",
        "xx",
        "html",
        "pdf",
        "everything",
        "a=b",
        "e-mail=",
        "=",
        "https://x",
        "sqlite:///nowhere.db",
    ),
    *(
        "127.0.0.1:1",
        "[::1]:99999",
        "f" * 64,
        "",
        " ",
        "--",
        "-",
        "--json=1",
        "é",
        "\udc80",
        "\u202e",
        "\x1b[2J",
        "\n",
    ),
]
texts = st.text(st.characters(exclude_characters="/\x00"), max_size=12)
values = st.one_of(st.sampled_from(PLAIN), texts)


def options(name: str) -> list[argparse.Action]:
    """The options and places of a command, as it declares them."""
    parser = _parser(name, importlib.import_module(f"honour.command.{name}"))
    [commands] = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    return [each for each in commands.choices[name]._actions if each.dest != "help"]


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A command with some of its options, words where it takes some, and words where it takes none."""
    name = draw(st.sampled_from(NAMES))
    words: list[str] = []
    for each in options(name):
        if not draw(st.booleans()):
            continue
        given = (
            [draw(st.sampled_from(list(each.choices)))]
            if each.choices and draw(st.booleans())
            else [draw(values)]
        )
        if not each.option_strings:
            words += given
        elif each.nargs == 0:
            words.append(each.option_strings[-1])
        else:
            words += [each.option_strings[-1], *given]
    words += draw(st.lists(values, max_size=2))
    return [name, *(each.replace("\x00", "") for each in words)]


@pytest.fixture(scope="module")
def desk(first_shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop that whatever is drawn may be done to."""
    return copied(first_shop, tmp_path_factory.mktemp("drawn"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(lines())
@example(["share", "accountant", "customer:3", "--case", "99999999999999999999"])
@example(["person", "\udc80"])
@example(["sweep", "--at", "9999-12-31T23:59+23:59"])
@example(["sweep", "--at", "0001-01-01T00:00-23:59"])
@example(["recipient", "record", "accountant", ".", "--signed", "0001-01-01", "--until", "9999-12-31"])
@example(["export", "customer:3", "--out", "."])
@example(["requests", "--month", "9999-99"])
def test_whatever_is_typed_is_done_or_refused_in_words(desk: Shop, words: list[str]) -> None:
    ran = desk.run(*words)
    assert ran.code in [int(each) for each in Exit], (words, ran)
    for said in (ran.out, ran.err):
        assert not STRAY.search(said), (words, said)
    if ran.code != 0:
        assert re.search(r"\w{3}", ran.err or ran.out), (words, "it says nothing")
