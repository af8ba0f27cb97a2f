"""What people ask for on their page: each has its clock, its state, its receipt, in their language; two of
them never see each other's.
"""

import fcntl
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.command.test_json import fits_part
from tests.console.cast import staff
from tests.portal.my_rights.cast import confirmed, files_that_hold, say_yes, text_of, until
from tests.portal.security.cast import PASSWORD, act, add_app, code, join, rows, sign_in
from tests.portal.visiting import letters_to
from tests.running import Browser, Running, honour, running, settle
from tests.website.test_own_tables import asked

ELSEWHERE = "127.0.9.1"  # from one place no more than twenty open an account


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("rights") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    with running(folder, *settle(folder)) as site:
        yield site


def requests(browser: Browser) -> str:
    """The page of requests, as text."""
    return text_of(browser.get("/me/requests/"))


def receipt_of(browser: Browser) -> Any:
    """The receipt of what was asked last, as a file."""
    link = re.search(r'"(/me/requests/[^/"]+/)"', browser.get("/me/requests/").text)
    assert link
    return json.loads(browser.get(f"{link[1]}receipt.json").text)


def token_sent(browser: Browser, page: str, fields: dict[str, str]) -> int:
    """Send a form of a page; the status."""
    return browser.send(page, fields).status


def test_whoever_asked_for_nothing_is_told_what_can_be_asked(desk: Running) -> None:
    assert "You have not asked for anything yet" in requests(join(desk, "ann"))
    assert "Vous n’avez encore rien demandé" in requests(join(desk, "anne", "fr"))


def test_a_restriction_begins_at_once_blocks_the_deletion_and_says_how_to_end_it(desk: Running) -> None:
    rita, sam = join(desk, "rita", "fr"), join(desk, "sam")
    assert token_sent(rita, "/me/restrict/", {"why": "mon adresse est fausse"}) == 302
    shown = requests(rita)
    assert "Limitées" in shown
    plan = json.loads(asked("erase", "rita", "--json", "--site", desk.folder).stdout)
    assert plan["plan"]["steps"] == []
    blocked = text_of(confirmed(rita, "/me/erase/"))
    assert "levez la limitation" in blocked
    assert "Oui, supprimer" not in blocked
    assert "Restricted" not in requests(sam)
    found = re.search(r"[0-9a-f]{32}", shown)
    assert found
    lift = {"hold": found[0]}
    assert sam.send("/me/restrict/", {}).status == 302
    assert sam.send("/me/requests/", lift, to="/me/restrict/lift/").status == 302
    assert "levez la limitation" in text_of(confirmed(rita, "/me/erase/")), "another cannot lift it"
    assert rita.send("/me/requests/", lift, to="/me/restrict/lift/").status == 302
    assert "Oui, supprimer" in text_of(confirmed(rita, "/me/erase/"))
    assert "Vous y avez mis fin" in requests(rita)
    receipt = json.loads(rita.get(f"/me/requests/{found[0]}/receipt.json").text)
    fits_part(receipt, "answer")
    assert receipt["act"] == "restricted"
    assert rita.get(f"/me/requests/{found[0]}/").status == 200
    assert sam.get(f"/me/requests/{found[0]}/").status == 404
    assert files_that_hold(desk.folder, "mon adresse est fausse") == [], "her words lie sealed"


def test_an_objection_waits_for_staff_with_its_clock_and_the_data_are_restricted_meanwhile(
    desk: Running,
) -> None:
    tom = join(desk, "tom")
    shown = text_of(tom.get("/me/object/"))
    assert "signing you in through another platform" not in shown, "a contract cannot be objected to"
    assert "Tick at least one use" in text_of(tom.send("/me/object/", {}))
    assert token_sent(tom, "/me/object/", {"purpose": "security", "why": "I never log in from there"}) == 302
    page = requests(tom)
    assert "We have it, and will answer." in page
    assert "Answer by" in page
    person = json.loads(asked("person", "tom", "--json", "--site", desk.folder).stdout)
    assert [(one["state"], one["kinds"]) for one in person["holds"]] == [("restricted", ["connection"])]
    found = re.search(r"<code>([^<]+)</code>", tom.get("/me/requests/").text)
    assert found
    number = found[1]
    asked_for = "SELECT kind, state FROM keeping_requests_request WHERE id = ?"
    assert rows(desk.folder, asked_for, number) == [("object", "open")], "staff decide"
    assert 'value="security"' not in tom.get("/me/object/").text, "it is objected to already"
    assert files_that_hold(desk.folder, "I never log in from there") == [], "his words lie sealed"

    boss = staff(desk, "boss")
    page = f"/requests/{number}/"
    assert "I never log in from there" in boss.get(page).text
    no = {"decision": "refused", "article": "GDPR Art. 21(1)", "text": "The log protects every account."}
    assert boss.send(page, no, to=f"{page}decide/").status == 302
    assert "Refused: our letter says why" in requests(tom)
    person = json.loads(asked("person", "tom", "--json", "--site", desk.folder).stdout)
    assert person["holds"] == []
    assert 'value="security"' in tom.get("/me/object/").text, "he may object again"


