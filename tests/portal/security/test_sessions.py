"""Where somebody is signed in, and ending it."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest

from tests.portal.security.cast import PASSWORD, act, join, rows, sign_in
from tests.running import Running

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.mark.promise("S1-43")
def test_one_sees_where_one_is_signed_in_and_ends_all_others(desk: Running) -> None:
    ada = join(desk, "ada")
    firefox, telephone = desk.browser(**{"User-Agent": FIREFOX}), desk.browser(**{"User-Agent": IPHONE})
    for browser in (firefox, telephone):
        sign_in(browser, "ada")
    page = firefox.get("/account/sessions/").text
    assert "Firefox 140" in page
    assert "Safari 18" in page
    first, *others = page.partition('class="sessions"')[2].partition("</ul>")[0].split("<li>")[1:]
    assert "This browser" in first
    assert "Firefox 140" in first
    assert len(others) == 2
    assert not any("This browser" in other for other in others)
    assert firefox.send("/account/sessions/", {}, to="/account/sessions/end-others/").status == 302
    assert [browser.get("/account/").status for browser in (ada, firefox, telephone)] == [302, 200, 302]


def test_one_session_is_ended_and_nobody_ends_anothers(desk: Running) -> None:
    bob, eve = join(desk, "bob"), join(desk, "eve")
    elsewhere = desk.browser()
    sign_in(elsewhere, "bob")
    page = bob.get("/account/sessions/").text
    [key] = re.findall(r'name="session" value="([0-9a-f]{64})"', page)
    eve.send("/account/sessions/", {"session": key}, to="/account/sessions/end/")
    assert elsewhere.get("/account/").status == 200, "it is not hers"
    bob.send("/account/sessions/", {"session": key}, to="/account/sessions/end/")
    assert elsewhere.get("/account/").status == 302
    assert bob.get("/account/").status == 200


@pytest.mark.promise("S1-43")
def test_every_page_lets_one_sign_out_and_the_cookie_ends_as_declared(desk: Running) -> None:
    carol = desk.browser()
    assert not [cookie for cookie in carol.get("/account/login/").cookies if "max-age" in cookie.lower()]
    carol = join(desk, "carol")
    for page in ("/", "/account/", "/account/sessions/", "/account/2fa/", "/privacy/"):
        assert 'action="/account/logout/"' in carol.get(page).text
    [cookie] = sign_in(desk.browser(), "carol").cookies
    ends = re.search(r"expires=([^;]+)", cookie, re.IGNORECASE)
    assert ends
    stays = parsedate_to_datetime(ends[1]) - datetime.now(UTC)  # noqa: TID251 - a cookie has the real clock
    assert timedelta(days=13, hours=23) < stays <= timedelta(days=14), "the policy says two weeks"


def test_a_new_password_ends_the_other_sessions(desk: Running) -> None:
    dora, elsewhere = join(desk, "dora"), desk.browser()
    sign_in(elsewhere, "dora")
    fields = {
        "oldpassword": PASSWORD,
        "password1": "une autre phrase, la 8e",
        "password2": "une autre phrase, la 8e",
    }
    assert dora.send("/account/password/change/", fields).status == 302
    assert elsewhere.get("/account/").status == 302
    assert dora.get("/account/").status == 200
    [(left,)] = rows(
        desk.folder,
        "SELECT count(*) FROM keeping_people_session s JOIN keeping_people_person p ON p.id = s.person_id"
        " WHERE p.username = 'dora'",
    )
    assert left == 1


def test_the_last_visit_is_written_every_five_minutes_at_most(desk: Running) -> None:
    finn = join(desk, "finn")
    seen = "SELECT s.seen FROM keeping_people_session s JOIN keeping_people_person p ON p.id = s.person_id"
    seen += " WHERE p.username = 'finn'"
    finn.get("/account/")  # the message about second factors is gone
    before = rows(desk.folder, seen)
    finn.get("/account/")
    assert rows(desk.folder, seen) == before
    act(desk.folder, "UPDATE keeping_people_session SET seen = '2026-01-01 00:00:00'")
    finn.get("/account/")
    [(after,)] = rows(desk.folder, seen)
    assert not after.startswith("2026-01-01")


def columns_that_hold(site: Running, value: str) -> set[str]:
    """Every column of the site's database in which a text stands."""
    with closing(sqlite3.connect(f"file:{site.folder}/data/honour.db?mode=ro", uri=True)) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        named = [
            (table, column[1])
            for table in tables
            for column in connection.execute(f"PRAGMA table_info('{table}')")
        ]
        return {
            f"{table}.{column}"
            for table, column in named
            if connection.execute(
                f'SELECT 1 FROM "{table}" WHERE CAST("{column}" AS TEXT) = ? OR "{column}" LIKE ?',
                (value, f"%{value} %"),
            ).fetchone()
        }


