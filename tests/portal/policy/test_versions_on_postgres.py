"""The day of a new version on a PostgreSQL server, which may be busy as a process of the site starts."""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

import psycopg
import pytest

from honour.carrying_out.ports import StateRefused
from honour.website.enacted import applies_until_then
from honour.website.folder import read_policy
from tests.portal.policy.test_versions import ENACTED, change, publish, until
from tests.running import Running, honour, running, settle

ENGLISH = {"Accept-Language": "en"}


def test_the_policy_switches_on_its_day_and_a_busy_server_is_asked_again(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_DATABASE", postgres_url.replace("+psycopg", ""))
    folder, clock = tmp_path / "links", tmp_path / "now"
    honour("new", folder, "--like", "links", "--demo")
    file = folder / "honour.toml"
    file.write_text('database = "${SITE_DATABASE}"\n' + file.read_text("utf-8"), "utf-8")
    clock.write_text(ENACTED)
    assert publish(folder, ENACTED).returncode == 0
    first = (folder / "policy.yaml").read_text("utf-8")
    alerts = ("  alerts: [new country]", "  alerts: [new device]")
    change(folder, alerts, ("effective: 2026-12-01", "effective: 2027-06-01"))
    assert publish(folder, ENACTED).returncode == 0
    assert not (folder / "data/honour.db").exists()

    digest, day = read_policy(folder)[0].digest, date(2027, 5, 31)
    assert applies_until_then(folder, digest, day) == first
    with psycopg.connect(os.environ["SITE_DATABASE"]) as holder:
        holder.execute("LOCK TABLE keeping_versions_policyversion IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StateRefused, match="see which program holds it"):
            applies_until_then(folder, digest, day, patience=0.1)

    environment = {**os.environ, "HONOUR_NOW_FILE": str(clock)}
    with running(folder, *settle(folder), environment=environment) as site:
        page = site.browser(**ENGLISH).get("/privacy/").text
        assert "Version 1, which applies from 1 December 2026." in page
        assert "Our privacy policy changes on 1 June 2027." in page
        clock.write_text("2027-06-01T12:00:00+00:00")
        until(lambda: shows(site, "Version 2, which applies"))
        assert "Our privacy policy changes on" not in site.browser(**ENGLISH).get("/privacy/").text


def shows(site: Running, version: str) -> bool:
    """Whether each process that answers follows a version; on a loaded machine none may for a moment."""
    with suppress(OSError):
        return all(version in site.browser(**ENGLISH).get("/privacy/").text for _ in range(12))
    return False
