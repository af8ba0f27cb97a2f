"""`recipients`: who receives data, in which role and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias

from honour.promises.assured import SCHEMA as ASSURED
from honour.promises.assured import Assured, assured_sentences, read_assured
from honour.promises.data import EVERYTHING, Data, read_kinds
from honour.promises.findings import Findings, Position
from honour.promises.grammar import Phrase, day_in_words, sentence
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import CATEGORIES, RECIPIENTS, Noun, Vocabulary, located
from honour.promises.reading import Entry, fields, mapping, one_of, text
from honour.promises.reference import Construct
from honour.promises.scalars import DAY, closed, day
from honour.promises.site import country
from honour.promises.transfers import SCHEMA as TRANSFER
from honour.promises.transfers import Transfer, read_transfers, transfer_sentences

Role: TypeAlias = Literal["processor", "joint controller", "controller"]

_ROLES: Final[Mapping[str, Role]] = {
    "processor": "processor",
    "joint controller": "joint controller",
    "controller": "controller",
}
_REQUIRED: Final = ("role", "country")
_ALLOWED: Final = (
    "name",
    "category",
    *_REQUIRED,
    "stores",
    "sees",
    "contract",
    "agreement",
    "until",
    "transfer",
    "assured",
    "policy",
    "known as",
)

# Words of `share: with` that mean something else than a recipient.
RESERVED: Final = ("nobody", "other users", "everybody")
CHOSEN: Final = "the chosen "  # `with: the chosen payment company`: the one that the person chooses

# GDPR Art. 28 (processor), 26 (joint controllers), 4(7) (controller). {them} are what is passed on.
_ROLE_CLAUSES: Final[Mapping[Role, Wording]] = {
    "processor": Wording(
        "it handles {them} on our behalf and on our instructions only",
        "ce prestataire {les} traite uniquement pour notre compte et sur nos instructions",
    ),
    "joint controller": Wording(
        "it and we are joint controllers of this processing",
        "ce partenaire et nous sommes responsables conjoints de ce traitement",
    ),
    "controller": Wording(
        "it answers for its own use of {them}",
        "ce destinataire répond lui-même de l'usage qu'il en fait",
    ),
}


_ROLE_CLAUSES_OF_SEVERAL: Final[Mapping[Role, Wording]] = {
    "processor": Wording(
        "they handle {them} on our behalf and on our instructions only",
        "ces prestataires {les} traitent uniquement pour notre compte et sur nos instructions",
    ),
    "joint controller": Wording(
        "they and we are joint controllers of this processing",
        "ces partenaires et nous sommes responsables conjoints de ce traitement",
    ),
    "controller": Wording(
        "they answer for their own use of {them}",
        "ces destinataires répondent eux-mêmes de l'usage qu'ils en font",
    ),
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who receives data (GDPR Art. 4(9)), or a category of them, which has no name.

    `country` is an ISO 3166-1 alpha-2 code. `stores` says that a processor stores everything for the site;
    `sees` names kinds that it also sees. `contract` and `agreement` name the files of Art. 28(3) and 26(1),
    `until` their last day, `policy` the address of its own policy. `public` is the name under which people
    know
    it (Facebook), where its own name tells them nothing.
    """

    key: str
    name: str
    role: Role
    country: str
    stores: bool = False
    sees: tuple[str, ...] = ()
    category: Noun | None = None
    contract: str | None = None
    agreement: str | None = None
    until: date | None = None
    transfers: tuple[Transfer, ...] = ()
    assured: Assured | None = None
    policy: str | None = None
    public: str = ""
    at: Position = field(default=Position("", 0, 0), compare=False)

    @property
    def several(self) -> bool:
        """Whether this stands for a category: our carriers."""
        return not self.name

    @property
    def full_name(self) -> str:
        """Its own name with the one that people know: Meta Platforms Ireland (Facebook)."""
        return f"{self.name} ({self.public})" if self.public else self.name


def read_recipients(
    entry: Entry, vocabulary: Vocabulary, data: Mapping[str, Data], findings: Findings
) -> Mapping[str, Recipient]:
    """The section `recipients`, by key. `nobody` cannot be one."""
    recipients: dict[str, Recipient] = {}
    for key, value in mapping(entry, findings, "recipients"):
        if key.text in RESERVED or key.text.startswith(CHOSEN):
            reason = f"“{key.text}” has its own meaning after `with`, and cannot name a recipient"
            if key.text == "nobody":
                reason = "“nobody” means no recipient, and cannot name one"
            findings.add(key.at, reason, "choose another name")
        recipients[key.text] = _recipient(key, value, vocabulary, data, findings)
    return recipients


