"""`protect`: how data are protected on their way, where they lie, from staff, in backups (GDPR Art. 32)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from honour.promises.data import EVERYTHING, Data, read_kinds
from honour.promises.findings import Findings, Position
from honour.promises.grammar import (
    Gender,
    Phrase,
    agreed,
    filled,
    listed,
    period_in_words,
    repeated,
    sentence,
)
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import located
from honour.promises.periods import Period
from honour.promises.reading import A_ROLE, Entry, fields, mapping, one_of, text, texts, unknown
from honour.promises.reference import Construct
from honour.promises.refusals import TRANSPORT, Refusal, refused
from honour.promises.scalars import PERIOD, closed, length, one_several_or_own
from honour.promises.site import country
from honour.promises.staff import ROLES, Role

NO_ROLE: Final = "nobody"
_ALLOWED: Final = (
    "https",
    "measures",
    "passwords",
    "sealed",
    "shown on the site to",
    "staff see",
    "servers",
    "backups",
)


# Sentences that a word alone calls for.
_SAID: Final[Mapping[str, Mapping[str, Wording]]] = MappingProxyType(
    {
        "https": {
            "always": Wording(
                "what passes between your browser and this site is always encrypted (TLS): no page opens "
                "without it",
                "ce qui circule entre votre navigateur et ce site est toujours chiffré (TLS) : aucune page "
                "ne s'ouvre autrement",
            )
        },
        "measures": {
            "fit to the risk": Wording(
                "we protect your data by technical and organisational measures that fit the risk, and we "
                "test them regularly (GDPR Art. 32)",
                "nous protégeons vos données par des mesures techniques et organisationnelles adaptées au "
                "risque, que nous éprouvons régulièrement (RGPD, art. 32)",
            )
        },
        "passwords": {
            "hashed": Wording(
                "of your password we store only a slow, salted hash, from which nobody can read it, neither "
                "our staff nor our host; only the program that signs you in can check it",
                "de votre mot de passe, nous ne stockons qu'une empreinte salée et lente à calculer, dont "
                "personne ne peut le déduire, ni notre équipe ni notre hébergeur ; seul le programme de "
                "connexion peut le vérifier",
            )
        },
        "shown on the site to": {
            "the person alone": Wording(
                "on the site, only you can see your data, and only once you have signed in",
                "sur le site, vos données ne sont visibles que par vous, après connexion à votre compte",
            )
        },
    }
)
_REFUSED: Final[Mapping[str, Refusal]] = MappingProxyType(
    {
        **dict.fromkeys(("ssl", "http", "ssl certificate", "tls"), TRANSPORT["ssl"]),
        **dict.fromkeys(
            ("encrypted", "clear", "in clear", "plain"),
            Refusal(
                "what is encrypted can be decrypted, and what stands in clear can be read: passwords are "
                "neither",
                "write `passwords: hashed`, and store them so",
                "GDPR Art. 32(1)(a); CNIL, deliberation 2022-100 of 21 July 2022",
            ),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Backups:
    """How long backups are kept, and the country where they lie (ISO 3166-1 alpha-2)."""

    kept: Period
    country: str


@dataclass(frozen=True, slots=True)
class Protect:
    """What the section says.

    `words` holds the settings that are one word, by name. `sealed` names the kinds that are encrypted where
    they are stored. `staff_see` names, for a kind, the roles that can see it, empty for nobody at all; a kind
    that is missing is not spoken of. `servers` is the country where the site's own databases lie.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    sealed: tuple[str, ...] = ()
    staff_see: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    servers: str | None = None
    backups: Backups | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_protect(
    entry: Entry, data: Mapping[str, Data], findings: Findings, known: Mapping[str, Role] = ROLES
) -> Protect:
    """The section `protect`; empty where a policy has none. `known` are the roles of the staff."""
    pairs = mapping(entry, findings, "protect")
    written = tuple(pair for pair in pairs if not refused(pair[0], TRANSPORT, findings))
    found = fields(replace(entry, kind="mapping", pairs=written), findings, "protect", _ALLOWED)
    words = {
        name: word
        for name, said in _SAID.items()
        if name in found
        and not refused(found[name], _REFUSED, findings)
        and (word := one_of(found[name], said, findings, f"protect: {name}"))
    }
    return Protect(
        words=words,
        sealed=read_kinds(found["sealed"], data, findings, "protect: sealed") if "sealed" in found else (),
        staff_see=_staff_see(found["staff see"], data, known, findings) if "staff see" in found else {},
        servers=(country(found["servers"], findings, "protect: servers") or None)
        if "servers" in found
        else None,
        backups=_backups(found["backups"], findings) if "backups" in found else None,
        at=entry.at,
    )


