"""What somebody who died left word of is what is done: erased, handed over, or kept against whom it be."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator

import pytest

from tests.console.cast import Clocked, clocked, staff
from tests.console.test_access import PAST_THE_WAIT
from tests.console.test_requests import Two, act, acts, answered_later, state, typed
from tests.portal.my_data.visiting import taken_away, words
from tests.portal.security.cast import act as execute
from tests.portal.security.test_erased import until
from tests.portal.visiting import letters_to, rows, sign_in, sign_up
from tests.running import Answer
from tests.website.test_own_tables import asked

HEIR = "heir@exemple.example"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    with clocked(tmp_path_factory.mktemp("directives"), "shop") as site:
        yield site


@pytest.fixture(scope="module")
def two(shop: Clocked) -> Two:
    return staff(shop.site, "amorel"), staff(shop.site, "bdurand", "privacy officer")


@pytest.fixture(autouse=True)
def today_again(shop: Clocked) -> Iterator[None]:
    yield
    shop.clock.unlink(missing_ok=True)


def died(shop: Clocked, two: Two, name: str, wish: str, about: str = "death") -> str:
    """Somebody leaves directives; an heir writes that they died, and two of the staff say who it is."""
    sign_up(shop.site, name)
    if wish:
        left = {"wish": wish, "trusted": f"Charles Babbage for {name}", "text": f"the pictures of {name}"}
        assert sign_in(shop.site, name).send("/me/choices/directives/", left).status == 302
    return told(two, shop, name, about)


def told(two: Two, shop: Clocked, name: str, about: str) -> str:
    reference = typed(shop.site, two[0], about, on_behalf="heir", email=f"{name}.{HEIR}")
    act(two[0], reference, "match", whom=name)
    act(two[1], reference, "confirm")
    return reference


def carry_out(two: Two, reference: str) -> Answer:
    return two[0].send(f"/requests/{reference}/", {}, to=f"/requests/{reference}/directives/")


def is_there(shop: Clocked, name: str) -> bool:
    return bool(rows(shop.site, "SELECT 1 FROM keeping_people_person WHERE username = ?", name))


def test_directives_to_erase_are_carried_out_by_the_plan_that_staff_see(shop: Clocked, two: Two) -> None:
    reference = died(shop, two, "rosa", "erase")
    act(two[0], reference, "hold", hold="restricted")
    answer = carry_out(two, reference)
    assert answer.headers["location"] == f"/requests/{reference}/", "rosa may stop it for 72 hours"
    kind = "SELECT kind FROM keeping_requests_request WHERE id = ?"
    assert rows(shop.site, kind, reference) == [("restrict",)]
    shop.stands(PAST_THE_WAIT)
    refused = act(two[0], reference, "decide", decision="done", text="Voilà.")
    assert "carry them out first" in refused or "exécutez-les" in refused
    answer = carry_out(two, reference)
    assert answer.headers["location"] == f"/requests/{reference}/erase/"
    [carried] = [each for each in acts(shop.site, "directives carried out") if reference in str(each)]
    assert "Babbage" not in str(carried)
    page = two[0].get(f"/requests/{reference}/erase/").text
    meaning = page.partition('name="really" value="')[2].partition('"')[0]
    assert meaning, words(page)
    assert is_there(shop, "rosa"), "nothing goes before the yes"
    [(key,)] = rows(shop.site, "SELECT id FROM keeping_people_person WHERE username = 'rosa'")
    assert rows(shop.site, "SELECT 1 FROM keeping_consents_directive WHERE person_id = ?", key)
    assert two[0].send(f"/requests/{reference}/erase/", {"really": meaning}).status == 302
    until(lambda: answered_later(shop, reference))
    assert not is_there(shop, "rosa")
    assert not rows(shop.site, "SELECT 1 FROM keeping_consents_directive WHERE person_id = ?", key)
    until(lambda: any("/me/receipt/" in each for each in letters_to(shop.site, f"rosa.{HEIR}")))


def test_directives_to_hand_over_give_the_archive_to_be_handed_over(shop: Clocked, two: Two) -> None:
    reference = died(shop, two, "rene", "hand over")
    heirs = told(two, shop, "rene", "erase")
    assert "rene@exemple.example" not in carry_out(two, reference).text, "within the 72 hours"
    shop.stands(PAST_THE_WAIT)
    refused = act(two[0], reference, "decide", decision="done", text="Voilà.")
    assert "carry them out first" in refused or "exécutez-les" in refused
    against = two[0].get(f"/requests/{heirs}/erase/")
    assert against.headers["location"] == f"/requests/{heirs}/", "heirs erase nothing before"
    answer = carry_out(two, reference)
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert "rene@exemple.example" in archive.read("data.json").decode()
    [taken] = [each for each in acts(shop.site, "exported") if reference in str(each)]
    assert taken["facts"]["directives"] == "hand over"  # type: ignore[index]  # facts are JSON
    act(two[0], reference, "decide", decision="done", text="Remis à la personne désignée.")
    assert state(shop.site, reference)[0] == "answered"
    assert two[0].get(f"/requests/{heirs}/erase/").status == 200, "now they may"


def test_directives_to_keep_stand_above_what_heirs_ask(shop: Clocked, two: Two) -> None:
    reference = died(shop, two, "rita", "keep")
    heirs = told(two, shop, "rita", "erase")
    free = died(shop, two, "rolf", "", "erase")
    shop.stands(PAST_THE_WAIT)
    page = words(two[0].get(f"/requests/{reference}/"))
    assert "Charles Babbage for rita" in page
    assert "Charles Babbage for rita" not in words(two[0].get(f"/requests/{free}/"))
    assert two[0].get(f"/requests/{free}/erase/").status == 200, "the positive control"
    assert two[0].get(f"/requests/{heirs}/erase/").status == 302
    assert carry_out(two, reference).status == 302
    assert is_there(shop, "rita")
    why = {"decision": "refused", "article": "French Act 78-17, art. 85", "text": "Elle l’a voulu ainsi."}
    act(two[0], heirs, "decide", **why)
    assert state(shop.site, heirs)[0] == "answered"
    [letter, *_] = letters_to(shop.site, f"rita.{HEIR}")
    assert "loi n° 78-17 du 6 janvier 1978 modifiée, art. 85" in letter
    act(two[0], reference, "decide", decision="done", text="Les données restent.")
    assert state(shop.site, reference)[0] == "answered"


def test_without_directives_of_the_person_nothing_is_carried_out(shop: Clocked, two: Two) -> None:
    reference = died(shop, two, "ruth", "")
    access = died(shop, two, "roy", "hand over", "access")
    shop.stands(PAST_THE_WAIT)
    for each in (reference, access):
        answer = carry_out(two, each)
        assert (answer.status, answer.headers["location"]) == (302, f"/requests/{each}/")
    assert not [each for each in acts(shop.site, "exported") if reference in str(each) or access in str(each)]
    assert sign_in(shop.site, "ruth").send(
        "/contact/", {}, to=f"/requests/{reference}/directives/"
    ).status in (302, 403, 404), "staff alone"
    plan = json.loads(asked("erase", "ruth", "--json", "--site", shop.site.folder).stdout)
    assert plan["plan"]["steps"], "and nothing was erased"


SEAL = """
import sys
from pathlib import Path
from honour.website.running import open_running
open_running(Path(sys.argv[1]))
from honour.keeping.consents.actions import seal_plain
print(seal_plain())
"""
CELL = "SELECT id FROM keeping_keys_cell WHERE kind = 'directives' AND owner = ?"


def test_directives_lie_sealed_and_open_for_their_person_alone(shop: Clocked) -> None:
    page, canary = "/me/choices/directives/", "canari-Vz71"
    left = {"wish": "hand over", "trusted": f"{canary} trusted", "text": f"{canary} text"}
    keys: dict[str, int] = {}
    for name in ("xena", "yuri"):
        sign_up(shop.site, name)
        assert sign_in(shop.site, name).send(page, left).status == 302
        [(keys[name],)] = rows(shop.site, "SELECT id FROM keeping_people_person WHERE username = ?", name)
    xena, yuri = (sign_in(shop.site, name) for name in ("xena", "yuri"))
    assert f"{canary} trusted" in words(xena.get("/me/choices/")), "the positive control"
    files = [path for path in (shop.site.folder / "data").rglob("*") if path.is_file()]
    assert canary.encode() not in b"".join(path.read_bytes() for path in files)
    lengths = rows(shop.site, "SELECT DISTINCT length(wish) FROM keeping_consents_directive")
    assert xena.send(page, {"wish": "keep", "trusted": "", "text": ""}).status == 302
    assert rows(shop.site, "SELECT DISTINCT length(wish) FROM keeping_consents_directive") == lengths
    answer = asked("person", "yuri", "--why", "a test", "--json", "--site", shop.site.folder).stdout
    assert f"{canary} text" in answer, "and the command opens them for whoever asks about him"
    assert f"{canary} text" in words(yuri.get("/me/data/"))
    assert '"hand over"' in taken_away(yuri)["data.json"]

    before = rows(shop.site, CELL, f"person {keys['yuri']}")
    assert yuri.send(page, left | {"text": "other"}).status == 302
    after = rows(shop.site, CELL, f"person {keys['yuri']}")
    assert len(after) == 1
    assert before != after, "what was taken back opens in no copy"
    moved = (
        "UPDATE keeping_consents_directive SET trusted = (SELECT trusted FROM keeping_consents_directive"
        " WHERE person_id = ?) WHERE person_id = ?"
    )
    execute(shop.site.folder, moved, keys["yuri"], keys["xena"])
    assert canary not in xena.get("/me/choices/").text
    assert yuri.send(page, {"withdraw": ""}).status == 302
    assert not rows(shop.site, CELL, f"person {keys['yuri']}")


def test_directives_that_were_left_before_they_were_sealed_are_sealed_and_stay(shop: Clocked) -> None:
    sign_up(shop.site, "olga")
    olga = sign_in(shop.site, "olga")
    assert olga.send("/me/choices/directives/", {"wish": "keep", "trusted": "", "text": ""}).status == 302
    old = (
        "UPDATE keeping_consents_directive SET wish = 'erase', trusted = 'canari-Old5', text = 'canari-Old5'"
        " WHERE person_id = (SELECT id FROM keeping_people_person WHERE username = 'olga')"
    )
    execute(shop.site.folder, old)
    assert "canari-Old5" in words(olga.get("/me/choices/"))
    program = [sys.executable, "-c", SEAL, str(shop.site.folder)]
    subprocess.run(program, check=True, capture_output=True)  # or a schedule was faster
    assert subprocess.run(program, check=True, capture_output=True, text=True).stdout.strip() == "0"
    assert not rows(shop.site, "SELECT 1 FROM keeping_consents_directive WHERE trusted LIKE '%Old5%'")
    told = words(olga.get("/me/choices/"))
    assert "canari-Old5" in told
    assert any(wish in told for wish in ("sont effacées", "are erased"))
