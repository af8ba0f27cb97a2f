"""The guard over tickets of ordinary prose, over many short texts, and over texts made to be slow."""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from bench.measures import Measure, measured, quartiles
from honour.guard import look

ROOT: Final = Path(__file__).parents[1]
LIMIT: Final = 0.2  # milliseconds a KB, DESIGN section 14
IMPORT: Final = 50  # milliseconds, the issue
MEMORY: Final = 10  # MB, the issue
TICKETS: Final = ("running.md", "using.md", "backups.md", "accounts.md")
CONFIDENTIAL: Final = (
    "Le mot de passe de la box est Tournesol-1987! et le code du portail 4590B.",
    "Call me on 07700 900 412 or write to lucy_barnes@btinternet.com, 14 Tanner Street, Bristol BS2 0PL.",
    "La carte 4970 4153 1782 1815 est refusée ; IBAN FR14 2004 1010 0505 0001 3M02 606.",
)
HOSTILE: Final = (
    "1 ",
    "password ",
    "code de la porte ",
    "12 Old Mill Lane ",
    "a@",
    "-----BEGIN PRIVATE KEY-----",
)
_ALONE: Final = """
import sys, time
from pathlib import Path
def held():
    lines = Path("/proc/self/status").read_text().splitlines() if sys.platform == "linux" else []
    return [int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS:")] or [float("nan")]
[before], begun = held(), time.process_time()
import honour.guard
took = time.process_time() - begun
for text in sys.stdin.read().split("\\f"):
    honour.guard.look(text)
print(took, held()[0] - before)
"""


def guarding(rounds: int) -> list[Measure]:
    """Milliseconds of the processor a KB, those of the import, and the memory that both take."""
    tickets, short = _tickets(), _short()
    alone = [_alone([*tickets, *short]) for _ in range(rounds)]
    return [
        _per_kb("guard: tickets of 20 KB", tickets, rounds),
        _per_kb("guard: 300 texts of a sentence or two", short, rounds),
        _hostile(rounds),
        measured("guard: import", [took for took, _ in alone], goal=("at most", IMPORT)),
        Measure("guard: memory", "MB", *_middle([held for _, held in alone]), goal=("at most", MEMORY)),
    ]


def _tickets() -> list[str]:
    """Pages of this project's own, cut to 20 KB, with something confidential at three places of each."""
    pages = [(ROOT / "docs" / name).read_text("utf-8") for name in TICKETS]
    return [
        "\n".join(
            page[start : start + 6_600] + "\n" + said
            for start, said in zip((0, 6_600, 13_200), CONFIDENTIAL, strict=True)
        )
        for page in pages
    ]


def _short() -> list[str]:
    lines = (ROOT / "tests/guard/labelled.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def _spent(work: Callable[[], object]) -> float:
    """The processor's seconds: by the clock, a busy machine tells its load instead."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _kilobytes(texts: Sequence[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1024


def _per_kb(name: str, texts: Sequence[str], rounds: int) -> Measure:
    """Milliseconds a KB; the note says what finding the texts' words alone takes, in the same run."""
    size = _kilobytes(texts)
    ours, words = [], []
    for _ in range(rounds):
        ours.append(_spent(lambda: [look(text) for text in texts]) * 1000 / size)
        words.append(_spent(lambda: [re.findall(r"\w+", text.lower()) for text in texts]) * 1000 / size)
    note = f"finding the words alone {statistics.median(words):.3f} ms"
    return Measure(name, "ms/KB", *_middle(ours), goal=("at most", LIMIT), note=note)


def _hostile(rounds: int) -> Measure:
    """The slowest of the texts made to be slow, 1 MB beside 100 KB: 10 where it grows with the length."""
    grown = []
    for piece in HOSTILE:
        small, large = (
            min(
                _spent(partial(look, f"0123456789 {piece * (size // len(piece))}"))
                for _ in range(rounds // 3)
            )
            for size in (100_000, 1_000_000)
        )
        grown.append(large / small)
    return Measure(
        "guard: made to be slow, 1 MB beside 100 KB", "×", *_middle([max(grown)]), goal=("at most", 12)
    )


def _middle(values: Sequence[float]) -> tuple[float, float, float]:
    low, middle, high = quartiles(values)
    return middle, low, high


def _alone(texts: Sequence[str]) -> tuple[float, float]:
    """The seconds of the import in a process of its own, and the MB that it and looking take."""
    ran = subprocess.run(
        [sys.executable, "-c", _ALONE],
        input="\f".join(texts),
        cwd=ROOT / "src",
        env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        capture_output=True,
        text=True,
        check=True,
    )
    took, held = map(float, ran.stdout.split())
    return took, held