def test_an_objection_that_is_upheld_erases_what_served_nothing_else(desk: Running) -> None:
    viola = join(desk, "viola")
    join(desk, "wim")
    key = "SELECT id FROM keeping_people_person WHERE username = ?"
    log = f"SELECT COUNT(NULLIF(address, '')) FROM keeping_people_signin WHERE person_id = ({key})"
    [(before,)] = rows(desk.folder, log, "wim")
    assert rows(desk.folder, log, "viola")[0][0] > 0, "the positive control"
    assert token_sent(viola, "/me/object/", {"purpose": "security", "why": "watched"}) == 302
    found = re.search(r"<code>([^<]+)</code>", viola.get("/me/requests/").text)
    assert found
    page, boss = f"/requests/{found[1]}/", staff(desk, "judge")
    yes = {"decision": "done", "article": "", "text": "You are right."}
    unseen = boss.send(page, yes, to=f"{page}decide/")
    assert unseen.status == 200, "nobody upholds what was not shown"
    assert rows(desk.folder, "SELECT state FROM keeping_requests_request WHERE id = ?", found[1]) == [
        ("open",)
    ]
    for language, heading in (
        ("en", "What goes if you uphold it"),
        ("fr", "Ce qui disparaît si vous l’acceptez"),
    ):
        assert heading in text_of(boss.get(page, **{"Accept-Language": language}))
    shown = boss.get(page, **{"Accept-Language": "en"}).text
    assert "IP address" in shown.partition("What goes if you uphold it")[2]
    ends = re.search(r'name="ends" value="([0-9a-f]{64})"', shown)
    assert ends
    assert boss.send(page, yes | {"ends": ends[1]}, to=f"{page}decide/").status == 302
    person = json.loads(asked("person", "viola", "--json", "--site", desk.folder).stdout)
    assert person["holds"] == [], "decided: nothing is restricted any more"
    until(lambda: rows(desk.folder, log, "viola") == [(0,)])
    assert rows(desk.folder, log, "wim") == [(before,)]
    until(lambda: "Deletion of your data" in requests(viola) and "See the receipt" in requests(viola))
    assert "viola@" in viola.get("/account/").text, "the account stays"
    until(lambda: "Your data were deleted" in desk.letters())


def test_what_is_empty_is_not_told_as_if_it_went(desk: Running) -> None:
    ulla = join(desk, "ulla", at=ELSEWHERE)
    told = text_of(confirmed(ulla, "/me/erase/"))
    assert "Your e-mail address" in told
    assert "telephone" not in told, "she never gave one, and none stays"
    assert ulla.send("/me/data/correct/", {"telephone": "+33 1 00 00 00 01"}).status == 302
    assert "telephone" in text_of(ulla.get("/me/erase/"))
    assert "telephone" in text_of(ulla.get("/me/close/"))


def test_what_one_wrote_can_be_asked_about_alone(desk: Running) -> None:
    """A row of what Honour itself declares, which no policy names."""
    wilma = join(desk, "wilma", at=ELSEWHERE)
    assert token_sent(wilma, "/me/object/", {"purpose": "security", "why": "watched"}) == 302
    one = re.search(r'"(/me/one/(\?item=[^"]+))"', wilma.get("/me/data/").text)
    assert one
    french = {"Accept-Language": "fr"}
    assert "une opposition" in text_of(wilma.get("/me/data/", **french)), "what the site notes, in words"
    assert f'name="next" value="{one[1].replace(":", "%3A")}"' in wilma.get(one[1]).text, (
        "in French it is the same"
    )
    asked_for = [
        each for each in letters_to(desk, "wilma@exemple.example") if "signed in to your account" in each
    ]
    assert len(asked_for) == 1, "who is signed in is not told that somebody gave an address"
    confirmed(wilma, "/me/erase/")
    for page in (one[1], *(f"/me/{what}/{one[2]}" for what in ("erase", "restrict", "object", "port"))):
        for language in ("en", "fr"):
            assert wilma.get(page, **{"Accept-Language": language}).status == 200, page
    assert "What you wrote to us" in text_of(wilma.get(f"/me/erase/{one[2]}"))
    assert join(desk, "will", at=ELSEWHERE).get(one[1]).status == 404


