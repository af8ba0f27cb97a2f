"""What `prove` shows of each promise, and what a stranger checks of a pack with `verify`, offline."""

import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from tests.journeys.shop import Erased, Shop, copied, founded

HIS = ("François", "Tremblay", "1498 rue Bélanger", "+1 (514) 721-4711", "ftremblay@gmail.com")


def test_prove_tells_kept_from_not_kept_and_never_shows_the_unknown_as_kept(shop: Shop) -> None:
    def by_promise(now: str) -> dict[str, set[str]]:
        told = shop.run("prove", "--json", now=now)
        found: dict[str, set[str]] = {}
        for one in told.document()["promises"]:
            found.setdefault(one["promise"], set()).add(one["state"])
        assert told.code == (1 if any("not kept" in states for states in found.values()) else 0)
        return found

    # Ten years after 2022, and more than three after anybody's last order.
    early, late = by_promise("2022-01-01T12:00+00:00"), by_promise("2033-06-15T12:00+00:00")
    for found in (early, late):
        assert found["share"] == found["collect"] == {"unknown"}
        assert found["the map is complete"] == {"kept"}
    assert "not kept" not in early["keep"]
    assert "not kept" in late["keep"]
    shop.sql("ALTER TABLE Customer ADD COLUMN Nickname TEXT")
    assert by_promise("2022-01-01T12:00+00:00")["the map is complete"] == {"not kept"}


def test_after_the_sweep_the_terms_are_kept(shop: Shop) -> None:
    when = "2033-06-15T12:00+00:00"

    def keeps() -> list[str]:
        told = shop.run("prove", "--json", now=when).document()["promises"]
        return [one["state"] for one in told if one["promise"] == "keep"]

    assert keeps().count("not kept") == 2  # contact and invoices; nobody's employment ended
    assert shop.really("sweep", now=when).code == 0
    assert "not kept" not in keeps()


def tampered(pack: Path, name: str) -> Path:
    """The pack with one bit of a file turned, by somebody who also mends what the manifest says of it."""
    with zipfile.ZipFile(pack) as archive:
        files = {item: archive.read(item) for item in archive.namelist()}
    content = bytearray(files[name])
    content[len(content) // 2] ^= 1
    manifest = json.loads(files["manifest.json"])
    assert manifest["files"][name] == sha256(files[name]).hexdigest()
    manifest["files"][name] = sha256(content).hexdigest()
    files |= {name: bytes(content), "manifest.json": json.dumps(manifest).encode()}
    other = pack.with_name(f"tampered-{name}.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for item, kept in files.items():
            archive.writestr(item, kept)
    return other


@pytest.fixture(scope="module")
def packed(erased: Erased, tmp_path_factory: pytest.TempPathFactory) -> tuple[Shop, Path, str, Path]:
    """A shop with a pack, its verifier key, and a head that somebody else had before."""
    shop = copied(erased[0], tmp_path_factory.mktemp("packed"))
    first = shop.folder / "first.zip"
    assert shop.run("prove", "--pack", str(first)).code in (0, 1)
    head = shop.folder / "old-head.txt"
    with zipfile.ZipFile(first) as archive:
        head.write_bytes(archive.read("checkpoint.txt"))
    assert shop.run("person", "leonekohler@surfeu.de").code == 0
    pack = shop.folder / "pack.zip"
    told = shop.run("prove", "--pack", str(pack), "--json")
    return shop, pack, told.document()["key"], head


Packed = tuple[Shop, Path, str, Path]


def test_a_pack_verifies_offline_with_key_and_an_older_head(packed: Packed) -> None:
    shop, pack, key, head = packed
    told = shop.run("verify", str(pack), "--key", key, "--head", str(head), "--json")
    report = told.document()
    assert (told.code, report["holds"], report["faults"]) == (0, True, [])
    assert report["leaves"] == len(shop.journal()) >= 4
    assert "signed by the key given, and nothing changed or vanished" in report["shows"]
    alone = shop.run("verify", str(pack))
    assert alone.code == 0
    assert "self-consistent only" in alone.out
    content = b"".join(zipfile.ZipFile(pack).read(name) for name in zipfile.ZipFile(pack).namelist())
    assert b"erasure intended" in content
    for value in (*HIS, "Köhler", "leonekohler@surfeu.de"):
        assert value.encode() not in content


@pytest.mark.parametrize("name", ["leaves.bin", "details.jsonl", "checkpoint.txt"])
def test_one_turned_bit_in_a_pack_is_found(packed: Packed, name: str) -> None:
    shop, pack, key, head = packed
    told = shop.run("verify", str(tampered(pack, name)), "--key", key, "--head", str(head))
    assert told.code == 1
    assert "does not hold" in told.out


def test_a_pack_by_another_key_is_refused_where_the_key_is_known(
    packed: Packed, shared: Path, tmp_path: Path
) -> None:
    shop, pack, _, _ = packed
    assert shop.run("verify", str(pack)).code == 0
    key = founded(shared, tmp_path).run("prove", "--json").document()["key"]
    told = shop.run("verify", str(pack), "--key", key)
    assert told.code == 1
    assert "does not hold" in told.out
