"""What is told to somebody of whom a part cannot be erased yet: a reasoned refusal for now (meaning 4).

GDPR Art. 12(4) wants the reasons within one month, with the ways to complain; the refusal ends with what it
waits for, so that it also says how to end that.
"""

from collections.abc import Collection
from datetime import date

from honour.promises.data import fields_named
from honour.promises.grammar import day_in_words, de, period_in_words, sentence
from honour.promises.languages import Language, Wording
from honour.promises.periods import Period
from honour.promises.policy import Policy


def refusal(
    policy: Policy, fields: Collection[str], event: str, within: Period, asked: date, language: Language
) -> str:
    """What stays for now and why, how to end the wait, what happens then, and the ways to complain."""
    known = [name for name in fields if name in policy.vocabulary.fields]
    what = fields_named(known, policy.vocabulary, language)
    told, contact, whom = policy.vocabulary.events[event], policy.site.publisher.contact, _authority(policy)
    day, delay = day_in_words(asked, language), period_in_words(within, language)
    if language == "en":
        them = "them" if what.plural else "it"
        said: tuple[str, ...] = (
            f"we have recorded your request of {day}, and erased what could go at once",
            f"we cannot erase {what.text} yet: a contract that runs needs {them} (GDPR Art. 17(1)(a))",
            f"you can end the wait by ending what runs: write to {contact} if you do not know how",
            f"once {told.en_when}, we erase the rest within {delay} of that day, without your asking again",
            f"you can complain to {whom.en} and go to court (GDPR Art. 12(4), 77 and 79)",
        )
    else:
        ground, remedies = (
            "RGPD, art. 17, § 1, a",
            "RGPD, art. 12, § 4, art. 77 et 79",
        )
        need = "les rend nécessaires" if what.plural else "le rend nécessaire"
        need = "la rend nécessaire" if not what.plural and what.gender == "feminine" else need
        said = (
            f"nous avons enregistré votre demande du {day} et effacé ce qui pouvait l'être aussitôt",
            f"nous ne pouvons pas encore effacer {what.text} : un contrat en cours {need} ({ground})",
            f"vous pouvez résilier ce qui est en cours ; si vous ne savez pas comment, écrivez à {contact}",
            f"nous effacerons le reste sous {delay} à compter {de(told.fr)}, sans nouvelle demande",
            f"vous pouvez saisir {whom.fr} d'une réclamation ou exercer un recours ({remedies})",
        )
    return " ".join(sentence(each, language) for each in said)


def recorded(due: date, language: Language) -> str:
    """That a request is taken and by when it is answered, in words that are true whatever law stands against
    it, one that nobody may be told of included.
    """
    day = day_in_words(due, language)
    said = Wording(
        f"your request is recorded; it is carried out and answered by {day}, unless a law stands against it",
        f"votre demande est enregistrée ; vous aurez une réponse le {day} au plus tard, et elle sera alors "
        "exécutée, à moins qu'une loi ne s'y oppose",
    )
    return sentence(said.say(language), language)


def _authority(policy: Policy) -> Wording:
    name = policy.site.authority
    if name == "CNIL":
        return Wording("the CNIL", "la CNIL")
    if name:
        return Wording(f"the authority {name}", f"l'autorité {name}")
    return Wording("the authority of your country", "l'autorité de votre pays")
