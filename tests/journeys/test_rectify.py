"""A correction reaches every place that holds the field of one person, and shows its value nowhere."""

from pathlib import Path

import pytest

from tests.command.test_json import fits
from tests.journeys.hosting import ADA, MAP, founded, policy
from tests.journeys.shop import Shop

NEW = "+33 6 12 34 56 78"


@pytest.fixture
def site(tmp_path: Path) -> Shop:
    """A site where the telephone lies in two places, once beside a ticket."""
    site = founded(tmp_path, policy(allow="access: {how: e-mail}"))
    (site.site / "map.yaml").write_text(
        MAP.replace("holds: {words: ticket text}", "holds: {words: ticket text, call: telephone}")
    )
    site.sql("ALTER TABLE tickets ADD COLUMN call TEXT")
    site.sql("UPDATE tickets SET call = '0102' WHERE customer_id = 1")
    return site


def test_every_place_is_corrected_and_nobody_elses(site: Shop) -> None:
    told = fits(site.run("rectify", ADA, f"telephone={NEW}", "--json"), "rectify")
    assert NEW not in str(told)
    assert told["tell"] == ["Host SAS"]
    assert site.sql("SELECT telephone FROM customers ORDER BY id") == [("0102",), ("0304",)]
    other = site.run("rectify", ADA, "telephone=+33 6 00 00 00 00", "--really", told["digest"])
    assert other.code == 2, "another value is another plan"
    done = fits(site.run("rectify", ADA, f"telephone={NEW}", "--really", told["digest"], "--json"), "rectify")
    assert done["receipt"]["act"] == "rectify"
    assert site.sql("SELECT telephone FROM customers ORDER BY id") == [(NEW,), ("0304",)]
    assert site.sql("SELECT call FROM tickets ORDER BY id") == [(NEW,), (None,)]
    assert NEW.encode() not in b"".join(site.bytes_of(site.site / "data").values())
    assert [act["act"] for act in site.journal()][-3:] == ["rectification intended", "rectified", "scrubbed"]
    again = fits(site.run("rectify", ADA, f"telephone={NEW}", "--json"), "rectify")
    assert again["plan"]["steps"] == []


def test_only_what_is_optional_becomes_empty(site: Shop) -> None:
    told = site.run("rectify", ADA, "name=")
    assert (told.code, "this is required" in told.err) == (2, True)
    digest = fits(site.run("rectify", ADA, "main.customers.telephone=", "--json"), "rectify")["digest"]
    assert site.run("rectify", ADA, "main.customers.telephone=", "--really", digest).code == 0
    assert site.sql("SELECT telephone FROM customers ORDER BY id") == [(None,), ("0304",)]


def test_an_invoice_as_it_was_issued_is_not_rewritten(site: Shop) -> None:
    plan = fits(site.run("rectify", ADA, "invoice=90", "--json"), "rectify")["plan"]
    assert plan["steps"] == []
    assert [(stay["place"], stay["source"]) for stay in plan["stays"]] == [
        ("main.invoices", ["C. com. L123-22"])
    ]


def test_what_cannot_be_meant_is_refused_without_repeating_the_value(site: Shop) -> None:
    for words in ("telephone", "shoe size=42", "=42"):
        told = site.run("rectify", ADA, words)
        assert told.code == 2
        assert "42" not in told.err
    assert fits(site.run("rectify", "nobody@nowhere.example", "name=X", "--json"), "rectify") == {
        "found": False
    }
