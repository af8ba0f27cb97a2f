"""The page of a policy: the same order in each language, and a draft that says it is one."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.promises.languages import LANGUAGES, Language
from honour.promises.policy import read
from honour.publishing.articles import ITEMS
from honour.publishing.markdown import markdown
from honour.publishing.page import page
from honour.publishing.parts import Page, Section, anchors_of, page_as_data
from tests.promises.policies import SHOP, policies

STAFFED = (
    SHOP.replace("people:\n", "people:\n  employee: {who: works here}\n")
    .replace("data:\n", "data:\n  staff: {holds: [birth date], of: employee}\n", 1)
    .replace("data: contact, for: account", "data: [contact, staff], for: account")
    .replace("data: contact, until", "data: [contact, staff], until")
)


def said(section: Section) -> str:
    """All sentences of a section."""
    return " ".join(each.text for each in (*section.paragraphs, *section.points))


def sections_of(text: str, language: Language) -> dict[str, Section]:
    """The page's sections by anchor."""
    return {each.anchor: each for each in page(read(text.encode(), "p"), language).sections}


def sentences_of(shown: Page) -> list[str]:
    """Every sentence of a page, cut where one ends and another begins."""
    return [
        part
        for section in shown.sections
        for paragraph in (*section.paragraphs, *section.points)
        for part in re.split(r"(?<=[a-zé)]\.) (?=[A-ZÀÉ])", paragraph.text)
    ]


@given(policies())
def test_both_languages_have_the_same_anchors_in_the_same_order(text: str) -> None:
    policy = read(text.encode(), "p")
    english, french = page(policy, "en"), page(policy, "fr")
    assert [(anchors_of(each), each.level) for each in english.sections] == [
        (anchors_of(each), each.level) for each in french.sections
    ]
    assert [(len(each.paragraphs), len(each.points), len(each.links)) for each in english.sections] == [
        (len(each.paragraphs), len(each.points), len(each.links)) for each in french.sections
    ]
    anchors = [anchor for each in english.sections for anchor in anchors_of(each)]
    assert len(set(anchors)) == len(anchors)


@given(policies())
def test_every_item_of_the_law_has_its_anchor_and_a_link_to_it(text: str) -> None:
    shown = page(read(text.encode(), "p"), "fr")
    anchors = {anchor for each in shown.sections for anchor in anchors_of(each)}
    assert {anchor for item in ITEMS for anchor in item} <= anchors
    assert {link.anchor for link in shown.sections[-1].links} == {item[0] for item in ITEMS}


@pytest.mark.parametrize("article", [13, 14])
def test_the_items_are_those_of_the_regulation(article: int) -> None:
    letters = {13: {1: "abcdef", 2: "abcdef"}, 14: {1: "abcdef", 2: "abcdefg"}}[article]
    wanted = {f"art-{article}-{number}-{letter}" for number, each in letters.items() for letter in each}
    assert {anchor for item in ITEMS for anchor in item if anchor.startswith(f"art-{article}-")} == wanted


@given(policies(), st.sampled_from(LANGUAGES))
def test_no_sentence_is_said_twice_in_a_section(text: str, language: Language) -> None:
    for section in page(read(text.encode(), "p"), language).sections:
        texts = [each.text for each in (*section.paragraphs, *section.points)]
        assert len(set(texts)) == len(texts)


def test_a_page_of_one_group_says_no_sentence_twice() -> None:
    for language in LANGUAGES:
        told = sentences_of(page(read(SHOP.encode(), "p"), language))
        assert len(told) > 20
        assert len(set(told)) == len(told)


def test_each_part_stands_in_its_order() -> None:
    assert list(sections_of(SHOP, "fr")) == [
        "summary",
        "who",
        "uses",
        "collect",
        "recipients",
        "keep",
        "rights",
        "decide",
        "after-death",
        "gdpr",
    ]


def test_the_summary_fits_one_screen() -> None:
    points = sections_of(SHOP, "en")["summary"].points
    assert [each.text for each in points] == [
        "Secours SARL answers for your data and for this policy.",
        "We use your data for two purposes: running your account and keeping our accounts.",
        (
            "Outside our organisation, they go only to Hébergeur SAS, and to authorities where the law "
            "obliges us to."
        ),
        (
            "Each kind of data has a term, at whose end we delete it; what a law obliges us to archive stays "
            "for the time that it sets."
        ),
        "You can see your data, correct them, have them erased, and complain to the CNIL.",
    ]


