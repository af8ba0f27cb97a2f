"""`ask`: what people are asked: to acknowledge the policy, to consent, to accept cookies or measuring.

What no line asks is not asked (LANGUAGE, meaning 6). Acknowledged is not agreed (meaning 11).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from honour.promises.collect import Collect, serving
from honour.promises.findings import Findings, Position
from honour.promises.grammar import listed, period_in_words, sentence
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import Vocabulary
from honour.promises.periods import Period
from honour.promises.reading import Entry, fields, mapping, nearest, one_of, texts, unknown
from honour.promises.reference import Construct
from honour.promises.scalars import BOTH_LANGUAGES, PERIOD, closed, length, one_or_several, wording

Need: TypeAlias = Literal["exempt", "consent"]
Measuring: TypeAlias = Literal["none", "aggregate exempt", "consent"]

_NEEDS: Final[Mapping[str, Need]] = {"exempt": "exempt", "consent": "consent"}
_MEASURING: Final[Mapping[str, Measuring]] = {
    "none": "none",
    "aggregate exempt": "aggregate exempt",
    "consent": "consent",
}
_NONE: Final = "none"
_SOURCE: Final = "LANGUAGE, meaning 11; GDPR Art. 4(11), 7(4)"
# What people write who take a notice for a contract (C14).
_AGREED: Final = ("accept at", "agree at", "accept", "agree", "accepted", "consent at")

ACKNOWLEDGED: Final = Wording(
    "I have read the privacy policy", "J'ai pris connaissance de la politique de confidentialité"
)
"""What somebody ticks, as the page says it: neither consent nor agreement (LANGUAGE, meaning 11)."""

_ACKNOWLEDGED_BOTH: Final = Wording(
    "I have read the privacy policy and the legal notice",
    "J'ai pris connaissance de la politique de confidentialité et des mentions légales",
)

MOMENTS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "sign-up": Wording("when you sign up", "lors de votre inscription"),
        "order": Wording("when you order", "lors de votre commande"),
        "profile": Wording("in your own space", "dans votre espace personnel"),
        "forms": Wording("in our forms", "dans nos formulaires"),
        "first visit": Wording("on your first visit", "lors de votre première visite"),
    }
)

# How each is called, and what it does after that: « le cookie de session » vous reconnaît.
COOKIES: Final[Mapping[str, tuple[Wording, Wording]]] = MappingProxyType(
    {
        "session": (
            Wording("the session cookie", "le cookie de session"),
            Wording("recognises you while you browse", "vous reconnaît pendant votre visite"),
        ),
        "stay signed in": (
            Wording("the sign-in cookie", "le cookie de connexion"),
            Wording(
                "keeps you signed in from one visit to the next",
                "vous garde connecté d'une visite à l'autre",
            ),
        ),
        "language": (
            Wording("the language cookie", "le cookie de langue"),
            Wording("remembers the language you chose", "retient la langue que vous avez choisie"),
        ),
        "preferences": (
            Wording("the settings cookie", "le cookie de réglages"),
            Wording("remembers the settings you chose", "retient les réglages que vous avez choisis"),
        ),
        "cart": (
            Wording("the cart cookie", "le cookie de panier"),
            Wording("remembers what is in your cart", "retient le contenu de votre panier"),
        ),
        "form protection": (
            Wording("the form cookie", "le cookie de formulaire"),
            Wording(
                "keeps other sites from sending forms in your name",
                "empêche d'autres sites d'envoyer des formulaires en votre nom",
            ),
        ),
        "choices": (
            Wording("the choices cookie", "le cookie de choix"),
            Wording("remembers what you chose about cookies", "retient vos choix en matière de cookies"),
        ),
        "audience": (
            Wording("the audience cookie", "le cookie de mesure d'audience"),
            Wording("measures how this site is used", "mesure l'utilisation de ce site"),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie, or anything else stored in or read from the person's device (Act 78-17, art. 82).

    `called` is the lexicon's, or the name that the policy gives in each language, or the bare key. `does`
    follows it: the language cookie remembers the language you chose. Without `lasts` it goes
    with the browser.
    """

    name: str
    need: Need
    called: Wording
    does: Wording
    lasts: Period | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Ask:
    """The section `ask`. `acknowledge` and the values of `consent` are words of `MOMENTS`.

    `consent` is keyed by purpose. `cookies` is None where the policy does not speak of them.
    """

    acknowledge: tuple[str, ...] = ()
    consent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cookies: tuple[Cookie, ...] | None = None
    measuring: Measuring | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_ask(entry: Entry, vocabulary: Vocabulary, findings: Findings) -> Ask:
    """The section `ask`."""
    found = fields(entry, findings, "ask", ("policy", "consent", "cookies", "measuring"))
    measuring = ""
    if "measuring" in found:
        measuring = one_of(found["measuring"], _MEASURING, findings, "ask: measuring")
    return Ask(
        _acknowledge(found["policy"], findings) if "policy" in found else (),
        _consents(found["consent"], vocabulary, findings) if "consent" in found else {},
        _cookies(found["cookies"], findings) if "cookies" in found else None,
        _MEASURING.get(measuring),
        entry.at,
    )


