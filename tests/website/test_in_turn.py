"""Pages are computed in turn, and one that takes long holds nobody up for good."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event, Thread
from types import SimpleNamespace
from typing import Any

import pytest

from honour.website.middleware import in_turn

MEETING = 0.02  # seconds that a page waits for another one: two fit into the patience of who waits


def test_who_waits_behind_a_long_page_is_answered_beside_it() -> None:
    began, beside = Event(), Event()

    def page(path: str) -> str:
        if path == "/long":
            began.set()
            assert beside.wait(60), "nobody was let past"
        return path

    answer = _answering(page)
    long = Thread(target=answer, args=["/long"])
    long.start()
    assert began.wait(60)
    assert answer("/short") == "/short"
    assert long.is_alive()
    beside.set()
    long.join(60)


def test_two_short_pages_never_meet() -> None:
    together, met = Barrier(2), []

    def page(path: str) -> str:
        with suppress(BrokenBarrierError):
            together.wait(MEETING)
            met.append(path)
        together.reset()
        return path

    _at_once(page, ("/", "/"))
    assert met == []


def test_a_page_that_fails_gives_its_turn_back() -> None:
    def page(path: str) -> str:
        if path == "/broken":
            raise ZeroDivisionError
        return path

    answer = _answering(page)
    with pytest.raises(ZeroDivisionError):
        answer("/broken")
    assert answer("/") == "/"


def _answering(page: Callable[[str], str]) -> Callable[[str], str]:
    """Pages that know no more of a request than its path, computed in turn."""
    in_their_turn: Any = in_turn(lambda request: page(request.path))  # type: ignore[arg-type,return-value]

    def answer(path: str) -> str:
        given: str = in_their_turn(SimpleNamespace(path=path, META={}))
        return given

    return answer


def _at_once(page: Any, paths: tuple[str, ...]) -> None:
    answer, ready = _answering(page), Barrier(len(paths))
    asking = [Thread(target=lambda path=path: (ready.wait(60), answer(path))) for path in paths]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(60)
