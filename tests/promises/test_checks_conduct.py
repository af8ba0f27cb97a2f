"""What a publisher says of its own conduct, and another line of its policy takes back."""

import pytest

from honour.promises.checks import check
from honour.promises.policy import read
from honour.wiring.offers import OFFERS
from tests.promises.checking import ZONES, swapped
from tests.promises.policies import SHOP
from tests.promises.test_policy import position

COLLECTED = "  - {data: contact, for: account, basis: contract}\n"
SENT = COLLECTED + "  - {data: contact, for: newsletter, basis: consent}\n"
PROMISED = "is promised never"


def told(text: str) -> list[tuple[str, str]]:
    """Place and reason of the findings about conduct."""
    policy = read(text.encode(), "policy.yaml", OFFERS)
    return [
        (finding.place.removeprefix("policy.yaml:"), finding.reason)
        for finding in check(policy, ZONES)
        if any(
            word in finding.reason
            for word in (
                PROMISED,
                "people are told",
                "no bank details",
                "said to lie",
                "only the person is said",
                "different staff",
            )
        )
    ]


@pytest.mark.parametrize(
    ("act", "pairs", "more", "broken"),
    [
        ("prospect", (COLLECTED, SENT), "", "“contact” serves newsletter on line 20"),
        (
            "prospect",
            ("with: nobody", "with: host, for: direct marketing"),
            "",
            "“contact” serves direct marketing",
        ),
        ("prospect", None, "offer: {newsletter: {sign up: tick}}\n", "a newsletter is offered"),
        ("prospect", None, "tell: {offers to customers: can be refused}\n", "customers are sent offers"),
        ("promote by telephone", (COLLECTED, SENT), "telephone", "“contact” serves newsletter"),
        ("watch navigation", None, "ask: {measuring: aggregate exempt}\n", "the use of the site is measured"),
        ("use trackers", None, "ask: {measuring: consent}\n", "the use of the site is measured (consent)"),
    ],
)
def test_an_act_promised_never_and_done_is_a_finding_c23_c31(
    act: str, pairs: tuple[str, str] | None, more: str, broken: str
) -> None:
    text = swapped(SHOP, pairs) if pairs else SHOP
    if more == "telephone":
        text, more = swapped(text, ("[name, e-mail]", "[name, telephone]")), ""
    text += more + f"never: [{act}]\n"
    [(place, reason)] = told(text)
    assert place == position(text, f"{act}]")
    assert reason.startswith(f"“{act}” is promised never, and {broken}")


@pytest.mark.parametrize(
    ("act", "pairs", "more"),
    [
        ("prospect", None, ""),
        ("sell data", (COLLECTED, SENT), ""),
        ("promote by telephone", (COLLECTED, SENT), ""),
        ("use trackers", None, "ask: {measuring: aggregate exempt}\n"),
        ("watch navigation", None, "ask: {measuring: none}\n"),
    ],
)
def test_an_act_promised_never_that_nothing_does_is_none(
    act: str, pairs: tuple[str, str] | None, more: str
) -> None:
    text = (swapped(SHOP, pairs) if pairs else SHOP) + more + f"never: [{act}]\n"
    assert told(text) == []


def test_a_decision_by_a_machine_and_the_promise_that_there_is_none_is_a_finding() -> None:
    decide = """\
decide:
  - what: {en: the refusal of an order, fr: le refus d'une commande}
    logic: {en: your last payments, fr: vos derniers paiements}
    effects: {en: no delivery, fr: aucune livraison}
    basis: contract
"""
    [(_, reason)] = told(SHOP + decide + "never: [decide automatically]\n")
    assert reason.startswith("“decide automatically” is promised never, and a machine decides alone on line ")


def test_own_copies_are_asked_for_only_where_backups_are_told_c28() -> None:
    limit = "say: {limits: own archive}\n"
    [(place, reason)] = told(SHOP + limit)
    assert place == position(SHOP + limit, "{limits")
    assert reason == "people are told to keep their own copies, and not what is saved here and for how long"
    assert told(SHOP + limit + "protect: {backups: {kept: 7 days, country: FR}}\n") == []


def test_no_bank_details_are_said_to_be_held_where_some_are() -> None:
    limit = "say: {limits: bank identity theft}\n"
    holding = swapped(SHOP, ("[postal address, invoice]", "[bank account, invoice]"))
    assert [reason for _, reason in told(holding + limit)] == [
        "the page says that no bank details are held, and “invoice” holds them"
    ]
    assert told(SHOP + limit) == []


def test_servers_are_told_where_the_host_is_c39() -> None:
    elsewhere = "protect: {servers: BE}\n"
    [(place, reason)] = told(SHOP + elsewhere)
    assert place == position(SHOP + elsewhere, "{servers")
    assert reason == "servers: the data are said to lie in BE; host stores them in FR"
    beside = "  club: {name: Club Ltd, role: joint controller, country: IE}\ncollect:\n"
    assert told(swapped(SHOP, ("collect:\n", beside)) + "protect: {servers: FR}\n") == []


def test_data_are_not_shown_to_the_person_alone_where_tickets_can_be_public_c25() -> None:
    alone = "protect: {shown on the site to: the person alone}\n"
    public = "offer: {support: {visibility: the author alone, public tickets: nothing confidential}}\n"
    assert told(SHOP + alone) == told(SHOP + public) == []
    [(_, reason)] = told(SHOP + alone + public)
    assert reason.startswith(
        "only the person is said to see data on the site, and tickets can be public on line "
    )


def test_a_field_is_not_seen_by_two_sets_of_staff_alone_c15() -> None:
    two = swapped(SHOP, ("  invoice: {holds", "  parcel: {holds: [name], of: customer}\n  invoice: {holds"))
    seen = "protect: {staff see: {contact: support, parcel: shipping, invoice: accounts}}\n"
    assert [reason for _, reason in told(two + seen)] == [
        "name of “contact” and of “parcel” are said to be seen by different staff alone"
    ]
    assert told(two + seen.replace("shipping", "support")) == []
    elsewhere = swapped(two, ("people:\n", "people:\n  employee: {who: works here}\n"))
    assert told(swapped(elsewhere, ("[name], of: customer", "[name], of: employee")) + seen) == []
