"""Documents on a served site, from outside: given, opened by whom, and destroyed."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.console.cast import Clocked, clocked
from tests.console.test_disclosures import until
from tests.portal.my_rights.cast import confirmed
from tests.portal.visiting import PASSWORD, rows, sign_in, sign_up
from tests.running import Browser
from tests.trades.support.cast import opened
from tests.trades.support.giving import cells, documents, gave, lies_in, on_disk


@dataclass(frozen=True, slots=True)
class Desk:
    """A support desk with customers."""

    clocked: Clocked
    ada: Browser
    bo: Browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with clocked(tmp_path_factory.mktemp("documents"), "support-desk") as site:
        for name in ("ada", "bo"):
            sign_up(site.site, name)
        yield Desk(site, sign_in(site.site, "ada"), sign_in(site.site, "bo"))


@pytest.mark.promise("S0-24", "S0-35")
def test_a_file_is_sealed_given_back_and_destroyed_with_its_row_and_its_key(desk: Desk) -> None:
    site = desk.clocked.site
    ticket = opened(desk.ada, "Printer")
    content = b"Zanzibarpapers " * 20_000
    answer = gave(desk.ada, ticket, "Zanzibarname.txt", content)
    assert answer.status == 302, answer.text
    assert "Zanzibarname.txt" in desk.ada.get(f"/tickets/{ticket}/documents/").text
    [address] = documents(desk.ada, ticket)
    given = desk.ada.get(address)
    assert given.status == 200
    assert given.body == content, "the positive control"
    [file] = on_disk(site)
    assert len(file.read_bytes()) > len(content)
    for word in (b"Zanzibarpapers", b"Zanzibarname"):
        assert lies_in(site, word) == []
    assert len(cells(site)) == 1
    assert len(rows(site, "SELECT * FROM support_document")) == 1
    page = f"{address}destroy/"
    assert confirmed(desk.ada, page, PASSWORD).status == 200
    assert desk.ada.send(page, {}).status == 302
    assert desk.ada.get(address).status == 404, "from that moment on"
    until(lambda: not on_disk(site))
    assert cells(site) == []
    assert rows(site, "SELECT * FROM support_document") == []
