"""Tickets on a served site, from outside: who sees, switches and handles them, and when they go."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from honour.website.folder import read_policy
from honour.website.pages import page_settings
from tests.console.cast import Clocked, clocked, now_of
from tests.console.factors import Clerk, clerk
from tests.console.test_disclosures import until
from tests.portal.my_data.visiting import correct, taken_away, words
from tests.portal.visiting import letters_to, refusals, rows, sign_in, sign_up
from tests.running import Browser
from tests.trades.support.cast import (
    QUEUE,
    WRITES,
    acted,
    answered,
    everywhere,
    journal,
    kept,
    opened,
    published,
    switched,
    took,
    wrote,
)
from tests.website.test_own_tables import LIKES, asked, swept

NOWHERE: Final = {"list": 0, "search": 0}


@dataclass(frozen=True, slots=True)
class Desk:
    """A support desk with two customers and three of the staff."""

    clocked: Clocked
    ada: Browser
    bo: Browser
    ines: Clerk
    ivo: Clerk
    chief: Clerk

    @property
    def anybody(self) -> Browser:
        """A browser that was never here."""
        return self.clocked.site.browser()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with clocked(tmp_path_factory.mktemp("tickets"), "support-desk") as site:
        for name in ("ada", "bo"):
            sign_up(site.site, name)
        yield Desk(
            site,
            sign_in(site.site, "ada"),
            sign_in(site.site, "bo"),
            clerk(site.site, "ines", "support"),
            clerk(site.site, "ivo", "support"),
            clerk(site.site, "chief", "administration", "privacy officer"),
        )


@pytest.mark.promise("S0-18", "S0-19")
def test_a_new_ticket_is_private_and_its_author_has_a_switch_of_two_positions(desk: Desk) -> None:
    page = desk.ada.get("/tickets/new/").text
    assert 'name="visibility"' not in page, "nothing is chosen yet"
    ticket = opened(desk.ada, "Pelican printer", "It hums like a pelican.")
    address = f"/tickets/{ticket}/"
    assert "like a pelican" in words(desk.ada.get(address))
    assert 'name="visibility" value="public"' in desk.ada.get(address).text
    absent = words(desk.anybody.get("/tickets/" + "a" * 32 + "/"))
    for reader in (desk.anybody, desk.bo):
        assert reader.get(address).status == 404
    assert words(desk.anybody.get(address)) == absent, "not yours and not there are told alike"
    for third in ("friends", "", "Public", "public\x00", "private, public"):
        assert switched(desk.ada, ticket, third).status == 400, third
        assert kept(desk.clocked.site, ticket)["visibility"] == "private"
    assert switched(desk.ada, ticket, "public").status == 302
    shown = desk.anybody.get(address)
    assert shown.status == 200
    assert "like a pelican" in words(shown)
    assert not re.search(r"\bada\b", words(shown).lower()), "nobody is named"
    assert everywhere(desk.anybody, "Pelican") == {"list": 1, "search": 1}
    assert shown.headers["x-robots-tag"] == "noindex"


@pytest.mark.promise("S0-20")
def test_nobody_but_the_author_switches_a_ticket_and_the_attempt_of_staff_is_in_the_log(desk: Desk) -> None:
    site = desk.clocked.site
    for position, other in (("private", "public"), ("public", "private")):
        ticket = opened(desk.ada, "Toucan") if position == "private" else published(desk.ada, "Toucan")
        assert took(desk.ines, ticket).status == 302
        for staff in (desk.ines, desk.ivo, desk.chief):
            assert switched(staff.browser, ticket, other).status == 403
            assert kept(site, ticket)["visibility"] == position
        assert len(journal(site, "ticket switch refused", ticket)) == 3
        assert switched(desk.bo, ticket, other).status == (404 if position == "private" else 403)
        assert switched(desk.anybody, ticket, other).status in (302, 403)
        assert kept(site, ticket)["visibility"] == position
    assert "tried to change who sees your ticket" in words(desk.ada.get("/me/data/looked/"))


@pytest.mark.promise("S0-21")
@pytest.mark.parametrize("state", ["open", "answered", "closed"])
def test_the_author_flips_a_ticket_in_every_state_and_private_is_nowhere_at_once(
    desk: Desk, state: str
) -> None:
    site, word = desk.clocked.site, f"Kingfisher{state}"
    ticket = opened(desk.ada, word)
    address = f"/tickets/{ticket}/"
    if state != "open":
        answered(desk.ines, ticket, "Turn it off and on again.")
    if state == "closed":
        assert desk.ada.send(address, {}, to=f"{address}close/").status == 302
    assert kept(site, ticket)["state"] == state
    for _ in range(2):
        assert switched(desk.ada, ticket, "public").status == 302
        seen = desk.anybody.get(address)
        assert seen.status == 200
        assert "no-store" in seen.headers["cache-control"], "a copy would outlive the choice"
        assert all(everywhere(desk.anybody, word).values())
        assert switched(desk.ada, ticket, "private").status == 302
        assert desk.anybody.get(address).status == 404
        assert everywhere(desk.anybody, word) == NOWHERE
    for path in ("/tickets/", f"/tickets/?q={word}"):
        assert "no-store" in desk.anybody.get(path).headers["cache-control"]
    assert kept(site, ticket)["state"] == state, "the switch changes nothing else"


@pytest.mark.promise("S0-39")
def test_a_private_ticket_opens_to_its_author_and_to_whoever_took_it_and_readings_are_told(
    desk: Desk,
) -> None:
    site = desk.clocked.site
    ticket = opened(desk.ada, "Heron", "My heron looks ill.")
    page = f"{QUEUE}{ticket}/"
    for staff in (desk.ines, desk.ivo, desk.chief):
        assert staff.proves(page).status == 403, "nobody has it yet"
        assert staff.browser.get(f"/tickets/{ticket}/").status == 403
    assert desk.chief.proves(QUEUE).status == 403, "the policy names support alone"
    assert acted(desk.chief, ticket, "take").status in (403, 404)
    assert "heron" not in desk.ines.proves(QUEUE).text.lower(), "the queue has no word of it"
    assert took(desk.ines, ticket).status == 302
    assert not journal(site, "read", ticket)
    assert "looks ill" in words(desk.ines.proves(page))
    assert [each["by"] for each in journal(site, "read", ticket)] == ["staff: support"]
    for staff in (desk.ivo, desk.chief):
        assert staff.proves(page).status == 403
        assert acted(staff, ticket, "answer", answer="I have read it all.").status == 403
    assert "say why" in words(took(desk.ivo, ticket)) or "indiquez pourquoi" in words(took(desk.ivo, ticket))
    assert desk.ivo.proves(page).status == 403, "without a reason it stays with the colleague"
    assert took(desk.ivo, ticket, why="Inès is on leave").status == 302
    assert desk.ivo.proves(page).status == 200
    assert desk.ines.proves(page).status == 403, "it is his no longer"
    told = words(desk.ada.get("/me/data/looked/"))
    assert "support" in told.lower()
    own = opened(desk.ines.browser, "Stork")
    assert took(desk.ines, own).status == 403, "nobody handles his own"
    assert desk.ines.proves(f"{QUEUE}{own}/").status == 403


@pytest.mark.promise("S0-05")
def test_whoever_handles_a_ticket_sees_name_and_address_of_its_author_and_of_nobody_else(desk: Desk) -> None:
    assert correct(desk.ada, {"name": "Ada Q’Canari"}).status == 302
    assert correct(desk.bo, {"name": "Bo W’Canari"}).status == 302
    ticket = opened(desk.ada, "Swift")
    queue = desk.ines.proves(QUEUE).text
    for word in ("Canari", "ada@exemple.example", "bo@exemple.example"):
        assert word not in queue
    assert took(desk.ines, ticket).status == 302
    page = words(desk.ines.proves(f"{QUEUE}{ticket}/"))
    assert "Ada Q’Canari" in page
    assert "ada@exemple.example" in page
    for word in ("W’Canari", "bo@exemple.example"):
        assert word not in page


def test_asked_answered_and_closed_the_author_is_told_by_a_letter_that_holds_no_word_of_it(
    desk: Desk,
) -> None:
    site = desk.clocked.site
    ticket = opened(desk.bo, "Cormorant", "Where is the manual?")
    answered(desk.ines, ticket, "In the drawer of the pelican.")
    page = f"/tickets/{ticket}/"
    assert "drawer of the pelican" in words(desk.bo.get(page))
    letter = letters_to(site, "bo@exemple.example")[0]
    assert page in letter
    assert "drawer" not in letter
    assert kept(site, ticket)["state"] == "answered"
    assert wrote(desk.bo, ticket, "It was not there.").status == 302
    assert kept(site, ticket)["state"] == "open"
    assert "It was not there." in words(desk.ines.proves(f"{QUEUE}{ticket}/"))
    assert acted(desk.ines, ticket, "close").status == 302
    assert kept(site, ticket)["state"] == "closed"
    assert wrote(desk.bo, ticket, "Found it, thank you.").status == 302
    assert kept(site, ticket)["state"] == "open", "writing opens it again"
    assert refusals(wrote(desk.bo, ticket, "")), "nothing is no message"
    assert refusals(wrote(desk.bo, ticket, "x" * 20_001))


def test_of_ten_thousand_messages_a_page_shows_a_hundred_and_leads_on_and_to_the_one_just_written(
    desk: Desk,
) -> None:
    site = desk.clocked.site
    ticket = opened(desk.ada, "Starling")
    page = f"/tickets/{ticket}/"
    with closing(sqlite3.connect(site.folder / "data/honour.db", timeout=20)) as database, database:
        database.execute(
            "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 10000)"
            " INSERT INTO support_comment (ticket_id, author_id, by, text, at, shown)"
            " SELECT id, person_id, '', 'starling-' || n || '.', opened, 0 FROM support_ticket, n"
            " WHERE reference = ?",
            [ticket],
        )
    first = desk.ada.get(page)
    assert len(re.findall(r'<article class="message"', first.text)) == 100
    assert "starling-100." in words(first)
    onward = re.search(r'href="(\?after=\d+)"', first.text)
    assert onward
    assert "starling-101." in words(desk.ada.get(page + onward[1]))
    sent = wrote(desk.ada, ticket, "And the last one sings.")
    assert "And the last one sings." in words(desk.ada.get(sent.headers["location"].partition("#")[0]))
    assert switched(desk.ada, ticket, "public").status == 302, "all of them are looked at"


def test_what_others_write_in_a_public_ticket_is_read_by_all_only_if_they_say_so(desk: Desk) -> None:
    ticket = published(desk.ada, "Albatross")
    page = f"/tickets/{ticket}/"
    assert wrote(desk.bo, ticket, "Mine has bluefeathers too.").status == 302
    assert wrote(desk.bo, ticket, "And mine redfeathers.", shown="on").status == 302
    for reader, reads in ((desk.anybody, False), (desk.ada, True), (desk.bo, True)):
        told = words(reader.get(page))
        assert ("bluefeathers" in told) is reads
        assert "redfeathers" in told
    assert "not shown" in words(desk.anybody.get(page)) or "ne sont pas affichés" in words(
        desk.anybody.get(page)
    )
    numbers = [number for (number,) in rows(
        desk.clocked.site, "SELECT id FROM support_comment WHERE text LIKE '%feathers%' ORDER BY id"
    )]  # fmt: skip
    assert desk.ada.send(page, {"shown": "on"}, to=f"{page}words/{numbers[0]}/").status == 404, "not hers"
    assert desk.bo.send(page, {}, to=f"{page}words/{numbers[1]}/").status == 302
    assert "redfeathers" not in words(desk.anybody.get(page))
    assert desk.bo.send(page, {"shown": "on"}, to=f"{page}words/{numbers[0]}/").status == 302
    assert "bluefeathers" in words(desk.anybody.get(page))
    assert switched(desk.ada, ticket, "private").status == 302
    assert desk.bo.get(page).status == 404
    assert "redfeathers" in json.dumps(taken_away(desk.bo)), "what he wrote is his to take"
    hers = json.dumps(taken_away(desk.ada))
    assert "Albatross" in hers
    assert "redfeathers" not in hers, "another's words are masked in what she takes"


def test_staff_hide_a_public_ticket_and_tell_its_author_and_can_only_lift_that(desk: Desk) -> None:
    site = desk.clocked.site
    ticket = published(desk.ada, "Flamingo")
    page = f"/tickets/{ticket}/"
    assert acted(desk.ines, ticket, "hide", why="It shows a key").status == 403, "she has not taken it"
    assert took(desk.ines, ticket).status == 302
    assert refusals(acted(desk.ines, ticket, "hide", why=""))
    assert desk.anybody.get(page).status == 200
    assert acted(desk.ines, ticket, "hide", why="It shows a key").status == 302
    assert desk.anybody.get(page).status == 404
    assert desk.bo.get(page).status == 404
    assert everywhere(desk.anybody, "Flamingo") == NOWHERE
    assert kept(site, ticket)["visibility"] == "public", "her choice stands"
    assert "It shows a key" in letters_to(site, "ada@exemple.example")[0]
    assert "It shows a key" in words(desk.ada.get(page))
    assert switched(desk.ada, ticket, "private").status == 302
    assert switched(desk.ada, ticket, "public").status == 302
    assert desk.anybody.get(page).status == 404, "she cannot lift what staff hide"
    assert switched(desk.ada, ticket, "private").status == 302
    assert acted(desk.ines, ticket, "lift").status == 302
    assert kept(site, ticket)["visibility"] == "private", "lifting publishes nothing"
    assert desk.anybody.get(page).status == 404
    assert switched(desk.ada, ticket, "public").status == 302
    assert desk.anybody.get(page).status == 200


SECRETS: Final = {
    "password": ("My password is Gr0uchyPelican!42, and it fails.", "Gr0uchyPelican!42"),
    "address": ("Send the printer to 12 rue des Lilas, 69003 Lyon, please.", "12 rue des Lilas"),
    "card": ("I paid with 4556 7375 8689 9855 last week.", "4556 7375 8689 9855"),
}


@pytest.mark.promise("S0-22")
@pytest.mark.parametrize("kind", SECRETS)
def test_what_is_confidential_is_not_published_with_its_ticket_but_shown_and_masked_if_wanted(
    desk: Desk, kind: str
) -> None:
    text, secret = SECRETS[kind]
    ticket = opened(desk.ada, f"Puffin {kind}", text)
    page = f"/tickets/{ticket}/"
    refused = switched(desk.ada, ticket, "public")
    assert refused.status == 200
    told = words(refused)
    assert "Nothing was published" in told or "Rien n’a été publié" in told
    assert secret in refused.text.partition('class="summary"')[2].partition("</div>")[0], (
        "the passage is shown"
    )
    assert kept(desk.clocked.site, ticket)["visibility"] == "private"
    assert desk.anybody.get(page).status == 404
    sent = desk.ada.send(WRITES, {"visibility": "public", "mask": "yes"}, to=f"{page}visibility/")
    assert sent.status == 302
    shown = words(desk.anybody.get(page))
    assert "Puffin" in shown
    assert secret not in shown
    assert "masked]" in shown or "masquée]" in shown or "masqué]" in shown
    edited = desk.ada.send(f"{page}edit/", {"title": "Puffin", "text": text})
    assert edited.status == 200
    assert secret not in words(desk.anybody.get(page)), "later edits are looked at too"
    log = desk.clocked.site.log()
    assert secret not in log
    assert secret not in repr(rows(desk.clocked.site, "SELECT act FROM keeping_journal_detail"))


@pytest.mark.promise("S0-23")
def test_what_is_confidential_is_stopped_in_each_comment_of_a_public_ticket_and_publishing_looks_again(
    desk: Desk,
) -> None:
    text, secret = SECRETS["password"]
    ticket = published(desk.ada, "Razorbill")
    page = f"/tickets/{ticket}/"
    assert took(desk.ines, ticket).status == 302
    for sent in (
        wrote(desk.ada, ticket, text),
        wrote(desk.bo, ticket, text, shown="on"),
        acted(desk.ines, ticket, "answer", answer=text),
    ):
        assert sent.status == 200
        assert secret in sent.text.partition('class="summary"')[2].partition("</div>")[0]
        assert secret not in desk.anybody.get(page).text
    assert wrote(desk.bo, ticket, text).status == 302, "what is not shown is for the author and the agent"
    [(number,)] = rows(desk.clocked.site, "SELECT MAX(id) FROM support_comment")
    assert secret in desk.bo.send(page, {"shown": "on"}, to=f"{page}words/{number}/").text
    assert secret not in desk.anybody.get(page).text
    assert switched(desk.ada, ticket, "private").status == 302
    assert acted(desk.ines, ticket, "answer", answer=text).status == 302, "private is between the two"
    refused = switched(desk.ada, ticket, "public")
    assert secret in refused.text.partition('class="summary"')[2].partition("</div>")[0], "of staff too"
    assert desk.anybody.get(page).status == 404
    sent = desk.ada.send(WRITES, {"visibility": "public", "mask": "yes"}, to=f"{page}visibility/")
    assert sent.status == 302
    assert secret not in desk.anybody.get(page).text


@pytest.mark.promise("S0-06")
def test_information_is_mailed_in_one_class_alone_whose_letters_say_how_to_switch_it_off(
    desk: Desk, tmp_path: Path
) -> None:
    site = desk.clocked.site
    for language in ("fr", "en"):
        (tmp_path / f"hours.{language}.txt").write_text("Hours\nOpen on Sundays, pelicanhours.\n", "utf-8")
    opened(desk.ada, "Gull")
    assert desk.ada.send("/me/choices/", {"say": "no"}, "/me/choices/letters/").status == 302
    sent = asked("mail", "announce", tmp_path / "hours", "--really", "--json", "--site", site.folder)
    assert sent.returncode == 0, sent.stdout + sent.stderr
    [to_bo] = [each for each in letters_to(site, "bo@exemple.example") if "pelicanhours" in each]
    assert not [each for each in letters_to(site, "ada@exemple.example") if "pelicanhours" in each]
    found = re.search(r"https://[^/\s]+(/choices/letters/\S+)", to_bo)
    assert found, to_bo
    assert desk.anybody.post(found[1], {}).status in (200, 302), "one click, without signing in"
    (tmp_path / "later.fr.txt").write_text("Hours\nClosed, pelicanlater.\n", "utf-8")
    (tmp_path / "later.en.txt").write_text("Hours\nClosed, pelicanlater.\n", "utf-8")
    sent = asked("mail", "announce", tmp_path / "later", "--really", "--json", "--site", site.folder)
    assert sent.returncode == 0, sent.stdout + sent.stderr
    assert not [each for each in letters_to(site, "bo@exemple.example") if "pelicanlater" in each]
    assert [each for each in letters_to(site, "ines@exemple.example") if "pelicanlater" in each], (
        "the control"
    )
    kinds = {
        kind for (kind,) in rows(site, "SELECT kind FROM keeping_letters_letter WHERE text LIKE '%pelican%'")
    }
    assert kinds == {"evolutions/hours", "evolutions/later"}


@pytest.mark.promise("S0-33")
def test_the_clause_of_archives_is_published_and_everybody_takes_his_tickets_along(desk: Desk) -> None:
    ticket = opened(desk.ada, "Nightingale", "It sings offkeys.")
    answered(desk.ines, ticket, "Let it singanyway.")
    taken = taken_away(desk.ada)
    for word in ("Nightingale", "offkeys", "singanyway"):
        assert word in taken["data.json"], word
        assert any(word in text for name, text in taken.items() if name.endswith(".html")), word
    policy = words(desk.clocked.site.browser(**{"Accept-Language": "en"}).get("/privacy/"))
    assert "archive" in policy.lower()


def test_whoever_is_erased_leaves_no_word_in_her_tickets_and_none_of_her_name_in_others(
    desk: Desk,
) -> None:
    site = desk.clocked.site
    sign_up(site, "gone")
    gone = sign_in(site, "gone")
    ticket = published(gone, "Dodo", "Extinctwords everywhere.")
    other = published(desk.ada, "Auk")
    assert wrote(gone, other, "Parting dodowords.", shown="on").status == 302
    assert "dodowords" in words(desk.anybody.get(f"/tickets/{other}/")), "the positive control"
    plan = json.loads(asked("erase", "gone", "--json", "--site", site.folder).stdout)
    done = asked("erase", "gone", "--really", plan["digest"], "--json", "--site", site.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert desk.anybody.get(f"/tickets/{ticket}/").status == 404
    assert "Extinctwords" not in repr(rows(site, "SELECT text FROM support_ticket"))
    assert "dodowords" not in words(desk.anybody.get(f"/tickets/{other}/")), (
        "whoever said yes is there no more"
    )
    [(author,)] = rows(site, "SELECT author_id FROM support_comment WHERE text LIKE '%dodowords%'")
    assert author is None


@pytest.mark.promise("S0-37")
def test_with_the_access_tickets_go_public_ones_too_after_a_warning_with_the_way_to_take_them_along(
    desk: Desk,
) -> None:
    site = desk.clocked.site
    sign_up(site, "lapsed")
    lapsed = sign_in(site, "lapsed")
    ticket, word = published(lapsed, "Passengerpigeon"), "Passengerpigeon"
    stays = published(desk.ada, "Rockpigeon")
    last = (now_of(site) + timedelta(days=1)).date()
    page = "/staff/access/"
    assert desk.ines.proves(page).status == 403
    assert desk.chief.proves(page).status == 200
    for who, day in (("", ""), ("lapsed", "not a day"), ("lapsed", "2020-01-01"), ("laps", last.isoformat())):
        assert refusals(desk.chief.browser.send(page, {"who": who, "last": day})), (who, day)
    granted = desk.chief.browser.send(page, {"who": "lapsed", "last": last.isoformat()})
    assert granted.status == 302, refusals(granted)
    assert str(last.year) in words(lapsed.get("/tickets/mine/"))
    desk.clocked.stands(timedelta(days=1))
    until(lambda: any("/me/data/download/" in each for each in letters_to(site, "lapsed@exemple.example")))
    desk.clocked.clock.unlink()
    assert "support_ticket" not in asked("sweep", "--json", "--site", site.folder, now=f"{last}T10:00").stdout
    assert all(everywhere(desk.anybody, word).values()), "the last day is not over"
    assert swept(site.folder, f"{last + timedelta(days=1)}T10:00")["main.support_ticket"] == 1
    assert desk.anybody.get(f"/tickets/{ticket}/").status == 404
    assert everywhere(desk.anybody, word) == NOWHERE
    assert word not in words(lapsed.get("/tickets/mine/"))
    assert word not in json.dumps(taken_away(lapsed))
    assert lapsed.get("/account/").status == 200, "the account stays"
    assert desk.anybody.get(f"/tickets/{stays}/").status == 200


def test_whose_access_is_over_opens_no_ticket(desk: Desk) -> None:
    site = desk.clocked.site
    sign_up(site, "late")
    late = sign_in(site, "late")
    last = (now_of(site) + timedelta(days=3)).date()
    assert desk.chief.proves("/staff/access/").status == 200
    assert desk.chief.browser.send("/staff/access/", {"who": "late", "last": last.isoformat()}).status == 302
    assert late.get("/tickets/new/").status == 200
    desk.clocked.stands(timedelta(days=5))
    try:
        assert late.get("/tickets/new/").status == 403
        assert late.send(WRITES, {"title": "Too", "text": "late"}, to="/tickets/new/").status == 403
        assert desk.chief.browser.get("/account/").status in (200, 302)
    finally:
        desk.clocked.clock.unlink()


def test_a_site_that_offers_no_support_has_no_tickets() -> None:
    read = {like: read_policy(LIKES / like)[0] for like in ("support-desk", "links")}
    settings = {
        like: page_settings(each, address="https://a.example", static=LIKES) for like, each in read.items()
    }
    assert [trade.offer for trade in settings["support-desk"]["TRADES"]] == ["support"]
    assert settings["links"]["TRADES"] == ()
