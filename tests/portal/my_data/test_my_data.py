"""What is held about whoever is signed in: all of it, with why and until when, and nobody else’s."""

import getpass
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.portal.my_data.visiting import (
    CORRECTED,
    again,
    correct,
    held_fields,
    taken_away,
    words,
)
from tests.portal.security.cast import add_app, code
from tests.portal.visiting import PASSWORD, demo, everything, letters_to, link, rows, sign_in, sign_up
from tests.running import Browser, Running, honour

BO = "bo-Canari-Zw3q"


@dataclass(frozen=True, slots=True)
class Desk:
    """A support desk that is served, and two people who have filled in all that it asks."""

    site: Running
    ada: Browser
    bo: Browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with demo(tmp_path_factory.mktemp("my-data"), "support-desk") as site:
        browsers = []
        for name in ("ada", "bo"):
            sign_up(site, name)
            browsers.append(sign_in(site, name, **{"Accept-Language": "en"}))
        ada, bo = browsers
        assert correct(ada, CORRECTED).status == 302
        assert correct(bo, {"name": BO}).status == 302
        yield Desk(site, ada, bo)


@pytest.mark.promise("S0-09", "S2-07", "S2-66", "S2-72")
def test_all_that_is_held_is_one_step_from_the_top_menu_with_why_and_until_when(desk: Desk) -> None:
    menu = re.search(r"<header>.*?</header>", desk.ada.get("/").text, re.DOTALL)
    assert menu
    assert '<a href="/me/data/">My data</a>' in menu[0]
    told = words(desk.ada.get("/me/data/"))
    for value in ("ada@exemple.example", "127.0.0.1", *CORRECTED.values()):
        assert value in told, value
    for said in (
        "Your contact details",
        "To run your account. We do so because our contract with you requires it",
        "until your account is closed",
        "at the latest",
        "stored on our behalf by Hébergeur Exemple SAS",
        "The letters that we sent you",
        "What we do not hold of you",
    ):
        assert said in told, said
    own = r"account: (?:acknowledgement|consent proof|contact message|language|letter sent|session)"
    assert not re.search(own, told), "a kind that Honour declares is shown by its words"
    french = words(desk.ada.get("/me/data/", **{"Accept-Language": "fr"}))
    assert "Vos coordonnées" in french
    assert "Les courriers que nous vous avons envoyés" in french
    assert not re.search(r"\w'\w", french), "set in type"
    assert "{" not in told + french, "what the site keeps as JSON is told by names and values"


def test_what_opens_an_account_is_told_and_not_shown(desk: Desk) -> None:
    [(password,)] = rows(desk.site, "SELECT password FROM keeping_people_person WHERE username = 'ada'")
    page, archive = desk.ada.get("/me/data/").text, taken_away(desk.ada)
    assert "held, and not shown" in page
    sessions = [data for (data,) in rows(desk.site, "SELECT data FROM keeping_people_session")]
    tokens = [json.loads(each)["_csrftoken"] for each in sessions if "_csrftoken" in each]
    assert tokens, "the positive control"
    for secret in (password, *tokens):
        assert secret not in page
        assert not any(secret in text for text in archive.values())


@pytest.mark.promise("S0-09", "S4-19")
def test_she_takes_away_all_of_it_readable_and_as_data(desk: Desk) -> None:
    archive = taken_away(desk.ada)
    written = {"messages.json"}  # where another test of this module has written before
    assert set(archive) - written == {"data.en.html", "data.fr.html", "data.json"}
    held = held_fields(archive)
    assert held["name"] == [CORRECTED["name"]]
    assert held["e-mail"] == ["ada@exemple.example"] * 2
    assert {"telephone", "postal address", "user name", "ip address", "session", "letter sent"} <= set(held)
    for page in ("data.en.html", "data.fr.html"):
        assert set(CORRECTED.values()) <= {
            value for value in CORRECTED.values() if value in words(archive[page])
        }
        assert "<script" not in archive[page]
    assert "Why we hold this" in archive["data.en.html"]
    command = json.loads(honour("person", "ada@exemple.example", "--json", "--site", desk.site.folder).stdout)
    places = json.loads(archive["data.json"])["places"]
    assert {each["place"] for each in command["places"]} == {each["place"] for each in places}


