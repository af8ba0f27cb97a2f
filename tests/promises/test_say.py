"""What the page only says: closed lists of words, and a clause that is void anyway refused."""

import pytest

from honour.promises.languages import LANGUAGES, Language
from honour.promises.policy import read
from honour.promises.say import ADVICE, CONSTRUCTS, DEFINITIONS, DONE, LIMITS, Say, say_sentences
from tests.promises.faults import faults
from tests.promises.policies import SHOP
from tests.promises.test_policy import position, refused


def say(text: str) -> Say:
    return read((SHOP + text).encode(), "p").say


def told(text: str, language: Language) -> str:
    return " ".join(say_sentences(say(text), language)).replace("\u00a0", " ")


def test_the_example_is_read_as_it_is_written() -> None:
    assert say(CONSTRUCTS[0].example) == Say(
        advice=("strong password", "second factor", "log out of shared computers"),
        limits=("bank identity theft",),
        definitions=("cookie",),
        done=("processing mapped", "rules reviewed"),
        defined=("user", "publisher"),
    )
    assert say_sentences(read(SHOP.encode(), "p").say, "fr") == ()


@pytest.mark.parametrize(
    ("written", "found", "reason", "mend"),
    [
        ("advices: [antivirus]", "advices", "say has no “advices”", "write `advice:`"),
        ("advice: [anti virus]", "anti virus", "say: advice cannot be “anti virus”", "write `antivirus`"),
        (
            "laws: [GDPR]",
            "[GDPR]",
            "the laws that the policy follows stand under `site`",
            "`laws: [GDPR, Act 78-17]`",
        ),
        (
            "limits: [Never liable]",
            "Never liable",
            (
                "a clause by which we never answer for a loss is void towards consumers, and nobody can "
                "exclude what "
                "the GDPR makes him pay"
            ),
            "`backups: {kept: 30 days, country: FR}`",
        ),
    ],
)
def test_a_slip_is_a_finding_with_its_place_and_the_line_that_mends_it(
    written: str, found: str, reason: str, mend: str
) -> None:
    text = SHOP + f"say:\n  {written}\n"
    [mending] = [
        line for place, said, line in refused(text) if (place, said) == (position(text, found), reason)
    ]
    assert mend in mending


def test_the_section_is_told_in_english() -> None:
    assert told(CONSTRUCTS[0].example, "en") == (
        "We have drawn up an inventory of our "
        "data "
        "and of what we do with them. We have reviewed our processes and rules of security and "
        "confidentiality. "
        "A cookie is a small file that a site asks your browser to keep; it is no program and cannot be "
        "run, and "
        "only the site that set it can read it. Choose a password that nobody can guess: a long one, or "
        "one that "
        "mixes small and capital letters, digits and other signs. We strongly recommend that you turn on the "
        "second authentication factor. Sign out when you leave a computer that others use too. We hold "
        "no bank "
        "details, and cannot answer for the theft of what we do not hold; this takes away none of the rights "
        "that the law gives you. The words User and Publisher mean what our legal notice says."
    )


def test_the_section_is_told_in_french() -> None:
    assert told(CONSTRUCTS[0].example, "fr") == (
        "Nous avons dressé l'inventaire de nos "
        "données et de "
        "ce que nous en faisons. Nous avons revu nos procédures et nos règles de sécurité et de "
        "confidentialité. "
        "Un cookie est un petit fichier qu'un site demande à votre navigateur de conserver ; ce n'est pas un "
        "programme, il ne peut pas être exécuté, et seul le site qui l'a déposé peut le lire. Choisissez "
        "un mot "
        "de passe que personne ne peut deviner : long, ou mêlant minuscules, majuscules, chiffres et "
        "caractères "
        "spéciaux. Nous vous recommandons vivement d'activer le second facteur d'authentification. "
        "Déconnectez-vous lorsque vous quittez un ordinateur que d'autres utilisent aussi. Nous ne détenons "
        "aucune coordonnée bancaire et ne pouvons répondre du vol de ce que nous ne détenons pas ; cela "
        "ne vous "
        "prive d'aucun droit que la loi vous donne. Les mots Utilisateur et Éditeur ont le sens que leur "
        "donnent nos mentions légales."
    )


def test_every_word_has_a_sentence_of_its_own_in_each_language() -> None:
    everything = Say(tuple(ADVICE), tuple(LIMITS), tuple(DEFINITIONS), tuple(DONE))
    words = len(ADVICE) + len(LIMITS) + len(DEFINITIONS) + len(DONE)
    for language in LANGUAGES:
        said = say_sentences(everything, language)
        assert len(set(said)) == words
        assert [fault for each in said for fault in faults(each, language)] == []


def test_a_limit_between_businesses_is_refused_where_consumers_come_c28() -> None:
    limit = "say: {limits: liability between businesses}\n"
    assert refused(SHOP + limit)[0][1].startswith("a clause by which we never answer for a loss is void")
    closed = SHOP.replace("  authority: CNIL\n", "  authority: CNIL\n  open to consumers: no\n")
    policy = read((closed + limit).encode(), "p")
    [said] = say_sentences(policy.say, "en")
    assert said == (
        "Between businesses, we answer for a loss of data only as far as the law or our contract provides; "
        "what the GDPR makes us pay stays due (Art. 82)."
    )
