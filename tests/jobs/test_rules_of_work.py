"""Durable work is never begun inside a transaction of ours; workers whose clocks differ do nothing twice."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.running import honour, settle


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules") / "desk"
    honour("new", folder, "--like", "support-desk")
    settle(folder)
    return folder


@pytest.fixture(scope="module")
def clocks(folder: Path) -> Any:
    """What workers with clocks that differ did."""
    return seen(folder, "clocks")


def seen(folder: Path, what: str) -> Any:
    """What a process of its own saw on the folder."""
    words = [sys.executable, "-m", "tests.jobs.on_a_folder", str(folder), what]
    ran = subprocess.run(words, check=False, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_durable_work_is_refused_inside_a_transaction_and_begins_outside(folder: Path) -> None:
    told = seen(folder, "atomic")
    assert "before or after a transaction" in told["inside"]
    assert told["done inside"] is False
    assert told["done outside"] is True, "what was refused may be begun again"


def test_clocks_that_differ_lose_nothing_and_do_nothing_twice(clocks: Any) -> None:
    assert clocks["letters"] == {
        "slow first": 0,
        "fast": 3,
        "slow then": 0,
        "fast again, early": 0,
        "slow again, in time": 3,
        "nobody twice": 0,
    }
    assert clocks["schedules"] == {
        "the slot before": 1,
        "fast": 1,
        "slow, still before": 0,
        "slow, in the slot": 0,
        "fast, later": 0,
        "next slot": 1,
        "a clock that was a year ahead": 1,
        "and was set right": 1,
        "acts": 5,
    }


def test_a_fence_goes_by_numbers_and_not_by_clocks(clocks: Any) -> None:
    assert clocks["fence"] == {
        "older": "fenced",
        "newer": True,
        "newer again": False,
        "effects": ["newer"],
    }


def test_a_worker_whose_clock_is_further_off_does_not_start(clocks: Any) -> None:
    assert clocks["start"] == ["-6: refused", "-5: starts", "0: starts", "5: starts", "6: refused"]
