"""What an impostor did lies apart, sealed, with an end of its own: on a site whose clock goes on only."""

import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

import pytest

from tests.console.cast import Clocked, clocked, staff
from tests.console.test_requests import Two, act, acts, today, typed
from tests.portal.my_data.visiting import taken_away, words
from tests.portal.security.test_erased import until
from tests.portal.visiting import refusals, rows, sign_in, sign_up
from tests.website.test_own_tables import asked


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    with clocked(tmp_path_factory.mktemp("evidence"), "shop") as site:
        yield site


@pytest.fixture(scope="module")
def two(shop: Clocked) -> Two:
    return staff(shop.site, "amorel"), staff(shop.site, "bdurand", "privacy officer")


def test_evidence_of_a_theft_is_kept_apart_read_for_a_reason_and_ends_on_its_day(
    shop: Clocked, two: Two
) -> None:
    sign_up(shop.site, "wanda")
    thief = sign_in(shop.site, "wanda")
    reference, clerk = typed(shop.site, two[0], "theft"), two[0]
    page = f"/requests/{reference}/evidence/"
    assert clerk.get(page).status == 302, "nobody's yet"
    act(clerk, reference, "match", whom="wanda")
    act(two[1], reference, "confirm")
    late = (today(shop.site) + timedelta(days=7 * 366)).isoformat()
    assert "six" in " ".join(refusals(clerk.send(page, {"until": late})))
    until_day = today(shop.site) + timedelta(days=60)
    assert clerk.send(page, {"until": until_day.isoformat()}).status == 302
    assert thief.get("/account/").status == 302, "whoever has the account is out"
    kept = "SELECT id, digest FROM keeping_holds_evidence WHERE request = ? AND cell IS NOT NULL"
    [(number, digest)] = rows(shop.site, kept, reference)
    take = f"{page}{number}/"
    assert clerk.send(page, {"why": ""}, to=take).status == 302, "no reason, no copy"
    copy = clerk.send(page, {"why": "complaint 2026/77 to the police"}, to=take)
    assert "wanda@exemple.example" in copy.text
    assert sha256(copy.body).hexdigest() == digest
    assert '"purpose": "evidence"' in json.dumps(acts(shop.site, "read")), "journalled"
    sign_up(shop.site, "xavi")
    assert sign_in(shop.site, "xavi").get(page).status == 403
    plan = json.loads(asked("erase", "wanda", "--json", "--site", shop.site.folder).stdout)
    assert plan["plan"]["steps"], "the account can be cleaned: the copy lies apart"
    act(clerk, reference, "hold", hold="thaw")
    hers = sign_in(shop.site, "wanda", **{"Accept-Language": "en"})
    assert "Evidence of a theft of identity" in words(hers.get("/me/data/"))
    assert "2026/77" not in "".join(taken_away(hers).values())
    assert number not in "".join(taken_away(hers).values())
    try:
        shop.moves_on(timedelta(days=62))
        until(lambda: shop.later(lambda: rows(shop.site, kept, reference) == []))
    finally:
        shop.clock.unlink()
    assert clerk.send(page, {"why": "again"}, to=take).status == 404
