"""What somebody with an account is asked to agree to: each purpose that the policy rests on consent."""

from honour.keeping.at_work import the_site
from honour.keeping.consents.models import Choice
from honour.portal.my_choices.asked import use
from honour.portal.my_choices.banner import language
from honour.portal.my_choices.words import WORDS
from honour.promises.languages import Language
from honour.promises.policy import Policy
from honour.publishing.typography import typeset

_FIRST_VISIT = "first visit"
_SIGN_IN = "password hash"


def asked_of(policy: Policy) -> tuple[str, ...]:
    """The purposes, in the policy's order; those that it asks every visitor stand with the cookies."""
    asked = policy.ask.consent if policy.ask else {}
    of_visitors = {purpose for purpose, moments in asked.items() if _FIRST_VISIT in moments}
    on_consent = [
        each.purpose
        for each in policy.collect
        if each.basis.ground == "consent" and any(_of_accounts(policy, name) for name in each.data)
    ]
    return tuple(each for each in dict.fromkeys(on_consent) if each not in of_visitors)


def _of_accounts(policy: Policy, name: str) -> bool:
    """Whether a kind is of people with an account: others are asked elsewhere (where they subscribe)."""
    holders = {who for kind in policy.data.values() if _SIGN_IN in kind.fields for who in kind.of}
    return name in policy.data and not holders.isdisjoint(policy.data[name].of)


def sides(purpose: str, told: Language | None = None) -> str:
    """What is used, and for what, in the language of the page or another."""
    told = told or language()
    return typeset(use(the_site().policy, purpose).say(told), told == "fr")


def question(purpose: str, told: Language | None = None) -> str:
    """All that is shown beside the button, as it is kept."""
    told = told or language()
    asked = WORDS["consent question"].say(told)
    return "\n".join([asked, sides(purpose, told), WORDS["consent free"].say(told)])


def other_words(last: Choice | None) -> bool:
    """Whether somebody agreed to something else than what is asked today: then it is asked again, and until a
    new answer the old yes is no yes to the new words (GDPR Art. 4(11)).
    """
    if last is None or not last.given:
        return False
    return last.wording != question(last.purpose, "fr" if last.language == "fr" else "en")
