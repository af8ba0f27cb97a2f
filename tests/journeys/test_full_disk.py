"""A disk that is full for one file, from a number of writes on: told with what to do, and finished later."""

import os

import pytest

from tests.journeys.shop import TREMBLAY, Shop


@pytest.mark.parametrize(
    ("file", "first", "told"),
    [
        ("chinook.db-journal", 1, "the disk is full"),
        ("chinook.db", 1, "the disk is full"),
        ("shop/data/honour.db-wal", 1, "has no room left"),
        ("shop/data/honour.db-wal", 8, "has no room left"),
    ],
)
def test_a_full_disk_is_told_and_what_was_begun_is_finished_once_there_is_room(
    strace: str, shop: Shop, file: str, first: int, told: str
) -> None:
    digest = shop.digest("erase", TREMBLAY)
    before = shop.dump()
    full = [strace, "-f", "-qq", "-o", os.devnull, "-P", str(shop.folder / file), "-e", "trace=pwrite64"]
    full += ["-e", f"inject=pwrite64:error=ENOSPC:when={first}+"]
    stopped = shop.run("erase", TREMBLAY, "--really", digest, before=full)
    assert stopped.code in (3, 4), stopped
    assert told in stopped.err
    assert shop.dump() == before
    done = shop.run("erase", TREMBLAY, "--really", digest)
    assert done.code == 0, done
    assert [act["act"] for act in shop.journal()].count("erased") == 1
    assert not [name for name, held in shop.bytes_of().items() if TREMBLAY.encode() in held]
