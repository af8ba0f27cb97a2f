"""`honour register`: what the policy says by activity, what the databases hold beside it, what is missing."""

import json
import re
import sqlite3
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.command.test_json import validator
from tests.running import honour
from tests.website.test_own_tables import asked

LIKES = ("shop", "hosting", "store", "support-desk")


def made(folder: Path, *words: str) -> Any:
    """The register as a document, which must fit its schema."""
    told = asked("register", "--json", "--lang", "en", "--site", folder, *words)
    assert told.returncode in (0, 1), told.stderr
    document = json.loads(told.stdout)
    validator("register").validate(document)
    return document


def written(folder: Path) -> Any:
    """The policy as any YAML reader reads it."""
    return YAML(typ="safe").load((folder / "policy.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    parent = tmp_path_factory.mktemp("registers")
    for like in LIKES:
        honour("new", parent / like, "--like", like, "--demo")
    return {like: parent / like for like in LIKES}


@pytest.fixture(scope="module")
def registers(sites: Mapping[str, Path]) -> Mapping[str, Any]:
    return {like: made(folder) for like, folder in sites.items()}


def listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def uses(register: Any) -> Iterator[tuple[str, Any]]:
    for activity in register["activities"]:
        for use in activity["uses"]:
            yield activity["purpose"], use


@pytest.mark.promise("S2-02")
@pytest.mark.parametrize("like", LIKES)
def test_each_kind_purpose_and_recipient_of_the_policy_stands_with_its_term(
    sites: Mapping[str, Path], registers: Mapping[str, Any], like: str
) -> None:
    policy, register = written(sites[like]), registers[like]
    stated = {(each["for"], kind) for each in policy["collect"] for kind in listed(each["data"])}
    told = {(purpose, use["kind"]) for purpose, use in uses(register)}
    assert stated <= told
    assert set(policy["data"]) <= {kind for _, kind in told}
    assert set(policy["recipients"]) == {each["key"] for each in register["recipients"]}
    assert {use["kind"] for _, use in uses(register) if not use["term"] or use["term"] == "Not said"} == set()
    storing = next(each["name"] for each in policy["recipients"].values() if each.get("stores"))
    assert all(storing in use["recipients"] for _, use in uses(register))


@pytest.mark.promise("S2-02")
def test_no_stored_column_is_missing_and_one_that_nobody_declared_is_named(
    sites: Mapping[str, Path], tmp_path: Path
) -> None:
    honour("new", tmp_path / "shop", "--like", "shop", "--demo")
    folder = tmp_path / "shop"
    register = made(folder)
    kept = json.loads(asked("check", "--json", "--site", folder).stdout)["kept by Honour"]
    own = {table for each in kept for table in each["tables"]}
    said: dict[str, set[str]] = {}
    for place in register["places"]:
        said.setdefault(place["place"].removeprefix("main."), set()).update(place["columns"], place["others"])
    with closing(sqlite3.connect(folder / "data/honour.db")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        stored = {
            table: {row[1] for row in database.execute(f"PRAGMA table_info({table})")}
            for table in tables
            if table not in own and not table.startswith("sqlite_")
        }
        assert {table: columns - said.get(table, set()) for table, columns in stored.items()} == {
            table: set() for table in stored
        }
        assert len(stored) > 10
        assert register["undeclared"] == []
        database.execute("ALTER TABLE keeping_people_person ADD COLUMN nickname TEXT")
    assert made(folder)["undeclared"] == ["main.keeping_people_person.nickname"]


@pytest.mark.promise("S2-03")
def test_measures_stand_with_the_version_and_the_day_since_which_they_are_promised(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    honour("new", folder, "--like", "shop", "--demo")
    policy, first, later = folder / "policy.yaml", "2026-12-01", "2027-03-01"
    assert {each["number"] for each in made(folder)["measures"]} == {0}, "a draft has no version"
    enacted = asked("publish", "--really", "--site", folder, now="2026-11-20T10:00:00+00:00")
    assert enacted.returncode == 0, enacted.stderr
    text = policy.read_text("utf-8").replace(f"effective: {first}", f"effective: {later}")
    policy.write_text(text.replace("backups: {kept: 30 days", "backups: {kept: 20 days"), "utf-8")
    again = asked("publish", "--really", "--site", folder, now="2026-12-10T10:00:00+00:00")
    assert again.returncode == 0, again.stderr
    told = asked("register", "--json", "--lang", "en", "--site", folder, now="2027-03-02T10:00:00+00:00")
    register = json.loads(told.stdout)
    measures = {
        re.sub(r"\W+", " ", each["said"])[:40]: (each["number"], each["day"], each["until"])
        for each in register["measures"]
        if "backup" in each["said"] or "TLS" in each["said"]
    }
    assert set(measures.values()) == {(1, first, None), (1, first, later), (2, later, None)}
    assert [(each["number"], each["applies"]) for each in register["versions"]] == [(1, first), (2, later)]


@pytest.mark.promise("S1-20")
def test_the_register_of_a_host_has_no_purpose_beside_those_that_its_policy_states(
    sites: Mapping[str, Path], registers: Mapping[str, Any]
) -> None:
    stated = {each["for"] for each in written(sites["hosting"])["collect"]}
    assert {each["purpose"] for each in registers["hosting"]["activities"]} == stated


@pytest.mark.promise("S4-14", "S4-16")
@pytest.mark.parametrize("like", LIKES)
def test_every_kind_ends_by_a_date_that_people_are_told_and_one_that_a_law_keeps_names_it(
    sites: Mapping[str, Path], registers: Mapping[str, Any], like: str
) -> None:
    told = list(uses(registers[like]))
    page = asked("publish", "--lang", "en", "--site", sites[like]).stdout
    declared = [use for _, use in told if not use["kind"].startswith("account:")]
    assert declared
    # Elsewhere an account that ends takes rows with it whose own term, on the page, is longer.
    assert [use["kind"] for use in declared if use["term"] not in page and like == "store"] == []
    assert "L123-22" in page
    assert [use["kind"] for _, use in told if not use["ends"]] == []
    kept_by_law = [use for _, use in told if use["kind"] == "invoice"]
    assert kept_by_law
    for use in kept_by_law:
        assert use["laws"] == ["art. L123-22 of the French Commercial Code"]
        assert "ten years from the end of the financial year" in use["term"]
    assert next(use["laws"] for _, use in told if use["kind"] == "credentials") == []


def test_a_document_is_missing_until_its_file_is_there_and_has_ended_after_its_day(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    honour("new", folder, "--like", "shop", "--demo")

    def contract(now: str = "") -> Any:
        told = json.loads(asked("register", "--json", "--site", folder, now=now).stdout)
        [found] = [
            each for each in told["documents"] if (each["document"], each["of"]) == ("contract", "host")
        ]
        return found["state"], found["until"]

    assert contract() == ("not in the folder", "2028-12-31")
    (folder / "contracts").mkdir()
    (folder / "contracts/host.pdf").write_bytes(b"%PDF")
    assert contract() == ("there", "2028-12-31")
    assert contract("2029-01-01T10:00:00+01:00") == ("ended", "2028-12-31")
    policy = (folder / "policy.yaml").read_text("utf-8")
    (folder / "policy.yaml").write_text(policy.replace("contracts/host.pdf", "../../etc/passwd"), "utf-8")
    assert contract() == ("not in the folder", "2028-12-31"), "nothing outside the folder is a document"


def test_an_impact_assessment_is_named_or_said_not_to_be_needed(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    honour("new", folder, "--like", "store", "--demo")
    policy = folder / "policy.yaml"

    def states() -> Mapping[str, str]:
        return {
            each["of"]: each["state"] for each in made(folder)["documents"] if each["document"] == "impact"
        }

    assert set(states().values()) == {"missing"}
    text = policy.read_text("utf-8").replace(
        "{data: payment, for: payment, basis: contract}",
        "{data: payment, for: payment, basis: contract, impact assessment:"
        " {not needed: {en: one payment at a time, fr: un paiement à la fois}}}",
    )
    text = text.replace(
        "{data: invoice, for: bookkeeping, basis: {law: C. com. L123-22}}",
        "{data: invoice, for: bookkeeping, basis: {law: C. com. L123-22},"
        " impact assessment: 'https://papers.example/aipd'}",
    )
    policy.write_text(text, "utf-8")
    found = states()
    assert (found["payment"], found["bookkeeping"], found["orders"]) == ("not needed", "there", "missing")
    page = asked("register", "--format", "html", "--lang", "fr", "--site", folder).stdout
    assert "un paiement à la fois" in page
    assert 'class="missing"' in page


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_spreadsheet_is_sound_and_has_the_order_of_the_cnil(
    sites: Mapping[str, Path], registers: Mapping[str, Any], tmp_path: Path, language: str
) -> None:
    file = tmp_path / "register.ods"
    words = ("register", "--format", "ods", "--out", file, "--lang", language)
    assert asked(*words, "--site", sites["shop"]).returncode == 1, "documents are missing"
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        listed_files = set(archive.namelist()) - {"mimetype", "META-INF/manifest.xml"}
        manifest = archive.read("META-INF/manifest.xml").decode()
        assert all(f'full-path="{name}"' in manifest for name in listed_files)
        content = ElementTree.fromstring(archive.read("content.xml"))
        ElementTree.fromstring(archive.read("styles.xml"))
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    tables = list(content.iter(f"{table}table"))
    names = [each.get(f"{table}name", "") for each in tables]
    assert len(names) == len(set(names))
    assert all(0 < len(name) <= 31 for name in names)
    lines = [[" ".join(cell.itertext()) for cell in row] for row in tables[0].iter(f"{table}table-row")]
    if language == "fr":
        assert names[0] == "Liste des traitements"
        assert ["Nom du traitement", "N° / RÉF", "Date de création", "Dernière mise à jour"] in [
            line[:4] for line in lines
        ]
        parts = [" ".join(next(iter(row)).itertext()) for row in tables[1].iter(f"{table}table-row")]
        order = [
            "Description du traitement", "Acteurs", "Finalité(s) du traitement effectué",
            "Catégories de données personnelles concernées", "Catégories de personnes concernées",
            "Destinataires", "Mesures de sécurité",
        ]  # fmt: skip
        assert [part for part in dict.fromkeys(parts) if part in order] == order
    activities = [each["reference"] for each in registers["shop"]["activities"]]
    assert [name.split(" ")[0] for name in names[1 : 1 + len(activities)]] == activities


def test_text_that_a_policy_holds_stays_text(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    honour("new", folder, "--like", "shop", "--demo")
    text = (folder / "policy.yaml").read_text("utf-8")
    hostile = '=HYPERLINK("https://evil.example")<script>alert(1)</script>'
    text = text.replace("name: Hébergeur Exemple SAS", f"name: '{hostile}'")
    (folder / "policy.yaml").write_text(text, "utf-8")
    page = asked("register", "--format", "html", "--lang", "en", "--site", folder).stdout
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    file = tmp_path / "register.ods"
    asked("register", "--format", "ods", "--out", file, "--site", folder)
    with zipfile.ZipFile(file) as archive:
        content = archive.read("content.xml").decode()
    assert "<script" not in content
    assert "table:formula" not in content
    assert "&lt;script&gt;" in content