def _acknowledge(entry: Entry, findings: Findings) -> tuple[str, ...]:
    if entry.kind == "text":
        one_of(entry, (_NONE,), findings, "ask: policy")
        return ()
    kept: list[str] = []
    for key, value in mapping(entry, findings, "ask: policy"):
        if key.text == "acknowledge at":
            kept += _moments(value, findings, "ask: policy: acknowledge at")
        elif key.text in _AGREED:
            reason = "a policy informs; to agree to it is no consent, and cannot be a condition"
            findings.add(key.at, reason, "write `acknowledge at`", _SOURCE)
        else:
            unknown(key, ("acknowledge at",), findings, "ask: policy has no", ends=":")
    return tuple(kept)


def _moments(entry: Entry, findings: Findings, what: str) -> tuple[str, ...]:
    words = (one_of(item, MOMENTS, findings, what) for item in texts(entry, findings, what))
    return tuple(dict.fromkeys(word for word in words if word))


def _consents(entry: Entry, vocabulary: Vocabulary, findings: Findings) -> Mapping[str, tuple[str, ...]]:
    asked: dict[str, tuple[str, ...]] = {}
    for key, value in mapping(entry, findings, "ask: consent"):
        if key.text not in vocabulary.purposes:
            unknown(key, vocabulary.purposes, findings, "ask: consent: there is no purpose", ends=":")
        asked[key.text] = _moments(value, findings, f"ask: consent: {key.text}")
    return asked


def _cookies(entry: Entry, findings: Findings) -> tuple[Cookie, ...]:
    if entry.kind == "text":
        one_of(entry, (_NONE,), findings, "ask: cookies")
        return ()
    read = (_cookie(key, value, findings) for key, value in mapping(entry, findings, "ask: cookies"))
    return tuple(cookie for cookie in read if cookie is not None)


def _cookie(key: Entry, entry: Entry, findings: Findings) -> Cookie | None:
    what = f"ask: cookies: {key.text}"
    if entry.kind == "text":
        found: Mapping[str, Entry] = {"as": entry}
    else:
        found = fields(entry, findings, what, ("as", "called", "purpose", "lasts"), ("as",))
    need = one_of(found["as"], _NEEDS, findings, what) if "as" in found else ""
    name = Wording(key.text, key.text)
    if "called" in found:
        name = wording(found["called"], findings, f"{what}: called")
    called = Wording(f"the cookie “{name.en}”", f"le cookie « {name.fr} »")
    does: Wording | None = None
    if key.text in COOKIES:
        usual, does = COOKIES[key.text]
        called = called if "called" in found else usual
    if "purpose" in found:
        does = wording(found["purpose"], findings, f"{what}: purpose")
    elif does is None:
        close = nearest(key.text, COOKIES)
        mend = f"write `{close}:`, or add" if close else "add"
        mend += " `purpose: {en: remembers …, fr: retient …}`, a verb in each language"
        reason = f"nothing says what the cookie “{key.text}” does"
        findings.add(key.at, reason, mend, "French Act 78-17, art. 82")
    lasts = length(found["lasts"], findings, f"{what}: lasts") if "lasts" in found else None
    return Cookie(key.text, _NEEDS[need], called, does, lasts, key.at) if does and need else None


def check_ask(ask: Ask, collect: Sequence[Collect], findings: Findings) -> None:
    """Consent that is asked for what does not rest on it, and measuring that contradicts the cookies."""
    for purpose in ask.consent:
        if any(each.purpose == purpose and each.basis.ground == "consent" for each in collect):
            continue
        reason = f"consent is asked for {purpose}, and no statement of `collect` rests on it"
        mend = f"add `- {{data: …, for: {purpose}, basis: consent}}` under `collect`, or delete the line"
        findings.add(ask.at, reason, mend, "GDPR Art. 6(1)(a), 7(1)")
    for cookie in ask.cookies or ():
        if cookie.name == "audience" and ask.measuring == "none":
            reason = "the cookie “audience” measures, and `measuring` says that nothing does"
            findings.add(cookie.at, reason, "delete the cookie, or write `measuring: consent`", "C23")
    names = {cookie.name for cookie in ask.cookies or ()}
    asks = asks_on_site(ask) or any("first visit" in moments for moments in ask.consent.values())
    if ask.cookies is not None and asks and "choices" not in names:
        reason = "visitors are asked about cookies, and no cookie is declared that remembers the answer"
        mend = "add `choices: {as: exempt, lasts: 6 months}` under `cookies`"
        findings.add(ask.at, reason, mend, "French Act 78-17, art. 82; C32")


