"""The page of the register: what is promised and what is held, for whoever answers for it and nobody else."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape

import pytest

from tests.command.test_json import validator
from tests.console.cast import now_of, staff
from tests.portal.visiting import demo, rows, sign_in, sign_up
from tests.running import Browser, Running
from tests.website.test_own_tables import asked

PAGES = ("/staff/register/", "/staff/register/register.ods", "/staff/register/register.json")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("register"), "support-desk") as site:
        yield site


@pytest.fixture(scope="module")
def paul(desk: Running) -> Browser:
    return staff(desk, "paul")


def table(page: str, anchor: str) -> list[dict[str, str]]:
    """The rows of a section's table, each cell by its heading."""
    [section] = re.findall(rf'<section id="{anchor}".*?</section>', page, re.DOTALL)
    return [
        {
            unescape(name): unescape(re.sub(r"<br>", "\n", re.sub(r"</?strong[^>]*>", "", cell)))
            for name, cell in re.findall(r'<td role="cell" data-of="([^"]*)">(.*?)</td>', row, re.DOTALL)
        }
        for row in re.findall(r'<tr role="row"><td.*?</tr>', section, re.DOTALL)
    ]


def shown(browser: Browser, language: str = "en") -> str:
    answer = browser.get(PAGES[0], **{"Accept-Language": language})
    assert answer.status == 200
    return answer.text


def test_the_privacy_officer_and_administrators_see_it_and_nobody_else(desk: Running, paul: Browser) -> None:
    sign_up(desk, "nina")
    nina, olga, sam = (
        sign_in(desk, "nina"),
        staff(desk, "olga", "privacy officer"),
        staff(desk, "sam", "support"),
    )
    for page in PAGES:
        assert desk.browser().get(page).status == 302, "to sign in"
        assert [each.get(page).status for each in (nina, sam, olga, paul)] == [403, 403, 200, 200], page
    assert paul.get("/staff/register/register.exe").status == 404


def test_it_counts_what_is_stored_and_tells_the_oldest_row_of_each_kind(desk: Running, paul: Browser) -> None:
    def contact() -> int:
        return next(int(row["Rows"]) for row in table(shown(paul), "observed") if "person" in row["Where"])

    before = contact()
    sign_up(desk, "rose")
    assert contact() == before + 1
    [(people,)] = rows(desk, "SELECT COUNT(*) FROM keeping_people_person")
    assert contact() == people
    sign_in(desk, "rose")
    [(oldest, newest, many)] = rows(
        desk, "SELECT MIN(date(at)), MAX(date(at)), COUNT(*) FROM keeping_people_signin"
    )
    assert oldest == newest or many > 1
    told = [row for row in table(shown(paul), "observed") if row["Where"].endswith("signin")]
    assert {row["Rows"] for row in told} == {str(many)}
    today = now_of(desk).date()
    for row in told:
        assert abs((date.fromisoformat(row["Oldest"]) - date.fromisoformat(oldest)).days) <= 1, "another zone"
        assert abs((date.fromisoformat(row["Newest"]) - today).days) <= 1


@pytest.mark.promise("S0-04")
@pytest.mark.parametrize(
    ("language", "account", "fields"),
    [
        ("en", "Running your account", ("name", "e-mail address", "telephone number")),
        ("fr", "La gestion de votre compte", ("nom", "adresse électronique", "numéro de téléphone")),
    ],
)
def test_the_register_names_the_account_beside_the_contact_fields(
    paul: Browser, language: str, account: str, fields: tuple[str, ...]
) -> None:
    page = shown(paul, language)
    assert account in {next(iter(row.values())) for row in table(page, "list")}
    lines = [list(row.values()) for row in table(page, "t-01")]
    assert any(account in line for line in lines)
    [contact] = [line for line in lines if all(field in line[2].split(", ") for field in fields)]
    assert contact[3]


@pytest.mark.promise("S0-07")
def test_the_register_lists_security_with_its_own_term(paul: Browser) -> None:
    told = json.loads(paul.get(PAGES[2], **{"Accept-Language": "en"}).text)
    validator("register").validate(told)
    terms: Mapping[str, set[str]] = {
        activity["purpose"]: {use["term"] for use in activity["uses"]} for activity in told["activities"]
    }
    assert terms["security"] == {"For six months from the day they are recorded"}
    assert not terms["security"] & terms["account"]


def test_the_page_the_file_and_the_command_say_the_same(desk: Running, paul: Browser) -> None:
    page = json.loads(paul.get(PAGES[2], **{"Accept-Language": "fr"}).text)
    command = json.loads(asked("register", "--json", "--lang", "fr", "--site", desk.folder).stdout)
    for told in (page, command):
        told.pop("made")
        told["places"] = [{**each, "rows": 0, "oldest": None, "newest": None} for each in told["places"]]
        for activity in told["activities"]:
            activity["uses"] = [{**use, "rows": 0, "oldest": "", "newest": ""} for use in activity["uses"]]
    assert page == command


def test_it_names_nobody(desk: Running, paul: Browser) -> None:
    sign_up(desk, "zenobie")
    assert "zenobie" in " ".join(name for (name,) in rows(desk, "SELECT username FROM keeping_people_person"))
    for page in PAGES:
        assert b"zenobie" not in paul.get(page).body


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_part_is_closed_until_it_is_opened_and_says_what_lacks_in_it(
    paul: Browser, language: str
) -> None:
    page = shown(paul, language)
    summaries = re.findall(r"<details><summary>(.*?)</summary>\s*<section id=\"([^\"]+)\"", page)
    assert len(summaries) == page.count("<details>") > 10
    assert "<details open" not in page
    lacks = {anchor: len(re.findall(r'class="missing"', heading)) for heading, anchor in summaries}
    assert lacks["documents"] == 1, "the control: a demo has no papers"
    assert lacks["measures"] == 0
    for anchor in ("observed", "documents", "recipients", "measures"):
        assert f'<a href="#{anchor}">' in page
    assert "<details>" not in paul.get("/staff/register/register.html").text, "whole, to be printed"