def _staff_see(
    entry: Entry, data: Mapping[str, Data], known: Mapping[str, Role], findings: Findings
) -> Mapping[str, tuple[str, ...]]:
    seen: dict[str, tuple[str, ...]] = {}
    for key, value in mapping(entry, findings, "staff see"):
        if key.text not in data and key.text != EVERYTHING:
            unknown(key, (*data, EVERYTHING), findings, "staff see: `data` declares no kind", ends=":")
            continue
        roles = _roles(value, known, findings, f"staff see: {key.text}")
        seen |= dict.fromkeys(data if key.text == EVERYTHING else (key.text,), roles)
    return seen


def _roles(entry: Entry, known: Mapping[str, Role], findings: Findings, what: str) -> tuple[str, ...]:
    written = [
        one_of(item, (*known, NO_ROLE), findings, what, A_ROLE) for item in texts(entry, findings, what)
    ]
    if NO_ROLE in written and len(written) > 1:
        findings.add(
            entry.at,
            f"{what}: “{NO_ROLE}” stands beside somebody",
            "delete one of the two",
            "LANGUAGE, meaning 6",
        )
    return tuple(dict.fromkeys(role for role in written if role in known))


def _backups(entry: Entry, findings: Findings) -> Backups | None:
    if entry.kind == "text":
        text(entry, findings, "backups")
        findings.add(
            entry.at,
            "backups: how long they are kept and where they lie is not said",
            "write `backups: {kept: 30 days, country: FR}`",
            "GDPR Art. 13(2)(a)",
        )
        return None
    found = fields(entry, findings, "backups", ("kept", "country"), ("kept", "country"))
    kept = length(found["kept"], findings, "backups: kept") if "kept" in found else None
    where = country(found["country"], findings, "backups: country") if "country" in found else ""
    return Backups(kept, where) if kept and where else None


def word_sentences(protect: Protect, language: Language) -> tuple[str, ...]:
    """What the settings of one word promise, in the order of this page."""
    return tuple(
        sentence(said[protect.words[name]].say(language), language)
        for name, said in _SAID.items()
        if name in protect.words
    )


def sealed_sentence(what: Phrase, language: Language) -> str:
    """That these data are encrypted where they are stored (GDPR Art. 32(1)(a))."""
    if language == "en":
        are = "are" if what.plural else "is"
        return sentence(f"{what.text} {are} encrypted where we store {_them(what)}", language)
    are = "sont" if what.plural else "est"
    return sentence(f"{what.text} {are} {agreed('chiffré', what)} dans nos systèmes de stockage", language)


def _them(what: Phrase) -> str:
    return "them" if what.plural else "it"


def staff_sentence(what: Phrase, roles: Sequence[Role], language: Language) -> str:
    """Who of the staff can see these data; nobody if there is no role."""
    if language == "en":
        who = f"only {_who(roles, 'en')}" if roles else "nobody on our staff"
        return sentence(f"{who} can see {what.text}", language)
    if not roles:
        return sentence(f"personne dans notre équipe ne peut consulter {what.text}", language)
    can = "peuvent" if _several(roles) else "peut"
    return sentence(f"{_only(roles)} {_who(roles, 'fr')} {can} consulter {what.text}", language)


def staff_care_sentence(language: Language) -> str:
    """That who may see data does so for a task, and nobody else does (GDPR Art. 29 and 32(4))."""
    if language == "en":
        return sentence("those who can see data look at them only when a task requires it", language)
    return sentence("ceux qui peuvent consulter des données ne le font que si une tâche l'exige", language)


