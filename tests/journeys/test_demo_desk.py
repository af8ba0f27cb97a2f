"""`make run` from outside: a support desk with a year behind it is made, served, and says where to look."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal.security.cast import code, where
from tests.running import Browser, free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int, str]]:
    """The folder of the demo, its port, and all that was told until it answered."""
    folder, port = tmp_path_factory.mktemp("demo") / "desk", free_port()
    words = [sys.executable, str(ROOT / "examples/support-desk/demo.py"), str(folder), str(port)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        told = ""
        for line in process.stdout:
            told += line
            if "Ctrl-C ends it" in line:
                break
        try:
            yield folder, port, told
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def asked(folder: Path, *words: str) -> dict[str, object]:
    """What a command says of the demo, while it is served."""
    command = [sys.executable, "-m", "honour.command", *words, "--json", "--site", str(folder)]
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    assert told.returncode in (0, 1), told.stderr
    found: dict[str, object] = json.loads(told.stdout)
    return found


def test_the_cast_is_named_with_the_passwords_of_this_start(desk: tuple[Path, int, str]) -> None:
    _, port, told = desk
    cast = dict(re.findall(r"^  (\w+) +((?:[0-9a-f]{4}-){3}[0-9a-f]{4}) ", told, flags=re.MULTILINE))
    assert set(cast) == {"camille", "karim", "ines", "paul", "lea"}
    browser = Browser(port)
    assert browser.send("/account/login/", {"login": "camille", "password": cast["camille"]}).status == 302
    assert "camille@exemple.example" in browser.get("/account/").text


def test_staff_sign_in_at_once_by_the_secret_that_is_printed(desk: tuple[Path, int, str]) -> None:
    _, port, told = desk
    found = re.findall(r"^  (\w+) +(\S+)  .*\n +authenticator: ([A-Z2-7]+)$", told, flags=re.MULTILINE)
    staff = {name: (password, secret) for name, password, secret in found}
    assert set(staff) == {"ines", "paul", "lea"}
    assert len({secret for _, secret in staff.values()}) == 3
    browser, (password, secret) = Browser(port), staff["paul"]
    asked = where(browser.send("/account/login/", {"login": "paul", "password": password}))
    assert asked.startswith("/account/2fa/authenticate/")
    assert browser.get("/requests/").status == 302, "the password alone opens nothing"
    given = {code(secret, browser.get(asked))}
    shown = [sys.executable, str(ROOT / "examples/support-desk/demo.py"), "--code", secret]
    given.add(subprocess.run(shown, check=True, capture_output=True, text=True).stdout.strip())
    given.add(code(secret, browser.get(asked)))
    assert len(given) <= 2, "one code, or the next where half a minute ended meanwhile"
    assert browser.send(asked, {"code": code(secret, browser.get(asked))}).status == 302
    assert browser.get("/requests/").status == 200


def test_every_place_that_is_named_is_there(desk: tuple[Path, int, str]) -> None:
    _, port, told = desk
    places = re.findall(r"^  (/\S*) ", told, flags=re.MULTILINE)
    own = {"/account/", "/me/data/", "/contact/", "/requests/", "/tickets/", "/staff/tickets/"}
    assert {"/", "/privacy", "/outbox/", *own} == set(places)
    for place in places:
        assert Browser(port).get(place).status in (200, 302), place


def test_two_versions_five_requests_a_sweep_done_and_one_due(desk: tuple[Path, int, str]) -> None:
    folder, port, _ = desk
    assert "Version 2" in Browser(port, headers={"Accept-Language": "en"}).get("/privacy").text
    assert asked(folder, "sweep")["digest"]
    told = json.dumps(asked(folder, "prove"))
    assert "answered late or overdue" in told
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(f"file:{folder}/data/honour.db?mode=ro", uri=True)) as connection:
        states = connection.execute("SELECT kind, state FROM keeping_requests_request").fetchall()
        held = connection.execute("SELECT count(*) FROM keeping_holds_personhold").fetchone()
    assert states.count(("erase", "open")) == 2
    assert states.count(("erase", "answered")) == 3
    assert ("sweep", "answered") in states
    assert held[0] >= 1


def test_the_outbox_holds_letters_in_both_languages(desk: tuple[Path, int, str]) -> None:
    _, port, _ = desk
    shown = Browser(port).get("/outbox/").text
    assert "camille@exemple.example" in shown
    assert "karim@exemple.example" in shown
