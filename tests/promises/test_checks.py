"""What can be read in a policy and should not stand so."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from honour.promises.checks import check
from honour.promises.law import LAWS
from honour.promises.policy import read
from tests.promises.checking import ZONES, found, reasons
from tests.promises.policies import SHOP


def test_a_sound_policy_has_no_findings() -> None:
    assert found(SHOP) == []


def test_data_that_nothing_keeps_is_a_finding() -> None:
    text = SHOP.replace("  - {data: contact, until: account closed, or: 2 years without sign-in}\n", "")
    [finding] = found(text)
    assert finding.place == "policy.yaml:14:3"
    assert finding.reason == "no statement of `keep` says until when “contact” of customer is kept"
    assert finding.mend == "add `- {data: contact, until: …}` under `keep`"


def test_data_kept_for_one_group_only_are_a_finding_for_the_other() -> None:
    text = SHOP.replace("people:\n", "people:\n  visitor: {who: reads}\n")
    text = text.replace("[name, e-mail], of: customer", "[name, e-mail], of: [customer, visitor]")
    text = text.replace("until: account closed,", "of: customer, until: account closed,")
    assert reasons(text) == ["no statement of `keep` says until when “contact” of visitor is kept"]


def test_data_that_nothing_collects_are_a_finding() -> None:
    text = SHOP.replace("  - {data: contact, for: account, basis: contract}\n", "")
    assert reasons(text) == ["no statement of `collect` says why “contact” is held"]


@pytest.mark.parametrize("ends", ["asked", "account closed", "[asked, account closed]"])
def test_a_term_that_only_the_person_can_end_is_a_finding(ends: str) -> None:
    text = SHOP.replace("until: account closed, or: 2 years without sign-in", f"until: {ends}")
    [finding] = found(text)
    assert finding.reason == f"only the person's own act ends this term ({ends.strip('[]')})"
    assert "or: 2 years without sign-in" in finding.mend


@pytest.mark.parametrize("ends", ["access expires", "[asked, services ended]"])
def test_a_term_that_something_else_can_end_is_sound(ends: str) -> None:
    assert found(SHOP.replace("until: account closed, or: 2 years without sign-in", f"until: {ends}")) == []


def test_one_backstop_on_the_credentials_serves_every_term_that_closing_the_account_ends() -> None:
    text = SHOP.replace(
        "data:\n", "data:\n  credentials: {holds: [user name, password hash], of: customer}\n"
    )
    text = text.replace("data: contact, for", "data: [contact, credentials], for")
    text = text.replace(", or: 2 years without sign-in", "")
    with_backstop = text + "  - {data: credentials, until: account closed, or: 2 years without sign-in}\n"
    without = text + "  - {data: credentials, until: account closed}\n"
    assert found(with_backstop) == []
    assert len(found(without)) == 2


def test_an_unknown_time_zone_is_offered_the_nearest() -> None:
    [finding] = found(SHOP.replace("Europe/Paris", "Europe/Pairs"))
    assert finding.reason == "this machine knows no time zone “Europe/Pairs”"
    assert "`time zone: Europe/Paris`" in finding.mend


@pytest.mark.parametrize(
    ("written", "instead", "reason"),
    [
        ("for: 10 years", "for: 9 years", "C. com. L123-22 asks for ten years; this term is shorter"),
        ("for: 10 years", "for: 3652 days", None),
        ("for: 10 years", "for: 120 months", None),
        (
            "for: 10 years",
            "for: 11 years",
            "C. com. L123-22 asks for ten years; it is no basis for keeping longer",
        ),
        (
            "since: end of the financial year",
            "since: recorded",
            "“recorded” could end the term before the ten years of C. com. L123-22 are over",
        ),
        (
            "[postal address, invoice]",
            "[postal address, fax, invoice]",
            "C. com. L123-22, as the catalogue reads it, does not oblige to keep fax of “invoice”",
        ),
        (
            "country: FR, contact",
            "country: BE, contact",
            "C. com. L123-22 is a law of FR; the publisher is in BE",
        ),
    ],
)
def test_a_law_is_named_only_within_its_scope(written: str, instead: str, reason: str | None) -> None:
    assert written in SHOP
    assert reasons(SHOP.replace(written, instead)) == ([reason] if reason else [])


def test_a_law_that_nobody_read_is_told_as_not_checked() -> None:
    unread = {key: replace(law, read=None) for key, law in LAWS.items()}
    [finding] = check(read(SHOP.encode(), "policy.yaml"), ZONES, unread)
    assert finding.reason == "nobody has checked the catalogue's entry C. com. L123-22 against the law's text"


def test_what_goes_to_nobody_cannot_go_to_somebody() -> None:
    text = SHOP.replace("share:\n", "share:\n  - {data: contact, with: host}\n")
    [finding] = found(text)
    assert finding.reason == "“contact” goes to nobody here, and to host on line 22"


def test_a_field_cannot_go_to_nobody_and_to_somebody_under_another_name() -> None:
    text = SHOP.replace("data:\n", "data:\n  parcel: {holds: [name], of: customer}\n", 1)
    text = text.replace("share:\n", "share:\n  - {data: parcel, with: host}\n")
    text = text.replace("data: contact, for", "data: [contact, parcel], for")
    text = text.replace("data: contact, until", "data: [contact, parcel], until")
    assert reasons(text) == ["name of “contact” go to nobody here; as “parcel” to host"]


def test_a_purpose_that_the_data_do_not_serve_is_a_finding() -> None:
    text = SHOP.replace("until: account closed,", "purpose: delivery, until: account closed,")
    assert reasons(text) == ["“contact” is not collected for delivery"]


def test_the_example_of_the_language_page_is_sound(shared: Path) -> None:
    page = (shared / "design" / "LANGUAGE.md").read_text(encoding="utf-8")
    written = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert written is not None
    assert found(written[1]) == []


def test_the_example_of_the_shop_is_sound() -> None:
    example = Path(__file__).resolve().parents[2] / "examples" / "chinook" / "policy.yaml"
    assert found(example.read_text(encoding="utf-8")) == []


def test_a_policy_silent_about_an_officer_is_told_c38() -> None:
    [finding] = found(SHOP.replace("  data protection officer: none\n", ""))
    assert finding.place == "site: data protection officer"
    assert finding.reason == "nothing says whether there is a data protection officer"
    assert finding.mend.startswith("add `data protection officer: none`, or `data protection officer: {name")
    named = "  data protection officer: {name: A. Morel, contact: dpo@s.example}\n"
    assert found(SHOP.replace("  data protection officer: none\n", named)) == []


def test_a_policy_that_names_nobody_to_complain_to_is_told_c38() -> None:
    [finding] = found(SHOP.replace("  authority: CNIL\n", ""))
    assert finding.place == "site: authority"
    assert finding.mend == "add `authority: CNIL`, or the authority of the publisher's country"
    assert finding.source == "GDPR Art. 13(2)(d) and 77"
