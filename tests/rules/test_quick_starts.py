"""What needs no database starts without one: neither Django nor SQLAlchemy is loaded (DESIGN, section 12)."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.reading import ROOT

SITE = "examples/chinook"
LOADED = """
import sys
from honour.command.main import run
sys.argv = ["honour", *sys.argv[1:]]
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
print(*sorted({name.partition(".")[0] for name in sys.modules}), sep="\\n")
"""


def loaded(*words: str) -> set[str]:
    """The top-level modules in memory after `honour WORDS` has run; the command itself must succeed."""
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, *words], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.splitlines())


@pytest.mark.parametrize("words", [("--help",), ("publish", "--site", SITE)])
def test_a_command_without_a_database_loads_no_framework(words: tuple[str, ...]) -> None:
    needed = [Path("src/honour/command/main.py"), *([Path(SITE)] if SITE in words else [])]
    missing = [path for path in needed if not (ROOT / path).exists()]
    if missing:
        pytest.skip(f"not written yet: {missing}")
    modules = loaded(*words)
    assert {"honour", "argparse"} <= modules, "the reader saw nothing"
    assert not modules & {"django", "sqlalchemy", "dbos"}
