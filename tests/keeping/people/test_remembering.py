"""What all processes of a site remember together: counts and a cache, by rows that name nobody."""

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from tests.running import honour, settle


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    folder = tmp_path_factory.mktemp("remembering") / "links"
    honour("new", folder, "--like", "links", "--demo")
    settle(folder)
    program = [sys.executable, "-m", "tests.keeping.people.remembering", str(folder)]
    ran = subprocess.run(program, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    told: Mapping[str, Any] = json.loads(ran.stdout)
    return told


def test_of_many_at_once_one_adds_and_none_is_lost(found: Mapping[str, Any]) -> None:
    assert found["added"] == 1
    assert found["sum"] == 12


def test_of_many_at_once_exactly_the_limit_passes_for_each_address(found: Mapping[str, Any]) -> None:
    assert found["passed"] == 5
    assert found["reached"] is True
    assert found["elsewhere"] is True
    assert found["given back"] == [True, False]


def test_what_is_remembered_ends_by_itself(found: Mapping[str, Any]) -> None:
    assert found["after its time"] is None
    assert found["added again"] is True


def test_no_code_is_kept_and_no_name(found: Mapping[str, Any]) -> None:
    assert "not JSON serializable" in found["code"]
    assert found["rows"]
    for key, value in found["rows"]:
        assert len(bytes.fromhex(key)) == 16
        assert "exemple" not in value
