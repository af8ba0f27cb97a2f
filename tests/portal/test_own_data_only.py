"""On the site, what is somebody's is seen by him alone, once he has signed in (C15, C16)."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.portal.my_data.visiting import CORRECTED, correct, words
from tests.portal.visiting import demo, rows, sign_in, sign_up
from tests.running import Browser, Running


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("own-data"), "shop") as site:
        yield site


def hers(site: Running, name: str) -> tuple[Browser, list[str]]:
    """Somebody with an account, who asked for something; and every address that names something of hers."""
    sign_up(site, name)
    browser = sign_in(site, name)
    assert correct(browser, CORRECTED).status == 302
    assert browser.send("/me/restrict/", {"why": f"canari-{name}"}).status == 302
    fields = {"subject": "access", "on_behalf": "myself", "text": f"canari-{name}"}
    assert browser.send("/contact/", fields).status == 302
    with closing(sqlite3.connect(f"file:{site.folder}/data/honour.db?mode=ro", uri=True)) as database:
        names = [row[0] for row in database.execute("SELECT id FROM keeping_requests_request")]
    his = [each for each in names if browser.get(f"/me/requests/{each}/").status == 200]
    assert his, "an address of hers opens to her"
    return browser, [
        path for each in his for path in (f"/me/requests/{each}/", f"/me/requests/{each}/receipt.json")
    ]


@pytest.mark.promise("S2-28")
def test_another_who_asks_for_hers_by_its_number_is_told_that_there_is_no_such_page(shop: Running) -> None:
    ada, addresses = hers(shop, "ada")
    sign_up(shop, "bo")
    bo = sign_in(shop, "bo")
    [(number,)] = rows(shop, "SELECT id FROM keeping_people_person WHERE username = 'ada'")
    opened = [path for path in addresses if ada.get(path).status == 200]
    assert opened
    for path in addresses:
        answer = bo.get(path)
        assert answer.status == 404, path
        assert "canari-ada" not in answer.text
        assert shop.browser().get(path).status in (302, 404), path
    for path in (
        f"/me/data/{number}/",
        f"/account/{number}/",
        f"/people/{number}/",
        f"/staff/people/{number}/",
    ):
        assert bo.get(path).status == 404, path
    for path in (
        "/me/data/",
        f"/me/data/?person={number}",
        f"/me/data/?id={number}",
        "/me/requests/",
        "/contact/",
    ):
        page = words(bo.get(path))
        assert CORRECTED["name"] not in page, path
        assert "canari-ada" not in page, path
    assert CORRECTED["name"] in words(ada.get("/me/data/"))
    for path in ("/me/data/", "/account/", "/me/requests/"):
        asked = shop.browser().get(path)
        assert asked.status == 302, path
        assert re.search(r"/account/login/", asked.headers["location"]), path