def test_the_table_tells_each_use_with_its_purpose_ground_term_and_recipients() -> None:
    table = sections_of(SHOP, "en")["uses"].table
    assert table is not None
    assert table.headings == ("Data", "What for", "On which ground", "How long", "Who else receives them")
    assert table.rows == (
        (
            "Your name and e-mail address",
            "Running your account",
            "Contract (Art. 6(1)(b))",
            "Until your account is closed or two years after you last signed in, whichever comes first",
            "Nobody else",
        ),
        (
            "Your postal address and invoices",
            "Keeping our accounts",
            "Legal obligation (art. L123-22 of the French Commercial Code; Art. 6(1)(c))",
            "For ten years from the end of the financial year to which they belong",
            "Nobody else",
        ),
    )
    assert table.caption.endswith(", beside Hébergeur SAS, which stores them all")


def test_the_table_tells_whose_data_where_there_are_several_groups() -> None:
    table = sections_of(STAFFED, "fr")["uses"].table
    assert table is not None
    assert table.headings[0] == "Personnes"
    assert [row[0] for row in table.rows] == ["Clients", "Salariés", "Clients"]


def test_kinds_of_one_statement_with_other_terms_have_rows_of_their_own() -> None:
    text = SHOP.replace("  invoice: {holds", "  letter: {holds: [fax], of: customer}\n  invoice: {holds")
    text = text.replace("data: contact, for: account", "data: [contact, letter], for: account")
    text += "  - {data: letter, until: asked, or: 3 years since recorded}\n"
    table = sections_of(text, "en")["uses"].table
    assert table is not None
    assert [row[3][:20] for row in table.rows[:2]] == ["Until your account i", "Until you ask or thr"]


def test_people_whose_terms_differ_have_rows_of_their_own() -> None:
    text = STAFFED.replace("[name, e-mail], of: customer", "[name, e-mail], of: [customer, employee]")
    text = text.replace("data: [contact, staff], until", "data: staff, until")
    text += "  - {data: contact, of: customer, until: services ended}\n"
    text += "  - {data: contact, of: employee, until: employment ended}\n"
    table = sections_of(text, "en")["uses"].table
    assert table is not None
    assert [(row[0], row[4]) for row in table.rows if row[1] == "Your name and e-mail address"] == [
        ("Customers", "Until your services have all ended"),
        ("Employees", "Until your employment with us ends"),
    ]


@pytest.mark.parametrize(
    ("anchor", "section", "there", "absent"),
    [
        (
            "art-13-1-d",
            "collect",
            "basis: contract",
            "Nothing that we do with your data rests on a legitimate",
        ),
        (
            "art-13-2-c",
            "rights",
            "basis: contract",
            "Nothing that we do with your data rests on your consent",
        ),
        ("art-13-2-e", "collect", "basis: contract", "Unless a law requires it, you need not give us"),
        ("art-13-1-f", "recipients", "basis: contract", "We transfer no data outside"),
    ],
)
def test_an_item_of_which_there_is_nothing_says_so(
    anchor: str, section: str, there: str, absent: str
) -> None:
    assert there in SHOP
    [told] = [each.text for each in sections_of(SHOP, "en")[section].paragraphs if anchor in each.anchors]
    assert told.startswith(absent)


def test_that_there_is_no_officer_is_told_only_where_the_policy_says_so_c38() -> None:
    told = "We have not designated a data protection officer (GDPR Art. 37)."
    [none] = [each.text for each in sections_of(SHOP, "en")["who"].paragraphs if "art-13-1-b" in each.anchors]
    assert none == told
    silent = SHOP.replace("  data protection officer: none\n", "")
    [asked] = [
        each.text for each in sections_of(silent, "en")["who"].paragraphs if "art-13-1-b" in each.anchors
    ]
    assert asked == "For any question about your data, write to privacy@secours.example."
    assert "not designated" not in said(sections_of(silent, "en")["who"])


