"""A personal value comes out by `reveal()`, and by nothing that a careless line does."""

import contextlib
import copy
import io
import json
import logging
import logging.handlers
import pickle
import pprint
import reprlib
import string
import traceback
from collections.abc import Callable
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.places.personal import Personal, PersonalValueMisused

CANARY = "canary-7c1f@example.org"


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody, as a dataclass holds him."""

    number: int
    mail: Personal[str]


def fresh() -> Personal[str]:
    """The canary, wrapped."""
    return Personal(CANARY)


# Any, where mypy would refuse most of these before Python does.
REFUSED: dict[str, Callable[[Any], object]] = {
    "print": lambda held: print(held, file=io.StringIO()),
    "str": str,
    "f-string": lambda held: f"{held}",
    "f-string !s": lambda held: f"{held!s}",
    "f-string with a width": lambda held: f"{held:>40}",
    "f-string with a width of its repr's type": lambda held: f"{held:s}",
    "%s": lambda held: "%s" % held,  # noqa: UP031 - the old way is meant
    "%s in a tuple": lambda held: "%s %s" % (1, held),  # noqa: UP031 - the old way is meant
    "str.format": lambda held: "{}".format(held),  # noqa: UP032 - the old way is meant
    "format": format,
    "string.Template": lambda held: string.Template("$mail").substitute(mail=held),
    "str.join": lambda held: ", ".join([held]),
    "+": lambda held: "to " + held,
    "bytes": lambda held: bytes(held),
    "len": lambda held: len(held),
    "iteration": lambda held: list(held),
    "indexing": lambda held: held[0],
    "vars": vars,
    "== a text": lambda held: held == CANARY,
    "a text ==": lambda held: CANARY == held,  # noqa: SIM300 - this order is meant
    "== another": lambda held: held == fresh(),
    "!=": lambda held: held != fresh(),
    "<": lambda held: held < fresh(),
    "sorted": lambda held: sorted([held, fresh()]),
    "in": lambda held: CANARY in [1, held],
    "in a text": lambda held: held in f"to {CANARY}",
    "hash": hash,
    "a set": lambda held: {held},
    "a key": lambda held: {held: 1},
    "bool": lambda held: bool(held),
    "if": lambda held: 1 if held else 0,
    "or": lambda held: held or "nobody",
    "json": json.dumps,
    "json with default=str": lambda held: json.dumps(held, default=str),
    "json with default=vars": lambda held: json.dumps(held, default=vars),
    "pickle": pickle.dumps,
    "pickle, oldest protocol": lambda held: pickle.dumps(held, 0),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "asdict": lambda held: asdict(Row(1, held)),
    "astuple": lambda held: astuple(Row(1, held)),
    "deepcopy of a dataclass": lambda held: copy.deepcopy(Row(1, held)),
    "equal dataclasses": lambda held: Row(1, held) == Row(1, fresh()),
    "hash of a dataclass": lambda held: hash(Row(1, held)),
    "state": lambda held: held.__getstate__(),
    "reduce": lambda held: held.__reduce_ex__(4),
    "change": lambda held: setattr(held, "_Personal__value", "x"),
    "removal": lambda held: delattr(held, "_Personal__value"),
    "another attribute": lambda held: setattr(held, "note", "x"),
    "writing to a file": lambda held: io.StringIO().write(held),
}

SHOWN: dict[str, Callable[[Any], str]] = {
    "repr": repr,
    "f-string !r": lambda held: f"{held!r}",
    "f-string =": lambda held: f"{held=}",
    "ascii": ascii,
    "%r": lambda held: "%r" % held,  # noqa: UP031 - the old way is meant
    "str of a list": lambda held: str([held]),
    "f-string of a tuple": lambda held: f"{(1, held)}",
    "str of a mapping": lambda held: str({"mail": held}),
    "repr of a dataclass": lambda held: repr(Row(1, held)),
    "str of a dataclass": lambda held: str(Row(1, held)),
    "pprint": lambda held: pprint.pformat({"rows": [Row(1, held)]}),
    "reprlib": lambda held: reprlib.repr([held]),
    "json with default=repr": lambda held: json.dumps(held, default=repr),
    "an exception's text": lambda held: str(ValueError(held, 1)),
    "an exception's repr": lambda held: repr(KeyError(held)),
    "dir": lambda held: str(dir(held)),
}


@pytest.mark.parametrize("way", REFUSED)
def test_what_would_let_it_out_is_refused_without_naming_it(way: str) -> None:
    with pytest.raises((TypeError, AttributeError)) as refusal:
        REFUSED[way](fresh())
    assert CANARY not in "".join(traceback.format_exception(refusal.value))
    assert CANARY not in repr(refusal.value.args)


MISUSES = (
    "print",
    "f-string",
    "%s",
    "format",
    "==",
    "hash",
    "bool",
    "json with default=str",
    "pickle",
    "asdict",
)


@pytest.mark.parametrize("way", [way for way in REFUSED if way.startswith(MISUSES) and "vars" not in way])
def test_a_misuse_names_the_remedy(way: str) -> None:
    with pytest.raises(PersonalValueMisused, match=r"reveal\(\)"):
        REFUSED[way](fresh())


@pytest.mark.parametrize("way", SHOWN)
def test_what_debuggers_call_shows_only_what_it_is(way: str) -> None:
    shown = SHOWN[way](fresh())
    assert CANARY not in shown
    assert "Personal" in shown or "reveal" in shown


def test_the_ways_above_do_let_a_plain_text_out() -> None:
    """The positive control: on a text, the same ways bring the canary to light."""
    assert CANARY in SHOWN["pprint"](CANARY)
    assert CANARY in SHOWN["f-string of a tuple"](CANARY)
    assert CANARY in str(REFUSED["%s in a tuple"](CANARY))


LOGGED: dict[str, Callable[[logging.Logger, object], None]] = {
    "as an argument": lambda log, held: log.error("mail %s", held),
    "as its repr": lambda log, held: log.error("mail %r", held),
    "as the message": lambda log, held: log.error(held),
    "in a mapping": lambda log, held: log.error("mail %(mail)s", {"mail": held}),
    "in a list": lambda log, held: log.error("rows %s", [held]),
    "beside": lambda log, held: log.error("mail", extra={"mail": held}),
    "with an exception": lambda log, held: _log_exception(log, held),
    "with the stack": lambda log, held: log.error("mail", stack_info=True),
}


def _log_exception(log: logging.Logger, held: object) -> None:
    try:
        raise ValueError(held)
    except ValueError:
        log.exception("mail")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("way", LOGGED)
def test_no_handler_writes_it_down(way: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def written(held: object, name: str) -> str:
        log = logging.getLogger(f"{tmp_path}.{name}")
        log.propagate = False  # the test runner's own handler raises
        stream, file = io.StringIO(), tmp_path / f"{name}.log"
        target = logging.StreamHandler(io.StringIO())
        memory = logging.handlers.MemoryHandler(1, target=target)
        handlers: list[logging.Handler] = [
            logging.StreamHandler(stream),
            logging.FileHandler(file),
            memory,
            logging.StreamHandler(),
        ]
        for handler in handlers:
            handler.setFormatter(logging.Formatter("%(message)s %(args)s %(mail)s", defaults={"mail": ""}))
            log.addHandler(handler)
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            LOGGED[way](log, held)
        for handler in handlers:
            handler.close()
        out, err = capfd.readouterr()
        return (
            stream.getvalue() + file.read_text() + target.stream.getvalue() + printed.getvalue() + out + err
        )

    assert CANARY not in written(fresh(), "held")
    if way != "with the stack":
        assert CANARY in written(CANARY, "control")


def _deep(held: Personal[str]) -> None:
    row = Row(1, held)
    rows = [row]
    raise LookupError("nobody", held, rows)


def test_a_traceback_with_all_its_locals_does_not_show_it() -> None:
    with pytest.raises(LookupError) as raised:
        _deep(fresh())
    error = raised.value
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    text = "".join(told.format()) + str(error) + repr(error) + repr(error.args)
    assert CANARY not in text
    assert "held = <Personal>" in text, "the locals were not captured, so their absence would say nothing"


def test_it_is_given_by_reveal_and_by_nothing_public_else() -> None:
    held = fresh()
    assert held.reveal() == CANARY
    names = [name for name in dir(held) if not name.startswith("_")]
    assert names == ["reveal", "same_as"]
    assert not hasattr(held, "__dict__")


def test_a_type_may_be_named_when_it_is_made() -> None:
    assert Personal[str](CANARY).reveal() == CANARY


VALUES = st.none() | st.text() | st.binary() | st.integers() | st.floats(allow_nan=False)


@given(VALUES, VALUES)
def test_two_are_the_same_only_if_type_and_value_are(one: object, other: object) -> None:
    assert Personal(one).same_as(Personal(other)) == (type(one) is type(other) and one == other)
    assert Personal(one).same_as(Personal(one))


def test_a_text_that_is_no_utf8_can_be_compared() -> None:
    assert Personal("a\udcff").same_as(Personal("a\udcff"))
    assert not Personal("a\udcff").same_as(Personal("a\udcfe"))
