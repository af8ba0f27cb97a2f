"""A request that nobody answers: staff are told before its day; after it, everybody sees that it passed."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.console.cast import Clocked, clocked, staff
from tests.portal.my_rights.cast import rows, text_of, until
from tests.portal.visiting import sign_in, sign_up
from tests.website.test_own_tables import asked

OPEN = "SELECT id, answer_due FROM keeping_requests_request WHERE state = 'open'"
DUE = "A request must be answered soon"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    with clocked(tmp_path_factory.mktemp("due"), "support-desk") as site:
        yield site


def mine(desk: Clocked) -> str:
    """What the page of requests says to whoever asked, signed in anew."""
    return text_of(sign_in(desk.site, "ida", **{"Accept-Language": "en"}).get("/me/requests/"))


def test_who_must_answer_is_told_before_the_day_and_everybody_sees_when_it_has_passed(desk: Clocked) -> None:
    folder = desk.site.folder
    staff(desk.site, "boss")
    sign_up(desk.site, "ida")
    ida = sign_in(desk.site, "ida")
    assert ida.send("/me/object/", {"purpose": "security"}).status == 302
    [(number, due)] = rows(folder, OPEN)
    noon = datetime.fromisoformat(f"{due}T12:00:00+00:00")

    desk.clock.write_text((noon - timedelta(days=5)).isoformat())
    slots = "SELECT 1 FROM jobs_schedule WHERE name = 'requests due' AND slot = ? AND state = 'ended'"
    until(lambda: rows(folder, slots, f"{noon - timedelta(days=5):%Y-%m-%d}") != [])
    assert DUE not in desk.site.letters(), "there is time yet"

    desk.clock.write_text((noon - timedelta(days=2)).isoformat())
    until(lambda: DUE in desk.site.letters())
    assert number in desk.site.letters()
    desk.clock.write_text((noon - timedelta(days=1)).isoformat())
    until(lambda: rows(folder, slots, f"{noon - timedelta(days=1):%Y-%m-%d}") != [])
    told = "SELECT COUNT(*) FROM keeping_letters_letter WHERE kind = ?"
    assert rows(folder, told, f"staff/due {number}") == [(1,)], "once"
    assert "this day has passed" not in mine(desk)

    after = noon + timedelta(days=1)
    desk.clock.write_text(after.isoformat())
    assert "this day has passed" in mine(desk)
    until(lambda: "A request is overdue" in desk.site.letters())
    assert "you can also complain to the authority" in mine(desk)
    listed = staff(desk.site, "chief").get("/requests/").text
    assert re.search(rf"{number}.*?<strong>(overdue|en retard)</strong>", listed, re.DOTALL)
    proof = asked("prove", "--json", "--site", folder, now=after.astimezone(UTC).isoformat()).stdout
    clocks = [one for one in json.loads(proof)["promises"] if one["promise"] == "answer within one month"]
    assert [(one["state"], number in one["why"]) for one in clocks] == [("not kept", True)]
