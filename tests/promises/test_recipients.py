"""Who receives data: by name or category, with what binds them, and what lets data leave the Union."""

from datetime import date

import pytest

from honour.promises.assured import UNDERTAKINGS, Assured, assured_sentences
from honour.promises.grammar import Phrase
from honour.promises.languages import LANGUAGES, Language
from honour.promises.lexicon import CATEGORIES, located
from honour.promises.policy import Policy, read
from honour.promises.recipients import called, called_phrase, presented, safeguard_sentences, seeing_sentence
from honour.promises.sentences import share_sentence, yours
from honour.promises.transfers import EEA, FOOTINGS, Transfer, transfer_sentences
from tests.promises.checking import reasons
from tests.promises.faults import faults
from tests.promises.policies import SHOP
from tests.promises.test_policy import refused


def with_recipient(line: str) -> str:
    return SHOP.replace("collect:\n", f"  other: {line}\ncollect:\n")


def one_sentence(transfer: Transfer, who: str, language: Language) -> str:
    [said] = transfer_sentences([transfer], who, language)
    return said


def binding(line: str, language: Language) -> str:
    recipient = read(with_recipient(line).encode(), "p").recipients["other"]
    return " ".join(safeguard_sentences(recipient, language)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("line", "reason", "mend"),
    [
        ("{role: processor, country: FR}", "recipients: other lacks `name`", "`category: …`"),
        ("{category: cariers, role: controller, country: FR}", "category cannot be “cariers”", "`carrier`"),
        ("{name: A, role: processor, country: FR, until: soon}", "“soon” is not a day", "`2028-12-31`"),
        ("{name: A, role: processor, country: FR, until: 2027-02-29}", "“2027-02-29” is not a day", "2028"),
        ("{name: A, role: processor, country: FR, policy: /p}", "policy is no address", "https://"),
        (
            "{name: A, role: processor, country: US, transfer: {by: clauses}}",
            "by cannot be “clauses”",
            "known",
        ),
        (
            "{name: A, role: processor, country: US, transfer: {by: standard clauses}}",
            "transfer rests on a document, and none is named",
            "`file: …`",
        ),
        (
            "{name: A, role: processor, country: FR, assured: {file: a.pdf}}",
            "recipients: other: assured lacks `until`",
            "`until: …`",
        ),
        (
            "{name: A, role: processor, country: FR, assured: {that: to fly, file: a, until: 2027-01-01}}",
            "that cannot be “to fly”",
            "known",
        ),
        (
            (
                "{name: A, role: processor, country: FR,"
                " assured: {file: a, given: 2028-01-01, until: 2027-01-01}}"
            ),
            "assured ends before it begins",
            "later day",
        ),
    ],
)
def test_each_fault_is_told_on_its_line_with_what_mends_it(line: str, reason: str, mend: str) -> None:
    text = with_recipient(line)
    told = {said: (place, mended) for place, said, mended in refused(text)}
    [said] = [each for each in told if reason in each]
    assert told[said][0].split(":")[0] == str(text[: text.index("  other:")].count("\n") + 1)
    assert mend in told[said][1]


def test_a_category_is_called_in_the_plural() -> None:
    policy = read(with_recipient("{category: bank, role: controller, country: FR}").encode(), "p")
    other = policy.recipients["other"]
    assert other.category == CATEGORIES["bank"]
    assert (called(other, "en"), called(other, "fr")) == ("our banks", "nos banques")
    assert presented(other, "en") == "our banks in France"
    text = with_recipient("{category: bank, role: controller, country: FR}")
    shared = read(text.replace("with: nobody", "with: other").encode(), "p")
    assert share_sentence(shared, shared.share[0], "en") == (
        "We pass your name and e-mail address on to our banks in France; they answer for their own use of "
        "them."
    )


def test_a_name_with_a_category_is_told_with_both() -> None:
    line = "{name: Colis SA, category: insurer, role: controller, country: BE}"
    other = read(with_recipient(line).encode(), "p").recipients["other"]
    assert presented(other, "en") == "Colis SA, an insurer in Belgium"
    assert presented(other, "fr") == "Colis SA, assureur en Belgique"


def test_a_contract_is_told_with_its_last_day() -> None:
    line = "{name: A, role: processor, country: FR, contract: a.pdf, until: 2028-12-31}"
    assert binding(line, "en") == (
        "A written contract binds A to protect your data (GDPR Art. 28(3)); it runs until 31 December 2028."
    )
    joint = "{name: A, role: joint controller, country: FR, agreement: a.pdf}"
    assert binding(joint, "fr") == (
        "Un accord définit ce dont A et nous répondons chacun ; vous pouvez nous en demander les grandes "
        "lignes (RGPD, art. 26, § 2)."
    )


def test_an_undertaking_is_worded_as_the_language_page_sets_it() -> None:
    text = SHOP.replace(
        "with: nobody",
        "with: nobody, assured: {file: a.pdf, given: 2026-03-03, until: 2028-12-31}",
    )
    text = text.replace("contact: {holds: [name, e-mail]", "contact: {holds: [document]")
    policy = read(text.encode(), "p")
    assert share_sentence(policy, policy.share[0], "en").endswith(
        "Our host undertook in writing on 3 March 2026 not to open your documents. The undertaking runs "
        "until 31 December 2028; we cannot verify it ourselves."
    )
    assert (
        share_sentence(policy, policy.share[0], "fr")
        .replace("\u00a0", " ")
        .endswith(
            "Notre hébergeur s'est engagé par écrit, le 3 mars 2026, à ne pas ouvrir vos documents. Cet "
            "engagement court jusqu'au 31 décembre 2028 ; nous ne pouvons pas le vérifier nous-mêmes."
        )
    )


