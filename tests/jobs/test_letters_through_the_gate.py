"""Letters that somebody else passes on go through the outbound gate: it is declared, and bound today."""

import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.site_with_mail import HOST, PASSWORD, mailing
from tests.post_office import PostOffice, post_office
from tests.running import Running, honour, running, settle

LAPSED = "2026-01-31"  # before any day on which this is run


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    with post_office(tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, office: PostOffice) -> Iterator[Running]:
    """A desk whose letters the host passes on; nothing of its contract was recorded."""
    folder = tmp_path_factory.mktemp("site") / "desk"
    honour("new", folder, "--like", "support-desk")
    mailing(folder, office)
    file = folder / "honour.toml"
    file.write_text(file.read_text("utf-8").replace("[mail]\n", '[mail]\nrecipient = "host"\n'), "utf-8")
    with running(
        folder, *settle(folder), environment={**os.environ, **office.environment()}, host=HOST
    ) as site:
        yield site


def recorded(desk: Running) -> None:
    """The host's contract binds for a long time."""
    paper = desk.folder / "host.pdf"
    paper.write_bytes(b"%PDF-1.7 the host's contract")
    signed = ("--signed", "2025-01-02", "--until", "2099-12-31")
    honour("recipient", "record", "host", paper, *signed, "--really", "--site", desk.folder)


def signed_up(desk: Running, name: str) -> None:
    browser = desk.browser(**{"Accept-Language": "fr"})
    fields = {"email": f"{name}@exemple.example", "username": name, "password1": PASSWORD, "read": "on"}
    assert browser.send("/account/signup/", fields).status == 302


def letter_to(office: PostOffice, name: str) -> Any:
    address = f"{name}@exemple.example"
    office.wait(lambda so_far: any(str(one["To"]) == address for one in so_far.letters.values()))
    return next(one for one in office.letters.values() if str(one["To"]) == address)


def acts(folder: Path, name: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(f"file:{folder}/data/honour.db?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT act FROM keeping_journal_detail ORDER BY entry_id").fetchall()
    return [act for act in (json.loads(row[0]) for row in rows) if act["act"] == name]


def until_refused(desk: Running, office: PostOffice, times: int) -> None:
    for _ in range(600):
        if len(acts(desk.folder, "letters refused")) >= times:
            return
        with office.arrived:
            office.arrived.wait(0.1)
    raise AssertionError("the gate refused nothing")


def test_a_letter_that_a_recipient_passes_on_is_journalled_without_its_address(
    desk: Running, office: PostOffice
) -> None:
    recorded(desk)
    signed_up(desk, "ada")
    letter_to(office, "ada")
    written = [act for act in acts(desk.folder, "letter handed over") if act["facts"]["recipient"] == "host"]
    assert written
    for act in written:
        assert act["facts"]["way"] == "mail"
        assert act["facts"]["fields"] == ["e-mail"]
        assert "exemple.example" not in json.dumps(act)


def test_letters_wait_while_the_contract_of_who_passes_them_on_has_lapsed(
    desk: Running, office: PostOffice
) -> None:
    recorded(desk)
    refused = len(acts(desk.folder, "letters refused"))
    honour("recipient", "end", "host", "--until", LAPSED, "--really", "--site", desk.folder)
    signed_up(desk, "bob")
    until_refused(desk, office, refused + 1)
    assert not any("bob@" in str(one["To"]) for one in office.letters.values())
    last = acts(desk.folder, "letters refused")[-1]["facts"]
    assert last["recipient"] == "host"
    assert LAPSED in last["because"]
    recorded(desk)
    letter_to(office, "bob")


@pytest.mark.promise("S0-55")
def test_a_letter_holds_no_remote_image_and_no_link_that_leads_through_others(
    desk: Running, office: PostOffice
) -> None:
    recorded(desk)
    signed_up(desk, "cleo")
    letter = letter_to(office, "cleo")
    assert [part.get_content_type() for part in letter.walk()] == ["text/plain"]
    text = letter.get_content()
    links = re.findall(r"https?://[^\s>]+", text)
    assert links
    assert all(link.startswith(f"https://{HOST}/") or link == f"https://{HOST}" for link in links), links
    names = {name.lower() for name in letter.keys()}  # noqa: SIM118 - a letter's names, not its values
    assert not names & {"disposition-notification-to", "return-receipt-to", "x-confirm-reading-to"}


def test_a_relay_that_the_policy_does_not_declare_gets_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    honour("new", folder, "--like", "support-desk")
    file = folder / "honour.toml"
    before = file.read_text("utf-8")
    section = '[mail]\nhost = "localhost"\nrecipient = "sendgrid"\n\n[serve]'
    file.write_text(before.replace("[serve]", section), "utf-8")
    from tests.warm import command

    told = command("mail", "test", "--json", folder=folder, environment=dict(os.environ))
    assert told.code == 1
    [finding] = json.loads(told.out)["findings"]
    assert "mail provider" in finding["mend"]
