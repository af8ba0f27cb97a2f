"""What was exchanged over a case is there for both its parties, and can be held as evidence."""

import json
from collections.abc import Iterator

import pytest

from tests.console.cast import Clocked, clocked
from tests.console.factors import clerk
from tests.console.test_requests import act
from tests.portal.my_data.visiting import words
from tests.portal.visiting import rows, sign_in, sign_up
from tests.running import Running, honour

CLAIM = "Le colis reçu le 3 était vide, canari-4410"
ANSWER = "Nous enquêtons auprès du transporteur, canari-8802"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    with clocked(tmp_path_factory.mktemp("disputes"), "store") as site:
        yield site


def held(site: Running) -> list[tuple[str]]:
    return rows(site, "SELECT state FROM keeping_holds_personhold")


def would_go(site: Running) -> list[object]:
    """What an erasure of Ada would destroy now."""
    told = honour("erase", "ada@exemple.example", "--json", "--site", site.folder).stdout
    steps: list[object] = json.loads(told)["plan"]["steps"]
    return steps


@pytest.mark.promise("S4-07")
def test_both_parties_read_the_exchange_nobody_else_does_and_a_hold_keeps_it(store: Clocked) -> None:
    site = store.site
    for name in ("ada", "bo"):
        sign_up(site, name)
    ada, bo = sign_in(site, "ada@exemple.example"), sign_in(site, "bo@exemple.example")
    asked = {"subject": "object", "on_behalf": "myself", "text": CLAIM}
    assert ada.send("/contact/", asked).status == 302
    [(reference,)] = rows(site, "SELECT reference FROM keeping_messages_message")
    desk = clerk(site, "amorel", "administration")
    assert desk.proves("/staff/people/").status == 200
    act(desk.browser, reference, "decide", decision="extended", text=ANSWER)
    for party, page in ((ada, "/contact/"), (desk.browser, f"/requests/{reference}/")):
        exchange = words(party.get(page))
        assert CLAIM in exchange
        assert ANSWER in exchange
    assert CLAIM not in words(bo.get("/contact/"))
    assert bo.get(f"/requests/{reference}/").status == 403
    assert held(site) == []
    assert would_go(site), "nothing stands against it yet"
    act(desk.browser, reference, "hold", hold="disputed")
    assert held(site) == [("disputed",)]
    assert would_go(site) == [], "what is disputed stays"
