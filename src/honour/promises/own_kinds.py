"""What a site that Honour runs keeps of an account besides what its policy names (DESIGN, section 9).

Honour declares it, with a basis, a term and a place on the page, and a policy need not name it: a session,
that somebody has read the policy, the letters that were sent. What a policy declares itself stays as it says.
"""

from dataclasses import dataclass
from typing import Final

from honour.promises.account import Account
from honour.promises.grammar import period_in_words
from honour.promises.keep import ASKED, Ending
from honour.promises.languages import Language, Wording
from honour.promises.periods import Period
from honour.promises.policy import Policy

CLOSED: Final = "account closed"
SIGNED_IN: Final = "last sign-in"
_ACCESS_EXPIRES: Final = "access expires"
_CREDENTIALS: Final = "password hash"
_SESSION_LASTS: Final = Period(2, "weeks")
_LETTERS_LAST: Final = Period(30, "days")
_CLEARANCE_LASTS: Final = Period(30, "days")  # once it has ended
_CLEARED: Final = "cleared staff"
_MESSAGES_LAST: Final = Period(1, "years")
_RECOVERY_LASTS: Final = Period(30, "days")


@dataclass(frozen=True, slots=True)
class OwnKind:
    """A kind of data that Honour declares: its one field, what a person reads of it, and how long after it
    was recorded it ends (None: with the account).
    """

    field: str
    said: Wording
    after: Period | None = None

    @property
    def name(self) -> str:
        """Its name, such as no policy gives."""
        return f"account: {self.field}"

    def until(self, language: Language) -> str:
        """Until when it is kept, in words."""
        if self.after is None:
            return "until the account is closed" if language == "en" else "jusqu'à la fermeture du compte"
        long = period_in_words(self.after, language)
        if language == "en":
            return f"{long}, and no longer than the account"
        return f"{long}, et pas plus longtemps que le compte"


_SESSION: Final = Wording(
    "that a browser is signed in to your account", "le fait qu'un navigateur est connecté à votre compte"
)
_LETTERS: Final = Wording("the messages that the site sent you", "les messages que le site vous a envoyés")
_WRITTEN: Final = Wording(
    "what you write to the site, sealed, and its answer",
    "ce que vous écrivez au site, chiffré, et sa réponse",
)
_ROLE: Final = Wording("the role of whoever works for the site", "le rôle de qui travaille pour le site")
_CLEARANCE: Final = Wording(
    "the clearance for defence secrets of whoever works for the site (level, authority, dates), counted from"
    " its end",
    "l'habilitation au secret de la défense nationale de qui travaille pour le site (niveau, autorité,"
    " dates), à compter de sa fin",
)
_READ: Final = Wording(
    "which version of this policy you have read, and when",
    "la version de cette politique dont vous avez pris connaissance, et à quelle date",
)
_CHOSEN: Final = Wording(
    "what you agreed to and refused in your account, when, and in which words you were asked",
    "ce que vous avez accepté et refusé depuis votre compte, à quelle date, et les mots de la question",
)
_DIRECTIVES: Final = Wording(
    "your directives for your data after your death, if you leave any",
    "vos directives sur vos données après votre mort, si vous en laissez",
)
_LANGUAGE: Final = Wording(
    "the language in which the site writes to you", "la langue dans laquelle le site vous écrit"
)
_FACTOR: Final = Wording(
    "what proves a second time that it is you, sealed",
    "ce qui prouve une seconde fois que c'est vous, chiffré",
)
_RECOVERY: Final = Wording(
    "that you asked for a way back into your account; what you said is erased when the case is closed",
    "le fait que vous avez demandé à retrouver votre compte ; ce que vous aviez indiqué est effacé à la"
    " clôture",
)
_ACCESS: Final = Wording(
    "from when until when you may use the service",
    "la période pendant laquelle vous pouvez utiliser le service",
)
_EXTERNAL: Final = Wording(
    "the number by which a platform that you sign in with knows you",
    "le numéro sous lequel vous connaît la plateforme par laquelle vous vous identifiez",
)


def account_kind(policy: Policy) -> str:
    """The people who have an account, whatever else is true of them: of several kinds, those whose account
    ends by what happens to the account itself. A trade knows the others (who has subscribed to a service).
    """
    holders = [
        person
        for person in policy.people
        if any(person in kind.of and _CREDENTIALS in kind.fields for kind in policy.data.values())
    ]
    for person in holders:
        if {ending.event for ending in account_endings(policy, person)} & {CLOSED, SIGNED_IN}:
            return person
    return next(iter(holders), next(iter(policy.people)))


def account_endings(policy: Policy, person: str) -> tuple[Ending, ...]:
    """What ends an account, by the statements over its credentials (LANGUAGE, meaning 1)."""
    kinds = [k.name for k in policy.data.values() if person in k.of and _CREDENTIALS in k.fields]
    found = [
        ending
        for keep in policy.keep
        if keep.of in (None, person) and any(kind in keep.data for kind in kinds)
        for ending in keep.endings
        if not ending.of_row and ending.event != ASKED
    ]
    return tuple(dict.fromkeys(found))


def fields_of(policy: Policy, person: str) -> frozenset[str]:
    """Every field that the policy declares of these people."""
    return frozenset(name for kind in policy.data.values() if person in kind.of for name in kind.fields)


def clears_staff(policy: Policy) -> bool:
    """Whether some service of the site is given, on request, by staff who are cleared for defence secrets."""
    return any(offered.words.get(_CLEARED) for offered in policy.offer.values())


def withdrawn(level: str) -> str:
    """How the replay ledger names a clearance that was withdrawn, among the roles that were ended."""
    return f"clearance: {level}"


def own_kinds(policy: Policy) -> tuple[OwnKind, ...]:
    """The kinds that Honour declares on a site with this policy."""
    person, account = account_kind(policy), policy.account or Account(("password",))
    declared = fields_of(policy, person)
    kinds = [
        OwnKind("session", _SESSION, account.lasts or _SESSION_LASTS),
        OwnKind("letter sent", _LETTERS, _LETTERS_LAST),
        OwnKind("contact message", _WRITTEN, _MESSAGES_LAST),
        OwnKind("staff role", _ROLE),
        OwnKind("acknowledgement", _READ),
        OwnKind("consent proof", _CHOSEN),
        OwnKind("directives after death", _DIRECTIVES),
    ]
    if "language" not in declared:
        kinds.append(OwnKind("language", _LANGUAGE))
    if "second factor" not in declared and (account.people, account.staff) != ("none", "none"):
        kinds.append(OwnKind("second factor", _FACTOR))
    if account.recovery.assisted and "message" not in declared:
        kinds.append(OwnKind("recovery case", _RECOVERY, _RECOVERY_LASTS))
    if any(ending.event == _ACCESS_EXPIRES for keep in policy.keep for ending in keep.endings):
        kinds.append(OwnKind("access right", _ACCESS))
    if clears_staff(policy):
        kinds.append(OwnKind("staff clearance", _CLEARANCE, _CLEARANCE_LASTS))
    if account.providers() and "external identifier" not in declared:
        kinds.append(OwnKind("external sign-in", _EXTERNAL))
    return tuple(kinds)
