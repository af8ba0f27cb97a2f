"""Which kinds of data heirs are given: what the policy says, else what money hangs on, and no letters."""

from pathlib import Path

import pytest

from honour.plans.estate import estate_of
from honour.promises.policy import read

DESK = Path("src/honour/website/likes/support-desk/policy.yaml")


def estate(replaced: str = "", by: str = "") -> frozenset[str]:
    text = DESK.read_text("utf-8")
    assert replaced in text
    return estate_of(read(text.replace(replaced, by).encode(), "policy.yaml"), "customer")


def test_it_is_what_contract_or_law_asks_for_without_letters_and_keys() -> None:
    assert estate() == {"contact", "invoice"}


@pytest.mark.parametrize("said", ["yes", "no"])
def test_the_policy_has_the_last_word(said: str) -> None:
    ticket = "ticket: {holds: [ticket text, comment], of: customer,"
    assert ("ticket" in estate(ticket, f"{ticket} estate: {said},")) == (said == "yes")
    invoice = "invoice: {holds: [name, postal address, invoice], of: customer,"
    assert ("invoice" in estate(invoice, f"{invoice} estate: {said},")) == (said == "yes")
