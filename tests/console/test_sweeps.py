"""What is due, the yes of somebody who read it, and the holds that stop it."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from html import unescape

import pytest

from tests.console.cast import Clocked, clocked, now_of
from tests.console.factors import Clerk, clerk
from tests.portal.my_rights.cast import until
from tests.portal.visiting import demo, rows, sign_in, sign_up
from tests.running import Running
from tests.website.test_own_tables import asked

PAGE, HOLDS = "/staff/sweeps/", "/staff/holds/"
LATER = timedelta(days=220)
SIGN_INS = (
    "SELECT COUNT(*) FROM keeping_people_signin s JOIN keeping_people_person p ON p.id = s.person_id"
    " WHERE p.username = ?"
)


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    with clocked(tmp_path_factory.mktemp("sweeps"), "support-desk") as site:
        yield site


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("holds"), "support-desk") as site:
        yield site


def english(clerk: Clerk) -> Clerk:
    clerk.browser.headers["Accept-Language"] = "en"
    return clerk


def digest_of(page: str) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert found, "nothing is due"
    return found[1]


def test_the_brake_stops_a_sweep_until_somebody_who_read_it_says_yes(clock: Clocked) -> None:
    site = clock.site
    sign_up(site, "ada")
    sign_in(site, "ada")
    there = noon_of_a_fifteenth(site)
    clock.stands(there - now_of(site))
    paul = english(clerk(site, "paul", "administration"))
    sam = clerk(site, "sam", "support")
    assert [each.browser.get(PAGE).status for each in (paul, sam)] == [200, 403]
    shown = paul.browser.get(PAGE).text
    border = six_months_before(there)
    due = re.findall(r'data-label="Where">([^<]+)<.*?data-label="Rows">(\d+)<', shown)
    counted = dict(due)["main.keeping_people_signin"]
    [(old,)] = rows(site, "SELECT COUNT(*) FROM keeping_people_signin WHERE at < ?", border.isoformat(" "))
    assert counted == str(old) != "0"
    assert f'<time datetime="{(border - timedelta(days=1)).date()}">' in shown
    assert "more than 2 %" in unescape(shown)
    assert "du triple" in paul.browser.get(PAGE, **{"Accept-Language": "fr"}).text or "plus de 2" in unescape(
        paul.browser.get(PAGE, **{"Accept-Language": "fr"}).text
    )
    digest = digest_of(shown)
    stale = paul.browser.send(PAGE, {"digest": digest}, to=f"{PAGE}confirm/")
    assert "/2fa/reauthenticate/" in stale.headers["location"], "a second factor, shown just now"
    assert rows(site, "SELECT COUNT(*) FROM keeping_intents_confirmation") == [(0,)]
    assert paul.proves(HOLDS).status == 200
    paul.browser.send(PAGE, {"digest": "0" * 64}, to=f"{PAGE}confirm/")
    assert "not what you read any more" in paul.browser.get(PAGE).text
    assert rows(site, "SELECT COUNT(*) FROM keeping_intents_confirmation") == [(0,)]
    assert rows(site, SIGN_INS, "ada") != [(0,)]
    paul.browser.send(PAGE, {"digest": digest}, to=f"{PAGE}confirm/")
    # No page is opened meanwhile: its session, by the real clock, would be due too, and change what was read.
    clock.clock.write_text((there + timedelta(minutes=5)).isoformat())
    until(lambda: rows(site, "SELECT state FROM keeping_intents_confirmation") == [("done",)])
    assert rows(site, SIGN_INS, "ada") == [(0,)]
    pia = english(clerk(site, "pia", "administration"))  # his session went with what was due
    done = pia.browser.get(PAGE).text
    assert "main.keeping_people_signin: " + counted in done.partition("What was done")[2]
    acts = [json.loads(act) for (act,) in rows(site, "SELECT act FROM keeping_journal_detail")]
    [yes] = [each for each in acts if each["act"] == "sweep confirmed"]
    assert (yes["by"], yes["facts"]["digest"]) == ("staff: administration", digest)
    swept = [each["by"] for each in acts if each["act"] == "swept"]
    assert swept


def noon_of_a_fifteenth(site: Running) -> datetime:
    """Noon of the 15th in eight months: a day that every month has."""
    now = now_of(site)
    months = now.month + 7
    year, month = now.year + months // 12, months % 12 + 1
    return now.replace(year=year, month=month, day=15, hour=12)


def six_months_before(day: datetime) -> datetime:
    """The same hour of the 15th six months before."""
    months = day.year * 12 + day.month - 7
    return day.replace(year=months // 12, month=months % 12 + 1)


def place(officer: Clerk, fields: Mapping[str, str]) -> str:
    """Fill in the form of a hold; what the page says then."""
    assert officer.proves(HOLDS).status == 200
    officer.browser.send(HOLDS, fields)
    return unescape(officer.proves(HOLDS).text)


@pytest.mark.promise("S4-17")
def test_a_hold_stops_sweep_and_erasure_of_what_it_names_alone_until_it_is_released(desk: Running) -> None:
    for name in ("ines", "jules"):
        sign_up(desk, name)
        sign_in(desk, name)
    officer = english(clerk(desk, "olga", "privacy officer"))
    later = (now_of(desk) + LATER).isoformat()
    review = (now_of(desk) + timedelta(days=90)).date().isoformat()
    hold = {
        "whom": "ines@exemple.example",
        "kinds": "connection",
        "why": "dossier Q7-canari",
        "review": review,
    }
    page = place(officer, hold)
    assert "dossier Q7-canari" in page
    assert review in page
    [(ines,)] = rows(desk, "SELECT id FROM keeping_people_person WHERE username = 'ines'")
    assert f"<dd>customer:{ines}</dd>" in page, "whose it is, by the number that staff may look up"
    assert "ines@exemple.example" not in page
    assert now_of(desk).date().isoformat()[:8] in page, "it is dated"

    def swept() -> None:
        told = json.loads(asked("sweep", "--json", "--site", desk.folder, now=later).stdout)
        if told["digest"]:
            done = asked("sweep", "--really", told["digest"], "--site", desk.folder, now=later)
            assert done.returncode == 0, done.stderr

    def goes() -> set[tuple[str, str]]:
        told = json.loads(asked("erase", "ines@exemple.example", "--json", "--site", desk.folder).stdout)
        return {(step["place"], field) for step in told["plan"]["steps"] for field in step["fields"]}

    held = ("main.keeping_people_signin", "ip address")
    swept()
    assert rows(desk, SIGN_INS, "jules") == [(0,)]
    assert rows(desk, SIGN_INS + " AND address != ''", "ines") != [(0,)], "held"
    assert held not in goes()
    assert ("main.keeping_people_person", "telephone") in goes(), "and nothing else is"
    found = re.search(r'action="(/staff/holds/[0-9a-f]+/release/)"', page)
    assert found
    officer = english(clerk(desk, "otto", "privacy officer"))  # that session went with what was due
    assert officer.proves(HOLDS).status == 200
    officer.browser.send(HOLDS, {"why": ""}, to=found[1])
    assert "dossier Q7-canari" in officer.proves(HOLDS).text, "a release has a reason too"
    officer.browser.send(HOLDS, {"why": "settled out of court"}, to=found[1])
    assert "dossier Q7-canari" not in officer.proves(HOLDS).text
    assert held in goes()
    swept()
    assert rows(desk, SIGN_INS, "ines") == [(0,)]


def test_nobody_holds_his_own_data_and_a_hold_has_a_reason_and_a_day_to_come(desk: Running) -> None:
    officer = english(clerk(desk, "petra", "privacy officer"))
    sign_up(desk, "karl")
    today = now_of(desk).date()
    whole = {"whom": "karl", "why": "a claim", "review": (today + timedelta(days=9)).isoformat()}
    before = rows(desk, "SELECT COUNT(*) FROM keeping_holds_personhold")
    assert officer.proves(HOLDS).status == 200
    for wrong, says in (
        ({"why": ""}, "errorlist"),
        ({"review": ""}, "errorlist"),
        ({"review": (today - timedelta(days=1)).isoformat()}, "Choose a day to come"),
        ({"whom": "nobody-at-all"}, "Nobody is known by this"),
        ({"kinds": "no-such-kind"}, "errorlist"),
    ):
        answer = officer.browser.send(HOLDS, {**whole, **wrong})
        assert (answer.status, says in answer.text) == (200, True), wrong
    assert officer.browser.send(HOLDS, {**whole, "whom": "petra"}).status == 403
    assert rows(desk, "SELECT COUNT(*) FROM keeping_holds_personhold") == before


def test_only_who_answers_for_it_sees_holds_and_a_secret_one_stands_nowhere(desk: Running) -> None:
    sign_up(desk, "lena")
    secret = (
        "restrict",
        "lena@exemple.example",
        "--secret",
        "--review",
        "2099-01-01",
        "--why",
        "ordre-canari",
    )
    assert asked(*secret, "--really", "--site", desk.folder).returncode == 0
    officer, sam = english(clerk(desk, "rita", "privacy officer")), clerk(desk, "samir", "support")
    page = officer.proves(HOLDS)
    assert page.status == 200
    assert "ordre-canari" not in page.text
    [(hold,)] = rows(desk, "SELECT id FROM keeping_holds_personhold WHERE state = 'secret'")
    assert str(hold) not in page.text
    assert officer.browser.send(HOLDS, {"why": "curious"}, to=f"{HOLDS}{hold}/release/").status == 404
    assert rows(desk, "SELECT lifted FROM keeping_holds_personhold WHERE id = ?", hold) == [(None,)]
    nina = sign_in(desk, "lena")
    assert [each.get(HOLDS).status for each in (desk.browser(), nina)] == [302, 403]
    assert sam.proves(HOLDS).status == 403
    assert asked("release", "lena", "--hold", str(hold), "--really", "--site", desk.folder).returncode == 0
