"""Versions of the policy on a site that runs: told, kept, compared, acknowledged again, and never a gate."""

import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

from honour.carrying_out.ports import StateRefused
from honour.website.enacted import applies_until_then, last_that_applies
from honour.website.folder import read_policy
from tests.portal.visiting import PASSWORD, letters_to, rows, sign_in, sign_up
from tests.running import Browser, Running, honour, running, settle


@dataclass(frozen=True, slots=True)
class Story:
    """A site of which a second version was enacted while it ran; ada and bo had an account before."""

    site: Running
    before: str
    ada: Browser

    def shown(self, path: str, language: str = "en") -> str:
        """A page as text that a reader sees."""
        answer = self.site.browser(**{"Accept-Language": language}).get(path)
        assert answer.status == 200, (path, answer.status)
        return unescape(answer.text)


def publish(folder: Path, now: str, *words: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "honour.command", "publish", "--really", "--site", str(folder), *words]
    return subprocess.run(
        program, check=False, capture_output=True, text=True, env={**os.environ, "HONOUR_NOW": now}
    )


def change(folder: Path, *pairs: tuple[str, str]) -> None:
    policy = folder / "policy.yaml"
    text = policy.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    policy.write_text(text, "utf-8")


CHANGED = {
    "links": (
        "{data: requests, for: 1 year, since: recorded}",
        "{data: requests, for: 6 months, since: recorded}",
    ),
    "store": ("for: 2 years, since: delivered}", "for: 1 year, since: delivered}"),
}


