"""A policy file is read whole, or refused with everything that is to be mended."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.promises.collect import Collect
from honour.promises.data import Data
from honour.promises.findings import Finding, Unreadable
from honour.promises.grounds import Basis
from honour.promises.keep import Ending, Keep
from honour.promises.offer import Offer
from honour.promises.periods import Period
from honour.promises.policy import read
from tests.promises.policies import SHOP, policies


def refused(text: str, offers: tuple[Offer, ...] = ()) -> list[tuple[str, str, str]]:
    """Line and column, reason and mending line of each finding."""
    with pytest.raises(Unreadable) as caught:
        read(text.encode(), "policy.yaml", offers)
    findings = caught.value.findings
    return [(each.place.removeprefix("policy.yaml:"), each.reason, each.mend) for each in findings]


def findings_of(text: bytes) -> tuple[Finding, ...]:
    """What refuses this file; none if it is read."""
    try:
        read(text, "policy.yaml")
    except Unreadable as refusal:
        return refusal.findings
    return ()


def position(text: str, found: str) -> str:
    """Line and column of the first occurrence."""
    before = text[: text.index(found)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def test_the_shop_is_read_as_it_is_written() -> None:
    policy = read(SHOP.encode(), "policy.yaml")
    law = Basis("legal obligation", law="C. com. L123-22")
    assert policy.site.time_zone == "Europe/Paris"
    assert policy.site.financial_year_ends == (12, 31)
    assert policy.data["contact"] == Data("contact", ("name", "e-mail"), ("customer",))
    assert policy.collect[0] == Collect(("contact",), "account", Basis("contract"))
    assert policy.keep == (
        Keep(
            ("contact",),
            (Ending("account closed"), Ending("last sign-in", Period(2, "years"))),
            Basis("contract"),
        ),
        Keep(("invoice",), (Ending("end of the financial year", Period(10, "years")),), law),
    )
    assert policy.recipients["host"].stores
    assert policy.not_built == ()


def test_the_digest_is_of_the_bytes_of_the_file() -> None:
    # SHA-256 of b"abc" would be easy to look up; of a policy, only a second calculation can tell.
    one, same, other = (read(text.encode(), "p") for text in (SHOP, SHOP, SHOP + "# a note\n"))
    assert re.fullmatch("[0-9a-f]{64}", one.digest)
    assert one.digest == same.digest != other.digest


def test_a_misspelt_section_is_offered_the_nearest() -> None:
    text = SHOP.replace("\nkeep:", "\nkeeps:")
    assert refused(text)[0][:2] == ("1:1", "the policy lacks `keep`")
    place, reason, mend = refused(text)[1]
    assert place == position(text, "keeps:")
    assert reason == "there is no section “keeps”"
    assert mend.startswith("write `keep:`; known are: ")


@pytest.mark.parametrize(
    ("written", "instead", "reason", "mend"),
    [
        (
            "data: contact, with",
            "data: contract, with",
            "share: data: `data` declares no kind “contract”",
            "`contact`",
        ),
        ("holds: [name,", "holds: [nane,", "neither the lexicon nor `words` has the field “nane”", "`name`"),
        ("with: nobody", "with: hots", "`recipients` does not declare “hots”", "`host`"),
        ("of: customer}", "of: customers}", "data: contact: of cannot be “customers”", "`customer`"),
        (
            "until: account closed",
            "until: acount closed",
            "there is no event “acount closed”",
            "`account closed`",
        ),
        ("2 years without", "two years without", "keep: or: “two years” is no period", "`6 months`"),
        ("2 years without", "0 years without", "keep: or: “0 years” is no period", "`6 months`"),
        ("2 years without", "900 years without", "keep: or: “900 years” is no period", "`6 months`"),
        ("without sign-in", "without signing", "`or` knows no term without “signing”", "`sign-in`"),
        ("2 years without sign-in", "some day", "`or` cannot be “some day”", "PERIOD since EVENT"),
        ("for: 10 years", "for: ten years", "keep: for: “ten years” is no period", "`6 months`"),
        (
            "law: C. com. L123-22",
            "law: C. com. L132-22",
            "the catalogue has no law “C. com. L132-22”",
            "`C. com. L123-22`",
        ),
        ("basis: contract", "basis: contrat", "collect: basis cannot be “contrat”", "`contract`"),
        ("basis: contract", "basis: legal obligation", "collect: basis names no law", "{law: …}"),
        (
            "basis: contract",
            "basis: legitimate interest",
            "the legitimate interest is not told",
            "interest: {en",
        ),
        ("for: account,", "for: acount,", "collect: for cannot be “acount”", "`account`"),
        ("role: processor", "role: procesor", "recipients: host: role cannot be “procesor”", "`processor`"),
        (
            "with: nobody",
            "with: nobody, when: each year",
            "with nobody, there is neither an occasion nor a purpose",
            "delete",
        ),
        ("  host:", "  nobody:", "“nobody” means no recipient, and cannot name one", "another name"),
        (
            "  contact: {",
            "  everything: {",
            "“everything” means every kind, and cannot name one",
            "another name",
        ),
        (
            "until: account",
            "for: 1 year, until: account",
            "keep has both `until` and `for`",
            "6 months since EVENT",
        ),
        ("for: 10 years, since", "since", "`since` has no period", "for: PERIOD"),
        (
            "until: account closed, or: 2 years without sign-in",
            "warn: 3 days",
            "keep says no term",
            "until: EVENT",
        ),
        (
            "  - {data: contact, until: account closed",
            "  - {data: [contact, invoice], exception: e, until: account closed",
            "an exception needs one basis to stand on",
            "basis: …",
        ),
        ("country: FR, stores", "country: France, stores", "recipients: host: country is “France”", "`FR`"),
        ("stores: everything", "stores: all", "recipients: host: stores cannot be “all”", "everything"),
        ("Europe/Paris", "Paris time", "“Paris time” is not how a time zone is named", "`Europe/Paris`"),
        ("https://", "http://", "site: address is not protected on its way (https)", "https://"),
        ("honour: 1", "honour: 2", "honour cannot be “2”", "1"),
        (
            "until: account closed",
            "until: last order",
            "“last order” begins or comes again, so it ends nothing",
            "since last order",
        ),
        (", since: end of the financial year", "", "the period has no first day", "since: EVENT"),
        ("languages: [fr, en]", "languages: [fr, de]", "site: languages cannot be “de”", "en, fr"),
        ("{who: has an account}", "{}", "people: customer lacks `who`", "who"),
        (
            "customer: {who",
            "custommer: {who",
            "neither the lexicon nor `words` names a group “custommer”",
            "`customer:`",
        ),
    ],
)
def test_each_fault_is_told_with_the_line_that_mends_it(
    written: str, instead: str, reason: str, mend: str
) -> None:
    assert written in SHOP
    text = SHOP.replace(written, instead, 1)
    told = {said: mended for _, said, mended in refused(text)}
    assert reason in told
    assert mend in told[reason]


def test_a_wrong_word_is_told_where_it_stands_in_its_list() -> None:
    text = SHOP.replace("[name, e-mail]", "[name, e-mial]")
    [(place, reason, _)] = refused(text)
    assert (place, reason) == (
        position(text, "e-mial"),
        "neither the lexicon nor `words` has the field “e-mial”",
    )


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        SHOP.replace("e-mail", "e-mial")
        .replace("for: account", "for: acount")
        .replace("10 years", "10 yaers")
    )
    places = [tuple(int(part) for part in place.split(":")) for place, _, _ in refused(text)]
    assert len(places) == 3
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("financial year ends: 30 June", (6, 30)),
        ("financial year ends: 28 February", (2, 28)),
    ],
)
def test_the_financial_year_may_end_on_any_day_that_every_year_has(
    line: str, read_as: tuple[int, int]
) -> None:
    text = SHOP.replace("  authority: CNIL\n", f"  authority: CNIL\n  {line}\n")
    assert read(text.encode(), "p").site.financial_year_ends == read_as


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("financial year ends: 31 June", "“31 June” is no day of every year"),
        ("financial year ends: 29 February", "“29 February” is no day of every year"),
        ("effective: 2026-02-30", "“2026-02-30” is not a day of the calendar"),
        ("effective: 1 December 2026", "“1 December 2026” is not a day of the calendar"),
    ],
)
def test_a_day_that_does_not_exist_is_refused(line: str, reason: str) -> None:
    text = SHOP.replace("  authority: CNIL\n", f"  authority: CNIL\n  {line}\n")
    assert [said for _, said, _ in refused(text)] == [reason]


def test_a_declared_word_is_a_word_and_wins_over_the_lexicon() -> None:
    words = """\
