"""`account`: how people sign in, what a password must be, how a lost access comes back."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from honour.promises.findings import Findings, Position
from honour.promises.grammar import either, number_in_words, period_in_words, sentence
from honour.promises.languages import Language, Wording
from honour.promises.periods import Period
from honour.promises.reading import Entry, fields, one_of, shortened, text, texts
from honour.promises.recipients import Recipient, presented
from honour.promises.reference import Construct
from honour.promises.scalars import PERIOD, YES_NO, closed, length, one_or_several, yes
from honour.promises.single_sign_on import (
    ORGANISATION,
    PROTOCOLS,
    TURN_TO_ORGANISATION,
    organisation_sentences,
)

Rule: TypeAlias = Literal["entropy", "composition", "length"]
Offer: TypeAlias = Literal["none", "offered", "required"]

_RULES: Final[Mapping[str, Rule]] = {"entropy": "entropy", "composition": "composition", "length": "length"}
_OFFERS: Final[Mapping[str, Offer]] = {"none": "none", "offered": "offered", "required": "required"}
_UNKNOWN: Final = ("uniform", "error")
_SECTION: Final = (
    "sign in with",
    ORGANISATION,
    "known by",
    "password",
    "second factor",
    "recovery",
    "sessions",
    "alerts",
)
_OWN: Final = ("password", "passkey")
_NUMBER: Final = re.compile(r"[0-9]{1,2}", re.ASCII)
LEAST_CHARACTERS: Final = 12  # CNIL, deliberation 2022-100: twelve of four classes reach its 80 bits
_MOST_CHARACTERS: Final = 64  # NIST SP 800-63B, 5.1.1.2: what a site must at least accept

METHODS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "password": Wording("a password", "un mot de passe"),
        "passkey": Wording("a passkey", "une clé d'accès"),
        ORGANISATION: Wording(
            "your organisation's single sign-on", "l'authentification unique de votre organisation"
        ),
    }
)
KNOWN_BY: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "user name": Wording("your user name", "votre identifiant"),
        "e-mail": Wording("your e-mail address", "votre adresse électronique"),
    }
)
ALERTS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "new country": Wording("from an unusual country", "depuis un pays inhabituel"),
        "new device": Wording("from a device that we have not seen before", "depuis un nouvel appareil"),
    }
)


@dataclass(frozen=True, slots=True)
class Password:
    """What a password must be. `least` is its smallest number of characters, for the rule `length`."""

    rule: Rule = "entropy"
    least: int = LEAST_CHARACTERS
    twice: bool = False
    hidden: bool = True


@dataclass(frozen=True, slots=True)
class Recovery:
    """How a lost access comes back. `error` says that an unknown identifier is told to be unknown (C01);
    `assisted` that staff help (C09). There is no temporary password (C08)."""

    error: bool = False
    assisted: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """The section `account`. `methods` are words of `METHODS` or keys of `recipients` (social sign-in).

    `lasts` is how long somebody stays signed in, None until the browser closes. `alerts` are words of
    `ALERTS`; `protocols`, of `PROTOCOLS`, are those of single sign-on.
    """

    methods: tuple[str, ...]
    known_by: tuple[str, ...] = ("e-mail",)
    password: Password = Password()
    people: Offer = "offered"
    staff: Offer = "required"
    recovery: Recovery = Recovery()
    lasts: Period | None = None
    ended_by_person: bool = False
    alerts: tuple[str, ...] = ()
    protocols: tuple[str, ...] = ()
    at: Position = field(default=Position("", 0, 0), compare=False)

    def providers(self) -> tuple[str, ...]:
        """The keys of the recipients through which people sign in."""
        return tuple(each for each in self.methods if each not in METHODS)


def read_account(entry: Entry, recipients: Mapping[str, Recipient], findings: Findings) -> Account:
    """The section `account`."""
    found = fields(entry, findings, "account", _SECTION, ("sign in with",))
    methods: tuple[str, ...] = ()
    if "sign in with" in found:
        methods = _words(found["sign in with"], (*METHODS, *recipients), findings, "account: sign in with")
        if methods and not set(methods) & {*_OWN, ORGANISATION}:
            reason = "people could sign in only through somebody else"
            mend = "add `password`, `passkey` or, for organisations, `single sign-on` to `sign in with`"
            findings.add(found["sign in with"].at, reason, mend, "C16")
    people, staff = _second_factor(found, findings)
    lasts, ended = _sessions(found, findings)
    known_by = (
        _words(found["known by"], KNOWN_BY, findings, "account: known by") if "known by" in found else ()
    )
    return Account(
        methods,
        known_by or ("e-mail",),
        _password(found["password"], findings) if "password" in found else Password(),
        people,
        staff,
        _recovery(found["recovery"], findings) if "recovery" in found else Recovery(),
        lasts,
        ended,
        _words(found["alerts"], ALERTS, findings, "account: alerts") if "alerts" in found else (),
        _protocols(found, methods, findings),
        entry.at,
    )


def _protocols(found: Mapping[str, Entry], methods: Collection[str], findings: Findings) -> tuple[str, ...]:
    if ORGANISATION not in found:
        return ()
    if ORGANISATION not in methods:
        reason = f"`{ORGANISATION}` says how, and nobody signs in so"
        findings.add(found[ORGANISATION].at, reason, f"add `{ORGANISATION}` to `sign in with`")
    return _words(found[ORGANISATION], PROTOCOLS, findings, f"account: {ORGANISATION}")


def _words(entry: Entry, known: Collection[str], findings: Findings, what: str) -> tuple[str, ...]:
    words = (one_of(item, known, findings, what) for item in texts(entry, findings, what))
    return tuple(dict.fromkeys(word for word in words if word))


def _password(entry: Entry, findings: Findings) -> Password:
    what = "account: password"
    found = fields(entry, findings, what, ("rule", "at least", "entered twice", "hidden"))
    rule = one_of(found["rule"], _RULES, findings, f"{what}: rule") if "rule" in found else ""
    least = _characters(found["at least"], findings) if "at least" in found else LEAST_CHARACTERS
    if "at least" in found and rule == "entropy":
        mend = "write `rule: length`, or delete `at least`"
        findings.add(found["at least"].at, "entropy counts guesses, not characters", mend, "C19")
    return Password(
        _RULES.get(rule, "entropy"),
        least,
        "entered twice" in found and yes(found["entered twice"], findings, f"{what}: entered twice"),
        "hidden" not in found or yes(found["hidden"], findings, f"{what}: hidden"),
    )


def _characters(entry: Entry, findings: Findings) -> int:
    """`12 characters`, from 8 to 64: fewer is no protection, and more would refuse good passwords."""
    written = text(entry, findings, "account: password: at least")
    number = written.removesuffix(" characters")
    if number != written and _NUMBER.fullmatch(number) and 8 <= int(number) <= _MOST_CHARACTERS:
        return int(number)
    if written:
        reason = f"account: password: at least cannot be “{shortened(written)}”"
        findings.add(entry.at, reason, "write `at least: 12 characters`, from 8 to 64", "NIST SP 800-63B")
    return LEAST_CHARACTERS


def _second_factor(found: Mapping[str, Entry], findings: Findings) -> tuple[Offer, Offer]:
    said = (
        fields(found["second factor"], findings, "account: second factor", ("people", "staff"))
        if "second factor" in found
        else {}
    )

    def offer(name: str, otherwise: Offer) -> Offer:
        if name not in said:
            return otherwise
        return _OFFERS.get(
            one_of(said[name], _OFFERS, findings, f"account: second factor: {name}"), otherwise
        )

    return offer("people", "offered"), offer("staff", "required")


def _recovery(entry: Entry, findings: Findings) -> Recovery:
    what = "account: recovery"
    found = fields(entry, findings, what, ("unknown identifier", "assisted", "temporary password"))
    unknown = assisted = ""
    if "unknown identifier" in found:
        unknown = one_of(found["unknown identifier"], _UNKNOWN, findings, f"{what}: unknown identifier")
    if "assisted" in found:
        assisted = one_of(found["assisted"], ("off", "on"), findings, f"{what}: assisted")
    if "temporary password" in found and found["temporary password"].text.strip() != "never":
        reason = "a temporary password would be known to whoever sends it"
        mend = "write `temporary password: never`: a link that works once takes its place"
        findings.add(found["temporary password"].at, reason, mend, "C08")
    return Recovery(unknown == "error", assisted == "on")


def _sessions(found: Mapping[str, Entry], findings: Findings) -> tuple[Period | None, bool]:
    if "sessions" not in found:
        return None, False
    said = fields(found["sessions"], findings, "account: sessions", ("lasts", "ended by"))
    lasts = length(said["lasts"], findings, "account: sessions: lasts") if "lasts" in said else None
    ended = ""
    if "ended by" in said:
        ended = one_of(said["ended by"], ("the person",), findings, "account: sessions: ended by")
    return lasts, ended != ""


def check_account(account: Account, recipients: Mapping[str, Recipient], findings: Findings) -> None:
    """A provider through which people sign in uses that for its own ends: it is no processor."""
    for key in account.providers():
        if recipients[key].role == "processor":
            reason = f"people sign in with {key}, which would be a processor"
            mend = f"write `role: controller` or `role: joint controller` for {key}"
            findings.add(recipients[key].at, reason, mend, "GDPR Art. 4(7), 26")


def account_sentences(
    account: Account, recipients: Mapping[str, Recipient], language: Language
) -> tuple[str, ...]:
    """How people sign in, what protects it, and how a lost access comes back."""
    providers = [recipients[key] for key in account.providers()]
    return (
        _methods_sentence(account, providers, language),
        *_either_name(account, language),
        *(_provider_sentence(each, language) for each in providers),
        *(organisation_sentences(account.protocols, language) if ORGANISATION in account.methods else ()),
        *(_password_sentences(account.password, language) if "password" in account.methods else ()),
        *(_second_factor_sentences(account, language) if set(account.methods) & set(_OWN) else ()),
        *_recovery_sentences(account, language),
        *_session_sentences(account, language),
    )


def _methods_sentence(account: Account, providers: Sequence[Recipient], language: Language) -> str:
    named = either([KNOWN_BY[each].say(language) for each in account.known_by], language)
    ways = [METHODS[each].say(language) for each in account.methods if each in METHODS]
    if language == "en":
        ways += [f"your {each.public or each.name} account" for each in providers]
        return sentence(f"you sign in with {named} and {either(ways, 'en')}", language)
    own = either([*ways, *(f"votre compte {each.public or each.name}" for each in providers)], "fr")
    return sentence(f"vous vous connectez avec {named} et {own}", language)


def _either_name(account: Account, language: Language) -> tuple[str, ...]:
    """Where two names open the account, whoever forgot one finds it by the other."""
    if len(account.known_by) < 2:
        return ()
    either_en, either_fr = (
        either([KNOWN_BY[each].say(to) for each in account.known_by], to) for to in ("en", "fr")
    )
    said = Wording(
        f"if you have forgotten {either_en}, sign in with the one you remember: your own space shows the "
        f"other",
        f"si vous avez oublié {either_fr}, connectez-vous avec l'autre : votre espace personnel vous le "
        f"rappelle",
    )
    return (sentence(said.say(language), language),)


def _provider_sentence(provider: Recipient, language: Language) -> str:
    who = presented(provider, language)
    if language == "en":
        page = f"; its own privacy policy says what it does with that: {provider.policy}"
        learns = f"if you sign in through {who}, it learns that you use this site"
        return sentence(learns + (page if provider.policy else ""), language)
    page = f" ; sa propre politique de confidentialité dit ce qu'il en fait : {provider.policy}"
    learns = f"si vous vous connectez par {who}, ce prestataire apprend que vous utilisez ce site"
    return sentence(learns + (page if provider.policy else ""), language)


def _password_sentences(password: Password, language: Language) -> tuple[str, ...]:
    least = number_in_words(password.least, language)
    rules = {
        "entropy": Wording(
            "your password must be hard to guess: we refuse those that are short, common or made of what we "
            "know about you",
            "votre mot de passe doit être difficile à deviner : nous refusons ceux qui sont trop courts, "
            "trop répandus ou formés de ce que nous savons de vous",
        ),
        "composition": Wording(
            f"your password must have at least {least} characters, among them capital and small letters, "
            "digits and special characters",
            f"votre mot de passe doit compter au moins {least} caractères, dont des majuscules, des "
            "minuscules, des chiffres et des caractères spéciaux",
        ),
        "length": Wording(
            f"your password must have at least {least} characters, of any sort",
            f"votre mot de passe doit compter au moins {least} caractères, de toute sorte",
        ),
    }
    said = [rules[password.rule]]
    if password.twice:
        said.append(
            Wording(
                "you type it twice when you choose it",
                "vous le saisissez deux fois lorsque vous le choisissez",
            )
        )
    if password.hidden:
        said.append(
            Wording(
                "it stays hidden while you type, and a password manager can fill it in",
                "il reste masqué pendant la saisie, et un gestionnaire de mots de passe peut le remplir",
            )
        )
    return tuple(sentence(each.say(language), language) for each in said)


def _second_factor_sentences(account: Account, language: Language) -> tuple[str, ...]:
    people = {
        "none": None,
        "offered": Wording(
            "in your own space you can add a second factor to your sign-in",
            "vous pouvez ajouter, dans votre espace personnel, un second facteur à votre connexion",
        ),
        "required": Wording(
            "signing in takes a second factor as well", "la connexion demande aussi un second facteur"
        ),
    }[account.people]
    staff = {
        "none": None,
        "offered": Wording(
            "our staff can use a second factor too", "notre personnel peut aussi utiliser un second facteur"
        ),
        "required": Wording(
            "our staff cannot sign in without a second factor",
            "notre personnel ne peut pas se connecter sans second facteur",
        ),
    }[account.staff]
    return tuple(sentence(each.say(language), language) for each in (people, staff) if each)


def _recovery_sentences(account: Account, language: Language) -> tuple[str, ...]:
    """C01, C08 and C09: the answer on the screen, the link that works once, and who helps."""
    said = []
    if "password" in account.methods:
        said.append(
            Wording(
                "the link “Forgot your password?”, on the sign-in page, sends a link that works once to the "
                "confirmed address of your account; we neither know your password nor choose one for you",
                "la fonction « Mot de passe oublié ? », sur la page de connexion, envoie un lien à usage "
                "unique à l'adresse confirmée de votre compte ; nous ne connaissons pas votre mot de passe "
                "et n'en choisissons jamais à votre place",
            )
        )
        said.append(_unknown_identifier(account.recovery.error))
    if ORGANISATION in account.methods and not set(account.methods) & set(_OWN):
        said.append(TURN_TO_ORGANISATION)
    else:
        said.append(_assisted(account.recovery.assisted, "password" in account.methods))
    return tuple(sentence(each.say(language), language) for each in said)


def _unknown_identifier(error: bool) -> Wording:
    if error:
        return Wording(
            "if no account bears what you typed, the page says so",
            "si aucun compte ne correspond à votre saisie, la page vous l'indique",
        )
    return Wording(
        "the page answers the same whether or not an account exists, so that nobody learns who has one",
        "la page répond de la même façon, qu'un compte existe ou non, afin que personne n'apprenne qui en a "
        "un",
    )


def _assisted(assisted: bool, password: bool) -> Wording:
    if assisted:
        new = Wording(" to choose a new password", " pour choisir un nouveau mot de passe")
        link = new if password else Wording("", "")
        return Wording(
            "if you no longer know under which name or address you are registered, write to us with your "
            "first and last name and whatever else you remember: two members of our staff compare this with "
            f"your account, we tell all your known addresses, and after a waiting time a link{link.en} goes "
            "to the address on file and nowhere else; without access to that mailbox, you would have to open "
            "a new account",
            "si vous ne savez plus sous quel nom ni avec quelle adresse vous êtes inscrit, écrivez-nous en "
            "indiquant vos nom et prénom et ce dont vous vous souvenez : deux membres de notre personnel "
            "rapprochent ces indications de votre compte, nous avertissons toutes vos adresses connues et, "
            f"après un délai d'attente, nous envoyons un lien{link.fr} à l'adresse enregistrée, et à nulle "
            "autre ; sans accès à cette messagerie, il vous faudrait créer un nouveau compte",
        )
    if not password:
        return Wording(
            "our staff cannot give back access to an account whose passkey and mailbox are both lost; you "
            "would have to open a new one",
            "notre personnel ne peut pas rouvrir un compte dont la clé d'accès et la messagerie sont toutes "
            "deux perdues ; il vous faudrait en créer un nouveau",
        )
    return Wording(
        "our staff cannot give back access to an account whose password and mailbox are both lost; you would "
        "have to open a new one",
        "notre personnel ne peut pas rouvrir un compte dont le mot de passe et la messagerie sont tous deux "
        "perdus ; il vous faudrait en créer un nouveau",
    )


def _session_sentences(account: Account, language: Language) -> tuple[str, ...]:
    said = []
    if account.lasts:
        en, fr = period_in_words(account.lasts, "en"), period_in_words(account.lasts, "fr")
        said.append(
            Wording(
                f"you stay signed in for {en} at most",
                f"vous restez connecté pendant {fr} au plus",
            )
        )
    if account.ended_by_person:
        said.append(
            Wording(
                "your own space shows where you are signed in, and lets you end each of these sessions",
                "votre espace personnel montre où vous êtes connecté et vous permet de mettre fin à chacune "
                "de ces sessions",
            )
        )
    if account.alerts:
        en, fr = (
            either([ALERTS[each].en for each in account.alerts], "en"),
            either([ALERTS[each].fr for each in account.alerts], "fr"),
        )
        said.append(
            Wording(
                f"we write to you when somebody signs in to your account {en}, with a link that ends that "
                "session",
                f"nous vous écrivons lorsque quelqu'un se connecte à votre compte {fr}, avec un lien qui met "
                "fin à cette session",
            )
        )
    return tuple(sentence(each.say(language), language) for each in said)


CONSTRUCTS: Final = (
    Construct(
        "account",
        "How people sign in and what their password must be, whether a second factor is offered or required, "
        "and how a lost access comes back. `unknown identifier: uniform` gives one answer whether or not an "
        "account exists; `assisted: on` lets staff help, never with a password. With `single sign-on`, the "
        "organisation of the person vouches for her, by OpenID Connect or SAML.",
        "account:\n"
        "  sign in with: [password, passkey, single sign-on]\n"
        "  single sign-on: [OpenID Connect, SAML]\n"
        "  known by: [user name, e-mail]\n"
        "  password: {rule: length, at least: 14 characters, entered twice: no}\n"
        "  second factor: {people: offered, staff: required}\n"
        "  recovery: {unknown identifier: uniform, assisted: off, temporary password: never}\n"
        "  sessions: {lasts: 2 weeks, ended by: the person}\n"
        "  alerts: [new country, new device]\n",
        closed(
            {
                "sign in with": {
                    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]
                },
                ORGANISATION: one_or_several(PROTOCOLS),
                "known by": one_or_several(KNOWN_BY),
                "password": closed(
                    {
                        "rule": {"enum": sorted(_RULES)},
                        "at least": {"type": "string", "pattern": "^[0-9]{1,2} characters$"},
                        "entered twice": YES_NO,
                        "hidden": YES_NO,
                    }
                ),
                "second factor": closed(
                    {"people": {"enum": sorted(_OFFERS)}, "staff": {"enum": sorted(_OFFERS)}}
                ),
                "recovery": closed(
                    {
                        "unknown identifier": {"enum": list(_UNKNOWN)},
                        "assisted": {"enum": ["off", "on"]},
                        "temporary password": {"enum": ["never"]},
                    }
                ),
                "sessions": closed({"lasts": PERIOD, "ended by": {"enum": ["the person"]}}),
                "alerts": one_or_several(ALERTS),
            },
            ("sign in with",),
        ),
    ),
)