ENACTED = "2026-11-26T12:00:00+00:00"


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; a loaded machine has two minutes."""
    for _ in range(600):
        if holds():
            return
        threading.Event().wait(0.2)
    raise AssertionError("it did not come to hold within two minutes")


def announced(site: Running) -> bool:
    return bool(
        rows(
            site,
            "SELECT 1 FROM keeping_versions_policyversion WHERE number = 2 AND announced IS NOT NULL",
        )
    )


@pytest.fixture(scope="module", params=["links", "store"])
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("versions") / str(request.param)
    honour("new", folder, "--like", request.param, "--demo")
    clock = folder.with_name("now")
    clock.write_text("2026-11-25T12:00:00+00:00")
    assert publish(folder, "2026-11-25T12:00:00+00:00").returncode == 0
    ports = settle(folder)
    with running(folder, *ports, environment={**os.environ, "HONOUR_NOW_FILE": str(clock)}) as site:
        ada = sign_up(site, "ada", **{"Accept-Language": "en"})
        sign_up(site, "bo", **{"Accept-Language": "fr"})
        before = site.browser(**{"Accept-Language": "en"}).get("/privacy/").text
        change(folder, CHANGED[request.param], ("effective: 2026-12-01", "effective: 2027-06-01"))
        done = publish(folder, ENACTED, "--reason", "law", "--reason", "services")
        assert done.returncode == 0, done.stderr
        clock.write_text(ENACTED)
        until(lambda: announced(site))
        yield Story(site, before, ada)


@pytest.mark.promise("S3-01", "S4-24", "S4-25")
@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "en",
            (
                "1 December 2026",
                "1 June 2027",
                "25 November 2026",
                "The law changed.",
                "Our services changed.",
            ),
        ),
        (
            "fr",
            (
                "1er décembre 2026",
                "1er juin 2027",
                "25 novembre 2026",
                "La loi a changé.",
                "Nos services ont changé.",
            ),
        ),
    ],
)
def test_each_version_is_dated_with_its_reason(story: Story, language: str, says: tuple[str, ...]) -> None:
    shown = story.shown("/privacy/history/", language)
    for each in says:
        assert each in shown
    assert shown.index("/privacy/history/2/") < shown.index("/privacy/history/1/")


@pytest.mark.promise("S3-01", "S4-24")
def test_a_version_stays_as_it_was_published(story: Story) -> None:
    [page] = rows(
        story.site,
        "SELECT page.hash FROM keeping_versions_publishedpage AS page JOIN keeping_versions_policyversion"
        " ON digest = version_id WHERE number = 1 AND language = 'en'",
    )
    archived, then = story.shown("/privacy/history/1/"), unescape(story.before)
    assert page[0] in archived
    sentences = re.findall(r"<p>([^<]{40,})</p>", then)
    assert len(sentences) > 10
    assert [each for each in sentences if each not in archived] == []
    assert "Version 1, which applies from 1 December 2026." in archived


@pytest.mark.promise("S3-01", "S4-24", "S4-25")
@pytest.mark.parametrize(("language", "says"), [("en", "for a shorter time"), ("fr", "moins longtemps")])
def test_what_changed_is_told_in_words(story: Story, language: str, says: str) -> None:
    shown = story.shown("/privacy/history/compare/?old=1&new=2", language)
    assert says in shown
    assert len(re.findall("<del>", shown)) == len(re.findall("<ins>", shown)) == 1
    turned = story.shown("/privacy/history/compare/?old=2&new=1", language)
    assert turned.replace("?old=2&new=1", "?old=1&new=2") == shown  # it stands in the choice of a language
    assert story.site.browser().get("/privacy/history/compare/?old=1&new=3").status == 404
    assert story.site.browser().get("/privacy/history/compare/?old=x&new=1").status == 404


@pytest.mark.promise("S3-01", "S4-25")
@pytest.mark.parametrize(("person", "says"), [("ada", "for a shorter time"), ("bo", "moins longtemps")])
def test_everybody_is_written_to_once_in_their_language(story: Story, person: str, says: str) -> None:
    [letter] = [
        each
        for each in letters_to(story.site, f"{person}@exemple.example")
        if "1 June" in each or "1er juin" in each
    ]
    assert says in letter
    assert "/privacy/history/compare/?old=1&new=2" in letter


@pytest.mark.promise("S3-01")
def test_the_site_itself_tells_of_what_is_to_come(story: Story) -> None:
    assert "Our privacy policy changes on 1 June 2027." in story.shown("/")
    assert "change le 1er juin 2027" in story.shown("/", "fr")


def acknowledged(story: Story, name: str) -> list[tuple[object, ...]]:
    return rows(
        story.site,
        "SELECT a.version, a.language, a.wording FROM keeping_people_acknowledgement AS a"
        " JOIN keeping_people_person AS p ON p.id = a.person_id WHERE p.email LIKE ? ORDER BY a.id",
        f"{name}@%",
    )


@pytest.mark.promise("S3-02")
def test_what_was_acknowledged_at_sign_up_names_its_version(story: Story) -> None:
    [first, *_] = acknowledged(story, "ada")
    assert first[:2] == (1, "en")


@pytest.mark.promise("S3-01", "S3-02")
def test_whoever_signs_in_is_shown_what_changed_and_barred_from_nothing(story: Story) -> None:
    site = story.site
    browser = site.browser(**{"Accept-Language": "fr"})
    answer = browser.send("/account/login/", {"login": "bo@exemple.example", "password": PASSWORD})
    assert answer.headers["location"].startswith("/privacy/acknowledge/")
    page = unescape(browser.get(answer.headers["location"]).text)
    assert "moins longtemps" in page
    assert "J’ai pris connaissance de" in page
    assert "accepte" not in page
    for path in ("/account/", "/account/sessions/", "/account/password/change/"):
        assert browser.get(path).status == 200, path
    assert "pas encore confirmé" in unescape(browser.get("/account/").text)
    assert [version for version, *_ in acknowledged(story, "bo")] == [1]
    refused = browser.send("/privacy/acknowledge/", {"version": "2"})
    assert "Cochez la case" in unescape(refused.text)
    assert browser.send("/privacy/acknowledge/", {"version": "2", "read": "on"}).status == 302
    assert acknowledged(story, "bo")[1:] == [
        (2, "fr", "J’ai pris connaissance de la politique de confidentialité.")
    ]
    assert "pas encore confirmé" not in unescape(browser.get("/account/").text)
    again = sign_in(site, "bo@exemple.example")
    assert again.get("/privacy/acknowledge/").headers["location"] == "/account/"
    assert browser.send("/account/logout/", {}).status == 302


def test_a_page_to_acknowledge_leads_to_no_other_site(story: Story) -> None:
    ada = sign_in(story.site, "ada@exemple.example")
    page = ada.get("/privacy/acknowledge/?next=https://evil.example/").text
    assert "evil.example" not in page


@pytest.mark.promise("S4-24", "S4-25")
def test_a_version_needs_one_of_the_reasons_that_the_policy_gives_and_its_notice(tmp_path: Path) -> None:
    honour("new", tmp_path / "store", "--like", "store", "--demo")
    store = tmp_path / "store"
    assert publish(store, ENACTED).returncode == 0
    new = "  - {data: contact, for: service information, basis: legitimate interest, "
    new += "interest: {en: keeping customers informed, fr: la bonne information des clients}}\n"
    change(store, ("\nshare:", f"\n{new}\nshare:"))
    assert (
        "can apply from 2026-12-26 at the earliest" in publish(store, ENACTED, "--reason", "services").stderr
    )
    change(store, ("effective: 2026-12-01", "effective: 2026-12-26"))
    assert "--reason law or --reason services" in publish(store, ENACTED).stderr
    done = publish(store, ENACTED, "--reason", "services")
    assert done.returncode == 0, done.stderr


def test_a_crash_between_two_batches_writes_nobody_twice(story: Story) -> None:
    """What a crash leaves: letters that were written, and a version that is not noted as announced."""
    site = story.site
    letters = "SELECT id FROM keeping_letters_letter WHERE kind = 'policy/version 2'"
    before = rows(site, letters)
    assert len(before) == 2
    with closing(sqlite3.connect(site.folder / "data/honour.db", timeout=20)) as connection, connection:
        connection.execute("UPDATE keeping_versions_policyversion SET announced = NULL WHERE number = 2")
        connection.execute(f"DELETE FROM keeping_letters_letter WHERE id = {before[0][0]}")
    clock = site.folder.with_name("now")
    later = datetime.fromisoformat(clock.read_text()) + timedelta(minutes=2)
    clock.write_text(later.isoformat())
    until(lambda: announced(site))
    after = rows(site, letters)
    assert len(after) == 2
    assert before[1] in after, "who has the letter keeps the one"
    assert before[0] not in after, "who had none is written to"


@pytest.mark.promise("S3-01", "S3-02", "S4-25")
def test_what_people_know_stays_in_force_until_the_day_of_the_new_version(tmp_path: Path) -> None:
    folder = tmp_path / "links"
    honour("new", folder, "--like", "links", "--demo")
    clock = folder.with_name("now")
    clock.write_text(ENACTED)
    assert publish(folder, ENACTED).returncode == 0
    alerts = ("  alerts: [new country]", "  alerts: [new device]")
    change(folder, alerts, ("effective: 2026-12-01", "effective: 2027-06-01"))
    assert publish(folder, ENACTED).returncode == 0
    ports = settle(folder)
    environment = {**os.environ, "HONOUR_NOW_FILE": str(clock)}
    english = {"Accept-Language": "en"}
    with running(folder, *ports, environment=environment) as site:
        page = site.browser(**english).get("/privacy/").text
        assert "Version 1, which applies from 1 December 2026." in page
        assert "Our privacy policy changes on 1 June 2027." in page
        sign_up(site, "cleo", **english)
        acknowledged = "SELECT version, digest, page FROM keeping_people_acknowledgement"
        [(version, digest, shown)] = rows(site, acknowledged)
        assert version == 1
        assert digest in page
        assert shown in page
        sent = {"login": "cleo@exemple.example", "password": PASSWORD}
        answer = site.browser().send("/account/login/", sent)
        assert answer.headers["location"].startswith("/privacy/acknowledge/"), "she knows only the first"
        clock.write_text("2027-06-01T12:00:00+00:00")
        until(  # the process that was there answers beside the new one for some seconds
            lambda: all(
                "Version 2, which applies" in site.browser(**english).get("/privacy/").text for _ in range(12)
            )
        )
        page = site.browser(**english).get("/privacy/").text
        assert "Our privacy policy changes on" not in page
        sign_up(site, "dan", **english)
        assert [version for version, *_ in rows(site, acknowledged)] == [1, 2]
        assert (
            site.browser()
            .send("/account/login/", {**sent, "login": "dan@exemple.example"})
            .headers["location"]
            == "/account/"
        )


def test_no_other_policy_is_followed_where_the_one_in_force_can_be_read_no_more(tmp_path: Path) -> None:
    folder = tmp_path / "links"
    honour("new", folder, "--like", "links", "--demo")
    assert publish(folder, ENACTED).returncode == 0
    change(folder, ("effective: 2026-12-01", "effective: 2027-06-01"), CHANGED["links"])
    assert publish(folder, ENACTED).returncode == 0
    with closing(sqlite3.connect(folder / "data/honour.db")) as database, database:
        database.execute("UPDATE keeping_versions_policyversion SET text = 'honour: 99' WHERE number = 1")
    program = [sys.executable, "-m", "honour.command", "sweep", "--site", str(folder)]
    before, after = (
        subprocess.run(
            program, check=False, capture_output=True, text=True, env={**os.environ, "HONOUR_NOW": now}
        )
        for now in ("2027-05-31T12:00:00+00:00", "2027-06-01T12:00:00+00:00")
    )
    assert before.returncode == 1
    assert "binds nobody before 2027-06-01" in before.stderr
    assert "install the Honour that ran this site until now" in before.stderr
    assert "reads it no more" not in after.stderr


def test_a_busy_database_is_asked_again_and_never_taken_for_one_that_has_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "links"
    honour("new", folder, "--like", "links", "--demo")
    assert publish(folder, ENACTED).returncode == 0
    first = (folder / "policy.yaml").read_text("utf-8")
    change(folder, ("effective: 2026-12-01", "effective: 2027-06-01"))
    assert publish(folder, ENACTED).returncode == 0
    digest, day = read_policy(folder)[0].digest, date(2027, 5, 31)
    assert applies_until_then(folder, digest, day) == first, "the positive control"
    holder = sqlite3.connect(folder / "data/honour.db", check_same_thread=False)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("UPDATE keeping_versions_policyversion SET announced = NULL")
    for ask in (
        lambda: applies_until_then(folder, digest, day, patience=0.1),
        lambda: last_that_applies(folder, day, patience=0.1),
    ):
        with pytest.raises(StateRefused, match="see which program holds it"):
            ask()
    threading.Timer(1.5, holder.close).start()
    assert applies_until_then(folder, digest, day) == first
