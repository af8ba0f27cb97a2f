"""Passwords are kept by argon2, and many sign-ins at once take no more of the machine than a few."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock
from typing import Any

import argon2
import pytest

from honour.keeping.people.passwords import AT_ONCE, BoundedArgon2

PASSWORD = "un cheval traverse la nuit 7"
PEOPLE = 50


class Watched:
    """The library's own function, and how many were in it at the same moment at most."""

    def __init__(self, function: Callable[..., bytes]) -> None:
        self.function = function
        self.lock = Lock()
        self.inside = self.most = self.calls = self.memory = 0

    def __call__(self, *args: Any, **named: Any) -> bytes:
        with self.lock:
            self.inside += 1
            self.calls += 1
            self.most = max(self.most, self.inside)
            self.memory = max(self.memory, named["memory_cost"])
        try:
            return self.function(*args, **named)
        finally:
            with self.lock:
                self.inside -= 1


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    watched = Watched(argon2.low_level.hash_secret)
    monkeypatch.setattr(argon2.low_level, "hash_secret", watched)
    return watched


def test_fifty_at_once_take_their_turns(watched: Watched) -> None:
    hasher, gate = BoundedArgon2(), Barrier(PEOPLE)

    def sign_up(number: int) -> str:
        gate.wait()
        return hasher.encode(PASSWORD, f"salt-of-person-{number}")

    with ThreadPoolExecutor(PEOPLE) as people:
        stored = list(people.map(sign_up, range(PEOPLE)))
    assert watched.calls == PEOPLE
    assert 1 <= watched.most <= AT_ONCE
    assert watched.memory * AT_ONCE <= 40_000, "KiB that one process takes at most for it"
    assert len(set(stored)) == PEOPLE


def test_the_hash_is_salted_slow_and_one_way() -> None:
    hasher = BoundedArgon2()
    stored = hasher.encode(PASSWORD, "salt-of-one-person")
    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in stored
    assert hasher.verify(PASSWORD, stored)
    assert not hasher.verify(PASSWORD + "x", stored)
    assert stored != hasher.encode(PASSWORD, "salt-of-another-one")
