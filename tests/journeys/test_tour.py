"""`make tour` from outside: the tour of the small shop does what it tells, on files that nobody prepared."""

import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

SHOP = Path(__file__).resolve().parents[2] / "examples" / "small-shop"
ELODIES = (
    "elodie.marchand@example.org",
    "Élodie Marchand",
    "mon fils Lucien",
    "203.0.113.77",
    "QV-0001-ELOD",
)
OTHERS = ("oliver.hartley@example.com", "+33 1 99 00 12 34")


@dataclass(frozen=True)
class Toured:
    """The site's folder after a tour, its keys, and how the tour ended."""

    site: Path
    ran: subprocess.CompletedProcess[str]

    @property
    def keys(self) -> Path:
        return self.site.with_name(self.site.name + ".keys")

    def bytes_of_all_files(self) -> bytes:
        files = [*(self.site / "data").rglob("*"), *self.keys.rglob("*")]
        return b"\n".join(file.read_bytes() for file in files if file.is_file())


def copied(folder: Path) -> Path:
    """The shop's folder as it is checked out, in a place of its own."""
    return shutil.copytree(SHOP, folder / "small-shop", ignore=shutil.ignore_patterns("data", "__pycache__"))


def tour(site: Path) -> Toured:
    """Run the tour without a terminal, as `make tour` does, where nothing of it is set."""
    environment = {key: value for key, value in os.environ.items() if key not in {"HONOUR_NOW", "COLUMNS"}}
    ran = subprocess.run(
        [sys.executable, str(site / "tour.py")],
        env=environment,
        stdin=subprocess.DEVNULL,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    return Toured(site, ran)


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Toured:
    """A tour over what an earlier one left: a database, a state and keys that are not this tour's."""
    site = copied(tmp_path_factory.mktemp("tour"))
    left = (
        site / "data" / "shop.db",
        site / "data" / "honour.db",
        site.with_name("small-shop.keys") / "hash.key",
    )
    for file in left:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"left by an earlier tour")
    return tour(site)


def test_the_tour_keeps_its_word_over_what_an_earlier_one_left(toured: Toured) -> None:
    assert toured.ran.returncode == 0, toured.ran.stdout + toured.ran.stderr
    assert b"left by an earlier tour" not in toured.bytes_of_all_files()


def test_the_shop_has_every_value_before_and_none_of_them_is_left_after(toured: Toured) -> None:
    made = (SHOP / "shop.sql").read_text("utf-8")
    assert all(value in made for value in (*ELODIES, *OTHERS)), "the shop never had them"
    held = toured.bytes_of_all_files()
    assert b"erasure intended" in held, "the bytes of the journal are not looked at"
    assert not [value for value in (*ELODIES, *OTHERS) if value.encode() in held]


def test_what_is_shown_follows_the_person_from_her_answer_to_her_receipt(toured: Toured) -> None:
    shown = " ".join(toured.ran.stdout.split())
    in_order = (
        "customer:1, customer:2",
        "Élodie Marchand",
        "What stays",
        "logical: gone",
        "Already erased on 2026-12-01; looked again, nothing found.",
        "main.customers.birthday",
        "Nothing is due.",
        "nothing changed or vanished since the head given",
    )
    found = [shown.find(part) for part in in_order]
    assert -1 not in found
    assert found == sorted(found)


def test_the_page_is_written_in_both_languages(toured: Toured) -> None:
    french, english = (toured.site / "data" / f"policy.{name}.md" for name in ("fr", "en"))
    assert "Combien de temps nous conservons vos données" in french.read_text("utf-8")
    assert "How long we keep your data" in english.read_text("utf-8")


def test_the_pack_for_the_authority_names_nobody(toured: Toured) -> None:
    with zipfile.ZipFile(toured.site / "data" / "evidence.zip") as pack:
        held = b"\n".join(pack.read(name) for name in pack.namelist())
    assert b"erased" in held, "the pack was not read"
    assert not [value for value in (*ELODIES, *OTHERS) if value.encode() in held]


def test_a_step_that_does_not_do_what_it_says_ends_the_tour_with_an_error(tmp_path: Path) -> None:
    site = copied(tmp_path)
    policy = site / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("for: 10 years", "for: 9 years"), "utf-8")
    broken = tour(site).ran
    assert broken.returncode == 1
    assert "This is not what the tour promised" in broken.stderr
    assert "C. com. L123-22" in broken.stderr
