"""The page of a policy: the same order in each language, and a draft that says it is one."""

import json

from hypothesis import given

from honour.promises.policy import read
from honour.publishing.markdown import markdown
from honour.publishing.page import page, page_as_data
from tests.promises.policies import SHOP, policies

STAFFED = (
    SHOP.replace("people:\n", "people:\n  employee: {who: works here}\n")
    .replace("data:\n", "data:\n  staff: {holds: [birth date], of: employee}\n", 1)
    .replace("data: contact, for: account", "data: [contact, staff], for: account")
    .replace("data: contact, until", "data: [contact, staff], until")
)


@given(policies())
def test_both_languages_have_the_same_anchors_in_the_same_order(text: str) -> None:
    policy = read(text.encode(), "p")
    english, french = page(policy, "en"), page(policy, "fr")
    assert [(each.anchor, each.level) for each in english.sections] == [
        (each.anchor, each.level) for each in french.sections
    ]
    assert [len(each.paragraphs) for each in english.sections] == [
        len(each.paragraphs) for each in french.sections
    ]
    assert len({each.anchor for each in english.sections}) == len(english.sections)


def test_each_part_stands_in_the_order_of_the_design() -> None:
    anchors = [each.anchor for each in page(read(SHOP.encode(), "p"), "fr").sections]
    assert anchors == ["who", "collect", "recipients", "keep", "rights"]


def test_employees_are_not_told_what_concerns_customers() -> None:
    sections = {each.anchor: each for each in page(read(STAFFED.encode(), "p"), "en").sections}
    assert sections["keep-employee"].heading == "Our employees"
    assert "date of birth" in " ".join(sections["keep-employee"].paragraphs)
    assert "date of birth" not in " ".join(sections["keep-customer"].paragraphs)
    assert "invoices" not in " ".join(sections["keep-employee"].paragraphs)


def test_a_term_for_one_group_is_told_to_that_group_only() -> None:
    text = STAFFED.replace("[name, e-mail], of: customer", "[name, e-mail], of: [customer, employee]")
    text = text.replace("data: [contact, staff], until", "data: staff, until")
    text += "  - {data: contact, of: customer, until: services ended}\n"
    text += "  - {data: contact, of: employee, until: employment ended}\n"
    sections = {
        each.anchor: " ".join(each.paragraphs) for each in page(read(text.encode(), "p"), "en").sections
    }
    assert "until your services have all ended" in sections["keep-customer"]
    assert "until your employment" not in sections["keep-customer"]
    assert "until your employment with us ends" in sections["keep-employee"]


def test_one_group_of_people_needs_no_headings_of_its_own() -> None:
    keep = next(each for each in page(read(SHOP.encode(), "p"), "en").sections if each.anchor == "keep")
    assert keep.level == 2
    assert len(keep.paragraphs) == 2


def test_a_draft_says_that_it_is_one_and_a_version_says_its_number() -> None:
    policy = read(SHOP.replace("  authority", "  effective: 2026-12-01\n  authority").encode(), "p")
    assert "Draft" in markdown(page(policy, "en"))
    assert "Projet" in markdown(page(policy, "fr"))
    assert page(policy, "en", 3).notice == "Version 3, which applies from 1 December 2026."
    assert page(policy, "fr", 3).notice == "Version 3, applicable à compter du 1er décembre 2026."
    assert "Draft" not in markdown(page(policy, "en", 3))


def test_what_has_no_words_yet_is_said() -> None:
    policy = read((SHOP + "offer: {laundry: {}}\n").encode(), "p")
    last = page(policy, "en").sections[-1]
    assert last.anchor == "not-written-yet"
    assert "the services of this site" in last.paragraphs[0]


def test_the_rights_follow_from_the_bases() -> None:
    def rights(text: str) -> str:
        sections = page(read(text.encode(), "p"), "en").sections
        return " ".join(next(each for each in sections if each.anchor == "rights").paragraphs)

    contract = rights(SHOP)
    consent = rights(SHOP.replace("basis: contract", "basis: consent"))
    public = rights(SHOP.replace("basis: contract", "basis: public task"))
    for told in (contract, consent, public):
        assert all(f"(GDPR Art. {number})" in told for number in (15, 16, 17, 18, 77))
    assert ("Art. 20" in contract, "Art. 21" in contract, "Art. 7(3)" in contract) == (True, False, False)
    assert ("Art. 20" in consent, "Art. 21" in consent, "Art. 7(3)" in consent) == (True, False, True)
    assert ("Art. 20" in public, "Art. 21" in public, "Art. 7(3)" in public) == (False, True, False)


def test_markdown_takes_nothing_of_the_file_for_a_sign() -> None:
    text = SHOP.replace("name: Secours\n", "name: '<script>*a*</script> [b](c)'\n")
    shown = markdown(page(read(text.encode(), "p"), "en"))
    assert "<script>" not in shown
    assert "\\<script\\>\\*a\\*" in shown
    assert "[b](c)" not in shown


def test_an_anchor_takes_nothing_of_the_file_for_a_sign() -> None:
    word = '"><b>'
    declared = f"words:\n  '{word}': {{en: [guest, guests], fr: [hôte, hôtes], gender: masculine}}\npeople:\n"
    text = STAFFED.replace("people:\n", declared).replace("employee", f"'{word}'")
    policy = read(text.encode(), "p")
    assert any(each.heading == "Our guests" for each in page(policy, "en").sections)
    assert "<b>" not in markdown(page(policy, "en"))


def test_markdown_has_every_paragraph_under_its_heading() -> None:
    shown = page(read(SHOP.encode(), "p"), "fr")
    text = markdown(shown)
    assert text.index('<a id="collect"></a>\n\n## Ce que nous recueillons') < text.index('<a id="keep"></a>')
    assert "puis nous les supprimons." in text
    assert shown.digest in text
    assert text.endswith("\n")


def test_the_page_as_data_is_what_the_page_says() -> None:
    shown = page(read(SHOP.encode(), "p"), "en")
    told = json.loads(json.dumps(page_as_data(shown)))
    assert told["draft"] is True
    assert [each["anchor"] for each in told["sections"]] == [each.anchor for each in shown.sections]
    assert told["sections"][0]["paragraphs"] == list(shown.sections[0].paragraphs)
