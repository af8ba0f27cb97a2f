"""How long the command takes from the shell to its end, where it needs no database."""

import statistics
import subprocess
import sys
from pathlib import Path
from typing import Final

from bench.erasing import site_of
from bench.measures import Measure, measured, took
from honour.carrying_out.ports import Act
from honour.publishing.pack_file import zipped

HONOUR: Final = Path(sys.executable).parent / "honour"
LIMIT: Final = 0.3  # seconds, DESIGN section 12


def starting(database: Path, rounds: int) -> list[Measure]:
    """Whole processes, one of each in turn, beside a Python that does nothing."""
    pack = _pack(database)
    site = ["--site", str(database.parent)]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "honour --help": [str(HONOUR), "--help"],
        "honour words": [str(HONOUR), "words"],
        "honour publish": [str(HONOUR), "publish", *site],
        "honour verify": [str(HONOUR), "verify", str(pack)],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, words in commands.items():
            times[name].append(took(_run, words)[0])
    bare = statistics.median(times.pop("python -c pass"))
    note = f"python -c pass in the same run: {bare:.3f} s"
    return [
        measured(f"start: {name}", took, None, ("at most", LIMIT), note, "s") for name, took in times.items()
    ]


def _run(words: list[str]) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def _pack(database: Path) -> Path:
    """An evidence pack of a journal with a few entries."""
    pack = database.with_name("pack.zip")
    with site_of(database) as site:
        for number in range(3):
            site.records.journal(Act("read", "os:bench", {"number": number}), site.now)
        document = {"promises": [], "key": str(site.records.verifier_key())}
        pack.write_bytes(zipped(site.records.pack(document, site.now)))
    return pack
