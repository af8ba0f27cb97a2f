"""SIGKILL at each sync of the disk: the next run ends with the same rows, one outcome entry, its receipt."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from honour.keeping.holds.models import Hold
from honour.keeping.journal import reading
from honour.keeping.journal.models import Detail
from honour.keeping.keys.models import Cell
from honour.proofs.checkpoint import opened
from honour.proofs.receipt import is_in_journal
from honour.proofs.tree import leaf_hash, root_of_leaves
from honour.website import state
from honour.website.opening import open_site
from tests.keeping.cast import ADDRESS, FRANÇOIS, LATER, NOW

ROOT = Path(__file__).parents[2]
POINTS = (*range(1, 12), 60)  # an erasure here has eleven syncs; another SQLite may have some more or fewer
ALWAYS_KILLED, NEVER_KILLED = 8, 60

# What a command does: take up what a crash left, else begin, then conclude and scrub.
ERASE = """
import sys
from pathlib import Path
from honour.carrying_out.ports import Scrubbed
from honour.website import state
from honour.website.opening import open_site
from tests.keeping.cast import *
records = open_site(Path(sys.argv[1]), address=ADDRESS, demo=False, now=NOW)
if not records.cases(FRANÇOIS.tokens):
    records.intend(erasure(), DUE, NOW)
for intent in records.unfinished():
    records.conclude(intent.id, done(invoices()), NOW)
for intent in records.unscrubbed():
    records.scrubbed(intent.id, Scrubbed("gone", {}), NOW)
"""


def erase(site: Path, *tracer: str) -> int:
    return subprocess.run(
        [*tracer, sys.executable, "-c", ERASE, str(site)],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    ).returncode


def _killing(strace: str, point: int) -> list[str]:
    """The tracer that kills at a sync, before it reaches the disk."""
    inject = f"inject=fdatasync,fsync:signal=SIGKILL:when={point}"
    return [
        strace,
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        "trace=fdatasync,fsync",
        "-e",
        inject,
    ]


@pytest.mark.parametrize("point", POINTS)
def test_an_erasure_killed_at_a_sync_is_finished_by_the_next_run(strace: str, site: Path, point: int) -> None:
    killed = erase(site, *_killing(strace, point)) != 0
    assert killed or point > ALWAYS_KILLED
    assert not (killed and point == NEVER_KILLED)
    assert erase(site) == 0

    records = open_site(site, address=ADDRESS, demo=False, now=LATER)
    acts = [json.loads(act)["act"] for act in Detail.objects.order_by("entry").values_list("act", flat=True)]
    assert acts == ["erasure intended", "erased", "scrubbed"]
    assert Hold.objects.count() == 1
    assert sorted(Cell.objects.values_list("kind", flat=True)) == ["hold", "journal"]
    assert records.unfinished() == records.unscrubbed() == ()
    [case] = records.cases(FRANÇOIS.tokens)
    assert case.receipt is not None
    assert case.answered == NOW
    assert is_in_journal(case.receipt, records.verifier_key())
    assert case.receipt == records.conclude("i1", None, LATER)  # type: ignore[arg-type]  # never looked at again
    levels = case.receipt["levels"]
    assert isinstance(levels, dict)
    assert (levels["physical"], levels["keys"]) == ("gone", "by 2026-12-18")

    note = records.head()
    assert note is not None
    head = opened(note, records.verifier_key())
    hashes = [leaf_hash(leaf) for leaf in reading.leaves_in_order(3)]
    assert (head.size, head.root) == (3, root_of_leaves(hashes))
    state.close_state()


@pytest.mark.parametrize("point", [1, 4, 5, 9, 17])
def test_a_birth_killed_at_a_sync_is_finished_by_the_next_run(
    strace: str, tmp_path: Path, point: int
) -> None:
    site = tmp_path / "shop"
    site.mkdir()
    assert erase(site, *_killing(strace, point)) != 0
    assert erase(site) == 0
    records = open_site(site, address=ADDRESS, demo=False, now=LATER)
    [case] = records.cases(FRANÇOIS.tokens)
    assert case.receipt is not None
    assert is_in_journal(case.receipt, records.verifier_key())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["shop", "shop.keys", "shop.ledger"]
    state.close_state()
