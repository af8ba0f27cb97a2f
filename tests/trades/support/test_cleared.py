"""Tickets for cleared staff, from outside: who knows of one, and when a clearance counts."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from tests.console.cast import Clocked, clocked
from tests.console.factors import Clerk, clerk
from tests.portal.my_data.visiting import words
from tests.portal.visiting import rows, sign_in, sign_up
from tests.rules.reading import ROOT
from tests.running import Answer, Browser, _with_tables, honour, settle
from tests.trades.support.cast import (
    AUTHORITY,
    QUEUE,
    WRITES,
    acted,
    answered,
    cleared,
    everywhere,
    journal,
    kept,
    opened,
    switched,
    took,
)
from tests.website.test_own_tables import asked, swept

SCHEMA: Final = json.loads((ROOT / "docs/schemas/staff.json").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Desk:
    """A support desk with a customer, an agent cleared for Secret, and one who is not cleared."""

    clocked: Clocked
    ada: Browser
    ines: Clerk
    ivo: Clerk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with clocked(tmp_path_factory.mktemp("cleared"), "support-desk") as site:
        sign_up(site.site, "ada")
        found = Desk(
            site,
            sign_in(site.site, "ada"),
            clerk(site.site, "ines", "support"),
            clerk(site.site, "ivo", "support", "privacy officer"),
        )
        cleared(site.site, "ines", -1, 2)
        yield found


def queue(agent: Clerk) -> str:
    """The queue, as an agent reads it."""
    answer = agent.proves(QUEUE)
    assert answer.status == 200
    return words(answer)


def everything(agent: Clerk, ticket: str) -> dict[str, Answer]:
    """What an agent is told at each address of a ticket."""
    at, staff = f"/tickets/{ticket}/", f"{QUEUE}{ticket}/"
    agent.proves(QUEUE)
    read = {path: agent.browser.get(path) for path in (at, f"{at}documents/", staff, f"{staff}documents/")}
    forms = {"why": "to know it all", "answer": "Hello"}
    sent = {
        what: acted(agent, ticket, what, **forms)
        for what in ("take", "release", "answer", "close", "hide", "lift")
    }
    return read | sent | {"switch": switched(agent.browser, ticket, "public")}


@pytest.mark.promise("S0-40")
def test_only_who_is_cleared_knows_of_a_ticket_for_cleared_staff(desk: Desk) -> None:
    site, nowhere = desk.clocked.site, "a" * 32
    page = desk.ada.get("/tickets/new/")
    assert "R. 2311-6-1" in words(page), "classified information is refused"
    plain, ticket = opened(desk.ada, "Robin"), opened(desk.ada, "Kinglet", cleared="secret")
    higher = opened(desk.ada, "Goldcrest", cleared="tres-secret")
    assert all(each[:8] in queue(desk.ines) for each in (plain, ticket)), "the positive control"
    assert took(desk.ines, ticket).status == 302
    assert "Kinglet" in words(desk.ines.browser.get(f"{QUEUE}{ticket}/"))
    answered(desk.ines, ticket, "Look under the wren.")
    assert "wren" in words(desk.ada.get(f"/tickets/{ticket}/"))

    for agent, hidden in ((desk.ivo, (ticket, higher)), (desk.ines, (higher,))):
        listed = queue(agent)
        assert plain[:8] in listed
        absent = everything(agent, nowhere)
        for each in hidden:
            assert each[:8] not in listed
            for what, told in everything(agent, each).items():
                same = absent[what.replace(each, nowhere)]
                assert told.status == 404, (what, told.status)
                assert words(told) == words(same), f"{what} tells that it is there"
    assert kept(site, higher)["assigned"] == ""
    assert len(journal(site, "ticket switch refused", higher)) == 2, "and the attempts are noted"


@pytest.mark.promise("S0-40")
def test_a_file_tells_nothing_of_it_to_who_is_not_cleared(desk: Desk) -> None:
    opened(desk.ada, "Dunnock")
    ticket = opened(desk.ada, "Firecrest", cleared="secret")
    answered(desk.ines, ticket, "Under the siskin.")
    his, hers = (words(each.opens("ada", "support", "support")) for each in (desk.ivo, desk.ines))
    assert "Firecrest" in hers
    assert "siskin" in hers
    assert "Dunnock" in his, "the positive control"
    assert "Firecrest" not in his
    assert "siskin" not in his


@pytest.mark.promise("S0-40")
def test_it_stays_private_until_its_author_asks_for_cleared_staff_no_longer(desk: Desk) -> None:
    ticket = opened(desk.ada, "Nuthatch", cleared="secret")
    assert switched(desk.ada, ticket, "public").status == 409
    assert everywhere(desk.clocked.site.browser(), "Nuthatch") == {"list": 0, "search": 0}
    with closing(sqlite3.connect(desk.clocked.site.folder / "data/honour.db", timeout=20)) as database:
        statement = "UPDATE support_ticket SET visibility = 'public' WHERE reference = ?"
        with pytest.raises(sqlite3.IntegrityError):
            database.execute(statement, [ticket])
    lift = f"/tickets/{ticket}/all-staff/"
    desk.ivo.proves(QUEUE)
    assert desk.ivo.browser.send(WRITES, {}, to=lift).status == 404
    assert took(desk.ivo, ticket).status == 404
    assert desk.ada.send(WRITES, {}, to=lift).status == 302
    assert took(desk.ivo, ticket).status == 302
    assert switched(desk.ada, ticket, "public").status == 302
    assert everywhere(desk.clocked.site.browser(), "Nuthatch") == {"list": 1, "search": 1}


def test_a_clearance_is_shown_to_its_holder_and_to_no_colleague(desk: Desk) -> None:
    assert AUTHORITY in words(desk.ines.browser.get("/me/data/"))
    shown = desk.ivo.opens("ines", "account", "privacy officer")
    assert "ines@exemple.example" in words(shown), "the positive control"
    assert "Kestrel" not in shown.text
    asked_for = {"who": "ines", "why": "case 12, asked by telephone"}
    page = "/staff/people/looked/"
    assert desk.ivo.proves(page).status == 200
    acts = words(desk.ivo.browser.send(page, asked_for))
    assert "privacy policy read" in acts, "the positive control"
    assert "clearance" not in acts
    assert "your clearance was written down" in words(desk.ines.browser.get("/me/data/looked/"))
    for agent in (desk.ivo, desk.ines):
        assert "Kestrel" not in queue(agent)
    ticket = opened(desk.ada, "Whinchat", cleared="secret")
    answered(desk.ines, ticket, "Done.")
    assert "Kestrel" not in desk.ada.get(f"/tickets/{ticket}/").text


@pytest.mark.promise("S0-40")
def test_a_clearance_counts_on_its_days_alone(desk: Desk) -> None:
    site = desk.clocked.site
    ticket = opened(desk.ada, "Wheatear", cleared="secret")
    answered(desk.ines, ticket, "On its way.")
    noa = clerk(site, "noa", "support")
    cleared(site, "noa", 3, 9, "tres-secret")
    assert took(noa, ticket).status == 404, "it has not begun"
    desk.clocked.stands(timedelta(days=4))
    try:
        assert ticket[:8] not in queue(desk.ines)
        assert {told.status for told in everything(desk.ines, ticket).values()} == {404}, "it has ended"
        assert took(noa, ticket, why="she may no longer").status == 302, "Très Secret covers Secret"
        assert "Wheatear" in words(noa.browser.get(f"{QUEUE}{ticket}/"))
    finally:
        desk.clocked.clock.unlink()


def test_a_clearance_leaves_thirty_days_after_its_end_and_the_one_that_runs_stays(tmp_path: Path) -> None:
    folder, table = tmp_path / "desk", "keeping_people_clearance"
    honour("new", folder, "--like", "support-desk", "--demo")
    settle(folder)
    _with_tables(folder)
    at, day = ("--site", folder), "2027-03-01T10:00"
    mail = ("--email", "ines@exemple.example")
    assert asked("staff", "add", "ines", "--role", "support", *mail, *at, now=day).returncode == 0
    for until in ("2027-03-09", "2028-03-09"):
        given = ("--authority", AUTHORITY, "--from", "2026-01-01", "--until", until)
        ran = asked("staff", "clear", "ines", "--level", "secret", *given, *at, now=day)
        assert ran.returncode == 0, ran.stderr
    assert table not in asked("sweep", "--json", *at, now="2027-04-09T10:00").stdout
    assert swept(folder, "2027-04-10T10:00")[f"main.{table}"] == 1, "it counted no more on 10 March"
    with closing(sqlite3.connect(folder / "data/honour.db")) as database:
        [(stays,)] = database.execute(f"SELECT ends FROM {table}")
    assert stays.startswith("2028")


def told(desk: Desk, *given: str) -> list[dict[str, Any]]:
    ran = honour("staff", *given, "--site", desk.clocked.site.folder, "--json")
    read = json.loads(ran.stdout)
    jsonschema.validate(read, SCHEMA)
    found: list[dict[str, Any]] = read["clearances"]
    return found


@pytest.mark.parametrize("act", ["withdraw", "end"])
def test_one_that_is_withdrawn_or_whose_holder_has_no_role_any_more_counts_no_more(
    desk: Desk, act: str
) -> None:
    site, name = desk.clocked.site, f"zoe{act}"
    mail = ("--email", f"{name}@exemple.example")
    honour("staff", "add", name, "--role", "support", *mail, "--site", site.folder)
    cleared(site, name, -9, 9)
    [before] = [each for each in told(desk, "cleared") if each["name"] == name]
    assert (before["valid"], before["authority"]) == (True, AUTHORITY)
    honour("staff", act, name, "--site", site.folder)
    [after] = [each for each in told(desk, "cleared") if each["name"] == name]
    assert after["valid"] is False
    acts = [json.loads(act) for (act,) in rows(desk.clocked.site, "SELECT act FROM keeping_journal_detail")]
    assert {"clearance entered", "clearance withdrawn"} <= {act["act"] for act in acts}
    assert "Kestrel" not in json.dumps(acts)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("clear ines --level secret --from 2026-01-01 --until 2031-01-01", "--authority"),
        ("clear ines --level secret --authority X --from 2031-01-01 --until 2030-01-01", "before --from"),
        ("clear ines --level secret --authority X --from 2001-01-01 --until 2002-01-01", "is over"),
        ("clear ines --level secret --authority X --from soon --until 2002-01-01", "such as"),
        ("clear ada --level secret --authority X --from 2026-01-01 --until 2031-01-01", "no member of staff"),
        (
            "clear ines --role support --level secret --authority X --from 2026-01-01 --until 2031-01-01",
            "--role",
        ),
        ("withdraw ivo", "no such clearance"),
        ("add zed --level secret", "for `clear`"),
    ],
)
def test_what_is_mistyped_is_refused_with_the_way_to_say_it(desk: Desk, given: str, why: str) -> None:
    before = rows(desk.clocked.site, "SELECT COUNT(*) FROM keeping_people_clearance")
    ran = asked("staff", *given.split(), "--site", desk.clocked.site.folder)
    assert ran.returncode == 2
    assert why in re.sub(r"\s+", " ", ran.stderr)
    assert rows(desk.clocked.site, "SELECT COUNT(*) FROM keeping_people_clearance") == before
