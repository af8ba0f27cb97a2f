"""Notes, canned answers, tickets that are one and times, on a served desk, from outside."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import pytest

from tests.console.cast import Clocked, clocked, now_of
from tests.console.factors import Clerk, clerk
from tests.portal.my_data.visiting import taken_away, words
from tests.portal.visiting import letters_to, refusals, rows, sign_in, sign_up
from tests.running import Answer, Browser
from tests.trades.support.cast import (
    QUEUE,
    acted,
    everywhere,
    journal,
    kept,
    opened,
    published,
    switched,
    took,
    wrote,
)
from tests.trades.support.giving import gave_serial
from tests.website.test_own_tables import asked

NOWHERE: Final = {"list": 0, "search": 0}
SECRET: Final = "Gr0uchyPelican!42"


@dataclass(frozen=True, slots=True)
class Desk:
    """A support desk with two customers and two agents."""

    clocked: Clocked
    ada: Browser
    bo: Browser
    ines: Clerk
    ivo: Clerk

    @property
    def anybody(self) -> Browser:
        """A browser that was never here."""
        return self.clocked.site.browser()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with clocked(tmp_path_factory.mktemp("staff-work"), "support-desk") as site:
        for name in ("ada", "bo"):
            sign_up(site.site, name)
        yield Desk(
            site,
            sign_in(site.site, "ada"),
            sign_in(site.site, "bo"),
            clerk(site.site, "ines", "support"),
            clerk(site.site, "ivo", "support"),
        )


def merged(agent: Clerk, into: str, other: str, **fields: str) -> Answer:
    """Say yes to the merging of two tickets."""
    return acted(agent, into, "merge", other=other, yes="yes", **fields)


def test_a_note_is_read_by_whoever_handles_the_ticket_and_stands_in_the_authors_data_alone(
    desk: Desk,
) -> None:
    site = desk.clocked.site
    sign_up(site, "noted")
    author = sign_in(site, "noted")
    ticket = published(author, "Wren")
    page = f"/tickets/{ticket}/"
    assert acted(desk.ines, ticket, "note", note="Too early.").status == 403, "she has not taken it"
    assert took(desk.ines, ticket).status == 302
    assert refusals(acted(desk.ines, ticket, "note", note=""))
    assert acted(desk.ines, ticket, "note", note="Its wrennotes are worn.").status == 302
    assert acted(desk.ines, ticket, "answer", answer="Turn it off.").status == 302
    assert "wrennotes" in words(desk.ines.proves(f"{QUEUE}{ticket}/")), "the positive control"
    assert desk.ivo.proves(f"{QUEUE}{ticket}/").status == 403
    for reader in (desk.anybody, desk.bo, author):
        shown = reader.get(page)
        assert shown.status == 200
        assert "wrennotes" not in shown.text
    assert everywhere(desk.anybody, "wrennotes") == NOWHERE
    assert not [each for each in letters_to(site, "noted@exemple.example") if "wrennotes" in each]
    assert "wrennotes" not in desk.ines.proves(QUEUE).text
    assert "wrennotes" in json.dumps(taken_away(author)), "GDPR Art. 15"
    assert "wrennotes" not in json.dumps(taken_away(desk.bo))
    assert took(desk.ivo, ticket, why="Inès is on leave").status == 302
    assert "wrennotes" in words(desk.ivo.proves(f"{QUEUE}{ticket}/"))
    assert desk.ines.proves(f"{QUEUE}{ticket}/").status == 403
    plan = json.loads(asked("erase", "noted", "--json", "--site", site.folder).stdout)
    done = asked("erase", "noted", "--really", plan["digest"], "--json", "--site", site.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "wrennotes" not in repr(rows(site, "SELECT text FROM support_note"))


def test_a_canned_answer_is_inserted_in_the_language_of_the_ticket_and_changes_nothing_that_was_sent(
    desk: Desk,
) -> None:
    site = desk.clocked.site
    text = {"title_fr": "Veille", "text_fr": "Appuyez longuementfr.", "title_en": "Sleep"}
    desk.ines.proves("/staff/people/")
    send = desk.ines.browser.send
    assert refusals(send("/staff/answers/new/", text)), "both languages"
    assert desk.ada.get("/staff/answers/").status == 403
    assert send("/staff/answers/new/", {**text, "text_en": "Press longen."}).status == 302
    [(number,)] = rows(site, "SELECT id FROM support_canned WHERE title_en = 'Sleep'")
    ticket = ""
    for language, inserted, other in (("fr", "longuementfr", "longen"), ("en", "longen", "longuementfr")):
        ada = sign_in(site, "ada", **{"Accept-Language": language})
        ticket = opened(ada, f"Owl {language}")
        [(written,)] = rows(site, "SELECT language FROM support_ticket WHERE reference = ?", ticket)
        assert written == language
        assert took(desk.ines, ticket).status == 302
        shown = acted(desk.ines, ticket, "answer", answer="Typed.", canned=str(number), insert="yes")
        area = re.search(r'<textarea name="answer"[^>]*>(.*?)</textarea>', shown.text, re.DOTALL)
        assert area
        assert "Typed." in area[1]
        assert inserted in area[1]
        assert other not in area[1]
        assert kept(site, ticket)["state"] == "open", "nothing was sent"
    assert acted(desk.ines, ticket, "answer", answer="Typed. Press longen.").status == 302
    changed = {**text, "text_en": f"The password is {SECRET}."}
    assert send(f"/staff/answers/{number}/", changed).status == 302
    assert "longen" in words(desk.ada.get(f"/tickets/{ticket}/")), "what was sent stays"
    assert switched(desk.ada, ticket, "public").status == 302
    shown = acted(desk.ines, ticket, "answer", answer="", canned=str(number), insert="yes")
    assert SECRET in shown.text
    refused = acted(desk.ines, ticket, "answer", answer=f"The password is {SECRET}.")
    assert SECRET in refused.text.partition('class="summary"')[2].partition("</div>")[0]
    assert SECRET not in desk.anybody.get(f"/tickets/{ticket}/").text
    assert send("/staff/answers/", {}, to=f"/staff/answers/{number}/drop/").status in (302, 403)


def test_tickets_of_two_authors_or_of_a_colleague_are_never_merged(desk: Desk) -> None:
    site = desk.clocked.site
    hers, another, his = opened(desk.ada, "Lark"), opened(desk.ada, "Larksong"), opened(desk.bo, "Lark")
    for ticket in (hers, his):
        assert took(desk.ines, ticket).status == 302
    for into, other in ((hers, his), (his, hers), (hers, hers), (hers, another)):
        assert merged(desk.ines, into, other).status == 403, (into, other)
    page = desk.ines.proves(f"{QUEUE}{hers}/merge/").text
    assert his not in page
    assert another not in page
    for reference in (hers, another, his):
        assert rows(
            site, "SELECT merged_into, title != '' FROM support_ticket WHERE reference = ?", reference
        ) == [("", 1)]


def test_merged_after_a_yes_words_documents_and_notes_are_in_one_and_the_old_page_leads_there(
    desk: Desk,
) -> None:
    site = desk.clocked.site
    into, other = opened(desk.ada, "Finch"), published(desk.ada, "Finchling", "Second finchwords.")
    old, new = f"/tickets/{other}/", f"/tickets/{into}/"
    assert wrote(desk.bo, other, "Mine finches too.", shown="on").status == 302
    assert gave_serial(desk.ada, other, "FINCH-KEY-1").status == 302
    assert took(desk.ines, other).status == 302
    assert acted(desk.ines, other, "note", note="A finchnote.").status == 302
    assert took(desk.ines, into).status == 302
    asks = desk.ines.proves(f"{QUEUE}{into}/merge/?other={other}")
    assert other in asks.text
    assert "finchwords" not in asks.text
    assert acted(desk.ines, into, "merge", other=other).status == 200, "no yes, nothing done"
    assert merged(desk.ines, into, other, public="yes").status == 200, "she was told something else"
    assert desk.anybody.get(old).status == 200
    assert merged(desk.ines, into, other).status == 302
    assert kept(site, into)["visibility"] == "private"
    assert desk.ada.get(old).headers["location"] == new
    assert desk.ines.proves(f"{QUEUE}{other}/").headers["location"] == f"{QUEUE}{into}/"
    absent = words(desk.anybody.get("/tickets/" + "a" * 32 + "/"))
    for reader in (desk.anybody, desk.bo):
        for page in (old, new):
            assert reader.get(page).status == 404
    assert words(desk.anybody.get(old)) == absent
    assert everywhere(desk.anybody, "Finchling") == NOWHERE
    assert wrote(desk.ada, into, "After.").status == 302
    assert desk.ada.send(new, {"words": "lost"}, to=f"{old}comment/").status == 404
    told = words(desk.ada.get(new))
    for word in ("Second finchwords", "Mine finches too", "After."):
        assert word in told
    shown = words(desk.ines.proves(f"{QUEUE}{into}/"))
    assert "finchnote" in shown
    [(documents,)] = rows(
        site,
        "SELECT COUNT(*) FROM support_document d JOIN support_ticket t ON t.id = d.ticket_id"
        " WHERE t.reference = ?",
        into,
    )
    assert documents == 1
    assert other not in desk.ada.get("/tickets/mine/").text
    letter = letters_to(site, "ada@exemple.example")[0]
    assert new in letter
    assert "finch" not in letter
    assert len(journal(site, "ticket merged", into)) == 1
    assert switched(desk.ada, into, "public").status == 302
    assert "finches" not in words(desk.anybody.get(new)), "he said yes elsewhere"
    assert "finchnote" not in desk.anybody.get(new).text


def test_merged_public_tickets_stay_public_unless_together_they_hold_a_secret(desk: Desk) -> None:
    site = desk.clocked.site
    into, other = published(desk.ada, "Tern"), published(desk.ada, "Ternlet")
    bare, announced = published(desk.ada, "Gannet", "A code follows."), published(desk.ada, "Gannetry")
    for ticket in (into, other, bare, announced):
        assert took(desk.ines, ticket).status == 302
    assert merged(desk.ines, into, other, public="yes").status == 302
    assert kept(site, into)["visibility"] == "public"
    assert "Ternlet" in words(desk.anybody.get(f"/tickets/{into}/"))
    with closing(sqlite3.connect(site.folder / "data/honour.db", timeout=20)) as database, database:
        database.execute(  # as if the guard had known less when it became public
            "UPDATE support_ticket SET text = ? WHERE reference = ?",
            [f"My password is {SECRET}, and it fails.", announced],
        )
    assert merged(desk.ines, bare, announced, public="yes").status == 302
    assert kept(site, bare)["visibility"] == "private"
    assert desk.anybody.get(f"/tickets/{bare}/").status == 404


def test_times_to_a_first_answer_are_shown_by_month_and_name_nobody(desk: Desk) -> None:
    site = desk.clocked.site
    month = (now_of(site).replace(day=1) - timedelta(days=40)).replace(day=10, hour=12, minute=0, second=0)
    with closing(sqlite3.connect(site.folder / "data/honour.db", timeout=20)) as database, database:
        for hours in range(1, 11):
            database.execute(
                "INSERT INTO support_ticket (reference, person_id, title, text, language, state, visibility,"
                " hidden_because, assigned, opened, answered)"
                " SELECT ?, id, 'Timed', 'Timedwords', 'en', 'closed', 'private', '', '', ?, ?"
                " FROM keeping_people_person WHERE username = 'ada'",
                [
                    f"{hours:032}",
                    month.strftime("%Y-%m-%d %H:%M:%S"),
                    (month + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M:%S"),
                ],
            )
    shown = desk.ines.proves("/staff/tickets/times/")
    assert "5 h 30 min" in words(shown)
    assert "9 h 00 min" in words(shown)
    main = words(shown)
    for word in ("ada", "ines", "Timed"):
        assert not re.search(rf"\b{word}\b", main.lower() if word.islower() else main)
    assert desk.ada.get("/staff/tickets/times/").status == 403
    ticket = opened(desk.ada, "Curlew")
    untaken = f"{QUEUE}?show=untaken"
    assert ticket[:8] in words(desk.ines.proves(untaken))
    assert took(desk.ines, ticket).status == 302
    queue = words(desk.ines.proves(QUEUE))
    assert ticket[:8] in queue
    assert "Curlew" not in queue
    listed = desk.ines.browser.get(untaken).text.partition("</nav>")[2]
    assert f"/staff/tickets/{ticket}/take/" not in listed
    assert ticket[:8] not in re.sub(r"<ul>.*?</ul>", "", listed, flags=re.DOTALL), "but among her own"
