"""`offer`: what the services of a site promise. Their kinds live in the trades, and are handed to the reader.

A trade lists its settings with the sentence of each word; they are read and worded here, and the core knows
no trade.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from honour.promises.findings import Findings, Position
from honour.promises.grammar import either, listed, period_in_words, sentence
from honour.promises.languages import Language, Wording
from honour.promises.periods import Period
from honour.promises.reading import Entry, fields, mapping, one_of, texts, unknown
from honour.promises.reference import Construct
from honour.promises.refusals import Refusal, refused
from honour.promises.scalars import PERIOD, closed, length, one_or_several


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that an offer promises.

    Without `pattern`, the setting is one of `words`, each a sentence. With it, the sentence is the pattern,
    whose {} is filled with one or several of `words`, joined by `joint`, or with a length of time where there
    are no words.

    `default` is the word that counts where the file says nothing; empty, nothing is promised then. `needs`
    names another setting of the offer, which stands before this one and without which it means nothing, and
    its word (any if empty). `refused` are words that publishers write and cannot keep. `repeats` is the field
    whose term under `keep` a length of time says again.
    """

    name: str
    words: Mapping[str, Wording] = field(default_factory=dict)
    pattern: Wording | None = None
    joint: Literal["and", "or"] = "and"
    default: str = ""
    needs: tuple[str, str] | None = None
    refused: Mapping[str, Refusal] = field(default_factory=dict)
    repeats: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of service. `meaning` and `example` are for the reference; the settings are in page order."""

    name: str
    meaning: str
    example: str
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """What a site promises of one service: for each setting its words or its length of time."""

    offer: Offer
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    periods: Mapping[str, Period] = field(default_factory=dict)
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_offer(entry: Entry, offers: Sequence[Offer], findings: Findings) -> Mapping[str, Offered]:
    """The section `offer`, by name of the service.

    Where no kinds are handed over, the section is noted as not built.
    """
    pairs = mapping(entry, findings, "offer")
    if not offers:
        if pairs:
            findings.not_built.setdefault("offer")
        return {}
    known = {each.name: each for each in offers}
    offered: dict[str, Offered] = {}
    for key, value in pairs:
        if key.text in known:
            offered[key.text] = _offered(key, value, known[key.text], findings)
        else:
            unknown(key, known, findings, "this site has no trade", ends=":")
    return offered


def _offered(key: Entry, entry: Entry, offer: Offer, findings: Findings) -> Offered:
    what = f"offer: {offer.name}"
    found = fields(entry, findings, what, tuple(each.name for each in offer.settings))
    words: dict[str, tuple[str, ...]] = {}
    periods: dict[str, Period] = {}
    for setting in offer.settings:
        name = setting.name
        if name not in found:
            if setting.default and _stands(setting, words, periods):
                words[name] = (setting.default,)
            continue
        if not _stands(setting, words, periods):
            _complain_of_need(found[name], setting, what, findings)
        if setting.words:
            words[name] = _words(found[name], setting, f"{what}: {name}", findings)
        elif period := length(found[name], findings, f"{what}: {name}"):
            periods[name] = period
    return Offered(offer, words, periods, key.at)


def _stands(setting: Setting, words: Mapping[str, tuple[str, ...]], periods: Mapping[str, Period]) -> bool:
    """Whether what this setting needs was promised before it."""
    if setting.needs is None:
        return True
    name, word = setting.needs
    return name in periods or (word in words.get(name, ()) if word else name in words)


def _complain_of_need(entry: Entry, setting: Setting, what: str, findings: Findings) -> None:
    assert setting.needs is not None  # the caller looked
    name, word = setting.needs
    line = f"{name}: {word}" if word else f"{name}: …"
    findings.add(
        entry.at, f"{what}: {setting.name} means nothing without `{line}`", f"add `{line}`, or delete this"
    )


def _words(entry: Entry, setting: Setting, what: str, findings: Findings) -> tuple[str, ...]:
    if refused(entry, setting.refused, findings):
        return ()
    if setting.pattern is None:
        word = one_of(entry, setting.words, findings, what)
        return (word,) if word else ()
    written = [
        one_of(item, setting.words, findings, what)
        for item in texts(entry, findings, what)
        if not refused(item, setting.refused, findings)
    ]
    return tuple(dict.fromkeys(word for word in written if word))


def offered_sentences(offered: Offered, language: Language) -> tuple[str, ...]:
    """What one service promises, each a sentence, in the order of its settings."""
    said = (_said(offered, setting, language) for setting in offered.offer.settings)
    return tuple(sentence(each, language) for each in said if each)


def _said(offered: Offered, setting: Setting, language: Language) -> str:
    if setting.name in offered.periods and setting.pattern:
        length_said = period_in_words(offered.periods[setting.name], language)
        return setting.pattern.say(language).format(length_said)
    chosen = [setting.words[word].say(language) for word in offered.words.get(setting.name, ())]
    if chosen and setting.pattern:
        joined = either(chosen, language) if setting.joint == "or" else listed(chosen, language)
        return setting.pattern.say(language).format(joined)
    return "".join(chosen)


def construct(offer: Offer) -> Construct:
    """The reference of a kind: what it means, its example, its schema."""
    return Construct(
        f"offer: {offer.name}",
        offer.meaning,
        offer.example,
        closed({setting.name: _schema(setting) for setting in offer.settings}),
    )


def _schema(setting: Setting) -> Mapping[str, object]:
    if not setting.words:
        return PERIOD
    return one_or_several(setting.words) if setting.pattern else {"enum": sorted(setting.words)}