def _recipient(
    key: Entry, entry: Entry, vocabulary: Vocabulary, data: Mapping[str, Data], findings: Findings
) -> Recipient:
    what = f"recipients: {key.text}"
    found = fields(entry, findings, what, _ALLOWED, _REQUIRED)

    def said(name: str) -> str:
        return text(found[name], findings, f"{what}: {name}") if name in found else ""

    if entry.kind == "mapping" and "name" not in found and "category" not in found:
        findings.add(entry.at, f"{what} lacks `name`", "add `name: …`, or `category: …` for a sort of them")
    role = one_of(found["role"], _ROLES, findings, f"{what}: role") if "role" in found else ""
    stores = "stores" in found and one_of(found["stores"], (EVERYTHING,), findings, f"{what}: stores") != ""
    category = ""
    if "category" in found:
        category = one_of(found["category"], vocabulary.categories, findings, f"{what}: category")
    return Recipient(
        key=key.text,
        name=said("name"),
        role=_ROLES.get(role, "processor"),
        country=country(found["country"], findings, f"{what}: country") if "country" in found else "",
        stores=stores,
        sees=read_kinds(found["sees"], data, findings, f"{what}: sees") if "sees" in found else (),
        category=vocabulary.categories.get(category),
        contract=said("contract") or None,
        agreement=said("agreement") or None,
        until=day(found["until"], findings, f"{what}: until") if "until" in found else None,
        transfers=_transfers(found, findings, what),
        assured=_assured(key.text, found, findings, what),
        policy=_own_policy(found, findings, what),
        public=said("known as"),
        at=key.at,
    )


def _transfers(found: Mapping[str, Entry], findings: Findings, what: str) -> tuple[Transfer, ...]:
    if "transfer" not in found:
        return ()
    home = found["country"].text.strip() if "country" in found else ""
    return read_transfers(found["transfer"], home, findings, f"{what}: transfer")


def _assured(key: str, found: Mapping[str, Entry], findings: Findings, what: str) -> Assured | None:
    if "assured" not in found:
        return None
    return read_assured(found["assured"], (key,), key, "to keep confidential", findings, f"{what}: assured")


def _own_policy(found: Mapping[str, Entry], findings: Findings, what: str) -> str | None:
    if "policy" not in found:
        return None
    address = text(found["policy"], findings, f"{what}: policy")
    if address and not address.startswith("https://"):
        findings.add(found["policy"].at, f"{what}: policy is no address", "write `policy: https://…`")
    return address or None


def called(recipient: Recipient, language: Language) -> str:
    """`our host`, « notre hébergeur »; its own name where the lexicon has no word for what it does."""
    return called_phrase(recipient, language).text


def called_phrase(recipient: Recipient, language: Language) -> Phrase:
    """How a sentence calls the recipient, with its number and gender."""
    word, category = RECIPIENTS.get(recipient.key), recipient.category
    if recipient.several and category:
        whose = Wording("our", "nos") if category != CATEGORIES["authority"] else Wording("the", "les")
        said = f"{whose.say(language)} {category.en[1] if language == 'en' else category.fr[1]}"
        return Phrase(said, plural=True, gender=category.gender)
    return Phrase(
        word.say(language) if word else recipient.public or recipient.name, plural=False, gender="masculine"
    )


def presented(recipient: Recipient, language: Language) -> str:
    """`Cabinet Martin, our accountant in France`: name, what it does, where (GDPR Art. 13(1)(e)-(f))."""
    where = located(recipient.country, language)
    word, category = RECIPIENTS.get(recipient.key), recipient.category
    if recipient.several:
        return f"{called(recipient, language)} {where}"
    if word:
        return f"{recipient.full_name}, {word.say(language)} {where}"
    if category and language == "en":
        article = "an" if category.en[0][:1] in "aeiou" else "a"
        return f"{recipient.full_name}, {article} {category.en[0]} {where}"
    if category:
        return f"{recipient.full_name}, {category.fr[0]} {where}"
    return f"{recipient.full_name}, {where}"


def role_clause(recipient: Recipient) -> Wording:
    """What the recipient may do with what it receives: a pattern for `grammar.filled`."""
    return (_ROLE_CLAUSES_OF_SEVERAL if recipient.several else _ROLE_CLAUSES)[recipient.role]