def borne_staff_sentence(documents: Phrase, language: Language) -> str:
    """That what stands on a document is seen with it, by whoever can see the document."""
    if language == "en":
        return sentence(
            f"what stands on {documents.text} is seen by those who can see {_them(documents)}", language
        )
    return sentence(
        f"ce qui figure sur {documents.text} peut être consulté par ceux qui y ont accès", language
    )


def archived_to_clause(what: Phrase, roles: Sequence[Role], language: Language) -> str:
    """`only our accounts staff can see them`, « seul notre service comptable y a accès »."""
    if language == "en":
        who = f"only {_who(roles, 'en')}" if roles else "nobody on our staff"
        return f"{who} can see {_them(what)}"
    if not roles:
        return "personne dans notre équipe n'y a accès"
    return f"{_only(roles)} {_who(roles, 'fr')} y {'ont' if _several(roles) else 'a'} accès"


def servers_sentence(where: str, language: Language) -> str:
    """In which country the site's databases lie."""
    if language == "en":
        return sentence(f"our databases lie on servers {located(where, language)}", language)
    return sentence(
        f"nos bases de données se trouvent sur des serveurs situés {located(where, language)}", language
    )


def backups_sentence(backups: Backups, language: Language) -> str:
    """How long backups are kept, where, and that what was deleted leaves them with the last one."""
    kept, where = period_in_words(backups.kept, language), located(backups.country, language)
    if language == "en":
        return sentence(
            f"we keep each backup for {kept}, {where}; after that time none holds what we deleted", language
        )
    said = (
        f"chaque sauvegarde est conservée {kept}, {where} ; passé ce délai, aucune ne contient plus ce que "
        "nous avons supprimé"
    )
    return sentence(said, language)


def no_copy_sentence(backups: Backups, language: Language, what: Phrase | None = None) -> str:
    """That backups hold no readable copy, and from when: it follows what says that data are destroyed, or
    names them."""
    kept = period_in_words(backups.kept, language)
    if what is not None:
        them, of_them = filled("{them}", what) if language == "en" else "", repeated(what.text, "de")
        said = Wording(
            f"no readable copy of {what.text} remains in our backups {kept} after we delete {them}",
            f"nos sauvegardes ne gardent plus de copie lisible {of_them} {kept} après leur suppression",
        )
        return sentence(said.say(language), language)
    if language == "en":
        return sentence(f"no readable copy remains in our backups {kept} later", language)
    return sentence(f"nos sauvegardes n'en gardent plus de copie lisible {kept} plus tard", language)


def _who(roles: Sequence[Role], language: Language) -> str:
    return listed([role.en if language == "en" else role.fr for role in roles], language)


def _several(roles: Collection[Role]) -> bool:
    return len(roles) > 1 or any(role.plural for role in roles)


def _only(roles: Collection[Role]) -> str:
    gender: Gender = "feminine" if all(role.gender == "feminine" for role in roles) else "masculine"
    return agreed("seul", Phrase("", _several(roles), gender))


_KINDS: Final[Mapping[str, object]] = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]
}
CONSTRUCTS: Final = (
    Construct(
        "protect",
        "How data are protected: on their way (`https`), where they are stored (`sealed`), from the staff "
        "(`staff see`), and for how long backups hold what was deleted.",
        """\
protect:
  https: always
  measures: fit to the risk
  passwords: hashed
  sealed: [document]
  shown on the site to: the person alone
  staff see: {contact: [support, administration], document: the assigned agent, invoice: accounts}
  servers: FR
  backups: {kept: 30 days, country: FR}
""",
        closed(
            {
                **{name: {"enum": sorted(said)} for name, said in _SAID.items()},
                "sealed": _KINDS,
                "staff see": {
                    "type": "object",
                    "additionalProperties": one_several_or_own((*ROLES, NO_ROLE)),
                },
                "servers": {"type": "string", "pattern": "^[A-Z]{2}$"},
                "backups": closed(
                    {"kept": PERIOD, "country": {"type": "string", "pattern": "^[A-Z]{2}$"}},
                    ("kept", "country"),
                ),
            }
        ),
    ),
)
