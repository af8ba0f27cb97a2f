"""A breach: 72 hours by the clock, whom it reached by the stores, the authority, the persons."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.console.cast import Clocked, clocked
from tests.console.test_disclosures import acts, address, member, until, words
from tests.portal.security.cast import act as execute
from tests.portal.visiting import everything, letters_to, rows, sign_in, sign_up
from tests.running import Answer, Browser

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
FACTS: dict[str, Any] = {
    "aware_by": AWARE_BY,
    "how": "signalé par l’hébergeur",
    "nature": ["confidentiality"],
    "risk": "high",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    with clocked(tmp_path_factory.mktemp("breaches"), "links") as site:
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
    for language, said in (("fr", WORDS["what_fr"]), ("en", WORDS["what_en"])):
        page = words(clerk.get(f"{PLACES}{number}/form/{language}/html/"))
        for each in (said, "customer: 2", f"main.keeping_people_signin: {reached_rows}", AWARE_BY):
            assert str(each) in page
        paper = clerk.get(f"{PLACES}{number}/form/{language}/pdf/")
        assert paper.body.startswith(b"%PDF")
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
