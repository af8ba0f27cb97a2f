"""A person's own space where the site's database is a PostgreSQL server: from signing up to the receipt."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.portal.my_data.visiting import CORRECTED, again, correct, taken_away, words
from tests.portal.my_rights.cast import say_yes, until
from tests.portal.visiting import letters_to, sign_in, sign_up
from tests.running import Running, honour, running, settle
from tests.trades.support.cast import published, switched, wrote
from tests.website.test_own_tables import asked
from tests.website.test_own_tables_on_postgres import found

WROTE = "canari-message-Pg5t"
WHY = "canari-raison-Pg5t"
LEFT = "canari-volontés-Pg5t"
TICKET = "Canari-demande-Pg5t"


@pytest.fixture
def desk(tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A served site whose database is a server's."""
    monkeypatch.setenv("SITE_DATABASE", postgres_url.replace("+psycopg", ""))
    folder = tmp_path / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    file = folder / "honour.toml"
    file.write_text('database = "${SITE_DATABASE}"\n' + file.read_text("utf-8"), "utf-8")
    with running(folder, *settle(folder)) as site:
        yield site


def answered(statement: str) -> list[tuple[object, ...]]:
    """What a statement reads on the server."""
    with psycopg.connect(os.environ["SITE_DATABASE"]) as server:
        return server.execute(statement.encode()).fetchall()


def dumped() -> str:
    """All that the server's own way of saving it writes."""
    program = ["pg_dump", "--inserts", os.environ["SITE_DATABASE"]]
    return subprocess.run(program, check=True, capture_output=True, text=True).stdout


def test_from_signing_up_to_the_receipt(desk: Running) -> None:
    for name in ("ada", "bo"):
        sign_up(desk, name)
    ada, bo = (sign_in(desk, name, **{"Accept-Language": "en"}) for name in ("ada", "bo"))
    assert not (desk.folder / "data/honour.db").exists()
    assert correct(ada, CORRECTED).status == 302
    assert correct(bo, {"name": "Bo Diddley"}).status == 302
    shown = words(ada.get("/me/data/"))
    assert all(value in shown for value in ("ada@exemple.example", *CORRECTED.values()))
    archive = " ".join(taken_away(ada).values())
    assert CORRECTED["telephone"] in archive
    assert "bo@exemple.example" not in archive

    assert ada.send("/me/choices/", {"say": "no"}, to="/me/choices/letters/").status == 302
    left = {"wish": "erase", "trusted": LEFT, "text": LEFT}
    assert ada.send("/me/choices/directives/", left).status == 302
    assert ada.send("/choices/", {"say": "none"}).status == 302, "nothing is asked here: it leads back"
    fields = {"subject": "question", "on_behalf": "myself", "text": WROTE}
    assert ada.send("/contact/", fields).status == 302
    assert WROTE in ada.get("/contact/").text
    assert WROTE not in bo.get("/contact/").text
    assert ada.send("/me/object/", {"purpose": "security", "why": WHY}).status == 302
    assert ada.send("/me/restrict/", {"why": WHY}).status == 302
    for each in re.findall(r'name="hold" value="([^"]+)"', ada.get("/me/requests/").text):
        assert ada.send("/me/requests/", {"hold": each}, to="/me/restrict/lift/").status == 302
    requests = words(ada.get("/me/requests/"))
    assert "Ended by you." in requests
    assert [found(sealed) for sealed in (WROTE, WHY, LEFT)] == [0, 0, 0], "what she wrote lies sealed"
    assert any(found(each) for each in CORRECTED.values()), "the positive control"

    ticket = published(ada, TICKET)
    assert wrote(bo, ticket, "Mine too.", shown="on").status == 302
    assert TICKET in words(desk.browser().get(f"/tickets/?q={TICKET.lower()}"))
    assert "Mine too." in words(desk.browser().get(f"/tickets/{ticket}/"))
    assert switched(ada, ticket, "private").status == 302
    assert TICKET not in words(desk.browser().get("/tickets/"))
    assert found(TICKET), "the positive control"

    again(ada, "/me/erase/")
    assert say_yes(ada, "/me/erase/").status == 302
    until(lambda: answered("SELECT id FROM keeping_people_person WHERE username = 'ada'") == [])
    until(lambda: any("/me/receipt/" in each for each in letters_to(desk, "ada@exemple.example")))
    link = re.search(r"/me/receipt/\S+?/", letters_to(desk, "ada@exemple.example")[0])
    assert link
    visitor = desk.browser(**{"Accept-Language": "en"})
    receipt = visitor.get(link[0])
    assert receipt.status == 200
    assert json.loads(visitor.get(f"{link[0]}receipt.json").text)["levels"]["logical"] == "gone"
    dump = dumped()
    assert "Bo Diddley" in dump, "the positive control"
    assert answered("SELECT id FROM support_ticket") == []
    assert TICKET not in dump
    for gone in (*CORRECTED.values(), WROTE, WHY, LEFT):
        assert gone not in dump, gone
    assert ada.get("/account/").status == 302
    assert "Bo Diddley" in words(bo.get("/me/data/"))
    assert "Traceback" not in desk.log()
    assert json.loads(asked("check", "--json", "--site", desk.folder).stdout)["findings"] == []
