"""`honour compare`: what changes for people from one version of a policy to the next."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.promises import policy
from honour.promises.compare import Change, Comparison, Effect, compare
from honour.promises.languages import Language, Wording
from honour.promises.policy import Policy
from honour.wiring.offers import OFFERS

_EFFECTS: Final[Mapping[Effect, Wording]] = {
    "told": Wording("people must be told before it applies", "à annoncer avant son application"),
    "asked again": Wording(
        "those who consented must be asked again", "le consentement est à redemander à ceux qui l'ont donné"
    ),
    "reason needed": Wording(
        "a longer term needs a recorded reason (publish --really --why)",
        "une durée plus longue demande un motif consigné (publish --really --why)",
    ),
    "destroys": Wording(
        "older rows that are past the new term go; sweep counts them, and somebody confirms the count",
        "les lignes plus anciennes que la nouvelle durée sont supprimées ; sweep les compte, et quelqu'un "
        "confirme ce nombre",
    ),
}
_NOTHING: Final = Wording("Nothing changes for people.", "Rien ne change pour les personnes.")
_PAGE: Final = Wording("the page suffices", "la page suffit")
_AGAIN: Final = Wording(
    "The policy asks people to acknowledge it: they must do so again.",
    "La politique demande aux personnes d'en prendre connaissance : elles devront le faire à nouveau.",
)
_BEFORE, _AFTER = Wording("before", "avant"), Wording("after", "après")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The two files, and the language."""
    parser.add_argument("old", type=Path, metavar="OLD", help="the policy file that applies")
    parser.add_argument("new", type=Path, metavar="NEW", help="the policy file that is to replace it")
    parser.add_argument("--lang", choices=("fr", "en"), help="the language (default: the authentic one)")


def run(arguments: argparse.Namespace) -> Exit:
    """Print each change in words. Raises Unreadable, WrongUse."""
    old, new = _read(arguments.old), _read(arguments.new)
    found = compare(old, new)
    if arguments.json:
        telling.as_json(_as_data(found))
    else:
        _print(found, arguments.lang or new.site.authentic)
    return Exit.DONE


def _read(path: Path) -> Policy:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WrongUse(f"{path} cannot be read ({error.strerror}): name a policy file") from None
    return policy.read(content, str(path), OFFERS)


def _print(found: Comparison, language: Language) -> None:
    colon = " : " if language == "fr" else ": "
    for change in found.changes:
        telling.line(change.place)
        telling.line(f"  {telling.printable(change.said.say(language))}")
        for label, quoted in ((_BEFORE, change.before), (_AFTER, change.after)):
            for said in quoted:
                telling.line(f"    {label.say(language)}{colon}{telling.printable(said.say(language))}")
        effects = [_EFFECTS[effect].say(language) for effect in change.effects] or [_PAGE.say(language)]
        telling.line("  → " + (" ; " if language == "fr" else "; ").join(effects))
    if not found.changes:
        telling.line(_NOTHING.say(language))
    if found.acknowledged_again:
        telling.line(_AGAIN.say(language))


def _as_data(found: Comparison) -> Mapping[str, Any]:
    return {
        "old": found.old,
        "new": found.new,
        "effective": found.effective,
        "told": found.needs("told"),
        "asked again": found.needs("asked again"),
        "acknowledged again": found.acknowledged_again,
        "reason needed": found.needs("reason needed"),
        "changes": [_change(change) for change in found.changes],
    }


def _change(change: Change) -> Mapping[str, Any]:
    return {
        "place": change.place,
        "said": _both(change.said),
        "before": [_both(each) for each in change.before],
        "after": [_both(each) for each in change.after],
        "effects": list(change.effects),
        "destroys": list(change.kinds),
    }


def _both(said: Wording) -> Mapping[str, str]:
    return {"en": said.en, "fr": said.fr}
