"""What rests on a consent ends when that consent is withdrawn, and nothing that rests on another."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.portal.visiting import rows, sign_in, sign_up
from tests.running import Running, honour, running, settle

KINDS = """
  phone: {holds: [telephone], of: customer}
  address: {holds: [postal address], of: customer}
  ticket: {holds:"""
USES = """
  - {data: phone, for: orders, basis: consent}
  - {data: address, for: delivery, basis: consent}

share:"""
TERMS = """
  - {data: [phone, address], until: consent withdrawn, or: 2 years without sign-in}

allow:"""
CHANGES = {
    "holds: [name, e-mail, telephone, postal address]": "holds: [name, e-mail]",
    "holds: [name, postal address, invoice]": "holds: [invoice]",
    "optional: [telephone, postal address, second factor]": "optional: second factor",
    "\n  ticket: {holds:": KINDS,
    "\nshare:": USES,
    "\nallow:": TERMS,
}
TOMORROW = "2026-12-02T10:00+00:00"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A support desk that asks a yes for the telephone, and another for the postal address."""
    folder = tmp_path_factory.mktemp("withdrawn") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    file = folder / "policy.yaml"
    policy = file.read_text("utf-8")
    for before, after in CHANGES.items():
        assert before in policy, before
        policy = policy.replace(before, after, 1)
    file.write_text(policy, "utf-8")
    clock = folder.parent / "now"
    clock.write_text("2026-12-01T10:00+00:00", "utf-8")
    environment = {**os.environ, "HONOUR_NOW_FILE": str(clock)}
    with running(folder, *settle(folder), environment=environment) as site:
        yield site


def run(site: Running, *words: str, now: str = "2026-12-01T11:00+00:00", tries: int = 20) -> Any:
    """A command's document; again while the site's own schedule is at work."""
    program = [sys.executable, "-m", "honour.command", *words, "--json", "--site", str(site.folder)]
    environment = {**os.environ, "HONOUR_NOW": now}
    ran = subprocess.run(program, check=False, capture_output=True, text=True, env=environment)
    if "another command is at work" in ran.stdout + ran.stderr and tries:
        return run(site, *words, now=now, tries=tries - 1)
    return json.loads(ran.stdout)


def fill_in(site: Running, who: str, **fields: str) -> None:
    for field, value in fields.items():
        told = run(site, "rectify", who, f"{field.replace('_', ' ')}={value}")
        done = run(
            site,
            "rectify",
            who,
            f"{field.replace('_', ' ')}={value}",
            "--really",
            told["digest"],
            "--why",
            "x",
        )
        assert "receipt" in done, done


def held(site: Running) -> dict[str, tuple[str, str]]:
    found = rows(site, "SELECT username, telephone, postal_address FROM keeping_people_person")
    return {name: (telephone, address) for name, telephone, address in found}


def test_a_withdrawal_ends_what_rested_on_that_yes_and_a_new_yes_keeps_it(desk: Running) -> None:
    folder, answers = desk.folder, {"ada": ("yes", "no"), "bo": ("yes", "no", "yes"), "eve": ("yes",)}
    for number, (name, said) in enumerate(answers.items(), start=1):
        sign_up(desk, name)
        browser, address = sign_in(desk, name), f"{name}@exemple.example"
        fill_in(desk, address, telephone=f"+33 6 00 00 00 0{number}", postal_address=f"{number} rue Haute")
        to = "/me/choices/consent/"
        browser.send("/me/choices/", {"purpose": "delivery", "say": "yes"}, to)
        for answer in said:
            assert browser.send("/me/choices/", {"purpose": "orders", "say": answer}, to).status == 302
    before = held(desk)
    assert before["ada"] == ("+33 6 00 00 00 01", "1 rue Haute"), "the positive control"
    due = run(desk, "sweep", now=TOMORROW)
    done = run(desk, "sweep", "--really", due["digest"], "--clock-is-right", now=TOMORROW)
    assert "error" not in done, done
    after = held(desk)
    assert after["ada"] == ("", "1 rue Haute"), "the telephone rested on the yes that she took back"
    assert (after["bo"], after["eve"]) == (before["bo"], before["eve"])
    files = [path for path in Path(folder, "data").glob("honour.db*") if path.is_file()]
    assert b"00 00 00 01" not in b"".join(path.read_bytes() for path in files)
    assert b"00 00 00 02" in b"".join(path.read_bytes() for path in files)
