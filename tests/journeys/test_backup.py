"""Backups as whoever runs a site makes and reads them: whole or not at all, without keys, apart from all."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.journeys.shop import TREMBLAY, Shop, copied
from tests.journeys.test_restored import backed_up, restored, with_key


@pytest.fixture(scope="module")
def saved(first_shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop with one backup."""
    shop = with_key(copied(first_shop, tmp_path_factory.mktemp("saved")))
    backed_up(shop)
    return shop


@pytest.fixture
def own(saved: Shop, tmp_path: Path) -> Shop:
    """The same, to do something with."""
    return copied(saved, tmp_path)


def file_of(shop: Shop) -> Path:
    [file] = (shop.folder / "backups").iterdir()
    return file


def test_a_backup_holds_neither_a_key_nor_a_value_that_can_be_read(own: Shop) -> None:
    content = file_of(own).read_bytes()
    assert TREMBLAY.encode() in own.database.read_bytes()
    assert TREMBLAY.encode() not in content
    told = own.run(
        "backup", "--verify", str(file_of(own)), "--private-key", str(own.folder / "private"), "--json"
    )
    assert [one["name"] for one in told.document()["members"]] == ["state", "store main"]
    assert not (own.site / "data/staging").exists()
    assert "backed up" in [act["act"] for act in own.journal()]


def test_a_restore_is_dry_unless_told_and_then_replaces_everything(own: Shop) -> None:
    rows = own.dump()
    own.sql("UPDATE Customer SET FirstName = 'Changed'")
    own.sql("CREATE TABLE Later (x)")
    changed = own.dump()
    assert restored(own, file_of(own)).code == 0
    assert own.dump() == changed
    assert restored(own, file_of(own), "--really").code == 0
    assert own.dump() == rows
    assert own.run("person", TREMBLAY).code == 4


def test_a_site_that_lost_everything_but_its_keys_and_files_comes_back(own: Shop) -> None:
    rows = own.dump()
    own.database.unlink()
    shutil.rmtree(own.site / "data")
    assert restored(own, file_of(own), "--really").code == 0
    assert own.dump() == rows
    digest = own.run("restored", "--json").document()["digest"]
    assert own.run("restored", "--really", digest).code == 0
    assert own.run("person", TREMBLAY).code == 0


def test_a_restore_without_the_ledger_says_that_nobody_knows_whom_it_brings_back(own: Shop) -> None:
    assert own.really("erase", TREMBLAY).code == 0
    for place in ("shop.ledger", "second"):
        shutil.rmtree(own.folder / place)
    assert restored(own, file_of(own), "--really").code == 0
    assert own.run("person", TREMBLAY).code == 4
    dry = own.run("restored", "--json").document()
    assert (dry["ledger lost"], dry["again"]) == (True, [])
    assert own.run("restored", "--really", dry["digest"]).code == 0
    assert own.run("person", TREMBLAY).code == 0
    assert own.really("erase", TREMBLAY).code == 0


def truncated(shop: Shop) -> None:
    content = file_of(shop).read_bytes()
    file_of(shop).write_bytes(content[:-1000])


def another_key(shop: Shop) -> None:
    (shop.folder / "private").unlink()
    (shop.folder / "private.pub").unlink()
    assert shop.run("backup", "--new-key", str(shop.folder / "private")).code == 0


def public_for_private(shop: Shop) -> None:
    shutil.copy(shop.folder / "private.pub", shop.folder / "private")


def no_backup(shop: Shop) -> None:
    file_of(shop).write_text("a letter")


def keys_gone(shop: Shop) -> None:
    shop.keys.rename(shop.folder / "away")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (truncated, "was cut off or changed"),
        (another_key, "sealed to another key"),
        (public_for_private, "is no private key"),
        (no_backup, "no backup that `honour backup` made"),
        (keys_gone, "the key place"),
    ],
)
def test_what_cannot_be_put_back_is_refused_before_anything_is_replaced(
    own: Shop, spoil: Callable[[Shop], None], said: str
) -> None:
    spoil(own)
    before = own.database.read_bytes()
    told = restored(own, file_of(own), "--really")
    assert told.code == 3
    assert said in told.err
    assert own.database.read_bytes() == before
    assert not (own.folder / "shop.ledger").exists()


