"""What recipients undertook is recorded with its days; nothing goes to one that nothing binds today."""

from hashlib import sha256
from pathlib import Path

from tests.command.test_json import fits
from tests.journeys.shop import Shop

PAPER = b"%PDF-1.7 Cabinet Exemple keeps confidential what it receives."
LAST_DAY, DAY_AFTER = "2027-03-31T20:00+00:00", "2027-03-31T22:30+00:00"  # in Paris it is 1 April


def recorded(shop: Shop, *words: str, until: str = "2027-03-31") -> Path:
    """The accountant's contract, recorded as signed on 2 November 2026."""
    paper = shop.site / "accountant.pdf"
    paper.write_bytes(PAPER)
    days = ("--signed", "2026-11-02", "--until", until)
    told = shop.run("recipient", "record", "accountant", str(paper), *days, "--really", *words)
    assert told.code == 0, told
    return paper


def refusal(shop: Shop, now: str) -> str | None:
    """Why nothing may go to the accountant at this time."""
    told = fits(shop.run("recipient", "list", "--json", now=now), "recipient")
    [accountant] = [each for each in told["recipients"] if each["recipient"] == "accountant"]
    return str(accountant["refused"]["reason"]) if accountant["refused"] else None


def test_a_recorded_contract_binds_until_its_last_local_day(shop: Shop) -> None:
    assert "no contract" in str(refusal(shop, LAST_DAY))
    recorded(shop)
    assert refusal(shop, LAST_DAY) is None
    assert "2027-03-31" in str(refusal(shop, DAY_AFTER))
    [written] = [act for act in shop.journal() if act["act"] == "commitment recorded"]
    assert written["facts"]["digest"] == sha256(PAPER).hexdigest()
    assert written["facts"]["recipient"] == "accountant"


def test_without_really_nothing_is_recorded(shop: Shop) -> None:
    paper = shop.site / "accountant.pdf"
    paper.write_bytes(PAPER)
    words = ("record", "accountant", str(paper), "--signed", "2026-11-02", "--until", "2027-03-31")
    told = fits(shop.run("recipient", *words, "--json"), "recipient")
    assert told["done"] is False
    assert told["commitment"]["binds"] is True
    assert "no contract" in str(refusal(shop, LAST_DAY))


def test_a_contract_that_is_ended_early_binds_no_longer(shop: Shop) -> None:
    recorded(shop)
    ended = shop.run("recipient", "end", "accountant", "--until", "2026-12-31", "--really")
    assert ended.code == 0, ended
    assert refusal(shop, "2026-12-31T12:00+00:00") is None
    assert refusal(shop, "2027-01-01T12:00+00:00") is not None
    assert [act["act"] for act in shop.journal()].count("commitment ended") == 1


def test_an_agreement_is_no_contract(shop: Shop) -> None:
    recorded(shop, "--sort", "agreement")
    assert refusal(shop, LAST_DAY) is not None


def test_what_cannot_be_recorded_says_what_to_write(shop: Shop) -> None:
    paper = shop.site / "accountant.pdf"
    paper.write_bytes(PAPER)
    signed, until = ("--signed", "2026-11-02"), ("--until", "2027-03-31")
    for words, said in (
        (("record", "acountant", str(paper), *signed, *until), "accountant"),
        (("record", "accountant", "nowhere.pdf", *signed, *until), "name the signed paper"),
        (("record", "accountant", str(paper), "--signed", "2026-12-02", *until), "still to come"),
        (("record", "accountant", str(paper), *signed, "--until", "2026-11-01"), "before --signed"),
        (("record", "accountant", str(paper), *signed, "--until", "soon"), "2027-06-30"),
        (("record", "accountant", str(paper), *signed), "--until DAY"),
        (("end", "accountant"), "--until DAY"),
        (("record",), "honour recipient list"),
    ):
        told = shop.run("recipient", *words, "--really")
        assert told.code == 2, (words, told)
        assert said in told.err, (words, told)
    assert "no contract" in str(refusal(shop, LAST_DAY))