@pytest.mark.parametrize("that", sorted(UNDERTAKINGS))
def test_every_undertaking_is_good_language(that: str) -> None:
    what = {
        "en": Phrase("your documents", plural=True, gender="masculine"),
        "fr": Phrase("vos documents", plural=True, gender="masculine"),
    }
    several = read(with_recipient("{category: bank, role: controller, country: FR}").encode(), "p")
    for language in LANGUAGES:
        who = called_phrase(several.recipients["other"], language)
        said = assured_sentences(Assured("other", that, "a", date(2028, 1, 1)), who, what[language], language)
        assert [fault for text in said for fault in faults(text, language)] == []
        assert language == "en" or "se sont engagées" in said[0]


@pytest.mark.parametrize("country", ["US", "GB", "CH", "XX"])
def test_outside_the_economic_area_a_ground_must_be_named(country: str) -> None:
    line = f"{{name: A, role: processor, country: {country}, contract: a.pdf}}"
    reason = f"other is in {country}, outside the European Economic Area, and no transfer is named"
    assert reason in reasons(with_recipient(line))
    named = line.replace("}", ", transfer: {by: adequacy}}")
    assert reason not in reasons(with_recipient(named))
    elsewhere = line.replace("}", ", transfer: {to: JP, by: adequacy}}")
    assert reason in reasons(with_recipient(elsewhere))


@pytest.mark.parametrize("country", sorted(EEA))
def test_inside_the_economic_area_no_ground_is_asked_for(country: str) -> None:
    line = f"{{name: A, role: processor, country: {country}, contract: a.pdf}}"
    assert not any("European Economic Area" in said for said in reasons(with_recipient(line)))


def test_the_economic_area_has_thirty_states() -> None:
    # Twenty-seven of the Union, Iceland, Liechtenstein, Norway; seven territories with codes of their own.
    assert len(EEA) == 30 + 7
    assert {"GB", "CH", "US"}.isdisjoint(EEA)


def test_a_transfer_is_told_with_its_ground_and_the_copy() -> None:
    transfer = Transfer(("US",), "standard clauses", "a.pdf", date(2027, 12, 31))
    assert one_sentence(transfer, "A", "en") == (
        "Through A, your data can be handled in the United States, outside the European Economic Area, until "
        "31 December 2027: the standard clauses of the European Commission protect them there "
        "(GDPR Art. 46(2)(c)); you can ask us for a copy."
    )
    assert "copy" not in one_sentence(Transfer(("CH",), "adequacy"), "A", "en")
    for language in LANGUAGES:
        for by in FOOTINGS:
            assert faults(one_sentence(Transfer(("US", "CA"), by), "A", language), language) == []


def test_two_grounds_for_one_country_are_told_in_one_sentence() -> None:
    line = (
        "{name: Post Inc., role: processor, country: US, sees: contact, transfer: [{by: adequacy, until: "
        "2027-12-31}, {by: standard clauses, file: a.pdf}]}"
    )
    assert reasons(with_recipient(line)) == []
    assert (
        "in the United States, outside the European Economic Area: the European Commission has decided that "
        "they are protected well enough there (GDPR Art. 45), until 31 December 2027, and the standard "
        "clauses"
    ) in binding(line, "en")
    assert (
        "la Commission européenne a constaté qu'elles y sont suffisamment protégées (RGPD, art. 45), "
        "jusqu'au 31 décembre 2027, et les clauses types de la Commission européenne les y protègent"
    ) in binding(line, "fr")
    assert binding(line, "fr").count("vous pouvez nous en demander une copie") == 1


def test_each_ground_of_a_list_is_read_for_itself() -> None:
    grounds = "[{by: adequacy}, {by: standard clauses}]"
    line = f"{{name: P, role: processor, country: US, sees: contact, transfer: {grounds}}}"
    assert "recipients: other: transfer rests on a document, and none is named" in [
        reason for _, reason, _ in refused(with_recipient(line))
    ]
    assert any(
        "empty list" in reason for _, reason, _ in refused(with_recipient(line.replace(grounds, "[]")))
    )


def test_what_a_processor_sees_is_told() -> None:
    policy: Policy = read(SHOP.replace("stores: everything}", "sees: contact}").encode(), "p")
    host, what = policy.recipients["host"], yours(policy, ["contact"], "en")
    assert seeing_sentence(host, what, "en") == (
        "While working for us, Hébergeur SAS, our host in France, sees your name and e-mail address."
    )


def test_authorities_are_not_ours() -> None:
    authorities = "{category: authority, role: controller, country: FR}"
    policy = read(with_recipient(authorities).encode(), "p")
    assert called(policy.recipients["other"], "en") == "the authorities"
    to_them = with_recipient(authorities).replace("with: nobody", "with: other")
    shared = read(to_them.encode(), "p")
    assert "aux autorités en France" in share_sentence(shared, shared.share[0], "fr")


@pytest.mark.parametrize("code", sorted(EEA))
def test_every_country_of_the_area_has_a_name(code: str) -> None:
    assert "country" not in located(code, "en")
    assert "pays" not in located(code, "fr").split()
