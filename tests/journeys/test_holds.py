"""Restricted, disputed and secretly preserved: nothing of it is destroyed, and a secret shows nowhere."""

from pathlib import Path

import pytest

from tests.command.test_json import fits
from tests.journeys.hosting import ADA, BO, founded, policy
from tests.journeys.shop import Shop

IN_JULY = "2027-07-01T09:00+02:00"
WHY = ("--why", "court of Nantes", "--review", "2027-06-30")


@pytest.fixture
def site(tmp_path: Path) -> Shop:
    return founded(tmp_path, policy(allow="access: {how: e-mail}"))


def ips(site: Shop) -> list[str]:
    return [ip for (ip,) in site.sql("SELECT ip FROM sign_ins ORDER BY id")]


def test_what_a_person_restricts_survives_the_sweep_until_it_is_released(site: Shop) -> None:
    before = site.digest("sweep", now=IN_JULY)
    dry = fits(site.run("restrict", ADA, "--kind", "connection", "--json"), "restrict")
    assert (dry["placed"], dry["places"]) == (None, [{"place": "main.sign_ins", "rows": 1}])
    done = fits(site.run("restrict", ADA, "--kind", "connection", "--really", "--json"), "restrict")
    shown = fits(site.run("person", ADA, "--json"), "person")["holds"]
    assert shown == [done["placed"]]
    assert fits(site.run("person", BO, "--json"), "person")["holds"] == []

    assert site.run("sweep", "--really", before, now=IN_JULY).code == 2, "a hold changes the plan"
    assert site.really("sweep", now=IN_JULY).code == 0
    assert ips(site) == ["192.0.2.1"], "Bo's are gone, Ada's are held"

    told = fits(site.run("release", ADA, "--json"), "release")
    assert (told["released"], told["holds"]) == (False, shown)
    assert site.run("release", ADA, "--really").code == 0
    assert site.run("release", ADA, "--really").code == 1, "nothing is held any more"
    assert site.really("sweep", now=IN_JULY).code == 0
    assert ips(site) == []
    assert [act["act"] for act in site.journal()].count("hold placed") == 1


def test_an_erasure_leaves_what_is_disputed_and_says_so(site: Shop) -> None:
    assert site.run("restrict", ADA, "--disputed", "--really").code == 2, "without reason and review"
    assert site.run("restrict", ADA, "--kind", "ticket", "--disputed", *WHY, "--really").code == 0
    assert b"court of Nantes" not in b"".join(site.bytes_of(site.site / "data").values())
    told = fits(site.run("erase", ADA, "--json"), "erase")["plan"]
    [stay] = [stay for stay in told["stays"] if stay["place"] == "main.tickets"]
    assert stay["source"] == ["disputed, GDPR Art. 17(3)(e)"]
    assert site.really("erase", ADA).code == 0
    assert site.sql("SELECT words FROM tickets ORDER BY id") == [("Ada asks",), ("Bo asks",)]
    assert site.sql("SELECT name FROM customers WHERE id = 1") == [(None,)]


def test_a_secret_hold_stops_an_erasure_and_shows_nowhere(site: Shop) -> None:
    plain = site.run("person", ADA).out
    held = fits(site.run("restrict", ADA, "--secret", *WHY, "--really", "--json"), "restrict")["placed"][
        "hold"
    ]
    assert site.run("person", ADA).out == plain
    assert site.run("release", ADA, "--really").code == 1
    plan = fits(site.run("erase", ADA, "--json"), "erase")
    before = site.dump()
    told = fits(site.run("erase", ADA, "--really", plan["digest"], "--json"), "erase")["recorded"]
    assert told["says"].keys() == {"fr", "en"}
    assert "unless a law stands against it" in told["says"]["en"]
    assert site.dump() == before, "nothing was destroyed"
    assert site.really("sweep", now=IN_JULY).code == 0
    assert ips(site) == ["192.0.2.1"]

    assert site.run("release", ADA, "--hold", held, "--really").code == 0
    assert site.really("erase", ADA).code == 0
    [case] = site.run("person", ADA, "--json").document()["cases"]
    assert (case["request"], case["answered"]) == (told["request"], "2026-12-01")
    placed = next(act for act in site.journal() if act["act"] == "hold placed")
    assert placed["facts"] == {"hold": held}


@pytest.mark.parametrize(
    ("how", "goes_through"), [((), True), (("--secret", *WHY), True), (("--disputed", *WHY), False)]
)
def test_a_dispute_stops_a_correction_and_a_restriction_or_a_secret_order_does_not(
    site: Shop, how: tuple[str, ...], goes_through: bool
) -> None:
    """A restriction waits for it; an order keeps what stood there; a dispute would lose its proof."""
    assert site.run("restrict", ADA, *how, "--kind", "connection", "--really").code == 0
    corrected = ("rectify", ADA, "main.sign_ins.ip=192.0.2.99")
    digest = fits(site.run(*corrected, "--json"), "rectify")["digest"]
    told = site.run(*corrected, "--really", digest)
    assert (told.code == 0) == goes_through, told
    assert ("192.0.2.99" in ips(site)) == goes_through
    if not goes_through:
        assert "legal hold" in told.err
        assert "honour release" in told.err