def test_an_item_of_which_there_is_something_is_told_and_not_denied() -> None:
    interest = "basis: legitimate interest, interest: {en: our safety, fr: notre sécurité}, required: yes}"
    parts = sections_of(SHOP.replace("basis: contract}", interest), "en")
    [told] = [each for each in parts["collect"].paragraphs if "art-13-1-d" in each.anchors]
    assert "Our interest is our safety." in told.points[0]
    assert "art-13-2-e" in told.anchors
    assert "Nothing that we do" not in said(parts["collect"])
    parts = sections_of(SHOP.replace("basis: contract", "basis: consent"), "en")
    [told] = [each for each in parts["rights"].paragraphs if "art-13-2-c" in each.anchors]
    assert told.text.startswith("You can withdraw at any time the consent")


def test_of_the_data_that_the_statements_leave_open_the_rest_is_said() -> None:
    automatic = SHOP.replace("basis: contract}", "basis: contract, source: automatic, required: yes}")
    paragraphs = sections_of(automatic, "en")["collect"].paragraphs
    assert [each.text for each in paragraphs[-2:]] == [
        (
            "Unless this page says that they are required, or a law does, you need not give us your data; "
            "without those that a service needs, we cannot provide it."
        ),
        "Unless this page says otherwise, the data come from you, or from your use of our services.",
    ]
    assert [each.anchors for each in paragraphs if "art-14-2-f" in each.anchors] == [
        ("art-13-2-e", "art-14-2-f")
    ]


def test_employees_are_not_told_what_concerns_customers() -> None:
    sections = sections_of(STAFFED, "en")
    assert sections["keep-employee"].heading == "Employees"
    assert "date of birth" in said(sections["keep-employee"])
    assert "date of birth" not in said(sections["keep-customer"])
    assert "invoices" not in said(sections["keep-employee"])


def test_a_term_for_one_group_is_told_to_that_group_only() -> None:
    text = STAFFED.replace("[name, e-mail], of: customer", "[name, e-mail], of: [customer, employee]")
    text = text.replace("data: [contact, staff], until", "data: staff, until")
    text += "  - {data: contact, of: customer, until: services ended}\n"
    text += "  - {data: contact, of: employee, until: employment ended}\n"
    sections = {anchor: said(section) for anchor, section in sections_of(text, "en").items()}
    assert "until your services have all ended" in sections["keep-customer"]
    assert "until your employment" not in sections["keep-customer"]
    assert "until your employment with us ends" in sections["keep-employee"]


def test_one_group_of_people_needs_no_headings_of_its_own() -> None:
    keep = sections_of(SHOP, "en")["keep"]
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
    unwritten = page(policy, "en").sections[-2]
    assert unwritten.anchor == "not-written-yet"
    assert "the services of this site" in unwritten.paragraphs[0].text


def test_the_rights_follow_from_the_bases() -> None:
    def rights(text: str) -> str:
        return said(sections_of(text, "en")["rights"])

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
    assert any(each.heading == "Guests" for each in page(policy, "en").sections)
    assert "<b>" not in markdown(page(policy, "en"))


def test_markdown_has_every_paragraph_under_its_heading() -> None:
    shown = page(read(SHOP.encode(), "p"), "fr")
    text = markdown(shown)
    assert text.index('<a id="art-14-1-c"></a>\n\n## Ce que nous recueillons') < text.index(
        '<a id="keep"></a>'
    )
    assert "puis nous les supprimons." in text
    assert shown.digest in text
    assert shown.hash in text
    assert text.endswith("\n")


def test_the_page_as_data_is_what_the_page_says() -> None:
    shown = page(read(SHOP.encode(), "p"), "en")
    told = json.loads(json.dumps(page_as_data(shown)))
    assert told["draft"] is True
    assert [each["anchor"] for each in told["sections"]] == [each.anchor for each in shown.sections]
    assert told["sections"][1]["paragraphs"][0]["text"] == shown.sections[1].paragraphs[0].text
    assert told["sections"][2]["table"]["rows"][0][1] == "Running your account"


def test_a_transfer_named_for_a_recipient_of_this_country_is_told_and_not_denied() -> None:
    sending = "country: FR, transfer: {to: US, by: standard clauses, file: clauses.pdf}, stores: everything}"
    told = said(sections_of(SHOP.replace("country: FR, stores: everything}", sending), "en")["recipients"])
    assert "in the United States" in told
    assert "We transfer no data outside" not in told


