"""A shorter term takes no older row before somebody confirmed how many, nor before its day; a longer one
wants a reason, and on a consent a new yes (LANGUAGE, meaning 10).
"""

from pathlib import Path

import pytest

from tests.journeys.hosting import founded, policy
from tests.journeys.shop import Shop

IN_MARCH = "2027-03-01T09:00+01:00"
LONG = policy(allow="access: {how: e-mail}")
SHORT = policy(allow="access: {how: e-mail}", connection="for: 1 month")


def written(site: Shop, text: str, effective: str = "2026-12-01") -> None:
    (site.site / "policy.yaml").write_text(text.replace("effective: 2026-12-01", f"effective: {effective}"))


@pytest.fixture
def site(tmp_path: Path) -> Shop:
    """A site that enacted six months for its connection data, and has rows of three months."""
    site = founded(tmp_path, LONG)
    assert site.run("publish", "--really").code == 0
    site.sql("INSERT INTO sign_ins VALUES (3, 2, '2026-06-15', '192.0.2.3')")
    return site


def ips(site: Shop) -> list[str]:
    return [ip for (ip,) in site.sql("SELECT ip FROM sign_ins ORDER BY id")]


def test_older_rows_are_counted_and_held_back_until_somebody_confirms(site: Shop) -> None:
    written(site, SHORT, "2027-01-01")
    assert "Shorter terms (connection)" in site.run("publish", "--really").out
    due = site.run("sweep", "--json", now=IN_MARCH).document()
    assert [(one["place"], one["rows"]) for one in due["held back"]] == [("main.sign_ins", 2)]
    assert site.really("sweep", now=IN_MARCH).code == 0
    assert ips(site) == ["192.0.2.1", "192.0.2.2"], "only what was past the longer term went"

    words = ("sweep", "--confirm-shorter", "Ana Morel")
    assert site.run(*words, "--really", due["digest"], now=IN_MARCH).code == 2, "another plan was read"
    assert site.really(*words, now=IN_MARCH).code == 0
    assert ips(site) == []
    assert "shorter terms confirmed" in [act["act"] for act in site.journal()]
    assert b"Ana Morel" not in b"".join(site.bytes_of(site.site / "data").values())
    told = site.run(*words, now=IN_MARCH)
    assert (told.code, "no term became shorter" in told.err) == (2, True)


def test_a_shorter_term_is_confirmed_neither_as_a_draft_nor_before_its_day(site: Shop) -> None:
    written(site, SHORT, "2027-01-01")
    assert "enact it first" in site.run("sweep", "--confirm-shorter", "Ana").err
    assert site.run("sweep", "--json").document()["held back"], "a draft takes no row either"
    assert site.run("publish", "--really").code == 0
    assert "applies from 2027-01-01" in site.run("sweep", "--confirm-shorter", "Ana").err
    assert ips(site) == ["192.0.2.1", "192.0.2.2", "192.0.2.3"]


def test_a_site_that_enacts_nothing_is_held_to_the_terms_of_its_last_sweep(tmp_path: Path) -> None:
    site = founded(tmp_path, LONG)
    site.sql("INSERT INTO sign_ins VALUES (3, 2, '2026-05-15', '192.0.2.3')")
    assert site.really("sweep").code == 0
    written(site, SHORT)
    assert site.run("sweep", "--json", now=IN_MARCH).document()["held back"][0]["rows"] == 2
    assert site.really("sweep", "--confirm-shorter", "Ana", now=IN_MARCH).code == 0
    assert ips(site) == []
    assert site.run("sweep", "--json", now=IN_MARCH).document()["held back"] == []


def test_a_longer_term_wants_a_reason_and_on_a_consent_a_new_yes(site: Shop) -> None:
    longer = LONG.replace("until: consent withdrawn, or: 3 years", "until: consent withdrawn, or: 4 years")
    assert longer != LONG
    written(site, longer, "2027-01-01")
    assert "add --why" in site.run("publish", "--really").err
    told = site.run("publish", "--really", "--why", "a longer season")
    assert (told.code, "--new-yes" in told.err) == (2, True)
    assert site.run("publish", "--really", "--why", "a longer season", "--new-yes").code == 0
    assert site.journal()[-1]["facts"]["new yes for"] == ["keep: subscription"]
