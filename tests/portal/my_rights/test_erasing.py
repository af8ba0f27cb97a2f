"""Somebody deletes everything by the page: shown first, done without staff, told; and nothing is left."""

import json
import re
from collections.abc import Iterator

import pytest

from tests.jobs.site_with_mail import HOST, PASSWORD, site_with_mail
from tests.portal.my_rights.cast import (
    Desk,
    confirmed,
    files_that_hold,
    join,
    rows,
    say_yes,
    text_of,
    until,
)
from tests.post_office import post_office

CANARY = "canari-qui-chante-7"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with (
        post_office(tmp_path_factory.mktemp("office")) as office,
        site_with_mail(tmp_path_factory.mktemp("site") / "desk", office) as site,
    ):
        yield Desk(site, office)


@pytest.mark.promise("S0-11", "S4-21", "S2-09")
def test_after_delete_my_data_a_canary_is_in_no_table_file_cache_or_mail_queue(desk: Desk) -> None:
    folder, address = desk.site.folder, f"{CANARY}@exemple.example"
    bo = join(desk, "bo")
    ada = join(desk, CANARY)
    assert files_that_hold(folder, CANARY), "the positive control"
    shown = text_of(confirmed(ada, "/me/erase/"))
    assert "Your e-mail address" in shown
    assert "Nothing stays." in shown
    assert say_yes(ada, "/me/erase/").status == 302
    asked = desk.letter(address, "You asked us to delete your data")
    assert "Your user name" in asked
    told = desk.letter(address, "Your data were deleted")
    until(lambda: files_that_hold(folder, CANARY) == [])
    assert files_that_hold(folder, "bo@exemple.example"), "the other's data stay"

    assert ada.get("/account/").status == 302, "her sessions ended"
    refused = desk.site.browser().send("/account/login/", {"login": address, "password": PASSWORD})
    assert refused.status == 200
    assert "bo@exemple.example" in bo.get("/account/").text

    link = re.search(rf"https://{HOST}\S*?(/me/receipt/\S+)", told)
    assert link, told
    receipt = desk.site.browser().get(link[1])
    assert "gone" in text_of(receipt)
    file = desk.site.browser().get(f"{link[1]}receipt.json")
    written = json.loads(file.text)
    assert written["levels"]["logical"] == "gone"
    assert CANARY not in receipt.text + file.text
    [(state, ended)] = rows(
        folder,
        "SELECT t.state, r.state FROM keeping_requests_task t JOIN keeping_requests_request r"
        " ON r.id = t.request WHERE r.id = ?",
        written["request"],
    )
    assert (state, ended) == ("ended", "answered")
    assert bo.get(f"/me/requests/{written['request']}/").status == 404, "another's receipt"
    assert desk.site.browser().get("/me/receipt/" + "A" * 43 + "/").status == 404