def test_neither_sees_anything_of_the_other_whatever_is_asked(desk: Desk) -> None:
    assert BO in words(desk.bo.get("/me/data/")), "the positive control"
    [(ada,)] = rows(desk.site, "SELECT id FROM keeping_people_person WHERE username = 'ada'")
    tried = [
        "/me/data/",
        "/me/data/looked/",
        "/me/data/correct/",
        *(f"/me/data/?{name}={ada}" for name in ("id", "person", "person_id", "user", "who")),
        f"/me/data/?who=customer:{ada}",
        f"/me/data/{ada}/",
        f"/me/data/download/{ada}/",
        f"/me/data/correct/{ada}/",
    ]
    for path in tried:
        shown = desk.bo.get(path).text
        assert not [value for value in (*CORRECTED.values(), "ada@exemple.example") if value in shown], path
    archive = "".join(taken_away(desk.bo).values())
    assert BO in archive
    assert not [value for value in (*CORRECTED.values(), "ada@exemple.example") if value in archive]
    assert correct(desk.bo, {"name": BO, "id": str(ada), "person": str(ada), "pk": str(ada)}).status == 302
    assert CORRECTED["name"] in words(desk.ada.get("/me/data/"))
    assert BO not in "".join(taken_away(desk.ada).values())
    stranger = desk.site.browser()
    for path in ("", "looked/", "correct/", "correct/user-name/", "download/"):
        assert "/account/login/" in stranger.get(f"/me/data/{path}").headers["location"]


@pytest.mark.promise("S0-03")
def test_a_field_that_nobody_declared_is_kept_nowhere(desk: Desk) -> None:
    canary = "Zq8-Ungefragt-Kanarienvogel"
    browser = desk.site.browser()
    asked = {
        "email": "cy@exemple.example",
        "username": "cy",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "read": "on",
        "favourite_colour": canary,
        "first_name": canary,
        "name": canary,
    }
    assert browser.send("/account/signup/", asked).status == 302
    assert browser.send(link(desk.site, "cy@exemple.example"), {}).status == 302
    cy = sign_in(desk.site, "cy")
    archive = taken_away(cy)
    assert "cy@exemple.example" in archive["data.json"], "the positive control"
    assert canary not in "".join(archive.values())
    assert canary not in everything(desk.site)
    places = json.loads(archive["data.json"])["places"]
    contact = [place for place in places if "contact" in place["kinds"]]
    declared = {"name", "e-mail", "telephone", "postal address"}
    assert {field for place in contact for field in place["fields"].values()} == declared


def test_who_looked_is_told_with_time_purpose_and_role_and_never_a_name(desk: Desk) -> None:
    why = "to answer her question of Monday"
    honour("person", "ada@exemple.example", "--why", why, "--site", desk.site.folder)
    shown = desk.ada.get("/me/data/looked/").text
    row = re.search(rf"<tr>((?:(?!</tr>).)*{why}.*?)</tr>", shown, re.DOTALL)
    assert row
    assert re.search(r"<time datetime=\"20\d\d-", row[1])
    assert "looked at" in row[1]
    assert "our administrators" in row[1]
    assert "os:" not in shown
    assert getpass.getuser() not in words(shown)
    assert "you" in words(shown)
    other = desk.bo.get("/me/data/looked/").text
    assert why not in other
    assert "nos administrateurs" in desk.ada.get("/me/data/looked/", **{"Accept-Language": "fr"}).text


@pytest.mark.promise("S0-07")
def test_her_sign_ins_are_shown_to_her(desk: Desk) -> None:
    sign_in(desk.site, "ada", **{"User-Agent": "Mozilla/5.0 (X11) Gecko/20100101 Firefox/141.0"})
    assert "Firefox 141" in words(desk.ada.get("/me/data/looked/"))
    assert "Firefox 141" in words(desk.ada.get("/me/data/"))
    assert "Firefox 141" not in words(desk.bo.get("/me/data/looked/"))