def test_an_objection_can_be_taken_back_before_anybody_decided(desk: Running) -> None:
    tim = join(desk, "tim")
    assert token_sent(tim, "/me/object/", {"purpose": "security"}) == 302
    found = re.search(r'name="hold" value="([^"]+)"', tim.get("/me/requests/").text)
    assert found
    assert tim.send("/me/requests/", {"hold": found[1]}, to="/me/restrict/lift/").status == 302
    assert "Ended by you." in requests(tim)
    fits_part(receipt_of(tim), "answer")
    person = json.loads(asked("person", "tim", "--json", "--site", desk.folder).stdout)
    assert person["holds"] == []


def test_what_was_given_by_contract_can_be_taken_along(desk: Running) -> None:
    una, vic = join(desk, "una"), join(desk, "vic")
    confirmed(una, "/me/port/")
    answer = una.send("/me/port/", {})
    assert answer.headers["content-disposition"].startswith("attachment")
    places = json.loads(answer.text)["places"]
    assert "una@exemple.example" in answer.text
    assert "vic@" not in answer.text
    assert "main.keeping_people_signin" not in [each["place"] for each in places], "a legitimate interest"
    assert PASSWORD not in answer.text
    assert "you have the file" in requests(una)
    assert "you have the file" not in requests(vic)
    fits_part(receipt_of(una), "answer")


def test_who_has_a_second_factor_shows_it_before_the_plan(desk: Running) -> None:
    wes = join(desk, "wes")
    secret = add_app(wes)
    again = desk.browser()
    asks = sign_in(again, "wes")
    assert "/2fa/" in asks.headers["location"]
    shown = again.get("/account/2fa/authenticate/")
    used = code(secret, shown)
    answer = again.send("/account/2fa/authenticate/", {"code": used})
    if answer.status != 302:  # the code of this half minute was used up by the activation
        pytest.skip("the code was used within its half minute")
    first = again.get("/me/erase/")
    assert first.status == 302
    assert "/2fa/reauthenticate/" in first.headers["location"]
    assert again.send("/account/reauthenticate/", {"password": PASSWORD}).status == 302
    second = again.get("/me/erase/")
    assert second.status == 302, "a password alone is not the account's own strength"
    assert "/2fa/reauthenticate/" in second.headers["location"]


def test_one_kind_goes_and_the_account_stays_with_its_receipt(desk: Running) -> None:
    xia, yan = join(desk, "xia", "fr"), join(desk, "yan")
    mine = "SELECT COUNT(*) FROM keeping_people_signin s JOIN keeping_people_person p ON p.id = s.person_id"
    [(others,)] = rows(desk.folder, f"{mine} WHERE p.username = 'yan' AND s.address != ''")
    assert others
    assert say_yes(xia, "/me/erase/?kind=connection").status == 302
    until(lambda: "Réponse donnée le" in requests(xia))
    told = rows(desk.folder, f"{mine} WHERE p.username = 'xia' AND s.address != ''")
    assert told == [(0,)]
    assert rows(desk.folder, f"{mine} WHERE p.username = 'yan' AND s.address != ''") == [(others,)]
    assert "xia@exemple.example" in xia.get("/account/").text
    link = re.search(r"/me/requests/[0-9a-f]{32}/", xia.get("/me/requests/").text)
    assert link
    receipt = text_of(xia.get(link[0]))
    assert "Votre adresse IP" in receipt
    assert yan.get(link[0]).status == 404


def test_closing_an_account_ends_its_sessions_and_what_it_was_kept_for(desk: Running) -> None:
    zoe = join(desk, "zoe")
    elsewhere = desk.browser()
    assert sign_in(elsewhere, "zoe").status == 302
    assert "Closing your account" in text_of(confirmed(zoe, "/me/close/"))
    assert say_yes(zoe, "/me/close/").status == 302
    assert elsewhere.get("/account/").status == 302, "at once, before the deletion"
    until(lambda: rows(desk.folder, "SELECT 1 FROM keeping_people_person WHERE username = 'zoe'") == [])
    until(lambda: zoe.get("/account/").status == 302)
    assert "You asked us to close your account" not in desk.letters().partition("zoe@")[2], "it is erased too"
    until(lambda: "zoe@exemple.example" in desk.letters())
    assert "Your data were deleted" in desk.letters()


