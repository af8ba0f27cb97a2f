"""What people choose on a site that asks: cookies without an account, consents, news, directives with one."""

import html
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import ROOT
from tests.portal.visiting import PASSWORD, letters_to, rows, sign_in, sign_up
from tests.running import OF_THIS_HOST, Answer, Browser, Running, honour, running, settle

BEGAN = "2026-12-01T10:00+00:00"
ASKED = {"en": "Accept all", "fr": "Tout accepter"}
PAGES = ("/", "/privacy", "/account/login/", "/account/signup/", "/legal", "/nowhere")
OURS = {"session", "language", "choices"}


@dataclass(frozen=True, slots=True)
class Desk:
    """A hosting site, whose policy asks, and the file of its clock."""

    site: Running
    clock: Path

    def at(self, instant: str) -> None:
        """Move its clock."""
        self.clock.write_text(instant, "utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    parent = tmp_path_factory.mktemp("choices")
    folder, clock = parent / "hosting", parent / "now"
    clock.write_text(BEGAN, "utf-8")
    honour("new", folder, "--like", "hosting", "--demo")
    environment = {**os.environ, "HONOUR_NOW_FILE": str(clock)}
    with running(folder, *settle(folder), environment=environment) as site:
        yield Desk(site, clock)


@pytest.fixture
def desk(served: Desk) -> Iterator[Desk]:
    yield served
    served.at(BEGAN)


@pytest.fixture(scope="module")
def ada(served: Desk) -> Browser:
    sign_up(served.site, "ada")
    return sign_in(served.site, "ada@exemple.example")


@pytest.fixture(scope="module")
def bo(served: Desk) -> Browser:
    sign_up(served.site, "bo")
    return sign_in(served.site, "bo@exemple.example")


def visitor(desk: Desk, language: str = "en", **headers: str) -> Browser:
    return desk.site.browser(**{"Accept-Language": language, **headers})


def said(page: Answer) -> str:
    """The text of a page, without marks."""
    return html.unescape(re.sub(r"<[^>]+>", " ", page.text))


def banner(page: Answer) -> str:
    """The form that asks, as HTML; empty where the page asks nothing."""
    found = re.search(r'<section class="choice".*?</section>', page.text, re.DOTALL)
    return found[0] if found else ""


def proofs(desk: Desk) -> list[tuple[Any, ...]]:
    return rows(
        desk.site,
        "SELECT way, agreed, refused, wording, digest, at FROM keeping_consents_cookiechoice ORDER BY id",
    )


def run(desk: Desk, *words: str | Path, tries: int = 20) -> subprocess.CompletedProcess[str]:
    """A command on the site, by the site's clock; again while the site's own schedule is at work."""
    program = [sys.executable, "-m", "honour.command", *map(str, words), "--site", str(desk.site.folder)]
    environment = {**os.environ, "HONOUR_NOW_FILE": str(desk.clock)}
    ran = subprocess.run(program, check=False, capture_output=True, text=True, env=environment)
    if "another command is at work" in ran.stdout + ran.stderr and tries:
        return run(desk, *words, tries=tries - 1)
    return ran


@pytest.mark.promise("S1-29")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_refusing_is_as_easy_as_accepting_and_needs_no_script(desk: Desk, language: str) -> None:
    shown = banner(visitor(desk, language).get("/"))
    buttons = re.findall(r"<button([^>]*)>([^<]+)</button>", shown)
    assert [text for _, text in buttons] == {
        "fr": ["Tout refuser", "Tout accepter"],
        "en": ["Refuse all", "Accept all"],
    }[language]
    refuse, accept = (re.sub(r'value="\w+"', "", attributes) for attributes, _ in buttons)
    assert refuse == accept, "one looks other than the other"
    assert "<script" not in shown
    assert "checked" not in shown


@pytest.mark.promise("S1-29")
def test_no_page_sets_what_was_not_agreed_to_and_every_page_asks(desk: Desk) -> None:
    browser, seen = visitor(desk), set()
    for page in PAGES:
        answer = browser.get(page)
        assert banner(answer), page
        seen |= {cookie.strip().removeprefix(OF_THIS_HOST).partition("=")[0] for cookie in answer.cookies}
    assert seen == {"session"}, "a sign-up page begins a session, and nothing else is set"


@pytest.mark.promise("S1-29")
def test_one_click_refuses_for_six_months_and_leaves_a_proof(desk: Desk) -> None:
    browser, before = visitor(desk), len(proofs(desk))
    answer = browser.post("/choices/", {"say": "none", "way": "banner", "next": "/privacy"})
    assert (answer.status, answer.headers["location"]) == (302, "/privacy")
    [cookie] = answer.cookies
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert f"Max-Age={182 * 86_400}" in cookie, "from 1 December to 1 June"
    for page in PAGES:
        assert not banner(browser.get(page)), page
    [proof] = proofs(desk)[before:]
    way, agreed, refused, wording, digest, at = proof
    assert (way, json.loads(agreed), json.loads(refused)) == ("banner", [], ["audience", "better content"])
    assert "Do you agree to this?" in wording
    assert "The audience cookie shows us which content interests you" in wording.replace("-measuring", "")
    assert len(digest) == 64
    assert datetime.fromisoformat(at).isoformat().startswith("2026-12-01T10:00")
    desk.at("2027-05-31T10:00+00:00")
    assert not banner(browser.get("/"))
    desk.at("2027-06-01T10:00+00:00")
    assert banner(browser.get("/")), "after six months it asks again"


@pytest.mark.promise("S1-30", "S1-31")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_page_and_the_policy_lead_back_to_the_choice_without_an_account(
    desk: Desk, language: str
) -> None:
    browser = visitor(desk, language)
    browser.post("/choices/", {"say": "all"})
    name = {"fr": "Modifier mes choix", "en": "Modify my choices"}[language]
    for page in PAGES:
        foot = browser.get(page).text.partition("<footer>")[2]
        assert re.search(rf'<a href="/choices/">{name}</a>', foot), page
    text = browser.get("/privacy").text.partition("<main")[2].partition("</main>")[0]
    assert re.search(rf'<a class="button" href="/choices/">{name}</a>', text), "a link: Tab reaches it"
    assert browser.get("/choices/").text.count(" checked") == 2


@pytest.mark.promise("S1-30")
def test_withdrawing_deletes_the_cookies_and_adds_a_proof(desk: Desk) -> None:
    browser, before = visitor(desk), len(proofs(desk))
    browser.post("/choices/", {"say": "all"})
    browser.cookies["audience"] = "x"
    assert not browser.get("/").cookies, "what was agreed to stays"
    answer = browser.post("/choices/", {"say": "none"})
    [gone] = [cookie for cookie in answer.cookies if cookie.strip().startswith("__Host-audience=")]
    assert "Max-Age=0" in gone
    assert "audience" not in browser.cookies
    first, second = proofs(desk)[before:]
    assert json.loads(first[1]) == json.loads(second[2]) == ["audience", "better content"]
    shown = said(browser.get("/choices/"))
    assert shown.count("Words that were shown") == 2, "both are shown to whoever chose"
    assert "Words that were shown" not in said(visitor(desk).get("/choices/")), "and to nobody else"


def test_one_by_one_means_one_by_one(desk: Desk) -> None:
    browser = visitor(desk)
    browser.post("/choices/", {"say": "chosen", "yes": "better content"})
    shown = browser.get("/choices/").text
    checked = re.findall(r'name="yes" value="([^"]+)"[^>]* checked', shown)
    assert checked == ["better content"]
    browser.cookies["audience"] = "x"
    assert "Max-Age=0" in browser.get("/").cookies[0], "that one was refused"


@pytest.mark.promise("S1-29")
def test_the_privacy_signal_of_a_browser_is_a_refusal_without_a_banner(desk: Desk) -> None:
    browser = visitor(desk)
    browser.post("/choices/", {"say": "all"})
    browser.cookies["audience"] = "x"
    browser.headers["Sec-GPC"] = "1"
    answer = browser.get("/")
    assert not banner(answer)
    [removed] = [each for each in answer.cookies if each.strip().startswith(f"{OF_THIS_HOST}audience=")]
    assert "Max-Age=0" in removed, "also what was agreed to before"
    assert "Global Privacy Control" in said(browser.get("/choices/"))
    assert not banner(visitor(desk, **{"Sec-GPC": "1"}).get("/"))


def test_the_signal_takes_a_yes_back_with_a_proof_and_once(desk: Desk) -> None:
    browser, before = visitor(desk), len(proofs(desk))
    browser.post("/choices/", {"say": "all"})
    browser.headers["Sec-GPC"] = "1"
    for page in ("/", "/privacy", "/choices/"):
        browser.get(page)
    agreed_to, taken_back = proofs(desk)[before:]
    assert json.loads(agreed_to[1]), "the positive control"
    way, agreed, refused, wording, *_ = taken_back
    assert (way, json.loads(agreed)) == ("browser signal", [])
    assert set(json.loads(refused)) == set(json.loads(agreed_to[1]))
    assert wording.startswith("Sec-GPC: 1")
    assert "signal of the browser" in said(browser.get("/choices/"))
    browser.post("/choices/", {"say": "all"})
    assert json.loads(proofs(desk)[-1][1]) == [], "while it says no, a click is no yes"
    del browser.headers["Sec-GPC"]
    browser.cookies["audience"] = "x"
    assert "Max-Age=0" in browser.get("/").cookies[0], "a yes that was taken back does not come again"


def test_the_signal_of_whoever_agreed_to_nothing_leaves_nothing(desk: Desk) -> None:
    browser, before = visitor(desk, **{"Sec-GPC": "1"}), len(proofs(desk))
    assert browser.get("/").cookies == ()
    assert not banner(browser.get("/privacy"))
    assert len(proofs(desk)) == before


def test_what_a_browser_chose_before_is_the_accounts_only_if_its_holder_says_so(desk: Desk) -> None:
    for name in ("lou", "max2"):
        sign_up(desk.site, name)
    browser = visitor(desk)
    browser.post("/choices/", {"say": "chosen", "yes": "audience"})
    kept = (
        "SELECT purpose, given, way FROM keeping_consents_choice c JOIN keeping_people_person p"
        " ON p.id = c.person_id WHERE p.email = ? ORDER BY purpose"
    )
    sign = {"login": "lou@exemple.example", "password": PASSWORD}
    desk.at("2026-12-02T10:00+00:00")
    assert browser.send("/account/login/", sign).status == 302
    shown = said(browser.get("/me/choices/"))
    assert "Before you signed in, somebody chose in this browser" in shown
    assert rows(desk.site, kept, sign["login"]) == [], "by itself nothing is tied to anybody"
    assert browser.send("/me/choices/", {"say": "x"}, "/me/choices/cookies/").status == 302
    assert rows(desk.site, kept, sign["login"]) == []
    assert browser.send("/me/choices/", {"say": "mine"}, "/me/choices/cookies/").status == 302
    way = "before 2026-12-01T10:00Z"
    assert rows(desk.site, kept, sign["login"]) == [("audience", 1, way), ("better content", 0, way)]
    shown = said(browser.get("/me/choices/"))
    assert "before signing in, at 2026-12-01T10:00Z" in shown
    assert "somebody chose in this browser" not in shown, "what is known is not asked again"
    other = sign_in(desk.site, "max2@exemple.example")
    assert other.send("/me/choices/", {"say": "mine"}, "/me/choices/cookies/").status == 302
    assert rows(desk.site, kept, "max2@exemple.example") == [], "that browser chose nothing"


def test_another_site_cannot_choose_for_anybody(desk: Desk) -> None:
    browser, before = visitor(desk), len(proofs(desk))
    for headers in (
        {"Origin": "https://evil.example"},
        {"Referer": "https://evil.example/"},
        {"Referer": ""},
    ):
        answer = browser.post("/choices/", {"say": "all"}, **headers)
        assert (answer.status, answer.cookies) == (403, ()), headers
    assert len(proofs(desk)) == before
    assert browser.post("/choices/", {"say": "all", "next": "https://evil.example/"}).headers["location"] == (
        "/choices/"
    )


@pytest.mark.parametrize("forged", ["x", "a.b.c.d", f"{'A' * 22}.2026-13-45.{'0' * 12}.11", "1" * 3000])
def test_a_cookie_that_cannot_be_read_is_no_choice(desk: Desk, forged: str) -> None:
    browser = visitor(desk)
    browser.cookies["choices"] = forged
    assert banner(browser.get("/"))
    assert browser.get("/choices/").status == 200


SET = """
import sys
from pathlib import Path
from honour.website.running import open_running
site = open_running(Path(sys.argv[1]))
import django
from django.http import HttpResponse
from django.test import RequestFactory
from honour.portal.my_choices.asked import written
from honour.portal.my_choices.gate import declared_only
def answer(request):
    response = HttpResponse()
    for name in ("session", "audience", "stranger"):
        response.set_cookie(name, "canary-value", domain="localhost")
    return response
for yes in (frozenset(), frozenset({"audience"})):
    request = RequestFactory().get("/")
    request.COOKIES["choices"] = written(site.policy, "A" * 22, site.now().date(), yes)
    answered = declared_only(answer)(request)
    print(",".join(answered.cookies), *{cookie["domain"] for cookie in answered.cookies.values()})
"""


@pytest.mark.promise("S1-29")
def test_a_cookie_that_is_not_declared_or_not_agreed_to_cannot_be_set(desk: Desk) -> None:
    program = [sys.executable, "-c", SET, str(desk.site.folder)]
    ran = subprocess.run(program, check=True, capture_output=True, text=True)
    assert ran.stdout.splitlines() == ["session ", "session,audience "]
    log = "".join(path.read_text("utf-8") for path in (desk.site.folder / "data/log").iterdir())
    assert '"cookie": "stranger"' in log
    assert "canary-value" not in log


def test_a_consent_is_given_and_withdrawn_with_one_click_each_and_shown(
    desk: Desk, ada: Browser, bo: Browser
) -> None:
    to = "/me/choices/consent/"
    question = "Pour la simplification de vos futurs paiements, nous utilisons votre carte enregistrée."
    assert question in said(ada.get("/me/choices/"))
    assert "J’accepte" in said(ada.get("/me/choices/"))
    for answer in ("yes", "no"):
        assert ada.send("/me/choices/", {"purpose": "later payments", "say": answer}, to).status == 302
    kept = rows(
        desk.site,
        "SELECT given, wording, way, digest FROM keeping_consents_choice WHERE purpose = ?"
        " AND person_id = (SELECT id FROM keeping_people_person WHERE email = 'ada@exemple.example')"
        " ORDER BY id",
        "later payments",
    )
    assert [row[0] for row in kept] == [1, 0], "each change is a row"
    assert all(question in row[1] and row[2] == "my choices" and len(row[3]) == 64 for row in kept)
    assert said(ada.get("/me/choices/")).count(question) == 3, "the question, and both proofs"
    assert said(bo.get("/me/choices/")).count(question) == 1
    ada.send("/me/choices/", {"purpose": "whatever", "say": "yes"}, to)
    assert not rows(desk.site, "SELECT 1 FROM keeping_consents_choice WHERE purpose = 'whatever'")
    acts = [json.loads(row[0])["act"] for row in rows(desk.site, "SELECT act FROM keeping_journal_detail")]
    assert {"consented", "consent withdrawn"} <= set(acts)
    told = run(desk, "person", "ada@exemple.example", "--why", "a test", "--json")
    assert question in json.dumps(json.loads(told.stdout), ensure_ascii=False), told.stderr


def test_a_yes_to_other_words_is_asked_again(desk: Desk) -> None:
    sign_up(desk.site, "ivy")
    ivy, to = sign_in(desk.site, "ivy@exemple.example"), "/me/choices/consent/"
    ivy.send("/me/choices/", {"purpose": "later payments", "say": "yes"}, to)
    assert "J’accepte" not in said(ivy.get("/me/choices/"))
    with closing(sqlite3.connect(desk.site.folder / "data/honour.db", timeout=20)) as kept, kept:
        whose = "(SELECT id FROM keeping_people_person WHERE email = 'ivy@exemple.example')"
        change = "UPDATE keeping_consents_choice SET wording = 'as it was asked last year' WHERE person_id = "
        kept.execute(change + whose)
    shown = said(ivy.get("/me/choices/"))
    assert "Vous avez accepté un autre texte" in shown
    assert "J’accepte" in shown
    assert "as it was asked last year" in shown
    ivy.send("/me/choices/", {"purpose": "later payments", "say": "yes"}, to)
    assert "Vous avez accepté un autre texte" not in said(ivy.get("/me/choices/"))


def test_what_a_browser_chooses_while_somebody_is_signed_in_is_also_theirs(desk: Desk, bo: Browser) -> None:
    unanswered = said(bo.get("/me/choices/"))
    assert "Vous n’avez pas encore choisi" in unanswered
    assert "Refusé." not in unanswered, "nobody has refused yet"
    bo.post("/choices/", {"say": "chosen", "yes": "audience"})
    kept = rows(
        desk.site,
        "SELECT purpose, given FROM keeping_consents_choice WHERE way = 'cookie page'"
        " AND person_id = (SELECT id FROM keeping_people_person WHERE email = 'bo@exemple.example')",
    )
    assert sorted(kept) == [("audience", 1), ("better content", 0)]
    assert "Refusé." in said(bo.get("/me/choices/"))


def news(desk: Desk, name: str) -> Path:
    folder = desk.clock.parent
    (folder / f"{name}.fr.txt").write_text(f"Nouveautés\nUn nouveau service, {name}.\n", "utf-8")
    (folder / f"{name}.en.txt").write_text(f"News\nA new service, {name}.\n", "utf-8")
    return folder / name


ENDED = """
import sys
from datetime import datetime
from pathlib import Path
from honour.website.running import open_running
open_running(Path(sys.argv[1]))
from honour.keeping.consents.actions import forget_ended
print(forget_ended(datetime.fromisoformat(sys.argv[2])))
"""


def test_the_proof_of_a_browser_goes_when_its_choice_has_ended(desk: Desk) -> None:
    visitor(desk).post("/choices/", {"say": "none"})
    program = [sys.executable, "-c", ENDED, str(desk.site.folder)]

    def forget(instant: str) -> str:
        return subprocess.run([*program, instant], check=True, capture_output=True, text=True).stdout.strip()

    kept = len(proofs(desk))
    assert forget("2027-05-31T23:00+00:00") == "0"
    assert forget("2027-06-01T01:00+00:00") == str(kept)
    assert not proofs(desk)


def test_whoever_is_erased_leaves_no_choice_and_no_directive(desk: Desk) -> None:
    sign_up(desk.site, "zoe")
    zoe, canary = sign_in(desk.site, "zoe@exemple.example"), "canary-9c1e"
    zoe.send("/me/choices/directives/", {"wish": "hand over", "trusted": canary, "text": canary})
    zoe.send("/me/choices/", {"purpose": "later payments", "say": "yes"}, "/me/choices/consent/")
    whose = "(SELECT id FROM keeping_people_person WHERE email = 'zoe@exemple.example')"
    [(number,)] = rows(desk.site, f"SELECT id FROM keeping_people_person WHERE id = {whose}")
    [(sealed,)] = rows(desk.site, "SELECT text FROM keeping_consents_directive WHERE person_id = ?", number)
    files = [path for path in (desk.site.folder / "data").glob("honour.db*") if path.is_file()]
    assert sealed.encode() in b"".join(path.read_bytes() for path in files), "the positive control"
    plan = json.loads(run(desk, "erase", "zoe@exemple.example", "--json").stdout)
    done = run(desk, "erase", "zoe@exemple.example", "--really", plan["digest"], "--why", "a test")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not rows(desk.site, "SELECT 1 FROM keeping_consents_choice WHERE person_id = ?", number)
    assert sealed.encode() not in b"".join(path.read_bytes() for path in files if path.exists())


@pytest.mark.promise("S1-05")
def test_a_letter_greets_by_the_stored_name_and_by_nothing_else(
    desk: Desk, ada: Browser, bo: Browser
) -> None:
    fields = ("ada@exemple.example", "name=Ada Lovelace")
    plan = run(desk, "rectify", *fields, "--json")
    done = run(desk, "rectify", *fields, "--really", json.loads(plan.stdout)["digest"], "--why", "a test")
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(desk, "mail", "announce", news(desk, "greeting"), "--really")
    assert done.returncode == 0, done.stderr
    [to_ada] = [each for each in letters_to(desk.site, "ada@exemple.example") if ", greeting." in each]
    [to_bo] = [each for each in letters_to(desk.site, "bo@exemple.example") if ", greeting." in each]
    assert "Bonjour Ada Lovelace," in to_ada
    assert "Bonjour," in to_bo
    same = [re.sub(r"Bonjour[^,]*,", "", each).partition(", greeting.")[0] for each in (to_ada, to_bo)]
    assert same[0] == same[1], "nothing else is about the reader"


@pytest.mark.promise("S1-08", "S1-09")
def test_news_is_a_class_of_its_own_that_can_be_switched_off(desk: Desk, ada: Browser, bo: Browser) -> None:
    first, second = news(desk, "first"), news(desk, "second")
    counted = run(desk, "mail", "announce", first, "--json")
    before = json.loads(counted.stdout)
    jsonschema.validate(before, json.loads((ROOT / "docs/schemas/mail.json").read_text("utf-8")))
    assert before["people"] >= 2
    assert not before["written"]
    assert ada.send("/me/choices/", {"say": "no"}, "/me/choices/letters/").status == 302
    assert "Vous ne les recevez pas" in said(ada.get("/me/choices/"))
    written = run(desk, "mail", "announce", second, "--really", "--json")
    assert json.loads(written.stdout)["people"] == before["people"] - 1
    assert not [each for each in letters_to(desk.site, "ada@exemple.example") if ", second." in each]
    assert [each for each in letters_to(desk.site, "bo@exemple.example") if ", second." in each]
    kinds = {kind for (kind,) in rows(desk.site, "SELECT kind FROM keeping_letters_letter")}
    assert "evolutions/second" in kinds
    assert any(not kind.startswith("evolutions/") for kind in kinds)
    had = len(letters_to(desk.site, "ada@exemple.example"))
    reset = desk.site.browser().send("/account/password/reset/", {"identifier": "ada@exemple.example"})
    assert reset.status == 302
    assert len(letters_to(desk.site, "ada@exemple.example")) == had + 1, "what an account needs still comes"
    again = run(desk, "mail", "announce", second, "--json")
    assert json.loads(again.stdout)["people"] == 0, "whoever got it does not get it twice"
    assert ada.send("/me/choices/", {"say": "yes"}, "/me/choices/letters/").status == 302
    assert run(desk, "mail", "announce", second, "--really").returncode == 0
    assert [each for each in letters_to(desk.site, "ada@exemple.example") if ", second." in each]


def test_whoever_objects_to_news_or_restricts_the_use_of_the_data_gets_none(desk: Desk) -> None:
    for name in ("mia", "max", "moe"):
        sign_up(desk.site, name)
    mia, restricts = (sign_in(desk.site, f"{name}@exemple.example") for name in ("mia", "max"))
    assert mia.send("/me/object/", {"purpose": "service information"}).status == 302
    assert "Vous ne les recevez pas" in said(mia.get("/me/choices/"))
    assert restricts.send("/me/restrict/", {"why": "it is wrong"}).status == 302
    assert run(desk, "mail", "announce", news(desk, "third"), "--really").returncode == 0
    got = {
        name: any(", third." in each for each in letters_to(desk.site, f"{name}@exemple.example"))
        for name in ("mia", "max", "moe")
    }
    assert got == {"mia": False, "max": False, "moe": True}


@pytest.mark.promise("S4-03")
def test_addresses_are_not_used_for_what_the_policy_does_not_name_and_the_try_is_journalled(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "store"
    honour("new", folder, "--like", "store", "--demo")
    for language in ("fr", "en"):
        (tmp_path / f"offers.{language}.txt").write_text("Offers\nCheaper.\n", "utf-8")
    program = [sys.executable, "-m", "honour.command", "mail", "announce", str(tmp_path / "offers")]
    ran = subprocess.run(
        [*program, "--really", "--site", str(folder)], check=False, capture_output=True, text=True
    )
    assert ran.returncode == 2
    assert "service information" in ran.stderr
    with closing(sqlite3.connect(folder / "data/honour.db")) as kept:
        assert not kept.execute("SELECT 1 FROM keeping_letters_letter").fetchall()
        details = [json.loads(text) for (text,) in kept.execute("SELECT act FROM keeping_journal_detail")]
    [act] = [each for each in details if each["act"] == "use refused"]
    assert (act["facts"]["field"], act["facts"]["purpose"]) == ("e-mail", "service information")


REFUSED = """
import sys
from pathlib import Path
from honour.website.running import open_running
site = open_running(Path(sys.argv[1]))
from honour.keeping.letters.actions import write
from honour.keeping.people.models import Person
ada = Person.objects.get(email="ada@exemple.example")
for purpose in ("services", "direct marketing"):
    letter = write(ada, ada.email, kind="x/y", language="fr", subject="x", text="x", secret=False,
                   now=site.now(), purpose=purpose)
    print(letter is not None)
"""


@pytest.mark.promise("S4-03")
def test_a_letter_for_another_purpose_is_not_even_written(desk: Desk, ada: Browser) -> None:
    program = [sys.executable, "-c", REFUSED, str(desk.site.folder)]
    ran = subprocess.run(program, check=True, capture_output=True, text=True)
    assert ran.stdout.split() == ["True", "False"]
    details = [json.loads(text) for (text,) in rows(desk.site, "SELECT act FROM keeping_journal_detail")]
    facts = [each["facts"] for each in details if each["act"] == "use refused"]
    assert {"field": "e-mail", "for": "x/y", "purpose": "direct marketing"} in facts
    assert not [each for each in facts if each["purpose"] == "services"]


def test_directives_after_death_are_left_changed_and_withdrawn_and_are_part_of_ones_data(
    desk: Desk, ada: Browser, bo: Browser
) -> None:
    page = "/me/choices/directives/"
    refused = ada.send(page, {"wish": "hand over", "trusted": "", "text": ""})
    assert refused.status == 200
    assert "Indiquez qui doit recevoir vos données" in refused.text
    trusted = "Charles Babbage, 1 Dorset Street"
    assert ada.send(page, {"wish": "hand over", "trusted": trusted, "text": "les photos"}).status == 302
    assert trusted in said(ada.get("/me/choices/"))
    assert trusted not in said(bo.get("/me/choices/"))
    told = run(desk, "person", "ada@exemple.example", "--why", "a test", "--json").stdout
    assert trusted in told
    assert trusted not in run(desk, "person", "bo@exemple.example", "--why", "a test", "--json").stdout
    assert ada.send(page, {"wish": "erase", "trusted": "", "text": ""}).status == 302
    assert trusted not in said(ada.get("/me/choices/"))
    assert ada.send(page, {"withdraw": ""}).status == 302
    assert "Vous n’avez pas laissé de directives" in said(ada.get("/me/choices/"))
    assert not rows(desk.site, "SELECT 1 FROM keeping_consents_directive")
    details = rows(desk.site, "SELECT act FROM keeping_journal_detail")
    acts = [json.loads(text)["act"] for (text,) in details]
    assert {"directives left", "directives changed", "directives withdrawn"} <= set(acts)
    assert "Babbage" not in repr(details)