def test_a_long_journal_is_read_in_parts(desk: Desk) -> None:
    sign_up(desk.site, "dee")
    dee = sign_in(desk.site, "dee", **{"Accept-Language": "en"})
    for _ in range(55):
        assert dee.get("/me/data/").status == 200
    first, second = dee.get("/me/data/looked/"), dee.get("/me/data/looked/?page=2")
    assert first.text.count(">looked at</td>") == 50
    assert "Older" in words(first)
    assert "privacy policy read" in words(second)
    assert dee.get("/me/data/looked/?page=9999").status == 200
    assert dee.get("/me/data/looked/?page=no").status == 200


def test_what_is_restricted_is_told_with_its_reason_and_a_secret_order_shows_nowhere(desk: Desk) -> None:
    site = desk.site.folder
    honour(
        "restrict",
        "bo@exemple.example",
        "--kind",
        "contact",
        "--why",
        "he disputes his name",
        "--really",
        "--site",
        site,
    )
    honour(
        "restrict",
        "ada@exemple.example",
        "--secret",
        "--why",
        "order 4711",
        "--review",
        "2027-06-30",
        "--really",
        "--site",
        site,
    )
    told = words(desk.bo.get("/me/data/"))
    assert "Restricted (GDPR Art. 18)" in told
    assert "he disputes his name" in told
    assert "Your contact details" in told
    assert "Restricted (GDPR" not in words(desk.ada.get("/me/data/"))
    assert "ada@exemple.example" in words(desk.ada.get("/me/data/")), "the page is there"
    secret = words(desk.ada.get("/me/data/")) + words(desk.ada.get("/me/data/looked/"))
    for word in ("4711", "Restricted (GDPR", "kept apart", "restricted or held"):
        assert word not in secret, word


@pytest.mark.promise("S0-10", "S2-67")
def test_what_is_corrected_is_new_everywhere_and_the_old_value_is_nowhere(desk: Desk) -> None:
    old = {"name": "Ancienne-Kx7", "telephone": "+33 5 12 12 12 12", "postal_address": "1 rue Ancienne-Px9"}
    sign_up(desk.site, "eve")
    eve = sign_in(desk.site, "eve", **{"Accept-Language": "en"})
    correct(eve, old)
    assert set(old.values()) <= {value for value in old.values() if value in everything(desk.site)}, "control"
    new = {"name": "Nouvelle-Kx8", "telephone": "+33 6 34 34 34 34", "postal_address": "2 rue Nouvelle-Px8"}
    assert "Your data are corrected." in words(eve.get(correct(eve, new).headers["location"]))
    again(eve, "/me/data/correct/user-name/")
    assert eve.send("/me/data/correct/user-name/", {"username": "Eve.Nouvelle"}).status == 302
    again(eve, "/account/email/")
    eve.send("/account/email/", {"address": "eve.nouvelle@exemple.example"})
    assert eve.send(link(desk.site, "eve.nouvelle@exemple.example"), {}).status == 302
    shown, archive = words(eve.get("/me/data/")), taken_away(eve)
    for value in (*new.values(), "eve.nouvelle", "eve.nouvelle@exemple.example"):
        assert value in shown, value
        assert value in archive["data.json"], value
    kept = everything(desk.site)
    for value in old.values():
        assert value not in shown
        assert value not in "".join(archive.values())
        assert value not in kept, value
    for page in ("/account/", "/account/email/", "/me/data/correct/", "/me/data/looked/"):
        assert "eve@exemple.example" not in eve.get(page).text, page
    places = json.loads(archive["data.json"])["places"]
    old_address = {each["place"] for each in places if "eve@exemple.example" in json.dumps(each)}
    assert old_address <= {"main.keeping_letters_letter", "main.keeping_people_link"}, "what was issued"
    assert sign_in(desk.site, "eve.nouvelle").get("/account/").status == 200
    letters = letters_to(desk.site, "eve@exemple.example")
    assert any(
        "user name of your account" in letter or "identifiant de votre compte" in letter for letter in letters
    )
    assert "corrected" in words(eve.get("/me/data/looked/"))