@pytest.mark.parametrize(
    ("language", "what", "fields"),
    [
        ("en", "We hand your data over to a court", "e-mail"),
        ("fr", "Nous ne remettons vos données", "adresse"),
    ],
)
def test_a_demand_that_can_concern_everything_is_told_once_to_everybody(
    language: Language, what: str, fields: str
) -> None:
    text = STAFFED.replace("{data: contact, with: nobody}", "{data: everything, procedure: judicial}")
    recipients = sections_of(text, language)
    assert said(recipients["recipients"]).count(what) == 1
    assert fields not in said(recipients["recipients"])
    assert [anchor for anchor in recipients if anchor.startswith("recipients-")] == []


def test_consent_to_cookies_is_not_denied_where_no_data_rest_on_consent() -> None:
    asked = SHOP + "ask: {cookies: {session: exempt}, measuring: consent}\n"
    rights = sections_of(asked, "en")["rights"]
    [told] = [each.text for each in rights.paragraphs if "art-13-2-c" in each.anchors]
    assert told.startswith("You can take back at any time, by the button “Modify my choices”")
    assert told.endswith("; nothing else that we do with your data rests on your consent.")
    both = sections_of(asked.replace("basis: contract", "basis: consent"), "fr")["rights"]
    assert "retirer à tout moment, par le bouton" in said(both)
    assert "rien d'autre" not in said(both)


def test_the_anchor_of_transfers_stands_before_the_transfer_and_not_the_contract() -> None:
    abroad = (
        "contract: c.pdf, transfer: {to: IN, by: standard clauses, file: clauses.pdf}, stores: everything}"
    )
    recipients = sections_of(SHOP.replace("stores: everything}", abroad), "fr")["recipients"]
    [told] = [each.text for each in recipients.paragraphs if "art-13-1-f" in each.anchors]
    assert "en Inde, hors de l’Espace économique européen" in told.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Les Amis du canal", "Politique de confidentialité des Amis du canal"),
        ("Atelier Nord", "Politique de confidentialité d’Atelier Nord"),
        ("Secours", "Politique de confidentialité de Secours"),
    ],
)
def test_a_french_title_contracts_its_article(name: str, title: str) -> None:
    assert page(read(SHOP.replace("name: Secours\n", f"name: {name}\n").encode(), "p"), "fr").title == title


def test_a_purpose_that_holds_an_and_does_not_blur_the_list() -> None:
    gifts = "{en: [taking gifts and thanking you], fr: [la réception et le suivi], as: purpose}"
    words = f"words:\n  gifts: {gifts}\n"
    text = SHOP.replace("people:\n", words + "people:\n", 1).replace("for: account", "for: gifts")
    points = [each.text for each in sections_of(text, "en")["summary"].points]
    assert "for two purposes: taking gifts and thanking you; keeping our accounts." in points[1]


def test_a_court_and_counsel_stand_in_the_summary_where_a_right_is_defended() -> None:
    text = SHOP.replace("{data: contact, with: nobody}", "{data: everything, procedure: own rights}")
    points = [each.text for each in sections_of(text, "fr")["summary"].points]
    assert "à une juridiction ou à nos conseils ainsi que" in points[2]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "This site is not meant for minors, and we do not knowingly collect their data."),
        ("fr", "Ce site ne s’adresse pas aux mineurs, et nous ne recueillons pas sciemment leurs données."),
    ],
)
def test_that_the_site_is_not_for_minors_is_told_where_the_policy_says_so_c38(
    language: Language, told: str
) -> None:
    adults = STAFFED.replace("people:\n", "people:\n  minors: none\n")
    assert sections_of(adults, language)["collect"].paragraphs[-1].text == told
    assert told not in sentences_of(page(read(STAFFED.encode(), "p"), language))


def test_advice_definitions_and_limits_stand_under_their_own_headings() -> None:
    text = SHOP + "say: {advice: antivirus, definitions: cookie, limits: own archive}\n"
    sections = sections_of(text, "fr")
    assert [each for each in sections if each.startswith("say")] == [
        "say",
        "say-definitions",
        "say-advice",
        "say-limits",
    ]
    assert "antivirus" in said(sections["say-advice"])
    assert "archivage" not in said(sections["say-advice"])
    assert "archivage" in said(sections["say-limits"])
    assert sections["say-advice"].heading == "Nos conseils"
    assert "say" not in sections_of(SHOP, "fr")
