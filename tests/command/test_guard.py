"""`honour guard`: JSON lines in, JSON lines out, and what is said of a line that cannot be read."""

import json
import subprocess
import sys
from typing import Any, Final

import pytest

from tests.command.test_json import validator
from tests.journeys.shop import ROOT
from tests.rules.test_quick_starts import LOADED

CARD: Final = "4970 4153 1782 1815"
DOOR: Final = {"id": "7", "text": "Le code de la porte est 4590B, sonnez.", "lang": "fr"}


def guard(*lines: bytes | dict[str, Any], words: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
    """What the command says to lines, and its exit code."""
    given = b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)
    program = [sys.executable, "-m", "honour.command", "guard", *words]
    return subprocess.run(program, input=given, cwd=ROOT, capture_output=True, check=False)


def answers(told: subprocess.CompletedProcess[bytes]) -> list[Any]:
    read = [json.loads(line) for line in told.stdout.splitlines()]
    for one in read:
        validator("guard").validate(one)
    return read


def test_each_line_is_answered_with_the_places_of_what_was_found() -> None:
    told = guard(DOOR, {"id": 8, "text": f"Ma carte {CARD} est refusée."}, {"id": "9", "text": "Bonjour."})
    assert (told.returncode, told.stderr) == (0, b"")
    assert answers(told) == [
        {"id": "7", "spans": [{"start": 24, "end": 29, "type": "ACCESS_CODE"}]},
        {"id": 8, "spans": [{"start": 9, "end": 28, "type": "CARD"}]},
        {"id": "9", "spans": []},
    ]


def test_places_are_counted_in_characters_of_the_text_as_it_was_given() -> None:
    text = "😀 e\u0301te\u0301 : mot de pas\u200bse **Lavande\u200b!34**."
    [answer] = answers(guard({"id": "1", "text": text}))
    [span] = answer["spans"]
    assert text[span["start"] : span["end"]] == "Lavande\u200b!34"


@pytest.mark.parametrize(
    ("language", "what", "masked"),
    [
        ("fr", "Ceci semble être le code d'une porte", "Le code de la porte est [code masqué], sonnez."),
        ("en", "This looks like the code of a door", "Le code de la porte est [code masked], sonnez."),
    ],
)
def test_reasons_and_masks_are_in_the_language_of_the_line(language: str, what: str, masked: str) -> None:
    for words, line in (
        (("--lang", "en"), {**DOOR, "lang": language}),
        (("--lang", language), {"id": "7", "text": DOOR["text"]}),
    ):
        [answer] = answers(guard(line, words=("--reasons", "--masked", *words)))
        [span] = answer["spans"]
        assert what in span["what"]
        assert "code de la porte" in span["why"]
        assert "4590B" not in json.dumps([span, answer["masked"]])
        assert answer["masked"] == masked


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"mot de passe Tilleul#2031\n", "it is no JSON"),
        (b'{"id": "1", "text": "Tilleul#2031 \xff"}\n', "not UTF-8"),
        (b'["Tilleul#2031"]\n', "no JSON object"),
        (b'{"id": "1", "texte": "Tilleul#2031"}\n', '"text" is missing'),
        (b'{"text": "Tilleul#2031"}\n', '"id" is missing'),
        (b'{"id": true, "text": "Tilleul#2031"}\n', '"id" is missing, or neither'),
        (b'{"id": "1", "text": "Tilleul#2031", "lang": "de"}\n', 'neither "fr" nor "en"'),
        (b'{"id": ' + b"9" * 5000 + b', "text": "Tilleul#2031"}\n', "too many digits"),
        (b"[" * 100_000 + b"\n", "nested too deeply"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_answered(line: bytes, told: str) -> None:
    said = guard(DOOR, b"\n", line, DOOR)
    assert said.returncode == 2
    assert len(answers(said)) == 2
    [error] = said.stderr.decode().splitlines()
    assert error.startswith("honour guard: line 3: ")
    assert told in error
    assert 'write one object on one line: {"id": "1", "text": "…"}' in error
    assert "Tilleul" not in error


def test_an_answer_comes_before_the_next_line_is_there() -> None:
    program = [sys.executable, "-m", "honour.command", "guard"]
    with subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for _ in range(2):
            running.stdin.write(json.dumps(DOOR).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == "7"
        running.stdin.close()
        assert running.wait() == 0


def test_it_starts_without_what_it_does_not_need() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, "guard"],
        input=json.dumps(DOOR) + "\n",
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(ran.stdout.splitlines()[1:])
    assert {"honour", "argparse"} <= modules, "the reader saw nothing"
    assert not modules & {"django", "sqlalchemy", "dbos", "cryptography", "rich", "typst", "logging"}
