"""Who asked to see his data without an account gets them by a link, or by post; nobody else does."""

import io
import json
import os
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from tests.console.cast import Clocked, staff
from tests.console.test_requests import Two, act, acts, asked_by_mail, state, typed
from tests.portal.my_data.test_other_stores import MAP, TABLE
from tests.portal.my_data.visiting import correct, taken_away, words
from tests.portal.security.cast import act as execute
from tests.portal.visiting import everything, letters_to, rows, sign_in, sign_up
from tests.running import Answer, Browser, honour, running, settle
from tests.website.test_own_tables import asked

SECRET = "ordonnance-9931 du juge"
PAST_THE_WAIT = timedelta(hours=73)
EIGHT_DAYS = timedelta(days=11)
"""More than seven days after a decision that was made after the wait."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    """A site with a store beside its own that knows two people who have no account, and one file of each."""
    parent = tmp_path_factory.mktemp("access")
    folder, clock = parent / "desk", parent / "now"
    honour("new", folder, "--like", "support-desk", "--demo")
    with closing(sqlite3.connect(parent / "crm.db")) as database, database:
        database.execute(TABLE)
        for key, name in enumerate(("cleo", "dora"), start=1):
            database.execute(
                "INSERT INTO contacts (mail, called, note, since) VALUES (?, ?, ?, '2026-11-01 10:00:00')",
                (f"{name}@exemple.example", name, f"note of {name}"),
            )
            (parent / "uploads" / str(key)).mkdir(parents=True)
            (parent / "uploads" / str(key) / "letter.txt").write_text(f"paper of {name}", "utf-8")
    (folder / "map.yaml").write_text(MAP.replace("FOLDER", str(parent)), "utf-8")
    policy = folder / "policy.yaml"
    wider = policy.read_text("utf-8").replace(
        "[ticket text, comment], of: customer", "[ticket text, comment], of: [customer, visitor]"
    )
    policy.write_text(wider, "utf-8")
    environment = {**os.environ, "HONOUR_NOW_FILE": str(clock)}
    with running(folder, *settle(folder), environment) as site:
        yield Clocked(site, clock)


@pytest.fixture(scope="module")
def two(desk: Clocked) -> Two:
    return staff(desk.site, "amorel"), staff(desk.site, "bdurand", "privacy officer")


@pytest.fixture(autouse=True)
def today_again(desk: Clocked) -> Iterator[None]:
    yield
    desk.clock.unlink(missing_ok=True)


def shown_to_be(two: Two, reference: str, whom: str) -> None:
    act(two[0], reference, "match", whom=whom)
    act(two[1], reference, "confirm")


def link_in(desk: Clocked, address: str) -> str:
    """The link of the newest letter, which must bear one."""
    found = re.search(r"(/contact/data/[^/]+/\S+)", letters_to(desk.site, address)[0])
    assert found, letters_to(desk.site, address)
    return found[1]


def texts(answer: Answer) -> dict[str, str]:
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def exports(desk: Clocked) -> list[dict[str, object]]:
    return acts(desk.site, "exported")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_has_no_account_gets_by_a_link_what_another_store_holds_and_nothing_of_others(
    desk: Clocked, two: Two, language: str
) -> None:
    address = f"cleo-{language}@exemple.example"
    reference = typed(desk.site, two[0], "access", email=address, language=language)
    act(two[0], reference, "decide", decision="done")
    assert state(desk.site, reference)[0] == "open", "nobody's yet"
    shown_to_be(two, reference, "cleo@exemple.example")
    assert address in words(two[0].get(f"/requests/{reference}/")), "staff see where it will go"
    act(two[0], reference, "decide", decision="done")
    letter = letters_to(desk.site, address)[0]
    assert ("Ne le donnez à personne" if language == "fr" else "Give it to nobody") in letter
    path, before = link_in(desk, address), len(exports(desk))
    holder = desk.site.browser(**{"Accept-Language": language})
    page = holder.get(path)
    assert page.status == 200
    assert "cleo" not in words(page), "the page itself tells nothing"
    assert ("Télécharger" if language == "fr" else "Download") in page.text
    assert holder.post(path, {}).status == 403, "a form of another site gives nothing"
    assert len(exports(desk)) == before, "to follow a link gives nothing"
    files = texts(holder.send(path, {}))
    whole = "".join(files.values())
    assert "note of cleo" in whole
    assert "paper of cleo" in files["files/uploads/1/letter.txt"]
    assert "dora" not in whole
    assert {"data.fr.html", "data.en.html", "data.json"} <= set(files)
    last = exports(desk)[-1]
    assert len(exports(desk)) == before + 1
    assert (last["by"], last["facts"]["message"]) == ("link", reference)  # type: ignore[index]
    token = path.split("/")[4]
    assert token not in everything(desk.site), "it is kept as its hash alone"
    desk.stands(EIGHT_DAYS)
    for answer in (holder.get(path), holder.post(path, {"csrfmiddlewaretoken": "x"})):
        assert answer.status in (403, 404)
    assert ("n’ouvre plus rien" if language == "fr" else "opens nothing") in words(holder.get(path))


def test_by_mail_alone_it_comes_after_the_wait_with_what_the_account_holds(desk: Clocked, two: Two) -> None:
    sign_up(desk.site, "zoe")
    sign_up(desk.site, "theo")
    honour(
        *("restrict", "zoe", "--secret", "--review", "2027-01-31", "--why", SECRET, "--really"),
        *("--site", desk.site.folder),
    )
    reference, his = asked_by_mail(desk, "zoe", "access")
    assert desk.site.browser().send(his, {}).status == 200
    assert "72" in act(two[0], reference, "decide", decision="done")
    desk.stands(PAST_THE_WAIT)
    act(two[0], reference, "decide", decision="done", text="Voilà.")
    path, holder = link_in(desk, "zoe@exemple.example"), desk.site.browser()
    files = texts(holder.send(path, {}))
    whole = "".join(files.values())
    assert "zoe@exemple.example" in whole
    assert "theo" not in whole
    for told in (SECRET, "ordonnance", "secret", "2027-01-31"):
        assert told not in whole, "an authority's order is told to nobody"
    zoe = sign_in(desk.site, "zoe", **{"Accept-Language": "en"})
    mine = {name: text for name, text in taken_away(zoe).items() if not name.endswith(".html")}
    assert places(files) == places(mine), "the same as signed in"
    assert reference in mine["messages.json"]
    assert reference in files["messages.json"]
    looked = words(zoe.get("/me/data/looked/"))
    assert "whoever opened the link of our letter" in looked
    assert f"request {reference}" in looked
    assert SECRET not in looked
    other = typed(desk.site, two[0], "access")
    token = path.split("/")[4]
    assert holder.get(f"/contact/data/{other}/{token}/").status == 404, "a link opens no other request"
    assert holder.get(f"/contact/stop/{reference}/{token}/").status == 404, "nor does it do another thing"
    execute(desk.site.folder, "UPDATE keeping_people_person SET is_active = 0 WHERE username = 'zoe'")
    assert holder.get(path).status == 404, "nothing to a mailbox alone once the account is frozen"


def places(files: dict[str, str]) -> set[str]:
    return {each["place"] for each in json.loads(files["data.json"])["places"]}


def test_who_asked_signed_in_is_led_to_his_own_page_and_gets_no_link(desk: Clocked, two: Two) -> None:
    sign_up(desk.site, "sara")
    sara = sign_in(desk.site, "sara")
    fields = {"subject": "access", "on_behalf": "myself", "text": "Tout voir"}
    assert sara.send("/contact/", fields).status == 302
    found = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", sara.get("/contact/sent/").text)
    assert found
    act(two[0], found[0], "decide", decision="done")
    letter = letters_to(desk.site, "sara@exemple.example")[0]
    assert "/me/data/download/" in letter
    assert "/contact/data/" not in letter, "a mailbox does not do for a second factor"


@pytest.mark.parametrize("decision", ["partly", "refused"])
def test_what_is_not_wholly_done_gives_no_link(desk: Clocked, two: Two, decision: str) -> None:
    address = f"{decision}@exemple.example"
    reference = typed(desk.site, two[0], "access", email=address)
    shown_to_be(two, reference, "dora@exemple.example")
    act(two[0], reference, "decide", decision=decision, article="GDPR Art. 15(4)", text="Une partie.")
    assert "/contact/data/" not in letters_to(desk.site, address)[0]
    assert state(desk.site, reference)[0] == "answered"


def test_without_an_address_staff_download_it_for_posting_and_the_journal_says_so(
    desk: Clocked, two: Two
) -> None:
    reference = typed(desk.site, two[0], "access")
    shown_to_be(two, reference, "dora@exemple.example")
    before = len(exports(desk))
    assert not taken(two[0], reference), "not before it is decided"
    page = act(two[0], reference, "decide", decision="done", text="Voici.")
    assert "joint à cette lettre" in page
    assert f"/requests/{reference}/export/" in page
    answer = two[1].send(f"/requests/{reference}/", {}, to=f"/requests/{reference}/export/")
    whole = "".join(texts(answer).values())
    assert "note of dora" in whole
    assert "cleo" not in whole
    last = exports(desk)[-1]
    assert len(exports(desk)) == before + 1
    assert last["by"] == "staff: privacy officer"
    karl = sign_up(desk.site, "karl")
    assert karl.post(f"/requests/{reference}/export/", {}).status in (302, 403)
    desk.stands(EIGHT_DAYS)
    assert not taken(two[1], reference), "gone after its days"
    assert len(exports(desk)) == before + 1


def taken(clerk: Browser, reference: str) -> bool:
    answer = clerk.send(f"/requests/{reference}/", {}, to=f"/requests/{reference}/export/")
    return answer.headers.get("content-type") == "application/zip"


def test_heirs_get_what_settles_the_estate_and_no_letters(desk: Clocked, two: Two) -> None:
    sign_up(desk.site, "rosa")
    sign_up(desk.site, "remi")
    rosa = sign_in(desk.site, "rosa", **{"User-Agent": "Firefox/151 of rosa"})
    assert correct(rosa, {"telephone": "+33 1 44 55 66 77"}).status == 302
    letter = {"subject": "question", "on_behalf": "myself", "text": "lettre-intime-Qz8", "known_as": ""}
    assert rosa.send("/contact/", {**letter, "name": "", "email": ""}).status == 302
    assert "lettre-intime-Qz8" in taken_away(rosa)["messages.json"], "the positive control"
    reference = typed(desk.site, two[0], "access", on_behalf="heir", email="heir@exemple.example")
    shown_to_be(two, reference, "rosa")
    page = words(two[0].get(f"/requests/{reference}/", **{"Accept-Language": "en"}))
    assert "Heirs get what settles the estate" in page
    assert "telephone number" in page
    assert "ticket text" not in page
    desk.stands(PAST_THE_WAIT)
    act(two[0], reference, "decide", decision="done", text="Nos condoléances.")
    files = texts(desk.site.browser().send(link_in(desk, "heir@exemple.example"), {}))
    whole = "".join(files.values())
    assert "+33 1 44 55 66 77" in whole
    for kept in ("lettre-intime-Qz8", "Firefox", "127.0.0.1", "remi@"):
        assert kept not in whole
    assert "messages.json" not in files
    posing = typed(desk.site, two[0], "access", email="posing@exemple.example")
    shown_to_be(two, posing, "rosa")
    desk.stands(2 * PAST_THE_WAIT)
    act(two[0], posing, "decide", decision="done")
    assert state(desk.site, posing)[0] == "answered"
    assert "/contact/data/" not in letters_to(desk.site, "posing@exemple.example")[0], "she has died"


def test_a_frozen_account_gets_no_news_and_gets_them_again_once_it_is_open(desk: Clocked, two: Two) -> None:
    sign_up(desk.site, "rita")
    sign_up(desk.site, "rene")
    reference = typed(desk.site, two[0], "death", on_behalf="mandate")
    assert "it gets no news then" in words(two[0].get(f"/requests/{reference}/"))
    shown_to_be(two, reference, "rita")
    act(two[0], reference, "hold", hold="freeze")
    assert told_news(desk, "winter") == {"rita": False, "rene": True}
    act(two[0], reference, "hold", hold="thaw")
    assert told_news(desk, "spring") == {"rita": True, "rene": True}


def told_news(desk: Clocked, name: str) -> dict[str, bool]:
    """Who gets a piece of news that is announced now."""
    parent = desk.clock.parent
    for language in ("fr", "en"):
        (parent / f"{name}.{language}.txt").write_text(f"News\nOpen in {name}.\n", "utf-8")
    done = asked("mail", "announce", parent / name, "--really", "--site", desk.site.folder)
    assert done.returncode == 0, done.stderr
    return {
        who: any(f"Open in {name}" in each for each in letters_to(desk.site, f"{who}@exemple.example"))
        for who in ("rita", "rene")
    }


def test_who_was_erased_or_whose_row_is_anothers_gives_nothing_any_more(desk: Clocked, two: Two) -> None:
    sign_up(desk.site, "yves")
    reference = typed(desk.site, two[0], "access", email="yves.elsewhere@exemple.example")
    shown_to_be(two, reference, "yves")
    desk.stands(PAST_THE_WAIT)
    act(two[0], reference, "decide", decision="done")
    path, holder = link_in(desk, "yves.elsewhere@exemple.example"), desk.site.browser()
    assert "yves" in "".join(texts(holder.send(path, {})).values()), "the positive control"
    [(key,)] = rows(desk.site, "SELECT id FROM keeping_people_person WHERE username = 'yves'")
    changed = "UPDATE keeping_people_person SET username = ?, email = ? WHERE id = ?"
    execute(desk.site.folder, changed, "nina", "nina@exemple.example", key)
    assert holder.send(path, {}).status == 404, "the row is somebody else's"
    execute(desk.site.folder, changed, "yves", "yves@exemple.example", key)
    assert holder.send(path, {}).status == 200
    desk.clock.unlink()
    plan = json.loads(asked("erase", "yves", "--json", "--site", desk.site.folder).stdout)
    asked("erase", "yves", "--really", plan["digest"], "--json", "--site", desk.site.folder)
    answer = holder.get(path)
    if answer.status == 200:
        answer = holder.send(path, {})
    assert answer.status == 404
