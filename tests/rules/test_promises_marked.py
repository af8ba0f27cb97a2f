"""A promise counts as kept only where a marked test passed and none failed."""

from pathlib import Path

import pytest

from tests.promises_marked import Marked, due, main, promises

TESTS = """
import pytest

@pytest.mark.promise("S0-01", "S0-02")
def test_passes(): pass

@pytest.mark.promise("S0-02")
def test_fails(): assert False

@pytest.mark.promise("S0-03")
def test_is_skipped(): pytest.skip("no server")

@pytest.fixture
def broken(): raise ValueError

@pytest.mark.promise("S0-04")
def test_cannot_begin(broken): pass
"""


def test_the_acceptance_list_is_read_whole() -> None:
    read = promises()
    assert len(read) == 222
    assert read["S0-01"] == "B2"
    assert set(read.values()) == {"B1", "B2", "B3", "C", "D", "E", "F"}


def test_an_issue_and_a_site_each_name_their_promises() -> None:
    assert len(due("", "support-desk")) == 58
    assert len(due("C", "")) == 19
    assert due("C", "support-desk") == due("C", "")
    assert "S0-01" not in due("C", "support-desk")
    assert due("C", "shop") == due("", "") == []


def test_an_issue_that_is_none_is_told_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main("", "tickets") == 2
    assert "SITE=support-desk" in capsys.readouterr().out


def test_only_the_tests_of_the_promises_asked_for_are_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    (tmp_path / "test_asked_for.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = promise(*ids)\n", encoding="utf-8")
    marked = Marked(["S0-02"])
    pytest.main(["-p", "no:cacheprovider", "-p", "no:randomly", str(tmp_path)], plugins=[marked])
    assert "1 failed, 1 passed" in capsys.readouterr().out
    assert marked.kept() == {"S0-01"}


def test_only_a_promise_that_passed_and_never_failed_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)  # it may ask for a report, which is not of these
    (tmp_path / "test_marked.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = promise(*ids)\n", encoding="utf-8")
    marked = Marked()
    pytest.main(["-p", "no:cacheprovider", "-p", "no:randomly", str(tmp_path)], plugins=[marked])
    assert "1 passed" in capsys.readouterr().out.replace("1 failed, ", "")
    assert marked.kept() == {"S0-01"}