def storing_sentence(recipient: Recipient, language: Language) -> str:
    """That a recipient stores the site's data."""
    who = presented(recipient, language)
    if language == "en":
        return sentence(f"all the data of this site are stored on our behalf by {who}", language)
    return sentence(f"toutes les données de ce site sont hébergées pour notre compte par {who}", language)


def seeing_sentence(recipient: Recipient, what: Phrase, language: Language) -> str:
    """That a processor also sees some data while it works for the site."""
    who = presented(recipient, language)
    if language == "en":
        verb = "see" if recipient.several else "sees"
        return sentence(f"while working for us, {who}, {verb} {what.text}", language)
    verb = "voient" if recipient.several else "voit"
    return sentence(f"dans le cadre de sa mission, {who}, {verb} {what.text}", language)


def safeguard_sentences(recipient: Recipient, language: Language) -> tuple[str, ...]:
    """What binds a recipient: its contract (GDPR Art. 28(3)), the agreement of joint controllers (26), the
    ground of a transfer (44-49), an undertaking received."""
    said = list(_contract_sentences(recipient, language))
    said += transfer_sentences(recipient.transfers, called(recipient, language), language)
    if recipient.assured:
        yours = Phrase(Wording("your data", "vos données").say(language), plural=True, gender="feminine")
        said += assured_sentences(recipient.assured, called_phrase(recipient, language), yours, language)
    return tuple(said)


def _contract_sentences(recipient: Recipient, language: Language) -> Sequence[str]:
    who, until = called(recipient, language), recipient.until
    runs = ""
    if until and language == "en":
        runs = f"; it runs until {day_in_words(until, 'en')}"
    elif until:
        runs = f" ; il court jusqu'au {day_in_words(until, 'fr')}"
    article = Wording(" (GDPR Art. 28(3))", " (RGPD, art. 28, § 3)").say(language)
    said = []
    if recipient.contract:
        bound = Wording(
            f"a written contract binds {who} to protect your data",
            f"un contrat écrit oblige {who} à protéger vos données",
        ).say(language)
        said.append(sentence(bound + (article if recipient.role == "processor" else "") + runs, language))
    if recipient.agreement:
        agreed_on = Wording(
            f"an agreement says what {who} and we each answer for, and you can ask us for its essential "
            "points (GDPR Art. 26(2))",
            f"un accord définit ce dont {who} et nous répondons chacun ; vous pouvez nous en demander les "
            "grandes lignes (RGPD, art. 26, § 2)",
        ).say(language)
        said.append(sentence(agreed_on + ("" if recipient.contract else runs), language))
    return said


_EXAMPLE: Final = """\
recipients:
  host: {name: Hébergeur SAS, role: processor, country: FR, stores: everything,
         contract: contracts/host.pdf, until: 2028-12-31,
         assured: {that: not to open, file: contracts/host-annex.pdf, given: 2026-03-03, until: 2028-12-31}}
  newsletter tool: {name: Sender Inc., role: processor, country: US,
                    transfer: {to: US, by: standard clauses, file: contracts/sender.pdf, until: 2027-12-31}}
  mail provider: {name: Post Inc., role: processor, country: US, sees: contact,
                  transfer: [{by: adequacy}, {by: standard clauses, file: contracts/post.pdf}]}
  facebook: {name: Meta Platforms Ireland, known as: Facebook, role: joint controller, country: IE,
             agreement: contracts/facebook.pdf}
  carriers: {category: carrier, role: controller, country: FR}
"""
CONSTRUCTS: Final = (
    Construct(
        "recipients",
        "Who receives data, in which role (GDPR Art. 4(7)-(8), 26) and where: each by name, or by category "
        "where the single ones cannot be named. Outside the European Economic Area a `transfer` names the "
        "ground of GDPR Art. 45-49, or a list of them several. `contract`, `agreement` and `assured` "
        "name the evidence and its last day. `known as` is the name that people know, where the company "
        "bears another.",
        _EXAMPLE,
        {
            "type": "object",
            "additionalProperties": closed(
                {
                    "name": {"type": "string"},
                    "category": {"type": "string"},
                    "role": {"enum": sorted(_ROLES)},
                    "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
                    "stores": {"enum": [EVERYTHING]},
                    "sees": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
                    "contract": {"type": "string"},
                    "agreement": {"type": "string"},
                    "until": DAY,
                    "transfer": TRANSFER,
                    "assured": ASSURED,
                    "policy": {"type": "string", "pattern": "^https://"},
                    "known as": {"type": "string"},
                },
                _REQUIRED,
            ),
        },
    ),
)
