"""Policies of other kinds, written from the reference alone: an association, a clinic, a service for "
"companies."""

from pathlib import Path

import pytest

from honour.promises.checks import check
from honour.promises.languages import LANGUAGES
from honour.promises.policy import Policy, read
from honour.promises.reading import read_document
from honour.publishing.page import page
from honour.publishing.parts import Page, anchors_of
from tests.promise_rows import written
from tests.promises.checking import ZONES
from tests.promises.faults import faults
from tests.promises.test_printing import said

NEWCOMERS = sorted((Path(__file__).parent / "newcomers").glob("*.yaml"))


def policy_of(name: str) -> Policy:
    [file] = [each for each in NEWCOMERS if each.stem == name]
    return read(file.read_bytes(), file.name)


def whole(shown: Page) -> str:
    """Every paragraph and point of a page."""
    told = (each for section in shown.sections for each in (*section.paragraphs, *section.points))
    return "\n".join(line for each in told for line in (each.text, *each.points)).replace("\u00a0", " ")


@pytest.mark.parametrize("file", NEWCOMERS, ids=lambda each: each.stem)
def test_it_is_sound_prints_the_same_and_is_published_in_both_languages(file: Path) -> None:
    policy = read(file.read_bytes(), file.name)
    assert check(policy, ZONES) == ()
    again = read(written(read_document(file.read_bytes(), file.name)).encode(), file.name)
    assert said(again) == said(policy)
    french, english = (page(policy, language) for language in LANGUAGES)
    assert [anchors_of(each) for each in french.sections] == [anchors_of(each) for each in english.sections]
    for section in english.sections:
        for each in (*section.paragraphs, *section.points):
            assert each.text.endswith(":") or faults(each.text, "en") == []


def test_three_newcomers_wrote() -> None:
    assert [each.stem for each in NEWCOMERS] == ["association", "clinic", "saas"]


def test_a_clinic_tells_of_health_its_carers_and_the_law_that_it_states() -> None:
    english, french = (whole(page(policy_of("clinic"), language)) for language in ("en", "fr"))
    assert "under professional secrecy (GDPR Art. 9(2)(h))" in english
    assert "Only the doctors and nurses who treat you can see your reason for the visit" in english
    assert "We read that text on 15 October 2026" in english
    assert "pendant vingt ans à compter de votre dernière visite" in french
    assert "comme l’exige le code de la santé publique, selon notre lecture (art. R. 1112-7)" in french
    # What a law keeps is not said to go when the contract no longer needs it.
    assert (
        "Your medical record and date of birth must stay until the term that the law sets is over" in english
    )
    assert english.count("the European Commission has decided") == 1


def test_an_association_tells_of_donations_and_what_members_show_one_another() -> None:
    english, french = (whole(page(policy_of("association"), language)) for language in ("en", "fr"))
    assert "By “donors” we mean whoever gives us money." in english
    assert "until your membership ends or three years after they are recorded" in english
    assert "Les autres utilisateurs du site peuvent consulter vos comptes rendus de sortie." in french
    assert "Seule notre trésorière peut consulter votre nom, votre adresse postale et vos dons." in french
    assert "sharing our walks; what was done before stays lawful (GDPR Art. 7(3))" in english


def test_a_service_for_companies_is_a_processor_for_the_users_of_its_customers() -> None:
    english, french = (whole(page(policy_of("saas"), language)) for language in ("en", "fr"))
    assert (
        "For the data of users, our customers answer, each for its own: they are the controllers, and we are "
        "their processor, bound by a contract to their instructions (GDPR Art. 28(3))." in english
    )
    assert "Les données des utilisateurs relèvent de nos clients, chacun pour les siennes" in french
    assert "turn to the one of our customers through whom you use this site" in english
    assert "adressez-vous à celui de nos clients par lequel vous utilisez ce site" in french
    assert "on their instructions only (GDPR Art. 28(3)(a))" in english
    assert "except for those that it handles for others" in english
    assert "whose passkey and mailbox are both lost" in english


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "basis: instructions",
            "basis: contract",
            "“work” is handled for somebody else, and its basis is contract",
        ),
        (
            "\n         controller: customer",
            "",
            "“work” rests on instructions, and nobody else answers for it",
        ),
        (
            "schedule], of: user",
            "schedule], of: [customer, user]",
            "we answer for “work” of customer, and not of user",
        ),
    ],
)
def test_who_answers_for_data_and_on_which_basis_agree(old: str, new: str, reason: str) -> None:
    [file] = [each for each in NEWCOMERS if each.stem == "saas"]
    text = file.read_text("utf-8").replace(
        "dans une telle organisation},\n", "dans une telle organisation},\n"
    )
    broken = (
        text.replace(old, new)
        if new
        else text.replace("organisation},\n         controller: customer", "organisation}")
    )
    assert broken != text
    assert reason in [each.reason for each in check(read(broken.encode(), "p"), ZONES)]
