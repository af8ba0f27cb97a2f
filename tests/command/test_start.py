"""How the command starts: what needs no database loads none, and wrong words are met with help."""

import re
import subprocess
import sys

import pytest

from honour.command.main import COMMANDS
from tests.journeys.shop import Shop
from tests.rules.test_quick_starts import SITE, loaded

HEAVY = {"django", "sqlalchemy", "cryptography"}
LOADED = """
import sys
from honour.command.main import main
main(sys.argv[1:])
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""
NAMES = [name for name, _ in COMMANDS]


@pytest.mark.parametrize(
    ("words", "not_needed"),
    [
        (("words",), HEAVY),
        (("words", "--json"), HEAVY | {"rich"}),
        (("check", "--policy-only", "--site", SITE), HEAVY),
        (("publish", "--json", "--site", SITE), HEAVY | {"rich", "typst"}),
        (("publish", "--format", "html", "--site", SITE), HEAVY | {"rich", "typst"}),
        (("words", "--reference"), HEAVY | {"rich", "typst"}),
        (("compare", f"{SITE}/policy.yaml", f"{SITE}/policy.yaml"), HEAVY | {"rich", "typst"}),
        (("erase", "--help"), HEAVY | {"rich"}),
    ],
)
def test_what_needs_no_database_loads_none(words: tuple[str, ...], not_needed: set[str]) -> None:
    modules = loaded(*words)
    assert {"honour", "argparse"} <= modules, "the reader saw nothing"
    assert not modules & not_needed


def test_verify_loads_what_checks_signatures_and_no_framework(shop: Shop) -> None:
    assert shop.run("person", "customer:3").code == 0
    pack = shop.folder / "pack.zip"
    assert shop.run("prove", "--pack", str(pack)).code == 0
    modules = loaded("verify", str(pack))
    assert "cryptography" in modules
    assert not modules & {"django", "sqlalchemy", "rich"}


def test_help_names_every_command(shop: Shop) -> None:
    told = shop.run("--help", also={"COLUMNS": "100"})
    assert told.code == 0
    for name, help_text in COMMANDS:
        assert re.search(rf"^ +{name}\s+{re.escape(help_text)}$", told.out, re.MULTILINE), name


@pytest.mark.parametrize("name", NAMES)
def test_the_help_of_a_command_says_what_each_word_does(shop: Shop, name: str) -> None:
    told = shop.run(name, "--help", also={"COLUMNS": "100"})
    assert (told.code, told.err) == (0, "")
    assert f"honour {name}: {dict(COMMANDS)[name]}" in told.out
    options = re.findall(r"^  (-?[^\n]*)\n?( {10,}[^\n]*)?", told.out.partition("options:")[2], re.MULTILINE)
    assert len(options) >= 2
    for option, below in options:
        assert below.strip() or re.search(r"\S  +\S", option), f"{option} is not explained"


def test_without_a_command_the_help_is_shown_and_nothing_is_done(shop: Shop) -> None:
    told = shop.run()
    assert (told.code, told.out) == (2, "")
    assert all(name in told.err for name in NAMES)
    assert "there is no command" not in told.err


@pytest.mark.parametrize(
    ("typed", "meant"), [("eraze", "erase"), ("pubish", "publish"), ("verfy", "verify"), ("Sweep", "sweep")]
)
def test_a_misspelt_command_is_met_with_the_nearest(shop: Shop, typed: str, meant: str) -> None:
    told = shop.run(typed, "customer:3", "--really", "0" * 64)
    assert (told.code, told.out) == (2, "")
    assert f"there is no command “{typed}”; did you mean `honour {meant}`?" in told.err


def test_a_command_like_no_other_is_met_with_the_list(shop: Shop) -> None:
    told = shop.run("nonsense\x1b[31m")
    assert (told.code, told.out) == (2, "")
    assert "there is no command “nonsense\\u001b[31m”" in told.err
    assert "did you mean" not in told.err


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("erase", "customer:3", "--real", "0" * 64), "--real"),
        (("person", "Tremblay", "François", "--wy=x"), "--wy"),
    ],
)
def test_an_option_is_never_guessed_and_no_value_is_repeated(
    shop: Shop, words: tuple[str, ...], named: str
) -> None:
    told = shop.run(*words)
    assert (told.code, told.out) == (2, "")
    assert "usage: honour" in told.err
    assert named in told.err
    for value in ("Tremblay", "François", "0" * 64):
        assert value not in told.err


def test_a_command_over_a_file_loads_no_driver_of_a_server(shop: Shop) -> None:
    """Half of its start would be theirs."""
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, "person", "nobody@nowhere.example"],
        cwd=shop.site,
        env=shop.environment(None),
        capture_output=True,
        text=True,
        check=False,
    )
    modules = set(ran.stderr.splitlines()[-1].split())
    assert {"honour", "sqlite3", "django"} <= modules, "the reader saw nothing"
    assert not modules & {"sqlalchemy", "psycopg", "pymysql"}
