"""A breach: 72 hours by the clock, whom it reached by the stores, the authority, the persons."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.command.test_json import validator
from tests.console.cast import Clocked, clocked, now_of
from tests.console.test_disclosures import acts, address, member, until, words
from tests.portal.security.cast import act as execute
from tests.portal.visiting import everything, letters_to, rows, sign_in, sign_up
from tests.running import Answer, Browser
from tests.website.test_own_tables import asked

PLACES = "/staff/breaches/"
WORDS = {
    "what_fr": "Un fichier a été lu. Zq71",
    "what_en": "A file was read. Zq72",
    "consequences_fr": "Du courrier indésirable.",
    "consequences_en": "Unwanted mail.",
    "measures_fr": "L’accès est fermé.",
    "measures_en": "The access is closed.",
}
AWARE_BY = "C. Petit-Wk31"
OFFICER = "data protection officer: {name: Anne Dupont, contact: dpo@exemple.example}"
FACTS: dict[str, Any] = {
    "aware_by": AWARE_BY,
    "how": "signalé par l’hébergeur",
    "nature": ["confidentiality"],
    "risk": "high",
    "began": "2026-11-01",
    "origin": "attack",
    "cause": "outside, on purpose",
    "processors": "Hébergeur-Xr55",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    parent = tmp_path_factory.mktemp("breaches")
    with clocked(parent, "links", ("data protection officer: none", OFFICER)) as site:
        yield site


@pytest.fixture(scope="module")
def clerk(desk: Clocked) -> Browser:
    return member(desk.site, "cpetit")


def aware_now(clerk: Browser) -> str:
    found = re.search(r'name="aware" value="([^"]+)"', clerk.get(f"{PLACES}new/").text)
    assert found
    return found[1]


def recorded(clerk: Browser) -> str:
    fields = {"aware": aware_now(clerk), "aware_by": AWARE_BY, "how": FACTS["how"]}
    answer = clerk.send(f"{PLACES}new/", fields)
    assert answer.status == 302, words(answer)
    return answer.headers["location"].split("/")[-2]


def step(clerk: Browser, number: str, what: str, fields: Mapping[str, Any] | None = None) -> Answer:
    page = clerk.get(f"{PLACES}{number}/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token
    given = urlencode({"csrfmiddlewaretoken": token[1], **(fields or {})}, doseq=True)
    return clerk._ask("POST", f"{PLACES}{number}/{what}/", given, {})


def boxes(clerk: Browser, number: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]+)"', clerk.get(f"{PLACES}{number}/").text)


def signed_in_that_day(desk: Clocked) -> int:
    """Ada and Bo signed in on 1 November, Cleo on another day; how many rows that day has."""
    for name in ("ada", "bo", "cleo"):
        sign_up(desk.site, name)
        sign_in(desk.site, address(name), at="127.0.0.21")
    execute(
        desk.site.folder,
        "UPDATE keeping_people_signin SET at = '2026-11-01 10:00:00' WHERE person_id IN"
        " (SELECT id FROM keeping_people_person WHERE email IN (?, ?))",
        address("ada"),
        address("bo"),
    )
    [(found,)] = rows(
        desk.site, "SELECT COUNT(*) FROM keeping_people_signin WHERE at = '2026-11-01 10:00:00'"
    )
    return int(found)


def fields_of_the_authority(clerk: Browser, number: str, reached_rows: int) -> None:
    """Its paper has all that is known, in both languages, and the officer to ask."""
    for language, said in (("fr", WORDS["what_fr"]), ("en", WORDS["what_en"])):
        page = words(clerk.get(f"{PLACES}{number}/form/{language}/html/"))
        for each in (said, "customer: 2", f"main.keeping_people_signin: {reached_rows}", AWARE_BY):
            assert str(each) in page
        french = language == "fr"
        assert ("1er novembre 2026" if french else "1 November 2026") in page, "when it began"
        assert ("hameçonnage" if french else "phishing") in page
        assert ("acte externe malveillant" if french else "from outside, on purpose") in page
        assert "Hébergeur-Xr55" in page
        assert ("Pas encore décidé" if french else "Not decided yet") in page, "what the persons are told"
        assert "Anne Dupont, dpo@exemple.example" in page, "whom to ask is the officer"
        paper = clerk.get(f"{PLACES}{number}/form/{language}/pdf/")
        assert paper.body.startswith(b"%PDF")


def test_a_breach_goes_from_awareness_to_the_persons(desk: Clocked, clerk: Browser) -> None:
    reached_rows = signed_in_that_day(desk)
    number = recorded(clerk)
    assert "71 heures restantes" in words(clerk.get(f"{PLACES}{number}/"))
    assert "71 heures restantes" in words(clerk.get(PLACES))
    until(lambda: any(number in each for each in letters_to(desk.site, address("cpetit"))))

    assert "connection" in boxes(clerk, number, "kinds")
    scope = {
        "people": boxes(clerk, number, "people"),
        "kinds": ["connection"],
        "places": ["main.keeping_people_signin"],
        "first": "2026-11-01",
        "last": "2026-11-01",
    }
    assert step(clerk, number, "describe", {**FACTS, **scope, **WORDS}).status == 302
    assert step(clerk, number, "notify/complementary").status == 302
    assert rows(desk.site, "SELECT complemented FROM keeping_breaches_breach WHERE id = ?", number) == [
        (None,)
    ]
    assert step(clerk, number, "count").status == 302
    shown = words(clerk.get(f"{PLACES}{number}/"))
    assert "customer 2" in shown
    assert f"main.keeping_people_signin {reached_rows} " in shown

    desk.stands(timedelta(hours=70))
    assert re.search(r"\b[12] heures restantes", words(clerk.get(f"{PLACES}{number}/")))
    fields_of_the_authority(clerk, number, reached_rows)
    assert step(clerk, number, "notify/initial").status == 302
    assert "notifiée à temps" in words(clerk.get(f"{PLACES}{number}/"))
    assert step(clerk, number, "notify/complementary").status == 302

    assert step(clerk, number, "tell", {"reached": "3"}).status == 302
    assert "telling" not in [each["act"] for each in acts(desk.site, "breach persons told")]
    assert step(clerk, number, "tell", {"reached": "2"}).status == 302
    desk.stands(timedelta(hours=70, minutes=2))  # the next minute in which letters leave
    reached = (address("ada"), address("bo"))
    until(lambda: all(any("Zq7" in each for each in letters_to(desk.site, to)) for to in reached))
    for to in reached:
        assert sum("Zq7" in each for each in letters_to(desk.site, to)) == 1
    assert not any("Zq7" in each for each in letters_to(desk.site, address("cleo"))), "it did not reach her"
    assert any(
        "dpo@exemple.example" in each for each in letters_to(desk.site, address("ada")) if "Zq7" in each
    )
    until(
        lambda: (
            rows(desk.site, "SELECT telling FROM keeping_breaches_breach WHERE id = ?", number)
            == [("written",)]
        )
    )
    assert rows(desk.site, "SELECT COUNT(*) FROM keeping_breaches_affected WHERE sealed IS NOT NULL") == [
        (0,)
    ]
    assert AWARE_BY not in everything(desk.site), "sealed"
    assert step(clerk, number, "close").status == 302
    assert number in words(clerk.get(PLACES))


def test_after_the_72_hours_the_reasons_are_wanted(desk: Clocked, clerk: Browser) -> None:
    number = recorded(clerk)
    execute(
        desk.site.folder,
        "UPDATE keeping_breaches_breach SET aware = datetime(aware, '-73 hours') WHERE id = ?",
        number,
    )
    assert "dépassé" in words(clerk.get(f"{PLACES}{number}/"))
    step(clerk, number, "describe", {**FACTS, **WORDS})
    step(clerk, number, "notify/initial")
    assert rows(desk.site, "SELECT notified FROM keeping_breaches_breach WHERE id = ?", number) == [(None,)]
    step(clerk, number, "describe", {**FACTS, **WORDS, "late": "découvert un dimanche"})
    step(clerk, number, "notify/initial")
    assert "notifiée en retard" in words(clerk.get(PLACES))


def test_what_nobody_is_told_of_stays_in_the_register_with_its_reason(desk: Clocked, clerk: Browser) -> None:
    number = recorded(clerk)
    assert step(clerk, number, "spare", {"because": ""}).status == 200
    assert step(clerk, number, "spare", {"because": "chiffré, clé sauve Hj44"}).status == 302
    assert step(clerk, number, "untold", {"untold": "unreadable"}).status == 302
    assert step(clerk, number, "close").status == 302
    listed = words(clerk.get(PLACES))
    assert "pas à notifier : chiffré, clé sauve Hj44" in listed or "chiffré, clé sauve Hj44" in listed
    assert "illisibles" in listed


def test_a_breach_is_recorded_by_the_command_and_its_hours_run(desk: Clocked, clerk: Browser) -> None:
    def told(*given: str) -> Any:
        answer = asked("breach", *given, "--json", "--site", desk.site.folder)
        document = json.loads(answer.stdout)
        validator("breach").validate(document)
        return answer.returncode, document

    aware = (now_of(desk.site) - timedelta(hours=10)).isoformat()
    code, done = told(
        "record", "--aware", aware, "--by", "M. Leroy-Vb90", "--how", "un courriel de l’hébergeur"
    )
    number = done["breach"]["number"]
    assert (code, done["breach"]["clock"], done["breach"]["hours_left"]) == (0, "runs", 61)
    assert number in words(clerk.get(PLACES)), "whose own clock was moved meanwhile"
    code, listed = told("list")
    assert code == 1, "somebody is still to be told"
    assert number in [each["number"] for each in listed["breaches"]]
    assert "Vb90" not in json.dumps(listed)
    _, shown = told("show", number)
    assert shown["breach"]["aware_by"] == "M. Leroy-Vb90"
    assert "Vb90" not in everything(desk.site), "sealed"
    later = (now_of(desk.site) + timedelta(days=300)).isoformat()
    for refused in (
        ("record", "--by", "x"),
        ("record", "--by", "x", "--how", "y", "--aware", later),
        ("record", "--by", "x", "--how", "y", "--aware", "yesterday"),
        ("show",),
        ("list", "--by", "x"),
    ):
        assert asked("breach", *refused, "--site", desk.site.folder).returncode == 2, refused
