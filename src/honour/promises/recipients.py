"""`recipients`: who receives data, in which role and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from honour.promises.data import EVERYTHING, Data, read_kinds
from honour.promises.findings import Findings, Position
from honour.promises.grammar import sentence
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import RECIPIENTS, located
from honour.promises.reading import Entry, fields, mapping, one_of, text
from honour.promises.site import country

Role: TypeAlias = Literal["processor", "joint controller", "controller"]

_ROLES: Final[Mapping[str, Role]] = {
    "processor": "processor",
    "joint controller": "joint controller",
    "controller": "controller",
}
_REQUIRED: Final = ("name", "role", "country")
_LATER: Final = ("contract", "agreement", "until", "transfer", "assured", "category")

# GDPR Art. 28 (processor), 26 (joint controllers), 4(7) (controller). {them} are what is passed on.
_ROLE_CLAUSES: Final[Mapping[Role, Wording]] = {
    "processor": Wording(
        "it handles {them} on our behalf and on our instructions only",
        "ce prestataire {les} traite uniquement pour notre compte et sur nos instructions",
    ),
    "joint controller": Wording(
        "it decides together with us how {they} {are} used",
        "ce partenaire décide avec nous de l'usage qui en est fait",
    ),
    "controller": Wording(
        "it answers for its own use of {them}",
        "ce destinataire répond lui-même de l'usage qu'il en fait",
    ),
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who receives data (GDPR Art. 4(9)). `country` is an ISO 3166-1 alpha-2 code.

    `stores` says that a processor stores everything for the site; `sees` names kinds that it also sees.
    """

    key: str
    name: str
    role: Role
    country: str
    stores: bool = False
    sees: tuple[str, ...] = ()
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_recipients(entry: Entry, data: Mapping[str, Data], findings: Findings) -> Mapping[str, Recipient]:
    """The section `recipients`, by key. `nobody` cannot be one."""
    recipients: dict[str, Recipient] = {}
    for key, value in mapping(entry, findings, "recipients"):
        if key.text == "nobody":
            findings.add(key.at, "“nobody” means no recipient, and cannot name one", "choose another name")
        recipients[key.text] = _recipient(key, value, data, findings)
    return recipients


def _recipient(key: Entry, entry: Entry, data: Mapping[str, Data], findings: Findings) -> Recipient:
    what = f"recipients: {key.text}"
    found = fields(entry, findings, what, (*_REQUIRED, "stores", "sees"), _REQUIRED, _LATER)
    role = one_of(found["role"], _ROLES, findings, f"{what}: role") if "role" in found else ""
    stores = "stores" in found and one_of(found["stores"], (EVERYTHING,), findings, f"{what}: stores") != ""
    return Recipient(
        key=key.text,
        name=text(found["name"], findings, f"{what}: name") if "name" in found else "",
        role=_ROLES.get(role, "processor"),
        country=country(found["country"], findings, f"{what}: country") if "country" in found else "",
        stores=stores,
        sees=read_kinds(found["sees"], data, findings, f"{what}: sees") if "sees" in found else (),
        at=key.at,
    )


def called(recipient: Recipient, language: Language) -> str:
    """`our host`, « notre hébergeur »; its own name where the lexicon has no word for what it does."""
    word = RECIPIENTS.get(recipient.key)
    return word.say(language) if word else recipient.name


def presented(recipient: Recipient, language: Language) -> str:
    """`Cabinet Martin, our accountant in France`: name, what it does, where (GDPR Art. 13(1)(e)-(f))."""
    where = located(recipient.country, language)
    word = RECIPIENTS.get(recipient.key)
    return f"{recipient.name}, {word.say(language)} {where}" if word else f"{recipient.name}, {where}"


def role_clause(recipient: Recipient) -> Wording:
    """What the recipient may do with what it receives: a pattern for `grammar.filled`."""
    return _ROLE_CLAUSES[recipient.role]


def storing_sentence(recipient: Recipient, language: Language) -> str:
    """That a recipient stores the site's data."""
    who = presented(recipient, language)
    if language == "en":
        return sentence(f"all the data of this site are stored on our behalf by {who}", language)
    return sentence(f"toutes les données de ce site sont stockées pour notre compte par {who}", language)
