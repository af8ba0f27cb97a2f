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


def test_a_contract_that_was_recorded_and_lapsed_stops_the_test_as_it_stops_letters(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    honour("new", folder, "--like", "support-desk")
    paper = folder / "host.pdf"
    paper.write_bytes(b"%PDF-1.7 the host's contract")
    record = ("recipient", "record", "host", paper, "--signed", "2025-01-02")
    with post_office(tmp_path / "office") as office:
        mailing(folder, office)
        file = folder / "honour.toml"
        file.write_text(file.read_text("utf-8").replace("[mail]\n", '[mail]\nrecipient = "host"\n'), "utf-8")
        honour(*record, "--until", "2026-01-31", "--really", "--site", folder)
        refused = asked(folder, "ada@exemple.example", **office.environment())
        assert refused.returncode == 1
        assert "2026-01-31" in refused.stderr
        assert "honour recipient record" in refused.stderr
        assert not office.letters
        honour(*record, "--until", "2099-12-31", "--really", "--site", folder)
        assert asked(folder, "ada@exemple.example", **office.environment()).returncode in (0, 1)
        assert len(office.letters) == 1


def test_a_demo_sends_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    told = asked(folder)
    assert (told.returncode, "/outbox/" in told.stderr) == (2, True)