words:
  shoe size: {en: [shoe size, shoe sizes], fr: [pointure, pointures], gender: feminine}
  name: {en: [full name, full names], fr: [nom complet, noms complets], gender: masculine}
  gardening: {en: [helping in your garden], fr: [l'aide au jardin], as: purpose}
"""
    text = SHOP.replace("people:\n", words + "people:\n").replace("e-mail", "shoe size")
    policy = read(text.replace("for: account", "for: gardening").encode(), "p")
    assert policy.vocabulary.fields["shoe size"].fr == ("pointure", "pointures")
    assert policy.vocabulary.fields["name"].en == ("full name", "full names")
    assert policy.vocabulary.purposes["gardening"].gerund == "helping in your garden"


def test_a_declared_noun_without_what_french_needs_is_a_finding() -> None:
    words = "words:\n  shoe size: {en: [shoe size], fr: [pointure, pointures]}\n"
    assert [reason for _, reason, _ in refused(SHOP.replace("people:\n", words + "people:\n"))] == [
        "words: shoe size lacks `gender`, which French needs",
        "words: shoe size: en has 1 forms, not 2",
    ]


def test_a_statement_takes_the_basis_of_its_data_only_where_they_agree() -> None:
    both = SHOP.replace("keep:\n", "keep:\n  - {data: [contact, invoice], until: services ended}\n")
    named = both.replace("until: services ended", "until: services ended, basis: contract, exception: e")
    assert read(both.encode(), "p").keep[0].basis is None
    assert read(named.encode(), "p").keep[0].basis == Basis("contract", exception="e")


def test_everything_means_every_kind() -> None:
    text = SHOP.replace("{data: contact, with: nobody}", "{data: everything, with: nobody}")
    assert read(text.encode(), "p").share[0].data == ("contact", "invoice")


def test_what_has_no_meaning_yet_is_named() -> None:
    text = SHOP + "offer:\n  support: {visibility: the author alone}\n"
    assert read(text.encode(), "p").not_built == ("offer",)


def test_the_example_of_the_language_page_is_read(shared: Path) -> None:
    page = (shared / "design" / "LANGUAGE.md").read_text(encoding="utf-8")
    written = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert written is not None
    policy = read(written[1].encode(), "policy.yaml")
    assert [len(each.endings) for each in policy.keep] == [2, 2, 3, 1, 1]


@given(policies())
def test_every_generated_policy_is_read(text: str) -> None:
    policy = read(text.encode(), "p")
    assert len(policy.keep) == len(policy.data)
    assert all(each.endings for each in policy.keep)


@given(st.data())
def test_a_policy_that_was_damaged_is_read_or_refused_and_nothing_else_happens(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SHOP)))
    upto = data.draw(st.integers(at, min(len(SHOP), at + 40)))
    damage = data.draw(
        st.one_of(st.text(max_size=8), st.sampled_from([": ", "- ", "{", "}", "[", "]", "&a", "*a"]))
    )
    damaged = SHOP[:at] + damage + SHOP[upto:]
    told = findings_of(damaged.encode("utf-8", "surrogatepass"))
    assert all(each.place and each.reason and each.mend for each in told)