def test_verify_tells_a_cut_backup_from_a_whole_one(own: Shop) -> None:
    words = ("backup", "--verify", str(file_of(own)), "--private-key", str(own.folder / "private"))
    assert own.run(*words).code == 0
    truncated(own)
    told = own.run(*words)
    assert told.code == 1
    assert told.out.startswith("does not hold: ")


@pytest.mark.parametrize("where", ["shop/data", "shop", ".", "shop.keys", "nowhere"])
def test_a_backup_never_lies_with_what_it_must_be_apart_from(own: Shop, where: str) -> None:
    told = own.run("backup", "--to", str(own.folder / where))
    assert told.code == 2
    assert "name another" in told.err


def test_keys_are_copied_to_a_place_of_their_own_in_one_generation(own: Shop) -> None:
    other = own.folder / "other"
    other.mkdir()
    assert own.run("backup", "--keys", "--to", str(own.folder / "backups")).code == 2
    for _ in range(2):
        assert own.run("backup", "--keys", "--to", str(other)).code == 0
    assert [path.name for path in other.iterdir()] == ["shop.keys"]
    copies = {path.name: path.read_bytes() for path in (other / "shop.keys").iterdir()}
    there = {path.name: path.read_bytes() for path in own.keys.iterdir()}
    assert there.pop("copied")  # what the key place remembers of its copy
    assert copies == there
    assert (other / "shop.keys").stat().st_mode & 0o077 == 0
    assert own.run("backup", "--to", str(other)).code == 2


def test_words_that_lack_something_are_told_what(own: Shop) -> None:
    (own.site / "honour.toml").write_text("demo = true\n")
    for words, said in (
        (("backup",), "--to"),
        (("backup", "--to", "../backups"), "--new-key"),
        (("backup", "--verify", "x"), "--private-key"),
        (("backup", "--new-key", "../private"), "exists"),
        (("restore", "x"), "--private-key"),
    ):
        told = own.run(*words)
        assert told.code in (2, 3)
        assert said in told.err


def test_folders_are_saved_and_put_back(own: Shop) -> None:
    uploads = own.folder / "uploads"
    uploads.mkdir()
    (uploads / "letter.txt").write_text("mine")
    (uploads / "letter.txt").chmod(0o640)
    settings = (own.site / "honour.toml").read_text()
    (own.site / "honour.toml").write_text(settings + 'backup_folders = ["../uploads"]\n')
    file_of(own).unlink()
    file = backed_up(own)
    (uploads / "letter.txt").write_text("changed")
    (uploads / "new.txt").write_text("new")
    assert restored(own, file, "--really").code == 0
    assert [path.name for path in uploads.iterdir()] == ["letter.txt"]
    assert (uploads / "letter.txt").read_text() == "mine"
    assert (uploads / "letter.txt").stat().st_mode & 0o777 == 0o640


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte, less than a backup needs."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "none", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can only be mounted by root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_no_half_backup_and_destroys_nothing(own: Shop, small_disk: Path) -> None:
    told = own.run("backup", "--to", str(small_disk))
    assert told.code == 3
    assert "No space left" in told.err
    assert list(small_disk.iterdir()) == []


def test_a_full_disk_under_the_ledger_stops_the_erasure(own: Shop, small_disk: Path) -> None:
    settings = (own.site / "honour.toml").read_text()
    (own.site / "honour.toml").write_text(settings.replace("../second", str(small_disk / "second")))
    with suppress(OSError), (small_disk / "filling").open("wb", 0) as file:
        while file.write(bytes(1024)):
            pass
    before = own.dump()
    told = own.really("erase", TREMBLAY)
    assert told.code == 3
    assert "nothing was destroyed" in told.err
    assert own.dump() == before
    (small_disk / "filling").unlink()
    assert own.really("erase", TREMBLAY).code == 0