def acknowledged(legal_notice: bool) -> Wording:
    """What somebody ticks: the policy, with the legal notice where the policy wants it read first."""
    return _ACKNOWLEDGED_BOTH if legal_notice else ACKNOWLEDGED


def ask_sentences(
    ask: Ask, vocabulary: Vocabulary, country: str, language: Language, legal_notice: bool = False
) -> tuple[str, ...]:
    """Everything that people are asked, and what happens if they say no. `country` is the publisher's, whose
    law on cookies is cited; `legal_notice` says that the policy wants it read first."""
    said = list(acknowledge_sentences(ask.acknowledge, language, acknowledged(legal_notice)))
    for purpose, moments in ask.consent.items():
        told = vocabulary.purposes[purpose]
        said.append(_consent_sentence(serving([told], language), moments, language))
    if ask.cookies is not None:
        said += cookie_sentences(ask.cookies, country, language)
    if ask.measuring is not None:
        said.append(measuring_sentence(ask.measuring, language))
    return tuple(said)


def asks_on_site(ask: Ask) -> bool:
    """Whether a cookie or the measuring of use waits for a yes given on the page itself."""
    return ask.measuring == "consent" or any(each.need == "consent" for each in ask.cookies or ())


def acknowledge_sentences(
    moments: Collection[str], language: Language, ticked: Wording = ACKNOWLEDGED
) -> tuple[str, ...]:
    """What is ticked, and that it is no consent (LANGUAGE, meaning 11); none without a moment."""
    if not moments:
        return ()
    when = listed([MOMENTS[each].say(language) for each in moments], language)
    if language == "en":
        return (
            sentence(f"{when}, we ask you to tick “{ticked.en}”", language),
            sentence(
                "this is not consent: no use of your data rests on it, and without it you can still see and "
                "take away your data, object and close your account",
                language,
            ),
        )
    return (
        sentence(
            f"{when}, nous vous demandons de cocher « {ticked.fr} »",
            language,
        ),
        sentence(
            "ce n'est pas un consentement : aucune utilisation de vos données ne repose sur cette mention, "
            "et son absence ne vous empêche ni de consulter ou d'emporter vos données, ni de vous opposer, "
            "ni de fermer votre compte",
            language,
        ),
    )


def _consent_sentence(purpose: str, moments: Sequence[str], language: Language) -> str:
    when = listed([MOMENTS[each].say(language) for each in moments], language)
    if language == "en":
        asked = f"we use your data {purpose} only if you tick a box that is empty at first"
        return sentence(f"{asked}; we ask {when}, and saying no costs you nothing else", language)
    asked = f"nous n'utilisons vos données {purpose} que si vous cochez une case, vide au départ"
    return sentence(
        f"{asked} ; nous vous le demandons {when}, et un refus ne vous prive de rien d'autre", language
    )


# What exempts a cookie from consent, by country; the directive that every member has transposed elsewhere.
_COOKIE_LAWS: Final[Mapping[str, Wording]] = {
    "FR": Wording("French Act 78-17, art. 82", "loi n° 78-17 du 6 janvier 1978 modifiée, art. 82")
}
_COOKIE_DIRECTIVE: Final = Wording("Directive 2002/58/EC, Art. 5(3)", "directive 2002/58/CE, art. 5, § 3")


def cookie_sentences(cookies: Sequence[Cookie], country: str, language: Language) -> tuple[str, ...]:
    """Each cookie with what it does and how long it stays, then what consent changes."""
    if not cookies:
        none = Wording("this site sets no cookie", "ce site ne dépose aucun cookie")
        return (sentence(none.say(language), language),)
    said = [cookie_sentence(each, language) for each in cookies]
    asked = [each for each in cookies if each.need == "consent"]
    exempt = [each for each in cookies if each.need == "exempt"]
    if exempt:
        said.append(_exempt_sentence(exempt, bool(asked), country, language))
    if asked:
        said += _choice_sentences(asked, language)
    return tuple(said)


def cookie_sentence(cookie: Cookie, language: Language) -> str:
    """What a cookie does, and how long it stays."""
    said = f"{cookie.called.say(language)} {cookie.does.say(language)}"
    if language == "en":
        stays = (
            f"lasts {period_in_words(cookie.lasts, 'en')}"
            if cookie.lasts
            else "goes when you close your browser"
        )
        return sentence(f"{said}; it {stays}", language)
    stays = f"est conservé {period_in_words(cookie.lasts, 'fr')}" if cookie.lasts else ""
    return sentence(f"{said} ; il {stays or 'disparaît à la fermeture de votre navigateur'}", language)


