"""Kills a program at whatever makes something durable: an undisturbed run is traced and its system calls are
listed; then runs are killed as they enter one of them, drawn from all with a fixed seed.
"""

import hashlib
import os
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

SEED = "Chinook"
DURABLE = "pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename"


def tracing(strace: str, log: Path, *also: str) -> list[str]:
    """The words before a program that list its calls in `log`."""
    return [strace, "-f", "-qq", "-o", str(log), "-e", f"trace={DURABLE}", *also]


def injected(point: tuple[str, int]) -> list[str]:
    """The words for `tracing` that kill as the program enters one of its calls."""
    name, which = point
    return ["-e", f"inject={name}:signal=SIGKILL:when={which}"]


def calls_of(log: Path) -> list[tuple[str, int]]:
    """The system calls of a trace, each with its number among those of its name, as strace counts them."""
    seen: Counter[str] = Counter()
    calls = []
    for name in re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE):
        seen[name] += 1
        calls.append((name, seen[name]))
    return calls


def drawn(many: int, among: Sequence[tuple[str, int]], shuffled: bool = False) -> list[tuple[str, int]]:
    """So many of these, in their order unless they are to be shuffled, the same each time."""
    by_lot = sorted(among, key=lambda call: hashlib.sha256(f"{SEED} {call}".encode()).digest())[:many]
    return by_lot if shuffled else sorted(by_lot, key=among.index)


def wanted(usual: int) -> int:
    """How many points to try: HONOUR_KILL_POINTS, which is a number or `all`; else so many as usual."""
    said = os.environ.get("HONOUR_KILL_POINTS", "")
    return sys.maxsize if said == "all" else int(said or usual)


def shares(many: int, usual: int) -> int:
    """Among how many tests the points are shared out: how many there are is known only once one has run."""
    return min(many, usual)
