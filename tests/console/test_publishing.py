"""The publisher sees what is to be mended, and edits the policy beside its page; only what was shown is
published.
"""

import json
import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import pytest

from tests.console.cast import Clocked, now_of
from tests.console.factors import Clerk, clerk
from tests.portal.my_data.visiting import words
from tests.portal.visiting import letters_to, rows
from tests.running import Answer, honour, running, settle

PAGE = "/staff/policy/"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    """A shop whose first version is enacted."""
    parent = tmp_path_factory.mktemp("publishing")
    folder, clock = parent / "shop", parent / "now"
    honour("new", folder, "--like", "shop", "--demo")
    honour("publish", "--really", "--site", folder)
    environment = {**os.environ, "HONOUR_NOW_FILE": str(clock)}
    with running(folder, *settle(folder), environment) as site:
        yield Clocked(site, clock)


@pytest.fixture(scope="module")
def chief(shop: Clocked) -> Clerk:
    return clerk(shop.site, "chief", "administration")


def file_of(shop: Clocked) -> str:
    return (shop.site.folder / "policy.yaml").read_text("utf-8")


def drafted(one: Clerk, text: str) -> str:
    """Keep a draft; the page that follows, in English."""
    assert one.proves(PAGE).status == 200
    assert one.browser.send(PAGE, {"text": text}).status == 302
    return one.browser.get(PAGE).text


def published(one: Clerk, page: str, **fields: str) -> Answer:
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert digest
    sent = one.browser.send(PAGE, {"digest": digest[1], **fields}, to=f"{PAGE}publish/")
    assert sent.status == 302
    return one.browser.get(PAGE)


def versions(shop: Clocked) -> list[tuple[int]]:
    return rows(
        shop.site, "SELECT number FROM keeping_versions_policyversion WHERE number IS NOT NULL ORDER BY 1"
    )


def later(shop: Clocked, text: str) -> str:
    """The policy with a day on which people can have been told."""
    day: date = (now_of(shop.site) + timedelta(days=45)).date()
    return re.sub(r"effective: \d{4}-\d\d-\d\d", f"effective: {day}", text)


def kept_for(policy: str, months: int) -> str:
    """The policy with another term for deliveries, whatever another test has published."""
    changed, times = re.subn(r"(\{data: delivery, for: )\d+ months", rf"\g<1>{months} months", policy)
    assert times == 1
    return changed


def test_the_publisher_sees_what_is_to_be_mended_as_it_is_now(shop: Clocked, chief: Clerk) -> None:
    before = file_of(shop)
    assert "Nothing is to be mended" in words(chief.proves("/staff/check/"))
    try:
        (shop.site.folder / "policy.yaml").write_text(
            before.replace("kept: 30 days", "kept: 30 dayz"), "utf-8"
        )
        shown = words(chief.proves("/staff/check/"))
        assert "Remedy:" in shown
        assert "30 dayz" in shown
    finally:
        (shop.site.folder / "policy.yaml").write_text(before, "utf-8")


def test_a_draft_shows_what_is_wrong_its_page_and_what_changes_and_binds_nobody(
    shop: Clocked, chief: Clerk
) -> None:
    before = file_of(shop)
    page = drafted(chief, before.replace("until: account closed,", "until: acount closed,"))
    assert "acount closed" in unescape(page)
    assert 'action="/staff/policy/publish/"' not in page
    page = drafted(chief, later(shop, kept_for(before, 6)))
    assert "six months" in words(page)
    assert "six mois" in words(page), "in both languages"
    assert "<del>" in page
    assert 'action="/staff/policy/publish/"' in page
    assert file_of(shop) == before, "a draft is no file"
    assert "six months" not in words(shop.site.browser(**{"Accept-Language": "en"}).get("/privacy/"))


def test_only_what_was_shown_is_published_with_its_reason_and_all_administrators_are_told(
    shop: Clocked, chief: Clerk
) -> None:
    before, counted = file_of(shop), versions(shop)
    longer = later(shop, kept_for(before, 5))
    page = drafted(chief, longer)
    refused = published(chief, page)
    assert "--why" in words(refused), "a longer term needs a reason"
    assert file_of(shop) == before, "what was refused leaves no trace in the folder"
    assert versions(shop) == counted
    stale = drafted(chief, longer + "\n# a note\n")
    drafted(chief, longer + "\n# another note\n")
    assert "not the one that you saw" in words(published(chief, stale, why="carriers need it longer"))
    assert versions(shop) == counted
    page = drafted(chief, longer)
    done = published(chief, page, why="carriers need it longer")
    assert "Published as version" in words(done)
    assert file_of(shop) == longer
    assert len(versions(shop)) == len(counted) + 1
    assert any(
        "was published from the console" in each for each in letters_to(shop.site, "chief@exemple.example")
    )
    for language, subject, text in (
        ("en", "A version of the privacy policy was published", "If nobody of you meant it"),
        ("fr", "Une version de la politique a été publiée", "Si aucun de vous ne l’a voulu"),
    ):
        front = words(chief.browser.get("/staff/", **{"Accept-Language": language}))
        assert subject in front, "an alert is worded when it is read"
        assert text in front
        assert "{" not in front


def test_what_is_wrong_is_told_of_a_text_that_nobody_keeps(shop: Clocked, chief: Clerk) -> None:
    before = file_of(shop)
    assert chief.proves(PAGE).status == 200
    kept = rows(shop.site, "SELECT COUNT(*), MAX(text) FROM keeping_versions_draft")
    wrong = before.replace("until: account closed,", "until: acount closed,")
    told = json.loads(chief.browser.send(PAGE, {"text": wrong}, to=f"{PAGE}check/").text)
    assert any("acount closed" in each["reason"] + each["mend"] for each in told["findings"])
    assert all(each["place"] and each["mend"] for each in told["findings"])
    assert json.loads(chief.browser.send(PAGE, {"text": before}, to=f"{PAGE}check/").text)["findings"] == []
    assert chief.browser.get(f"{PAGE}check/").status == 405
    assert chief.browser.post(f"{PAGE}check/", {"text": before}).status == 403, "without the form's token"
    assert rows(shop.site, "SELECT COUNT(*), MAX(text) FROM keeping_versions_draft") == kept
    assert file_of(shop) == before


def test_support_neither_checks_nor_edits(shop: Clocked) -> None:
    support = clerk(shop.site, "support", "support")
    officer = clerk(shop.site, "officer", "privacy officer")
    assert support.proves("/staff/check/").status == 403
    assert support.proves(PAGE).status == 403
    assert officer.proves("/staff/check/").status == 200
    assert officer.proves(PAGE).status == 403
    assert support.browser.send("/contact/", {"digest": "0" * 64}, to=f"{PAGE}publish/").status == 403
    assert support.browser.send("/contact/", {"text": "honour: 1"}, to=f"{PAGE}check/").status == 403
