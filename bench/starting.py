"""How long the command takes from the shell to its end, where it needs no database."""

import os
import resource
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
    # As installed: the bytecode is there, whatever the shell that runs this forbids to write.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(database.with_name("bytecode"))}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(words: list[str]) -> None:
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=environment)

    for words in commands.values():
        run(words)
    times: dict[str, list[float]] = {name: [] for name in commands}
    busy: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, words in commands.items():
            before = _children()
            times[name].append(took(run, words)[0])
            busy[name].append(_children() - before)
    bare = f"python -c pass {statistics.median(times.pop('python -c pass')):.3f} s"
    return [
        measured(
            f"start: {name}",
            took_it,
            goal=("at most", LIMIT),
            note=f"processor {statistics.median(busy[name]):.3f} s; {bare}",
            unit="s",
        )
        for name, took_it in times.items()
    ]


def _children() -> float:
    """Processor seconds that ended children have had; on a busy machine they wait much longer."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _pack(database: Path) -> Path:
    """An evidence pack of a journal with a few entries."""
    pack = database.with_name("pack.zip")
    with site_of(database) as site:
        for number in range(3):
            site.records.journal(Act("read", "os:bench", {"number": number}), site.now)
        document = {"promises": [], "key": str(site.records.verifier_key())}
        pack.write_bytes(zipped(site.records.pack(document, site.now)))
    return pack
