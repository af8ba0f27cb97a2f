"""What the auditor says is told as it is: skipped is not audited, and a hole fails."""

from tests.dependencies_audited import Audit, read, told

REPORT = {
    "dependencies": [
        {"name": "sound", "version": "1.0", "vulns": []},
        {"name": "leaky", "version": "2.0", "vulns": [{"id": "PYSEC-1"}, {"id": "PYSEC-2"}]},
        {"name": "unknown", "skip_reason": "not found"},
    ]
}


def test_a_report_is_told_apart() -> None:
    assert read(REPORT) == Audit(["sound 1.0"], ["leaky 2.0: PYSEC-1", "leaky 2.0: PYSEC-2"], ["unknown"])


def test_a_skipped_dependency_is_said_to_be_not_audited() -> None:
    assert "1 NOT AUDITED" in told(read(REPORT))
    assert "NOT AUDITED" not in told(Audit(["sound 1.0"], [], []))


def test_each_hole_has_its_line() -> None:
    assert told(read(REPORT)).splitlines()[1:] == ["leaky 2.0: PYSEC-1", "leaky 2.0: PYSEC-2"]