def test_a_correction_that_cannot_be_is_refused_and_changes_nothing(desk: Desk) -> None:
    refused = correct(desk.ada, {"telephone": "no number"})
    assert refused.status == 200
    assert "Enter a telephone number like" in words(refused)
    emptied = correct(desk.ada, {"name": ""})
    assert "needed for what you asked of us" in words(emptied)
    assert words(desk.ada.get("/me/data/")).count(CORRECTED["name"]) == 1
    assert correct(desk.ada, {"telephone": ""}).status == 302, "what the policy leaves optional may be empty"
    assert correct(desk.ada, CORRECTED).status == 302
    again(desk.ada, "/me/data/correct/user-name/")
    for name, said in (
        ("bo", "Somebody else has this"),
        ("a@b", "letters, digits"),
        ("", "Enter a user name"),
    ):
        assert said in words(desk.ada.send("/me/data/correct/user-name/", {"username": name})), name
    [(still,)] = rows(
        desk.site, "SELECT username FROM keeping_people_person WHERE name = ?", CORRECTED["name"]
    )
    assert still == "ada"


def test_taking_away_asks_for_the_accounts_own_strength(desk: Desk) -> None:
    sign_up(desk.site, "fay")
    fay = sign_in(desk.site, "fay")
    assert "/account/reauthenticate/" in fay.get("/me/data/download/").headers["location"]
    assert desk.site.browser().post("/me/data/download/", {}).status == 403
    secret = add_app(fay, PASSWORD)
    asked = fay.get("/me/data/download/")
    assert "/account/2fa/reauthenticate/" in asked.headers["location"], "the password is not enough"
    fay.send("/account/reauthenticate/", {"password": PASSWORD})
    assert fay.get("/me/data/download/").status == 302
    forced = fay.send("/me/data/correct/", {}, to="/me/data/download/")
    assert forced.status == 302
    page = fay.get(asked.headers["location"])
    codes = [code(secret, page)]
    sent = fay.send(asked.headers["location"], {"code": codes[0]})
    if sent.status == 200:  # a code works once, and the app's was used when it was added
        recovery = re.findall(r"<code>([0-9]{8})</code>", fay.get("/account/2fa/recovery-codes/").text)
        sent = fay.send(asked.headers["location"], {"code": recovery[0]})
    assert sent.status == 302
    assert "fay@exemple.example" in taken_away(fay)["data.json"]


def test_no_page_of_an_account_is_kept_on_the_way(desk: Desk) -> None:
    for path in ("/account/", "/account/sessions/", "/me/data/", "/me/data/looked/", "/me/data/correct/"):
        assert "no-store" in desk.ada.get(path).headers["cache-control"], path


def test_the_letters_of_the_site_are_no_more_than_what_was_sent_to_her(desk: Desk) -> None:
    assert letters_to(desk.site, "ada@exemple.example")
    assert "ada@exemple.example" in words(desk.ada.get("/me/data/"))


def test_what_she_wrote_and_our_answers_are_taken_away_too(desk: Desk) -> None:
    asked = {"subject": "question", "on_behalf": "myself", "text": "May I ask Canari-Tq5?"}
    sent = desk.ada.send("/contact/", asked)
    assert sent.status == 302, words(sent)
    archive = taken_away(desk.ada)
    [message] = json.loads(archive["messages.json"])
    assert message["written"]["text"] == "May I ask Canari-Tq5?"
    assert "Read what you wrote" in words(desk.ada.get("/me/data/"))
    assert "messages.json" not in taken_away(desk.bo)
    assert "Canari-Tq5" not in everything(desk.site), "it lies sealed"
