"""A sweep that nobody reads stops before it destroys much; a clock in doubt stops every sweep."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.journeys.hosting import founded, policy
from tests.journeys.shop import Shop

TEXT = policy(allow="access: {how: e-mail}")


def grown(folder: Path, demo: bool = True) -> Shop:
    """A site with a thousand sign-ins, of which ten are past their six months and the others are of 2096."""
    site = founded(folder, TEXT, demo)
    with closing(sqlite3.connect(site.database)) as connection, connection:
        rows = [(2, "2026-05-01" if number < 10 else "2096-11-01", "192.0.2.9") for number in range(1000)]
        connection.executemany("INSERT INTO sign_ins (customer_id, at, ip) VALUES (?, ?, ?)", rows)
    return site


def left(site: Shop) -> int:
    [(count,)] = site.sql("SELECT count(*) FROM sign_ins")
    return int(count)


def test_a_scheduled_sweep_destroys_what_is_usual_and_stops_before_what_is_not(tmp_path: Path) -> None:
    site = grown(tmp_path)
    assert site.run("sweep", "--scheduled").code == 0
    assert left(site) == 992
    site.sql("UPDATE sign_ins SET at = '2026-04-01' WHERE id IN (SELECT id FROM sign_ins LIMIT 40)")
    told = site.run("sweep", "--scheduled", "--json")
    assert told.code == 1
    [stop] = told.document()["brake"]
    assert (stop["reason"], stop["rows"], stop["of"]) == ("share", 40, 992)
    assert left(site) == 992
    assert "A scheduled sweep would stop here" in site.run("sweep").out
    assert site.run("sweep", "--scheduled", "--really", told.document()["digest"]).code == 2
    assert site.run("sweep", "--really", told.document()["digest"]).code == 0, "somebody read it"
    assert left(site) == 952


def test_a_clock_behind_the_journal_destroys_nothing_until_somebody_answers_for_it(tmp_path: Path) -> None:
    site = grown(tmp_path)
    assert site.run("person", "ada@hosting.example", now="2026-12-03T09:00+01:00").code == 0
    digest = site.digest("sweep")
    told = site.run("sweep", "--really", digest)
    assert (told.code, "before the journal's last entry" in told.err) == (2, True)
    assert left(site) == 1002
    assert site.run("sweep", "--really", digest, "--clock-is-right").code == 0
    assert left(site) == 992


def test_a_clock_far_after_the_site_was_last_at_work_is_doubted(tmp_path: Path) -> None:
    site = grown(tmp_path, demo=False)
    shown = site.run("sweep", "--json", now=None).document()
    assert "clock ahead" not in [stop["reason"] for stop in shown["brake"]]
    with closing(sqlite3.connect(site.site / "data/honour.db")) as connection, connection:
        connection.execute("UPDATE keeping_journal_log SET seen = '2026-01-01 00:00:00'")
    told = site.run("sweep", "--really", shown["digest"], now=None)
    assert (told.code, "--clock-is-right" in told.err) == (2, True)
    assert site.run("sweep", "--json", now=None).document()["brake"], "looking does not settle it"
    assert site.run("sweep", "--really", shown["digest"], "--clock-is-right", now=None).code == 0
