"""The console where the site's own database, and a store beside it, lie on PostgreSQL: each page of staff
answers, files open from both, and each opening is in the journal there.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.console.factors import PEOPLE
from tests.portal.my_data.visiting import correct, words
from tests.portal.security.cast import add_app, code, where
from tests.portal.visiting import PASSWORD, letters_to, sign_in, sign_up
from tests.running import Answer, Browser, Running, honour, running, settle
from tests.servers import scratch_on_postgres
from tests.website.test_own_tables import asked
from tests.website.test_routes import ROUTES, paths

MAP = """
honour map: 1
stores: {crm: {sql: "${CRM_DATABASE}", time: {zone: Europe/Paris}}}
persons: {visitor: {table: crm.contacts, key: id, known by: {mail: e-mail}}}
places:
  - {table: crm.contacts, belongs to: {visitor: id}, holds: {mail: e-mail, called: name}, collected: since}
"""
CONTACTS = """
CREATE TABLE contacts (id serial PRIMARY KEY, mail text, called text, since timestamp NOT NULL);
INSERT INTO contacts (mail, called, since) VALUES ('ben@old.example', 'Canari Ben', '2026-11-01 10:00:00');
"""


@pytest.fixture
def desk(tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A served site: its own tables in one database of the server, contacts in another."""
    with scratch_on_postgres() as beside:
        monkeypatch.setenv("SITE_DATABASE", postgres_url.replace("+psycopg", ""))
        monkeypatch.setenv("CRM_DATABASE", beside)
        with psycopg.connect(beside.replace("+psycopg", "")) as crm:
            crm.execute(CONTACTS.encode())
        folder = tmp_path / "desk"
        honour("new", folder, "--like", "support-desk", "--demo")
        policy, file = folder / "policy.yaml", folder / "honour.toml"
        text, line = policy.read_text("utf-8"), "telephone, postal address], of: customer,"
        assert line in text
        policy.write_text(text.replace(line, line.replace("customer", "[customer, visitor]")), "utf-8")
        file.write_text('database = "${SITE_DATABASE}"\n' + file.read_text("utf-8"), "utf-8")
        (folder / "map.yaml").write_text(MAP, "utf-8")
        with running(folder, *settle(folder)) as site:
            yield site


def on_server(statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(os.environ["SITE_DATABASE"]) as server:
        cursor = server.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def page(browser: Browser, secret: str, path: str) -> Answer:
    """A page, once the second factor was shown where it asks for it."""
    shown = browser.get(path)
    if shown.status == 302 and "/2fa/reauthenticate/" in where(shown):
        on_server("DELETE FROM keeping_people_remembered WHERE value::text NOT LIKE '[%'")
        form = "/account/2fa/reauthenticate/?next=/account/"
        assert browser.send(form, {"code": code(secret, browser.get(form))}).status == 302
        shown = browser.get(path)
    return shown


def test_the_pages_of_staff_answer_and_files_open(desk: Running) -> None:
    sign_up(desk, "ada")
    assert correct(sign_in(desk, "ada"), {"name": "Canari Ada"}).status == 302
    sign_up(desk, "chief")
    for role in ("administration", "privacy officer", "support"):
        added = asked("staff", "add", "chief", "--role", role, "--site", desk.folder)
        assert added.returncode == 0, added.stderr
    chief = sign_in(desk, "chief", **{"Accept-Language": "en"})
    secret = add_app(chief, PASSWORD)
    assert page(chief, secret, PEOPLE).status == 200
    answers = {
        path: page(chief, secret, path).status
        for path, name in paths(desk.folder)
        if ROUTES[name] == "staff" and "/1/" not in path and "A" * 43 not in path
    }
    assert len(answers) > 12
    odd = {path: status for path, status in answers.items() if status not in (200, 405)}
    assert odd == {"/staff/recoveries/": 403}, "this policy assists nobody"
    tasks = re.findall(r'<option value="(support\|[^"]+)"', chief.get(PEOPLE).text)
    for who, value in (("ada", "ada@exemple.example"), ("ben@old.example", "Canari Ben")):
        opened = [chief.send(PEOPLE, {"who": who, "task": task, "why": f"case 12, {task}"}) for task in tasks]
        assert any(value in words(each) for each in opened), who
    acts = [json.loads(str(act)) for (act,) in on_server("SELECT act FROM keeping_journal_detail")]
    assert len([act for act in acts if act["act"] == "read" and act["by"] == "staff: support"]) >= 2
    own = page(chief, secret, "/staff/security/").text
    states = dict(re.findall(r'data-seen="([^"]+)" data-state="([^"]+)"', own))
    superuser = on_server("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == [(True,)]
    assert states["database user"] == ("not-kept" if superuser else "kept")
    on_server(
        "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'full'; END $$ LANGUAGE"
        " plpgsql;"
        " CREATE TRIGGER no_entry BEFORE INSERT ON keeping_journal_entry EXECUTE FUNCTION refuse()"
    )
    refused = chief.send(PEOPLE, {"who": "ada", "task": tasks[0], "why": "no journal, no data"})
    assert refused.status >= 500
    assert "ada@exemple.example" not in refused.text
    on_server("DROP TRIGGER no_entry ON keeping_journal_entry")
    assert "Traceback" not in desk.log()
    assert letters_to(desk, "chief@exemple.example")
