"""The sentences of a whole policy: what one section says with the words that the others declare."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from honour.promises.collect import Collect, collected_sentence, ground_sentence, required_sentence
from honour.promises.data import named
from honour.promises.grammar import Phrase
from honour.promises.keep import Keep, held_sentence, kept_sentence, warning_sentence
from honour.promises.languages import Language
from honour.promises.law import LAWS, Law
from honour.promises.lexicon import Purpose
from honour.promises.policy import Policy
from honour.promises.share import NOBODY, Share, nobody_sentences, shared_sentence

# Told before the sentence, one or two purposes are read; a list of them hides the term that follows.
_PURPOSES_TOLD = 2


def yours(policy: Policy, kinds: Collection[str], language: Language, whole: bool = False) -> Phrase:
    """What these kinds are to the person: « votre nom et vos factures »; `whole` names every field of each."""
    return named([policy.data[kind] for kind in kinds], policy.vocabulary, language, whole)


def collect_sentences(policy: Policy, statement: Collect, language: Language) -> tuple[str, ...]:
    """What is collected and why, on which ground, and whether it must be given."""
    purpose = policy.vocabulary.purposes[statement.purpose]
    law = LAWS[statement.basis.law] if statement.basis.law else None
    said = (
        collected_sentence(yours(policy, statement.data, language, whole=True), purpose, language),
        ground_sentence(statement, law, language),
    )
    return (*said, required_sentence(language)) if statement.required else said


def share_sentence(policy: Policy, statement: Share, language: Language, sealed: Collection[str] = ()) -> str:
    """To whom these data go. `sealed` names the kinds that are encrypted where they are stored."""
    what = yours(policy, statement.data, language)
    words = policy.vocabulary
    if statement.recipient != NOBODY:
        return shared_sentence(
            what,
            policy.recipients[statement.recipient],
            words.occasions[statement.when] if statement.when else None,
            words.purposes[statement.purpose] if statement.purpose else None,
            language,
        )
    storing = [each for each in policy.recipients.values() if each.stores]
    seeing = [each for each in policy.recipients.values() if set(statement.data) & set(each.sees)]
    return nobody_sentences(what, storing, seeing, set(statement.data) <= set(sealed), language)


def keep_sentences(policy: Policy, statement: Keep, language: Language) -> tuple[str, ...]:
    """How long these data are kept, and the warning before their end."""
    law = law_of(statement)
    alone = law is not None and all(
        each.basis.law == law.key for each in policy.collect if set(each.data) & set(statement.data)
    )
    what = yours(policy, statement.data, language)
    told = _purposes_told(policy, statement)
    said = kept_sentence(statement, what, told, law, alone, language)
    return (said, warning_sentence(statement.warn, language)) if statement.warn else (said,)


def held_for(
    policy: Policy, statement: Keep, kinds: Collection[str], last_day: date, language: Language
) -> str:
    """What stays of somebody's data under this statement, and until the end of which day, for that person."""
    return held_sentence(yours(policy, kinds, language), law_of(statement), last_day, language)


def law_of(statement: Keep, laws: Mapping[str, Law] = LAWS) -> Law | None:
    """The catalogue's entry that obliges to keep, if one does."""
    return laws[statement.basis.law] if statement.basis and statement.basis.law else None


def purposes_of(policy: Policy, statement: Keep) -> Mapping[str, tuple[str, ...]]:
    """The purposes that each kind of the statement serves under it, in the order of `collect` (meaning 1)."""
    if statement.purpose:
        return dict.fromkeys(statement.data, (statement.purpose,))
    return {
        kind: tuple(dict.fromkeys(each.purpose for each in policy.collect if kind in each.data))
        for kind in statement.data
    }


def _purposes_told(policy: Policy, statement: Keep) -> Sequence[Purpose]:
    served = set(purposes_of(policy, statement).values())
    names = served.pop() if len(served) == 1 else ()
    return [policy.vocabulary.purposes[name] for name in names] if len(names) <= _PURPOSES_TOLD else []