@pytest.mark.promise("S0-46", "S0-47")
def test_the_class_of_a_device_is_in_the_declared_log_alone(desk: Running) -> None:
    join(desk, "gina")
    telephone = desk.browser(**{"User-Agent": IPHONE})
    sign_in(telephone, "gina")
    assert "telephone" in telephone.get("/account/sessions/").text, "she sees what is kept"
    assert columns_that_hold(desk, "phone") == {"keeping_people_signin.device"}
    assert columns_that_hold(desk, "Safari 18") == {"keeping_people_signin.browser"}
    for said in ("iPhone", "15E148", "Mozilla"):
        assert columns_that_hold(desk, said) == set(), "what the header says besides is not kept"
        assert said not in desk.log()
        assert not [
            file for file in (desk.folder / "data" / "log").glob("*") if said in file.read_text("utf-8")
        ]


@pytest.mark.promise("S0-46")
def test_pages_are_the_same_without_the_header(desk: Running) -> None:
    shown = {desk.browser(**headers).get("/").text for headers in ({}, {"User-Agent": IPHONE})}
    assert len(shown) == 1
    nobody = join(desk, "hugo")
    assert nobody.get("/account/sessions/").status == 200


@pytest.mark.promise("S0-47")
def test_no_script_asks_the_device_about_itself(desk: Running) -> None:
    iris = join(desk, "iris")
    pages = (
        "/",
        "/privacy/",
        "/account/login/",
        "/account/2fa/",
        "/account/2fa/webauthn/add/",
        "/account/sessions/",
    )
    scripts = set()
    for page in pages:
        scripts |= set(re.findall(r'<script[^>]* src="([^"]+)"', iris.get(page).text))
        scripts |= set(re.findall(r'<script[^>]* src="([^"]+)"', desk.browser().get(page).text))
    assert scripts, "the control: there are scripts to read"
    asking = (
        r"userAgent|hardwareConcurrency|deviceMemory|plugins|toDataURL|getContext|screen\.|maxTouchPoints"
    )
    for script in scripts:
        assert script.startswith("/static/")
        found = re.findall(asking, desk.browser().get(script).text)
        assert not found, (script, found)


def told_of_devices(site: Running, name: str) -> int:
    [(count,)] = rows(
        site.folder,
        "SELECT count(*) FROM keeping_letters_letter l JOIN keeping_people_person p ON p.id = l.person_id"
        " WHERE p.username = ? AND l.kind = 'sign-in alert'",
        name,
    )
    return int(count)


@pytest.mark.promise("S1-14")
def test_a_new_device_is_told_and_a_new_version_of_its_browser_is_none(desk: Running) -> None:
    join(desk, "jane")
    sign_in(desk.browser(**{"User-Agent": FIREFOX}), "jane")
    assert told_of_devices(desk, "jane") == 0, "nothing is known of her devices before the first that says so"
    sign_in(desk.browser(**{"User-Agent": FIREFOX.replace("140", "141")}), "jane")
    assert told_of_devices(desk, "jane") == 0
    sign_in(desk.browser(**{"User-Agent": IPHONE}), "jane")
    assert told_of_devices(desk, "jane") == 1
    sign_in(desk.browser(**{"User-Agent": IPHONE}), "jane")
    assert told_of_devices(desk, "jane") == 1, "it is known now"


def test_times_are_those_of_the_sites_own_zone_which_is_named(desk: Running) -> None:
    ian = join(desk, "ian")
    asked = "SELECT at FROM keeping_people_signin JOIN keeping_people_person p ON p.id = person_id"
    (at,), *_ = rows(desk.folder, f"{asked} WHERE username = 'ian' ORDER BY at DESC")
    at = datetime.fromisoformat(at).replace(tzinfo=UTC)
    local = f"{at.astimezone(ZoneInfo('Europe/Paris')):%Y-%m-%d %H:%M}"
    assert local != f"{at:%Y-%m-%d %H:%M}"
    for path, words in (
        ("/account/sessions/", "Times are those of Europe/Paris."),
        ("/me/data/looked/", "Times are those of Europe/Paris."),
    ):
        page = ian.get(path).text
        assert words in page, path
        assert "UTC" not in page, path
    shown = ian.get("/account/sessions/", **{"Accept-Language": "fr"}).text
    assert "Les heures sont celles du fuseau Europe/Paris." in shown
    table = shown.partition("<table>")[2]
    assert f">{local}</time>" in table
    assert f"{at:%Y-%m-%d %H:%M}" not in table
    whole, *_ = re.findall(r'<time datetime="([^"]+)"', table)
    assert abs(datetime.fromisoformat(whole) - at) < timedelta(seconds=1)
    for agent in (FIREFOX, IPHONE):
        sign_in(desk.browser(**{"User-Agent": agent}), "ian")
    assert told_of_devices(desk, "ian") == 1
    assert "(Europe/Paris)" in desk.letters()