def _exempt_sentence(exempt: Sequence[Cookie], others: bool, country: str, language: Language) -> str:
    """Why nobody is asked: these are strictly necessary to what the person asked for."""
    names, several = listed([each.called.say(language) for each in exempt], language), len(exempt) > 1
    if not others:
        said = Wording(
            "this site sets only what the service that you ask for needs, so it shows no banner",
            "ce site ne dépose que ce qui est nécessaire au service que vous demandez et n'affiche donc pas "
            "de bandeau",
        ).say(language)
    elif language == "en":
        verb, pronoun = ("are", "they") if several else ("is", "it")
        said = (
            f"{names} {verb} needed for the service that you ask for, so {pronoun} {verb} set without asking"
        )
    else:
        needed, set_ = ("sont nécessaires", "sont déposés") if several else ("est nécessaire", "est déposé")
        said = f"{names} {needed} au service que vous demandez et {set_} sans votre accord"
    source = _COOKIE_LAWS.get(country, _COOKIE_DIRECTIVE)
    return sentence(f"{said} ({source.say(language)})", language)


def _choice_sentences(asked: Sequence[Cookie], language: Language) -> tuple[str, str]:
    names, several = listed([each.called.say(language) for each in asked], language), len(asked) > 1
    if language == "en":
        verb = "are" if several else "is"
        first = f"{names} {verb} set only if you agree, and refusing is as easy as agreeing"
        then = (
            "the button “Modify my choices”, on each page, lets you change your mind at any time; the Global "
            "Privacy Control signal of a browser counts as a refusal"
        )
    else:
        verb = "ne sont déposés" if several else "n'est déposé"
        first = f"{names} {verb} que si vous l'acceptez, et refuser est aussi simple qu'accepter"
        then = (
            "le bouton « Modifier mes choix », sur chaque page, vous permet de changer d'avis à tout moment "
            "; le signal Global Privacy Control d'un navigateur vaut refus"
        )
    return sentence(first, language), sentence(then, language)


def measuring_sentence(measuring: Measuring, language: Language) -> str:
    """Whether and how the use of the site is measured (C23)."""
    said = {
        "none": Wording(
            "we do not measure how this site is used",
            "nous ne mesurons pas l'utilisation de ce site",
        ),
        "aggregate exempt": Wording(
            "to understand how this site is used, to improve it and to measure its performance, we count its "
            "visits as totals only: no figure concerns you, and nothing follows you to another site",
            "pour comprendre l'utilisation de ce site, l'améliorer et en mesurer les performances, nous "
            "comptons ses visites sous forme de totaux seulement : aucun chiffre ne vous concerne, et rien "
            "ne "
            "vous suit sur un autre site",
        ),
        "consent": Wording(
            "we measure how you use this site only if you agree to it",
            "nous ne mesurons votre utilisation de ce site que si vous y consentez",
        ),
    }
    return sentence(said[measuring].say(language), language)


_COOKIE_SCHEMA: Final = {
    "anyOf": [
        {"enum": sorted(_NEEDS)},
        closed(
            {
                "as": {"enum": sorted(_NEEDS)},
                "called": BOTH_LANGUAGES,
                "purpose": BOTH_LANGUAGES,
                "lasts": PERIOD,
            },
            ("as",),
        ),
    ]
}
CONSTRUCTS: Final = (
    Construct(
        "ask",
        "What people are asked: where they acknowledge the policy (which is never consent), for which "
        "purposes their consent is asked and where, each cookie with what it does and how long it stays, and "
        "whether the use of the site is measured. What stands here is all that is asked.",
        "ask:\n"
        "  policy: {acknowledge at: sign-up}\n"
        "  cookies:\n"
        "    session: exempt\n"
        "    choices: {as: exempt, lasts: 6 months}\n"
        "    stay signed in: {as: exempt, lasts: 2 weeks}\n"
        "    reading list: {as: consent, lasts: 6 months,\n"
        "      called: {en: reading list, fr: liste de lecture},\n"
        "      purpose: {en: remembers what you read, fr: retient vos lectures}}\n"
        "  measuring: aggregate exempt\n",
        closed(
            {
                "policy": {
                    "anyOf": [
                        {"enum": [_NONE]},
                        closed({"acknowledge at": one_or_several(MOMENTS)}, ("acknowledge at",)),
                    ]
                },
                "consent": {"type": "object", "additionalProperties": one_or_several(MOMENTS)},
                "cookies": {
                    "anyOf": [
                        {"enum": [_NONE]},
                        {"type": "object", "additionalProperties": _COOKIE_SCHEMA},
                    ]
                },
                "measuring": {"enum": sorted(_MEASURING)},
            }
        ),
    ),
)
