"""A site that is no demo sends its letters: a job takes what a page wrote, and hands it over by real SMTP."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from email.message import EmailMessage

import pytest

from honour.jobs.told import HEAD
from tests.jobs.site_with_mail import HOST, PASSWORD, site_with_mail
from tests.post_office import PostOffice, post_office
from tests.running import Running, honour

ODD_NAME = "zz-acheter-chez-eve"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    with post_office(tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, office: PostOffice) -> Iterator[Running]:
    with site_with_mail(tmp_path_factory.mktemp("site") / "desk", office) as site:
        yield site


def signed_up(desk: Running, address: str, name: str, language: str) -> None:
    browser = desk.browser(**{"Accept-Language": language})
    fields = {"email": address, "username": name, "password1": PASSWORD, "read": "on"}
    assert browser.send("/account/signup/", fields).status == 302


def letter_about(office: PostOffice, address: str, subject: str) -> EmailMessage:
    def those(so_far: PostOffice) -> list[EmailMessage]:
        letters = so_far.letters.values()
        return [one for one in letters if str(one["To"]) == address and str(one["Subject"]) == subject]

    office.wait(lambda so_far: bool(those(so_far)))
    return those(office)[0]


def letter_to(office: PostOffice, address: str) -> str:
    office.wait(lambda so_far: any(str(one["To"]) == address for one in so_far.letters.values()))
    [letter] = [one for one in office.letters.values() if str(one["To"]) == address]
    text: str = letter.get_content()
    return text


def test_a_letter_leaves_in_the_persons_language_with_the_signed_head(
    desk: Running, office: PostOffice
) -> None:
    signed_up(desk, "ada@exemple.example", "ada", "fr")
    french = letter_to(office, "ada@exemple.example")
    assert HEAD.en not in french
    assert f"https://{HOST}" in french
    signed_up(desk, "bob@exemple.example", "bob", "en")
    english = letter_to(office, "bob@exemple.example")
    assert f"https://{HOST}" in english
    for text, told in ((french, HEAD.fr), (english, HEAD.en)):
        assert told in text
        assert HOST in text.partition(told)[2], "the log bears the site's name"


def test_news_ends_with_one_click_without_signing_in_and_letters_of_service_offer_none(
    desk: Running, office: PostOffice
) -> None:
    for name in ("eve", "fay"):
        signed_up(desk, f"{name}@exemple.example", name, "en")
        text = letter_to(office, f"{name}@exemple.example")
        link = next(word for word in text.split() if "confirm-email" in word)
        assert desk.browser().send("/" + link.partition(f"{HOST}/")[2], {}).status == 302
    assert told(desk, "winter", "--really") == 2
    to_eve, to_fay = (letter_about(office, f"{name}@exemple.example", "Winter") for name in ("eve", "fay"))
    assert to_eve["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(rf"<https://{HOST}(/\S+)>", str(to_eve["List-Unsubscribe"]))
    assert found
    path = found[1]
    assert f"https://{HOST}{path}" in to_eve.get_content(), "and for whoever reads it"
    others = [each for each in office.letters.values() if str(each["Subject"]) != "Winter"]
    assert others
    assert not [each for each in others if each["List-Unsubscribe"] or each["List-Unsubscribe-Post"]]

    assert "Switch them off" in desk.browser(**{"Accept-Language": "en"}).get(path).text
    assert not said(desk, "eve"), "to look at it ends nothing"
    other = f"{path[:-5]}{'0000' if path[-5:-1] != '0000' else '1111'}/"
    huge = f"/choices/letters/{10**30}/{path.split('/')[-2]}/"
    for wrong in (other, "/choices/letters/1/%C3%A9/", path.replace(path.split("/")[3], "999"), huge):
        assert desk.browser().post(wrong, {"List-Unsubscribe": "One-Click"}).status == 404
    assert not said(desk, "eve")
    asked = desk.browser().post(path, {"List-Unsubscribe": "One-Click"}, Referer="")
    assert asked.status == 200, "no redirect (RFC 8058, section 3.2)"
    assert said(desk, "eve") == [(0, "one click", 64)], "with its proof"
    desk.browser().post(path, {"List-Unsubscribe": "One-Click"})
    assert len(said(desk, "eve")) == 1, "which is not written twice"
    assert not said(desk, "fay")
    by_hand = str(to_fay["List-Unsubscribe"]).strip("<>").partition(HOST)[2]
    assert desk.browser().post(by_hand, {"say": "no"}).status == 200
    assert said(desk, "fay") == [(0, "letter", 64)]
    assert told(desk, "spring") == 0


def told(desk: Running, name: str, *more: str) -> int:
    """How many people get a piece of news."""
    news = desk.folder.parent / name
    for language in ("fr", "en"):
        news.with_name(f"{name}.{language}.txt").write_text(f"{name.title()}\nWe are open.\n", "utf-8")
    done = honour("mail", "announce", news, *more, "--json", "--site", desk.folder)
    people: int = json.loads(done.stdout)["people"]
    return people


def said(desk: Running, name: str) -> list[tuple[object, ...]]:
    """What somebody said about news of the service: whether, how, and how much of a hash is kept of it."""
    asked = (
        "SELECT given, way, length(hash) FROM keeping_consents_choice c JOIN keeping_people_person p"
        " ON p.id = c.person_id WHERE p.username = ? AND c.purpose = 'service information'"
    )
    with closing(sqlite3.connect(f"file:{desk.folder}/data/honour.db?mode=ro", uri=True)) as connection:
        return connection.execute(asked, (name,)).fetchall()


def test_the_text_is_dropped_once_the_letter_is_sent(desk: Running, office: PostOffice) -> None:
    signed_up(desk, "cleo@exemple.example", "cleo", "fr")
    text = letter_to(office, "cleo@exemple.example")
    link = next(word for word in text.split() if "confirm-email" in word).rpartition("confirm-email/")[2]
    with closing(sqlite3.connect(f"file:{desk.folder}/data/honour.db?mode=ro", uri=True)) as connection:
        rows: list[object] = []
        for _ in range(100):
            rows = connection.execute(
                "SELECT state, text, sealed FROM keeping_letters_letter WHERE \"to\" = 'cleo@exemple.example'"
            ).fetchall()
            if rows == [("sent", "", None)]:
                break
            with office.arrived:
                office.arrived.wait(0.1)
    assert rows == [("sent", "", None)]
    assert len(link) > 20, link


def test_no_stranger_writes_into_a_letter(desk: Running, office: PostOffice) -> None:
    signed_up(desk, "victim@exemple.example", ODD_NAME, "fr")
    assert ODD_NAME not in letter_to(office, "victim@exemple.example")


def test_a_letter_that_is_refused_is_parked(desk: Running, office: PostOffice) -> None:
    office.answer = lambda to: "550 nobody here" if to.startswith("nobody@") else "250 taken"
    signed_up(desk, "nobody@exemple.example", "nobody", "fr")
    select = "SELECT state, tries FROM keeping_letters_letter WHERE \"to\" = 'nobody@exemple.example'"
    for _ in range(300):
        with closing(sqlite3.connect(f"file:{desk.folder}/data/honour.db?mode=ro", uri=True)) as connection:
            states = connection.execute(select).fetchall()
        if states == [("parked", 1)]:
            return
        with office.arrived:
            office.arrived.wait(0.1)
    raise AssertionError("it was not parked")


def test_the_log_names_nobody(desk: Running, office: PostOffice) -> None:
    signed_up(desk, "dan@exemple.example", "dan", "fr")
    letter_to(office, "dan@exemple.example")
    assert "exemple.example" not in desk.log()
