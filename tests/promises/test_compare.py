"""Two versions of a policy: what changes for people, and what must be told, asked or confirmed for it."""

import pytest
from hypothesis import given

from honour.promises.compare import Change, Comparison, compare, order_of
from honour.promises.keep import Ending
from honour.promises.periods import Period, period
from honour.promises.policy import read
from tests.promises.policies import SHOP, policies

DESK = SHOP.replace(
    "keep:\n",
    "  - {data: invoice, with: host, for: bookkeeping}\nkeep:\n",
)


def compared(*changes: tuple[str, str], base: str = SHOP) -> Comparison:
    """A policy against itself with these replacements."""
    text = base
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return compare(read(base.encode(), "old"), read(text.encode(), "new"))


def only(found: Comparison) -> Change:
    [change] = found.changes
    return change


@given(policies())
def test_a_policy_does_not_differ_from_itself(text: str) -> None:
    found = compare(read(text.encode(), "a"), read(("# note\n" + text).encode(), "b"))
    assert found.changes == ()
    assert found.old != found.new


@given(policies(), policies())
def test_every_change_is_told_in_whole_sentences(one: str, other: str) -> None:
    for change in compare(read(one.encode(), "a"), read(other.encode(), "b")).changes:
        for text in (change.said.en, change.said.fr):
            assert text[0] == text[0].upper()
            assert text.endswith(".")
            assert not set("{}") & set(text)
            assert "None" not in text


@given(policies(), policies())
def test_back_again_every_shorter_term_is_a_longer_one(one: str, other: str) -> None:
    first, second = read(one.encode(), "a"), read(other.encode(), "b")
    there = {each.place for each in compare(first, second).changes if "keep for a shorter" in each.said.en}
    back = {each.place for each in compare(second, first).changes if "keep for longer" in each.said.en}
    assert there == back


def test_a_shorter_term_is_told_and_destroys_older_rows() -> None:
    change = only(compared(("2 years without sign-in", "1 year without sign-in")))
    assert change.place == "keep: contact"
    assert change.said.en == "We will keep your name and e-mail address for a shorter time."
    assert change.said.fr == "Nous conserverons votre nom et votre adresse électronique moins longtemps."
    assert "two years after you last signed in" in change.before[0].en
    assert "un an après votre dernière connexion" in change.after[0].fr
    assert change.effects == ("told", "destroys")
    assert change.kinds == ("contact",)


def test_a_longer_term_needs_a_reason_and_destroys_nothing() -> None:
    change = only(compared(("2 years without sign-in", "3 years without sign-in")))
    assert change.said.en == "We will keep your name and e-mail address for longer."
    assert change.effects == ("told", "reason needed")
    assert change.kinds == ()


def test_a_longer_term_of_what_rests_on_consent_is_asked_again() -> None:
    base = SHOP.replace("basis: contract", "basis: consent")
    change = only(compared(("2 years without sign-in", "3 years without sign-in"), base=base))
    assert change.effects == ("told", "reason needed", "asked again")


def test_an_event_that_no_longer_ends_a_term_makes_it_longer() -> None:
    change = only(
        compared(("until: account closed, or: 2 years without sign-in", "for: 2 years, since: last sign-in"))
    )
    assert "reason needed" in change.effects
    assert "destroys" not in change.effects


@pytest.mark.parametrize(
    ("before", "after", "order"),
    [
        ("1 year", "12 months", "same"),
        ("2 weeks", "14 days", "same"),
        ("1 year", "13 months", "longer"),
        ("30 days", "1 month", "other"),
        ("31 days", "1 month", "shorter"),
        ("32 days", "1 month", "shorter"),
        ("27 days", "1 month", "longer"),
        ("365 days", "1 year", "longer"),
        ("367 days", "1 year", "shorter"),
    ],
)
def test_lengths_are_compared_whatever_month_they_begin_in(before: str, after: str, order: str) -> None:
    one, two = period(before), period(after)
    assert order_of([Ending("recorded", one)], [Ending("recorded", two)]) == order


def test_the_earliest_ending_decides() -> None:
    closed, quiet = Ending("account closed"), Ending("last sign-in", Period(2, "years"))
    assert order_of([closed], [closed, quiet]) == "shorter"
    assert order_of([closed, quiet], [closed]) == "longer"
    assert order_of([closed], [quiet]) == "other"
    assert order_of([closed, quiet], [quiet, closed]) == "same"


def test_a_new_purpose_is_told_and_asked_where_it_rests_on_consent() -> None:
    line = "  - {data: contact, for: account, basis: contract}\n"
    change = only(compared((line, line + "  - {data: contact, for: newsletter, basis: consent}\n")))
    assert change.place == "collect: newsletter"
    assert change.said.en == "We will use your data to send you our newsletter."
    assert change.said.fr == "Nous utiliserons vos données pour l'envoi de notre lettre d'information."
    assert change.effects == ("told", "asked again")
    without_consent = compared((line, line + "  - {data: contact, for: support, basis: contract}\n"))
    assert only(without_consent).effects == ("told",)


