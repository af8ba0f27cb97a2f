"""The gate's decision: what may leave, to whom, for what, under which paper and ground, on which day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.plans.disclose import Demand, Item
from honour.plans.share import (
    Commitment,
    Refused,
    bound,
    cases,
    fields_of,
    may_be_handed_over,
    may_carry,
    may_leave,
    on_consent,
    relay_of,
    stands_against,
)
from honour.promises import policy as policies
from honour.promises.policy import Policy
from honour.promises.recipients import Recipient
from honour.promises.share import Share
from honour.promises.transfers import Transfer
from honour.wiring.offers import OFFERS
from tests.rules.test_the_own_map import LIKES

TODAY = date(2027, 4, 1)
PAPER = Commitment("partners", "contract", "p.pdf", "0" * 64, date(2026, 1, 1), TODAY)


def policy_of(like: str, *changes: tuple[str, str]) -> Policy:
    text = (LIKES / like / "policy.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return policies.read(text.encode(), like, OFFERS)


HOSTING = policy_of("hosting")
[CASE] = [each for each in cases(HOSTING) if each.recipient == "partners"]
FIELDS = fields_of(HOSTING, CASE, "customer")


def refused(policy: Policy = HOSTING, *papers: Commitment, today: date = TODAY) -> Refused | None:
    return may_leave(policy, "partners", CASE, FIELDS, "customer", papers or (PAPER,), today)


def with_recipient(policy: Policy, recipient: Recipient) -> Policy:
    return replace(policy, recipients={**policy.recipients, recipient.key: recipient})


def test_the_declared_fields_leave_under_a_paper_that_binds_today() -> None:
    assert set(FIELDS) == {"name", "first name", "postal address", "e-mail"}
    assert refused() is None


@given(st.integers(-400, 400), st.integers(-400, 400))
def test_a_paper_binds_from_its_first_day_to_its_last_and_on_no_other(first: int, last: int) -> None:
    paper = replace(PAPER, signed=TODAY + timedelta(first), until=TODAY + timedelta(last))
    assert (refused(HOSTING, paper) is None) == (first <= 0 <= last)


def test_one_day_after_its_last_a_paper_lets_nothing_leave() -> None:
    told = refused(today=TODAY + timedelta(1))
    assert told is not None
    assert "2027-04-01" in told.reason
    assert "honour recipient record" in told.mend


def test_anothers_paper_and_one_of_another_sort_bind_nobody() -> None:
    for paper in (replace(PAPER, recipient="paypal"), replace(PAPER, sort="undertaking")):
        assert refused(HOSTING, paper) is not None


def test_a_renewed_paper_beside_one_that_lapsed_binds() -> None:
    lapsed = replace(PAPER, until=date(2026, 12, 31))
    assert refused(HOSTING, lapsed, PAPER) is None


def test_the_end_that_the_policy_names_counts_too() -> None:
    ended = with_recipient(HOSTING, replace(HOSTING.recipients["partners"], until=date(2027, 3, 31)))
    told = refused(ended)
    assert told is not None
    assert "2027-03-31" in told.reason


def test_a_field_that_the_case_does_not_name_stays() -> None:
    told = may_leave(HOSTING, "partners", CASE, [*FIELDS, "telephone"], "customer", [PAPER], TODAY)
    assert told is not None
    assert "telephone" in told.reason
    assert may_leave(HOSTING, "partners", CASE, ["name"], "visitor", [PAPER], TODAY) is not None


def test_a_field_that_opens_an_account_goes_to_nobody_whatever_is_written() -> None:
    line = "[identity, e-mail], with: partners"
    policy = policy_of("hosting", (line, "[identity, e-mail, credentials], with: partners"))
    [case] = [each for each in cases(policy) if each.recipient == "partners"]
    told = may_leave(
        policy, "partners", case, fields_of(policy, case, "customer"), "customer", [PAPER], TODAY
    )
    assert told is not None
    assert "password hash" in told.reason


def test_nobody_receives_under_anothers_case_or_without_one() -> None:
    for recipient in ("data centre", "paypal", "nobody", "everybody", "unheard of", ""):
        told = may_leave(HOSTING, recipient, CASE, FIELDS, "customer", [PAPER], TODAY)
        assert told is not None, recipient
    assert may_leave(HOSTING, "partners", None, FIELDS, "customer", [PAPER], TODAY) is not None


@pytest.mark.parametrize(
    ("transfers", "leaves"),
    [
        ((), False),
        ((Transfer(("US",), "adequacy"),), True),
        ((Transfer(("CA",), "adequacy"),), False),
        ((Transfer(("US",), "standard clauses", "c.pdf", TODAY),), True),
        ((Transfer(("US",), "standard clauses", "c.pdf", TODAY - timedelta(1)),), False),
    ],
)
def test_outside_the_european_economic_area_a_ground_is_named_and_has_not_ended(
    transfers: tuple[Transfer, ...], leaves: bool
) -> None:
    abroad = replace(HOSTING.recipients["partners"], country="US", transfers=transfers)
    assert (refused(with_recipient(HOSTING, abroad)) is None) == leaves
    assert (bound(abroad, [PAPER], TODAY) is None) == leaves


def test_a_case_that_rests_on_consent_is_known() -> None:
    by_recipient = {each.recipient: on_consent(HOSTING, each) for each in cases(HOSTING)}
    assert by_recipient == {
        "the chosen payment company": True,  # the saved card
        "partners": False,
        "the chosen registry": False,
    }


def test_what_a_procedure_of_law_takes_is_no_case() -> None:
    assert any(each.procedure for each in HOSTING.share)
    assert len(cases(HOSTING)) == 3
    assert not any(each.procedure for each in cases(HOSTING))


def test_who_passes_letters_on() -> None:
    desk = policy_of("support-desk")
    assert relay_of(desk, None, own=True) == ""
    assert relay_of(desk, None, own=False) == "host"
    assert relay_of(desk, "host", own=True) == "host"
    assert isinstance(relay_of(desk, "sendgrid", own=True), Refused)
    provider = Recipient("mail provider", "Post SA", "processor", "FR", sees=("contact",), contract="c.pdf")
    assert relay_of(with_recipient(desk, provider), None, own=False) == "mail provider"
    alone = replace(desk, recipients={"facebook": desk.recipients["facebook"]})
    told = relay_of(alone, None, own=False)
    assert isinstance(told, Refused)
    assert "mail provider" in told.mend


def test_a_relay_must_see_addresses_be_a_processor_and_be_bound() -> None:
    desk = policy_of("support-desk")
    provider = Recipient("mail provider", "Post SA", "processor", "FR", sees=("contact",), contract="c.pdf")
    paper = replace(PAPER, recipient="mail provider")

    def told(given: Recipient, *papers: Commitment) -> Refused | None:
        return may_carry(with_recipient(desk, given), "mail provider", papers, TODAY)

    assert told(provider) is None, "a declared contract stands as long as none was recorded"
    assert told(provider, paper) is None
    assert told(provider, replace(paper, until=TODAY - timedelta(1))) is not None
    assert told(replace(provider, until=TODAY - timedelta(1))) is not None
    assert told(replace(provider, contract=None)) is not None
    assert told(replace(provider, sees=("ticket",))) is not None
    assert told(replace(provider, role="controller"), paper) is not None
    assert told(replace(provider, country="US")) is not None


def case_of(line: str) -> tuple[Policy, Share]:
    """The hosting policy with one more case, and that case."""
    policy = policy_of("hosting", ("\nshare:\n", f"\nshare:\n  - {line}\n"))
    return policy, cases(policy)[0]


@pytest.mark.parametrize(
    ("line", "objections", "stays"),
    [
        ("{data: identity, with: partners, for: personal messages}", [], False),
        ("{data: identity, with: partners, for: personal messages}", [["personal messages"]], True),
        (
            "{data: identity, with: partners, for: personal messages}",
            [["security", "personal messages"]],
            True,
        ),
        ("{data: identity, with: partners, for: personal messages}", [["security"]], False),
        (
            "{data: identity, with: partners, for: direct marketing}",
            [["newsletter"], ["direct marketing"]],
            True,
        ),
        ("{data: identity, with: partners, for: personal messages}", [[]], True),
        ("{data: identity, with: partners, for: direct marketing}", [[]], True),
        ("{data: identity, with: partners, for: services}", [[]], False),
        ("{data: connection, with: partners, when: the person pays}", [["security"]], True),
        ("{data: connection, with: partners, when: the person pays}", [[]], True),
        ("{data: identity, with: partners, when: the person pays}", [["personal messages"]], False),
        ("{data: [identity, connection], with: partners, when: the person pays}", [["security"]], True),
    ],
)
def test_an_objection_keeps_back_what_would_be_used_for_that_and_nothing_else(
    line: str, objections: list[list[str]], stays: bool
) -> None:
    policy, case = case_of(line)
    assert stands_against(policy, case, "customer", objections) is stays


LINKS = policy_of("links")
COURT = Demand(
    "authority",
    "court",
    "Tribunal de Nantes",
    "C. pr. pén. art. 99-3",
    "requisition",
    "RG 26/04711",
    "M. Durand, juge",
    date(2027, 3, 20),
    "called back",
    (Item("contact", "e-mail", False),),
    country="FR",
    means="by hand",
)
COUNSEL = Demand(
    "own rights",
    name="Me Lambert",
    country="FR",
    reference="L-77",
    check="unpaid",
    means="registered post",
    items=COURT.items,
)


def handed(demand: Demand, policy: Policy = LINKS, *papers: Commitment) -> Refused | None:
    return may_be_handed_over(policy, demand, "customer", papers, TODAY)


def test_what_a_whole_record_demands_is_handed_over_without_a_line_of_share() -> None:
    assert handed(COURT) is None
    assert handed(COUNSEL) is None


@pytest.mark.parametrize(
    ("changes", "case"),
    [
        ({"provision": ""}, "lacking"),
        ({"country": "US"}, "lacking"),
        ({"means": "plain mail"}, "means"),
        ({"items": (Item("contact", "telephone", False),)}, "beyond"),
        ({"items": (Item("credentials", "password hash", False),)}, "beyond"),
        ({"items": (Item("nothing", "e-mail", False),)}, "beyond"),
    ],
)
def test_a_demand_that_says_too_little_or_asks_too_much_is_refused(
    changes: dict[str, object], case: str
) -> None:
    told = handed(replace(COURT, **changes))  # type: ignore[arg-type]
    assert told is not None
    assert (told.case, bool(told.mend), "GDPR" in told.source) == (case, True, True)


def test_a_preservation_hands_nothing_over() -> None:
    assert handed(replace(COURT, ground="preservation", until=TODAY)) is not None


def test_where_the_policy_names_who_receives_for_its_rights_nobody_else_does_and_a_paper_must_bind() -> None:
    counsel = "\nrecipients:\n  counsel: {name: Cabinet Lambert, role: controller, country: FR}\n"
    line = "{data: everything, with: counsel, procedure: own rights}"
    policy = policy_of(
        "links", ("\nrecipients:\n", counsel), ("{data: everything, procedure: own rights}", line)
    )
    told = handed(COUNSEL, policy)
    assert told is not None
    assert told.case == "receiver"
    named = replace(COUNSEL, recipient="counsel")
    unbound = handed(named, policy)
    assert unbound is not None
    assert "no undertaking" in unbound.reason
    paper = Commitment("counsel", "undertaking", "c.pdf", "0" * 64, date(2026, 1, 1), TODAY)
    assert handed(named, policy, paper) is None
    assert handed(named, policy, replace(paper, until=TODAY - timedelta(1))) is not None, (
        "it lapsed yesterday"
    )
