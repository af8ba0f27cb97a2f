"""Each section that is only put into words: its sentences in the order of the page, in each language.

`site`, `recipients`, `collect`, `share` and `keep` speak statement by statement: see `sentences`.
"""

from collections.abc import Callable
from typing import Final, TypeAlias

from honour.promises.account import account_sentences
from honour.promises.after_death import after_death_sentences, estate_sentences
from honour.promises.allow import allow_sentences
from honour.promises.ask import ask_sentences
from honour.promises.decide import decide_sentences
from honour.promises.languages import Language
from honour.promises.never import never_sentence
from honour.promises.offer import offered_sentences
from honour.promises.policy import Policy
from honour.promises.say import say_sentences
from honour.promises.sentences import protect_sentences
from honour.promises.tell import names_legal_notice, tell_sentences

Worded: TypeAlias = Callable[[Policy, Language], tuple[str, ...]]


def _account(policy: Policy, language: Language) -> tuple[str, ...]:
    return account_sentences(policy.account, policy.recipients, language) if policy.account else ()


def _ask(policy: Policy, language: Language) -> tuple[str, ...]:
    if policy.ask is None:
        return ()
    return ask_sentences(
        policy.ask,
        policy.vocabulary,
        policy.site.publisher.country,
        language,
        names_legal_notice(policy.tell),
    )


def _allow(policy: Policy, language: Language) -> tuple[str, ...]:
    return tuple(said for line in policy.allow.values() for said in allow_sentences(line, language))


def _decide(policy: Policy, language: Language) -> tuple[str, ...]:
    return decide_sentences(policy.decide, language)


def _after_death(policy: Policy, language: Language) -> tuple[str, ...]:
    french = policy.site.publisher.country == "FR"
    said = after_death_sentences(policy.after_death, french, language)
    answered = policy.after_death.heirs if policy.after_death else french
    return (*said, *(estate_sentences(policy.data.values(), policy.vocabulary, language) if answered else ()))


def _never(policy: Policy, language: Language) -> tuple[str, ...]:
    recipients = tuple(policy.recipients.values())
    own_rights = any(each.procedure == "own rights" for each in policy.share)
    return tuple(never_sentence(each.act, recipients, language, own_rights) for each in policy.never)


def _offer(policy: Policy, language: Language) -> tuple[str, ...]:
    return tuple(said for each in policy.offer.values() for said in offered_sentences(each, language))


def _tell(policy: Policy, language: Language) -> tuple[str, ...]:
    return tell_sentences(policy.tell, language, policy.site.address)


def _say(policy: Policy, language: Language) -> tuple[str, ...]:
    return say_sentences(policy.say, language)


WORDED: Final[tuple[tuple[str, Worded], ...]] = (
    ("account", _account),
    ("ask", _ask),
    ("protect", protect_sentences),
    ("never", _never),
    ("offer", _offer),
    ("allow", _allow),
    ("decide", _decide),
    ("after death", _after_death),
    ("tell", _tell),
    ("say", _say),
)
"""Name of each section, in the order of the page, and what it says: nothing where a policy lacks it."""


def worded(policy: Policy, name: str, language: Language) -> tuple[str, ...]:
    """What one section says, each sentence once."""
    return tuple(dict.fromkeys(dict(WORDED)[name](policy, language)))