def test_a_purpose_that_goes_need_not_be_told_apart_from_the_page() -> None:
    line = "  - {data: contact, for: account, basis: contract}\n"
    base = SHOP.replace(line, line + "  - {data: contact, for: newsletter, basis: consent}\n")
    change = only(compared(("  - {data: contact, for: newsletter, basis: consent}\n", ""), base=base))
    assert change.said.en == "We will no longer use your data to send you our newsletter."
    assert change.effects == ()


def test_more_data_for_a_purpose_are_told_by_name() -> None:
    found = compared(("[name, e-mail]", "[name, e-mail, telephone]"))
    change = next(each for each in found.changes if each.place == "collect: account")
    assert change.said.en == "To run your account, we will also collect your telephone number."
    assert (
        change.said.fr
        == "Pour la gestion de votre compte, nous recueillerons aussi votre numéro de téléphone."
    )
    host = next(each for each in found.changes if each.place == "recipients: host")
    assert host.said.en == "Hébergeur SAS, our host in France, will also receive your telephone number."
    assert host.effects == ("told",)


def test_another_ground_is_told() -> None:
    found = compared(("basis: contract", "basis: consent"))
    change = next(each for each in found.changes if each.place == "collect: account")
    assert change.said.en == "The ground changes on which we use your data to run your account."
    assert change.effects == ("told", "asked again")


def test_a_new_recipient_is_told_with_what_it_receives() -> None:
    found = compared(
        ("collect:\n", "  bank: {name: Banque SA, role: controller, country: NL}\ncollect:\n"),
        ("keep:\n", "  - {data: invoice, with: bank}\nkeep:\n"),
    )
    change = found.changes[0]
    assert change.place == "recipients: bank"
    assert change.said.en == "Banque SA, in the Netherlands, will receive your postal address and invoices."
    assert change.said.fr == "Banque SA, aux Pays-Bas, recevra votre adresse postale et vos factures."
    assert change.effects == ("told",)


def test_a_recipient_that_takes_anothers_place_is_told_and_asked_on_consent() -> None:
    moved = (
        "name: Hébergeur SAS, role: processor, country: FR",
        "name: Cloud Inc., role: processor, country: DE",
    )
    change = compared(moved).changes[0]
    assert (
        change.said.en
        == "Cloud Inc., our host in Germany, takes the place of Hébergeur SAS, our host in France."
    )
    assert change.effects == ("told",)
    on_consent = compared(moved, base=SHOP.replace("basis: contract", "basis: consent")).changes[0]
    assert on_consent.effects == ("told", "asked again")


def test_a_promise_to_share_with_nobody_does_not_go_unsaid() -> None:
    change = only(compared(("  - {data: contact, with: nobody}\n", ""), base=DESK))
    assert change.place == "share"
    assert "We do not pass your name and e-mail address on" in change.before[0].en
    assert change.after == ()
    assert change.effects == ("told",)


def test_another_publisher_is_told_and_asked_again_on_consent() -> None:
    other = ("name: Secours SARL", "name: Autre SAS")
    change = only(compared(other))
    assert change.said.en == "Who answers for your data changes: Autre SAS instead of Secours SARL."
    assert change.effects == ("told",)
    assert (
        "asked again" in only(compared(other, base=SHOP.replace("basis: contract", "basis: consent"))).effects
    )


def test_that_minors_may_come_or_no_longer_is_told() -> None:
    adults = SHOP.replace("people:\n", "people:\n  minors: none\n")
    change = only(compared(("people:\n  minors: none\n", "people:\n"), base=adults))
    assert change.place == "people: minors"
    assert change.said.en == "The policy no longer says that this site is not meant for minors."
    [before] = change.before
    assert before == only(compared(("people:\n", "people:\n  minors: none\n"))).said


def test_a_promise_that_is_no_longer_made_is_told_in_its_own_words() -> None:
    base = SHOP + "never: [use trackers, sell data]\n"
    change = only(compared(("never: [use trackers, sell data]", "never: [use trackers]"), base=base))
    assert change.place == "never"
    assert change.said.fr == "Nous ne le promettons plus."
    assert len(change.before) == 1
    assert change.after == ()
    assert change.effects == ("told",)


def test_the_policy_is_acknowledged_again_where_it_asks_for_it_and_something_is_told() -> None:
    base = SHOP + "ask:\n  policy: {acknowledge at: sign-up}\n"
    assert compared(("2 years", "1 year"), base=base).acknowledged_again
    assert not compared(("2 years", "1 year")).acknowledged_again
    assert not compare(read(base.encode(), "a"), read(base.encode(), "b")).acknowledged_again


def test_the_day_alone_changes_nothing_for_people() -> None:
    base = SHOP.replace("  authority", "  effective: 2026-12-01\n  authority")
    found = compared(("2026-12-01", "2027-01-01"), base=base)
    assert found.changes == ()
    assert found.effective == "2027-01-01"