def staff_see_it_and_have_it_done(desk: Running, request: str) -> None:
    """A request that goes no further has a page: whose it is, by what was written; the plan; the yes."""
    join(desk, "stranger", at=ELSEWHERE)
    boss, page = staff(desk, "clerk", at=ELSEWHERE), f"/requests/lodged/{request}/"
    assert f'href="{page}"' in boss.get("/requests/").text
    assert "Elle s’est arrêtée et rien n’a été supprimé" in text_of(
        boss.get(page, **{"Accept-Language": "fr"})
    )
    english = {"Accept-Language": "en"}
    assert "It stopped, and nothing was deleted" in text_of(boss.get(page, **english))
    assert "abe" not in text_of(boss.get(page)), "it names nobody"
    assert 'name="really"' not in boss.send(page, {"whom": "stranger"}).text
    plan = boss.send(page, {"whom": "abe@exemple.example"})
    meaning = re.search(r'name="really" value="([0-9a-f]{64})"', plan.text)
    assert meaning, text_of(plan)
    wrong = boss.send(page, {"whom": "abe@exemple.example", "really": "0" * 64})
    assert wrong.status == 200
    assert boss.send(page, {"whom": "abe@exemple.example", "really": meaning[1]}).status == 302


def test_a_plan_that_means_something_else_by_then_is_not_carried_out(desk: Running) -> None:
    """What changed is a second factor: a place that the plan did not have."""
    abe = join(desk, "abe")
    lock = desk.folder / "data" / "carrying-out.lock"
    with lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # as another command has it
        assert say_yes(abe, "/me/erase/").status == 302
        assert "Recorded" in requests(abe)
        waits = "SELECT tries FROM keeping_requests_task WHERE state = 'waiting' AND tries > 0"
        until(lambda: rows(desk.folder, waits) != [])  # the lock was busy: it is tried again
        [(who,)] = rows(desk.folder, "SELECT id FROM keeping_people_person WHERE username = 'abe'")
        act(
            desk.folder,
            "INSERT INTO socialaccount_socialaccount (user_id, provider, uid, extra_data, last_login,"
            " date_joined) VALUES (?, 'facebook', '77', '{}', '2026-11-01 10:00:00', '2026-11-01 10:00:00')",
            who,
        )
    until(lambda: "Stopped, and nothing was deleted" in requests(abe))
    assert "abe@exemple.example" in abe.get("/account/").text
    assert "Nothing was deleted: look at it again" in desk.letters()
    again = text_of(confirmed(abe, "/me/erase/"))
    assert "external sign-in identifier" in again
    [request] = rows(desk.folder, "SELECT request FROM keeping_requests_task WHERE state = 'changed'")
    staff_see_it_and_have_it_done(desk, *request)
    answered = "SELECT state FROM keeping_requests_request WHERE id = ?"
    until(
        lambda: rows(desk.folder, answered, *request) == [("answered",)]
    )  # the same request, the same clock
    assert rows(desk.folder, "SELECT 1 FROM keeping_people_person WHERE username = 'abe'") == []


def test_who_changes_every_identifier_after_the_yes_is_erased_nevertheless(desk: Running) -> None:
    """And whoever is gone already, as after a restore that erased him again, gets no second letter."""
    eve, fay = join(desk, "eve"), join(desk, "fay")
    lock = desk.folder / "data" / "carrying-out.lock"
    with lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # as another command has it
        assert say_yes(eve, "/me/erase/").status == 302
        assert say_yes(fay, "/me/erase/").status == 302
        act(
            desk.folder,
            "UPDATE keeping_people_person SET username = 'evelyn', email = 'evelyn@exemple.example'"
            " WHERE username = 'eve'",
        )
        act(desk.folder, "DELETE FROM keeping_people_person WHERE username = 'fay'")
    until(lambda: rows(desk.folder, "SELECT 1 FROM keeping_people_person WHERE username = 'evelyn'") == [])
    done = "SELECT COUNT(*) FROM keeping_requests_task WHERE state != 'ended'"
    until(lambda: rows(desk.folder, done) == [(0,)])
    told = [each for each in desk.letters().split("\n\n") if "Your data were deleted" in each]
    assert any("eve@exemple.example" in each for each in told)
    assert not any("fay@exemple.example" in each for each in told)


def test_what_one_saw_is_what_one_says_yes_to(desk: Running) -> None:
    bea = join(desk, "bea")
    confirmed(bea, "/me/erase/")
    before = rows(desk.folder, "SELECT COUNT(*) FROM keeping_requests_task")
    assert "Your data changed meanwhile" in text_of(bea.send("/me/erase/", {"really": "0" * 64}))
    assert rows(desk.folder, "SELECT COUNT(*) FROM keeping_requests_task") == before
