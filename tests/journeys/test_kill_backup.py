"""SIGKILL in a backup, in putting it back and in the replay: the next run ends where an undisturbed one does.

As in `test_kill`: an undisturbed run is traced, and runs are killed as they enter one of its system calls,
drawn with a fixed seed. `HONOUR_KILL_POINTS=200` draws 25 for each of the three.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.journeys.shop import TREMBLAY, Shop, copied
from tests.journeys.test_kill import POINTS
from tests.journeys.test_restored import backed_up, in_files, in_rows, restored, with_key
from tests.killing import calls_of, drawn, injected, tracing

EACH = max(POINTS // 8, 1)


@pytest.fixture(scope="module")
def before(first_shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop with a backup from before Tremblay was erased."""
    shop = with_key(copied(first_shop, tmp_path_factory.mktemp("before")))
    backed_up(shop)
    assert shop.really("erase", TREMBLAY).code == 0
    return shop


def file_of(shop: Shop) -> Path:
    return min((shop.folder / "backups").glob("*.honour-backup"))


def points(strace: str, shop: Shop, *words: str) -> list[tuple[str, int]]:
    """System calls of an undisturbed run, drawn from all."""
    log = shop.folder / "calls.txt"
    told = shop.run(*words, before=tracing(strace, log))
    assert told.code == 0, told
    return drawn(EACH, calls_of(log))


def kill(strace: str, shop: Shop, point: tuple[str, int], *words: str) -> None:
    told = shop.run(*words, before=tracing(strace, Path(os.devnull), *injected(point)))
    assert told.code in (-9, 137), told


def opening(shop: Shop) -> Sequence[str]:
    return ("restore", str(file_of(shop)), "--private-key", str(shop.folder / "private"), "--really")


def is_replayed_at_last(shop: Shop) -> None:
    """Whatever was left, `honour restored` ends it, and Tremblay is nowhere."""
    digest = shop.run("restored", "--json").document()["digest"]
    if digest is not None:
        assert shop.run("restored", "--really", digest).code == 0
    assert shop.run("restored").out == "Nothing came back from a backup.\n"
    assert in_files(shop, TREMBLAY) == []
    assert not in_rows(shop.database, TREMBLAY)
    assert in_rows(shop.database, "bjorn.hansen@yahoo.no")
    assert shop.run("check").code == 0
    assert shop.run("person", TREMBLAY, "--json").document()["cases"]
    closed = [act for act in shop.journal() if act["act"] == "log continued after a restore"]
    assert len(closed) == 1


@pytest.fixture(scope="module")
def in_backup(strace: str, before: Shop, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int]]:
    shop = copied(before, tmp_path_factory.mktemp("undisturbed"))
    file_of(shop).unlink()
    return points(strace, shop, "backup")


@pytest.mark.parametrize("number", range(EACH))
def test_a_backup_that_was_killed_leaves_no_half_and_no_copy_in_clear(
    strace: str, before: Shop, in_backup: list[tuple[str, int]], tmp_path: Path, number: int
) -> None:
    shop = copied(before, tmp_path)
    file_of(shop).unlink()
    kill(strace, shop, in_backup[number], "backup")
    for whole in (shop.folder / "backups").glob("*.honour-backup"):
        whole.unlink()  # it was complete, and the same second would refuse another
    file = backed_up(shop)
    words = ("backup", "--verify", str(file), "--private-key", str(shop.folder / "private"))
    assert shop.run(*words).code == 0
    assert [path.name for path in (shop.folder / "backups").iterdir()] == [file.name]
    assert not (shop.site / "data/staging").exists()
    assert shop.run("check").code == 0


@pytest.fixture(scope="module")
def in_restore(strace: str, before: Shop, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int]]:
    shop = copied(before, tmp_path_factory.mktemp("undisturbed"))
    return points(strace, shop, *opening(shop))


@pytest.mark.parametrize("number", range(EACH))
def test_a_restore_that_was_killed_serves_nobody_and_is_ended_by_the_next(
    strace: str, before: Shop, in_restore: list[tuple[str, int]], tmp_path: Path, number: int
) -> None:
    shop = copied(before, tmp_path)
    kill(strace, shop, in_restore[number], *opening(shop))
    told = shop.run("person", TREMBLAY, "--json")
    assert told.code == 4 or TREMBLAY not in told.out
    assert restored(shop, file_of(shop), "--really").code == 0
    assert in_rows(shop.database, TREMBLAY)
    assert not (shop.site / "data/staging").exists()
    is_replayed_at_last(shop)


@pytest.fixture(scope="module")
def back(before: Shop, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The shop put back, and not yet replayed."""
    shop = copied(before, tmp_path_factory.mktemp("back"))
    assert shop.run(*opening(shop)).code == 0
    return shop


@pytest.fixture(scope="module")
def in_replay(
    strace: str, back: Shop, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[tuple[str, int]]]:
    shop = copied(back, tmp_path_factory.mktemp("undisturbed"))
    digest = shop.run("restored", "--json").document()["digest"]
    return digest, points(strace, shop, "restored", "--really", digest)


@pytest.mark.parametrize("number", range(EACH))
def test_a_replay_that_was_killed_serves_nobody_and_is_ended_by_the_next(
    strace: str, back: Shop, in_replay: tuple[str, list[tuple[str, int]]], tmp_path: Path, number: int
) -> None:
    digest, chosen = in_replay
    shop = copied(back, tmp_path)
    kill(strace, shop, chosen[number], "restored", "--really", digest)
    told = shop.run("person", TREMBLAY, "--json")
    assert told.code == 4 or TREMBLAY not in told.out
    is_replayed_at_last(shop)
