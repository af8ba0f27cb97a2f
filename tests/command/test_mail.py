"""`honour mail test`: a letter is handed over by real SMTP, and the domain's records are looked up."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema

from tests.jobs.site_with_mail import mailing
from tests.post_office import post_office
from tests.running import honour

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/mail.json").read_text("utf-8"))


def asked(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "honour.command", "mail", "test", *words, "--site", str(folder)]
    return subprocess.run(
        program, check=False, capture_output=True, text=True, env={**os.environ, **environment}
    )


def test_a_letter_is_sent_and_the_records_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    honour("new", folder, "--like", "support-desk")
    with post_office(tmp_path / "office") as office:
        mailing(folder, office)
        told = asked(folder, "ada@exemple.example", "--json", **office.environment())
        [letter] = office.letters.values()
    assert letter["To"] == "ada@exemple.example"
    document = json.loads(told.stdout)
    jsonschema.validate(document, SCHEMA)
    assert document["delivery"] == "sent"
    assert document["domain"] == "secours-pc.example"
    assert told.returncode in (0, 1), "whether the records are there, this machine's name server says"
    gone = asked(folder, "ada@exemple.example", **office.environment())
    assert gone.returncode == 3
    assert "[mail]" in gone.stdout


def test_without_its_section_or_its_secret_it_says_what_to_write(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    honour("new", folder, "--like", "support-desk")
    told = asked(folder)
    assert (told.returncode, "[mail]" in told.stderr) == (1, True)
    with post_office(tmp_path / "office") as office:
        mailing(folder, office)
    assert "DESK_MAIL" in asked(folder).stderr


def test_a_demo_sends_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    told = asked(folder)
    assert (told.returncode, "/outbox/" in told.stderr) == (2, True)
