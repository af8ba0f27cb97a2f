"""Where the data lie: what the policy promises, what `honour.toml` declares, what the host attests.

Nothing here can see in which country a disk is. So a place is *attested* at the most: declared where it was
promised, with a paper of the host that covers it and whose days run. Otherwise it is *unknown*; a declaration
that contradicts the promise is *not kept*.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from honour.promises.findings import Finding
from honour.promises.languages import Wording
from honour.promises.policy import Policy
from honour.proofs.evidence import Evidence

Place: TypeAlias = Literal["database", "stores", "files", "backups", "mail"]
LocatedState: TypeAlias = Literal["attested", "unknown", "not kept"]

PLACES: Final[Mapping[Place, Wording]] = MappingProxyType(
    {
        "database": Wording(
            "the site's own database, with the letters that wait",
            "la base du site, avec le courrier en attente",
        ),
        "stores": Wording("the other databases of map.yaml", "les autres bases de map.yaml"),
        "files": Wording("the store of files", "le stockage des fichiers"),
        "backups": Wording("the backups", "les sauvegardes"),
        "mail": Wording("the post office that letters go through", "le serveur qui achemine le courrier"),
    }
)

_WHY: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "not declared": Wording(
            'not declared: write `{place} = "COUNTRY"` under [located] in honour.toml',
            'non déclaré : écrivez `{place} = "PAYS"` sous [located] dans honour.toml',
        ),
        "contradiction": Wording(
            "declared in {country}, and the policy promises {promised}",
            "déclaré en {country}, alors que la politique promet {promised}",
        ),
        "no paper": Wording(
            "declared in {country}; no host attests it: fill in [attested] in honour.toml",
            "déclaré en {country} ; aucun hébergeur ne l’atteste : remplissez [attested] dans honour.toml",
        ),
        "other paper": Wording(
            "declared in {country}; the paper {file} does not say so of this place",
            "déclaré en {country} ; le document {file} ne le dit pas de cet emplacement",
        ),
        "paper missing": Wording(
            "declared in {country}; the paper {file} is not in the site's folder",
            "déclaré en {country} ; le document {file} n’est pas dans le dossier du site",
        ),
        "paper ended": Wording(
            "declared in {country}; the paper {file} ended on {until}: ask for a new one",
            "déclaré en {country} ; le document {file} a expiré le {until} : demandez-en un nouveau",
        ),
        "attested": Wording(
            "declared in {country}, as {by} attested on {given} ({file}, until {until})",
            "déclaré en {country}, comme {by} l’a attesté le {given} ({file}, jusqu’au {until})",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Attestation:
    """A paper by which a host says where places lie: who gave it, when, until when it runs, for which."""

    by: str
    file: str
    given: date
    until: date
    country: str
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """One place: the country that is `declared` and the one that is `promised`, empty where nothing is said
    (ISO 3166-1 alpha-2). `why` tells the state.
    """

    place: Place
    declared: str
    promised: str
    state: LocatedState
    why: Wording


def located(
    policy: Policy,
    declared: Mapping[str, str],
    paper: Attestation | None,
    there: Container[str],
    today: date,
) -> tuple[Located, ...]:
    """Every place that is promised or declared. `there` are the papers that the site's folder has."""
    protect = policy.protect
    promised = dict.fromkeys(PLACES, protect.servers or "")
    promised["backups"] = protect.backups.country if protect.backups else protect.servers or ""
    promised["stores"] = (protect.servers or "") if "stores" in declared else ""
    return tuple(
        _located(place, declared.get(place, ""), promised[place], paper, there, today)
        for place in PLACES
        if promised[place] or declared.get(place)
    )


def _located(
    place: Place,
    declared: str,
    promised: str,
    paper: Attestation | None,
    there: Container[str],
    today: date,
) -> Located:
    key, state = _judged(place, declared, promised, paper, there, today)
    named: dict[str, object] = {"place": place, "country": declared, "promised": promised}
    if paper is not None:
        named |= {"file": paper.file, "until": paper.until, "given": paper.given, "by": paper.by}
    said = _WHY[key]
    why = Wording(said.en.format_map(named), said.fr.format_map(named))
    return Located(place, declared, promised, state, why)


def _judged(
    place: Place,
    declared: str,
    promised: str,
    paper: Attestation | None,
    there: Container[str],
    today: date,
) -> tuple[str, LocatedState]:
    if not declared:
        return "not declared", "unknown"
    if promised and declared != promised:
        return "contradiction", "not kept"
    if paper is None:
        return "no paper", "unknown"
    if place not in paper.covers or paper.country != declared:
        return "other paper", "unknown"
    if paper.file not in there:
        return "paper missing", "unknown"
    if paper.until < today:
        return "paper ended", "unknown"
    return "attested", "attested"


def of_located(found: tuple[Located, ...]) -> tuple[Evidence, ...]:
    """The same as evidence: it never says *kept*."""
    return tuple(
        Evidence("where the data lie", each.place, each.state, each.why.en, due=int(each.state == "not kept"))
        for each in found
    )


def findings(found: tuple[Located, ...]) -> tuple[Finding, ...]:
    """What a declaration contradicts."""
    return tuple(
        Finding(
            f"honour.toml: [located] {each.place}",
            each.why.en,
            "move the place, or promise what is true under `protect` and tell people",
            "GDPR Art. 5(1)(a)",
        )
        for each in found
        if each.state == "not kept"
    )
