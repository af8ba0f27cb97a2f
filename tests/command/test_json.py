"""`--json`: one document on standard output and nothing else there, by the schema of its command."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from referencing import Registry, Resource

from tests.journeys.shop import ROOT, TREMBLAY, Shop, Told

FOLDER = ROOT / "docs/schemas"
SCHEMAS = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted(FOLDER.glob("*.json"))
    if path.name != "policy.schema.json"
}
REGISTRY: Registry[Any] = Registry().with_resources(
    (f"{name}.json", Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)
IN_2033 = "2033-06-15T12:00+00:00"


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(
        SCHEMAS[name], registry=REGISTRY, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def fits(told: Told, name: str) -> Any:
    """The document of an output, which must be all of it and fit the schema."""
    document = told.document()
    validator(name).validate(document)
    return document


def fits_part(document: Any, name: str) -> None:
    """A document must fit one of the parts that several commands, or pages, share."""
    Draft202012Validator({"$ref": f"parts.json#/$defs/{name}"}, registry=REGISTRY).validate(document)


def objects(schema: Any) -> list[dict[str, Any]]:
    """Every schema of an object, however deep."""
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    found = [one for part in inner for one in objects(part)]
    return [*found, schema] if isinstance(schema, dict) and schema.get("type") == "object" else found


def test_every_command_has_a_schema_and_no_schema_lacks_its_command() -> None:
    from honour.command.main import COMMANDS

    assert set(SCHEMAS) == {name for name, _ in COMMANDS} | {"error", "parts"}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_sound_and_strict(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    found = objects(SCHEMAS[name])
    assert found
    for schema in found:
        assert "additionalProperties" in schema, schema
        assert schema["additionalProperties"] is not True
        assert "properties" not in schema or schema["additionalProperties"] is False


def test_a_member_that_no_schema_names_is_refused(shop: Shop) -> None:
    document = fits(shop.run("person", TREMBLAY, "--json"), "person")
    document["places"][0]["colour"] = "blue"
    with pytest.raises(ValidationError):
        validator("person").validate(document)


def test_check(shop: Shop) -> None:
    assert fits(shop.run("check", "--json"), "check")["findings"] == []
    shop.sql("ALTER TABLE Customer ADD COLUMN Nickname TEXT")
    assert len(fits(shop.run("check", "--json"), "check")["findings"]) == 1


def test_publish_and_words(shop: Shop) -> None:
    for language in ("fr", "en"):
        assert fits(shop.run("publish", "--json", "--lang", language), "publish")["language"] == language
    file = shop.folder / "page.json"
    told = shop.run("publish", "--json", "--lang", "en", "--out", str(file))
    assert fits(told, "publish") == {"file": str(file)}
    validator("publish").validate(json.loads(file.read_text("utf-8")))
    listed = fits(shop.run("words", "--json"), "words")
    words = {one["word"]: one["fr"] for rows in listed.values() for one in rows}
    assert words["recorded"].endswith("enregistrement")
    assert words["use trackers"].startswith("nous n'utilisons jamais de traceurs")
    assert {"subscriber", "the person pays", "strong password", "contact form"} <= words.keys()


def test_person_and_export(shop: Shop) -> None:
    assert fits(shop.run("person", TREMBLAY, "--json"), "person")["found"]
    out = shop.folder / "his.zip"
    assert fits(shop.run("export", TREMBLAY, "--out", str(out), "--json"), "export")["file"] == str(out)
    for words, schema in ((("person",), "person"), (("export", "--out", "x.zip"), "export")):
        told = shop.run(words[0], "nobody@nowhere.example", *words[1:], "--json")
        assert (told.code, fits(told, schema)) == (1, {"found": False})


def test_erase_before_and_after(shop: Shop) -> None:
    nobody = shop.run("erase", "nobody@nowhere.example", "--json")
    assert (nobody.code, fits(nobody, "erase")) == (1, {"found": False})
    preview = fits(shop.run("erase", TREMBLAY, "--json"), "erase")
    done = shop.run("erase", TREMBLAY, "--really", preview["digest"], "--json")
    receipt = fits(done, "erase")["receipt"]
    again = fits(shop.run("erase", TREMBLAY, "--json"), "erase")
    assert (again["already erased"], again["receipt"]) == (True, receipt)
    person = fits(shop.run("person", TREMBLAY, "--json"), "person")
    assert [case["request"] for case in person["cases"]] == [receipt["request"]]
    assert fits(shop.run("erase", "jane@chinookcorp.com", "--json"), "erase")["plan"]["person"] == "employee"


def test_sweep_before_and_after(shop: Shop) -> None:
    assert fits(shop.run("sweep", "--json"), "sweep")["due"] is False
    due = fits(shop.run("sweep", "--json", now=IN_2033), "sweep")
    done = shop.run("sweep", "--really", due["digest"], "--json", now=IN_2033)
    assert len(fits(done, "sweep")["receipts"]) == 1


def test_prove_and_verify(shop: Shop) -> None:
    assert fits(shop.run("prove", "--json"), "prove")["pack"] is None
    assert shop.run("person", TREMBLAY).code == 0
    pack = shop.folder / "pack.zip"
    fits(shop.run("prove", "--pack", str(pack), "--json"), "prove")
    assert fits(shop.run("verify", str(pack), "--json"), "verify")["holds"]
    other = shop.folder / "letter.zip"
    other.write_text("no pack")
    assert fits(shop.run("verify", str(other), "--json"), "error")["error"] == "wrong use"


def test_backup_restore_and_restored(shop: Shop) -> None:
    private, folder, second = (shop.folder / name for name in ("private", "backups", "second"))
    folder.mkdir()
    second.mkdir()
    made = fits(shop.run("backup", "--new-key", str(private), "--json"), "backup")
    assert fits(shop.run("restored", "--json"), "restored")["came back"] is False
    file = fits(shop.run("backup", "--to", str(folder), "--public-key", made["public"], "--json"), "backup")[
        "file"
    ]
    opening = ("--private-key", str(private))
    assert fits(shop.run("backup", "--verify", file, *opening, "--json"), "backup")["holds"]
    assert fits(shop.run("backup", "--keys", "--to", str(second), "--json"), "backup")["keys"]
    assert shop.really("erase", TREMBLAY).code == 0
    assert fits(shop.run("restore", file, *opening, "--json"), "restore")["restored"] is False
    assert fits(shop.run("restore", file, *opening, "--really", "--json"), "restore")["restored"]
    assert fits(shop.run("person", TREMBLAY, "--json"), "error")["error"] == "not replayed"
    assert len(fits(shop.run("check", "--json"), "check")["findings"]) == 2
    digest = fits(shop.run("restored", "--json"), "restored")["digest"]
    assert len(fits(shop.run("restored", "--really", digest, "--json"), "restored")["receipts"]) == 1


def broken_policy(shop: Shop) -> None:
    (shop.site / "policy.yaml").write_text("honour: 1\nhonour: 1\n")


def no_database(shop: Shop) -> None:
    shop.database.unlink()


def no_keys(shop: Shop) -> None:
    shop.keys.rename(shop.folder / "away")


@pytest.mark.parametrize(
    ("spoilt", "words", "code", "error"),
    [
        (broken_policy, ("check",), 1, "unreadable"),
        (broken_policy, ("person", TREMBLAY), 1, "unreadable"),
        (no_database, ("erase", TREMBLAY), 3, "unreachable"),
        (no_database, ("check",), 3, "unreachable"),
        (no_keys, ("prove",), 3, "unreachable"),
        (lambda shop: None, ("erase", TREMBLAY, "--really", "0" * 64), 2, "wrong use"),
    ],
)
def test_errors(
    shop: Shop, spoilt: Callable[[Shop], None], words: tuple[str, ...], code: int, error: str
) -> None:
    spoilt(shop)
    told = shop.run(*words, "--json")
    assert told.code == code, told
    assert told.err == ""
    assert fits(told, "error")["error"] == error


def test_words_that_cannot_be_read_leave_standard_output_empty(shop: Shop) -> None:
    for words in (["person", "--json"], ["nonsense", "--json"], ["person", "a", "b", "--json"], ["--json"]):
        told = shop.run(*words)
        assert (told.code, told.out) == (2, "")
        assert told.err


def test_json_survives_an_output_that_is_not_utf_8(shop: Shop) -> None:
    told = shop.run("person", TREMBLAY, "--json", also={"PYTHONIOENCODING": "latin-1"})
    assert fits(told, "person")["places"][0]["rows"][0]["FirstName"] == "François"
    assert told.out.isascii()
