"""`never`: what the publisher does not do: a closed vocabulary, compiled to "never, except" (meaning 6).

A court or a law can command that data be handed over or looked at, so such an act is published with that
exception; "never" alone stands only before acts that no law can command. Handing data on also has the
declared recipients as its exception.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from honour.promises.findings import Findings, Position
from honour.promises.grammar import listed, sentence, to
from honour.promises.languages import Language, Wording
from honour.promises.reading import Entry, one_of, texts
from honour.promises.recipients import Recipient, called
from honour.promises.reference import Construct
from honour.promises.refusals import Refusal, refused
from honour.promises.scalars import one_or_several

# What limits a promise of never: nothing, because no law can command the act; a law; recipients and a law.
Except: TypeAlias = Literal["nothing", "law", "recipients"]

_MARKETING: Final = frozenset({"direct marketing", "newsletter"})
_BY_LAW: Final = Wording("unless the law obliges us to", "sauf si la loi nous y oblige")


@dataclass(frozen=True, slots=True)
class Act:
    """An act that a publisher can promise never to do.

    `said` is a main clause; `unless` follows it where something limits the promise. `purposes` are those of
    `collect` and `share` that would break it, for data that hold one of `fields` (any data if empty).
    """

    said: Wording
    limit: Except = "law"
    unless: Wording = _BY_LAW
    purposes: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


ACTS: Final[Mapping[str, Act]] = MappingProxyType(
    {
        "watch navigation": Act(
            Wording(
                "we never watch or analyse how you move around this site",
                "nous n'observons ni n'analysons jamais votre navigation sur ce site",
            )
        ),
        "record behaviour": Act(
            Wording(
                "we never record what you do on this site in order to study it",
                "nous n'enregistrons jamais ce que vous faites sur ce site pour l'étudier",
            )
        ),
        "analyse behaviour": Act(
            Wording(
                "we never draw up a profile of your behaviour",
                "nous n'établissons jamais de profil de votre comportement",
            )
        ),
        "target advertising": Act(
            Wording(
                "we never target advertising at you: where there is any, it is the same for everybody",
                "nous ne ciblons jamais la publicité : s'il y en a, elle est la même pour tous",
            ),
            "nothing",
        ),
        "use trackers": Act(
            Wording(
                "we never use trackers to follow you, on this site or elsewhere",
                "nous n'utilisons jamais de traceurs pour vous suivre, ni sur ce site ni ailleurs",
            ),
            "nothing",
        ),
        "use web beacons": Act(
            Wording(
                "we never use web beacons, which are invisible images, or anything like them to monitor what "
                "you do",
                "nous n'employons jamais de pixels espions, ces images invisibles, ni de procédé semblable "
                "pour surveiller votre activité",
            ),
            "nothing",
        ),
        "tell social platforms of visits": Act(
            Wording(
                "we never let a social platform learn of your visit before you click on its link, to sign in "
                "or "
                "to share a page",
                "nous ne laissons jamais une plateforme sociale apprendre votre visite avant que vous ne "
                "cliquiez sur son lien, pour vous connecter ou pour partager une page",
            ),
            "nothing",
        ),
        "sell data": Act(
            Wording("we never sell or rent out your data", "nous ne vendons ni ne louons jamais vos données"),
            "nothing",
        ),
        "pass data on": Act(
            Wording(
                "we never pass your data on to third parties",
                "nous ne communiquons jamais vos données à des tiers",
            ),
            "recipients",
        ),
        "share with other users": Act(
            Wording(
                "we never show your data to other users",
                "nous ne montrons jamais vos données à d'autres utilisateurs",
            ),
            unless=Wording(
                "unless you choose to publish them or the law obliges us to",
                "sauf si vous choisissez de les publier ou si la loi nous y oblige",
            ),
        ),
        "prospect": Act(
            Wording(
                "we never use your data for commercial prospecting, nor do we pass them on for it",
                "nous n'utilisons jamais vos données à des fins de prospection commerciale et ne les "
                "communiquons jamais dans ce but",
            ),
            "nothing",
            purposes=_MARKETING,
        ),
        "promote by telephone": Act(
            Wording(
                "we never use your telephone number to promote our services",
                "nous n'utilisons jamais votre numéro de téléphone pour promouvoir nos services",
            ),
            "nothing",
            purposes=_MARKETING,
            fields=frozenset({"telephone"}),
        ),
        "decide automatically": Act(
            Wording(
                "we never let a machine alone take a decision that affects you legally or in a similar way "
                "(GDPR Art. 22)",
                "nous ne laissons jamais une machine prendre seule une décision qui vous affecte sur le plan "
                "juridique ou de façon comparable (RGPD, art. 22)",
            )
        ),
        "use otherwise": Act(
            Wording(
                "we never use your data for anything that this page does not name",
                "nous n'utilisons jamais vos données à d'autres fins que celles indiquées sur cette page",
            )
        ),
        "collect more than needed": Act(
            Wording(
                "we never collect more data than the purposes named on this page need",
                "nous ne recueillons jamais plus de données que n'en exigent les finalités indiquées sur "
                "cette page",
            ),
            "nothing",
        ),
    }
)

_PASSING: Final = Refusal(
    "no site can promise this without exception: processors receive data, and courts can ask for them",
    "write `pass data on`, which is published with your recipients and the law as its exceptions",
    "LANGUAGE, meaning 6; GDPR Art. 4(9), 6(1)(c)",
)
_REFUSED: Final[Mapping[str, Refusal]] = MappingProxyType(
    dict.fromkeys(
        ("share data", "share", "share with third parties", "transmit data", "disclose data"), _PASSING
    )
)


@dataclass(frozen=True, slots=True)
class Never:
    """One promise of the section: `act` is a word of `ACTS`."""

    act: str
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_never(entry: Entry, findings: Findings) -> tuple[Never, ...]:
    """The section `never`, in the order of the file; an act that stands twice counts once."""
    if entry.kind == "list" and not entry.items:
        return ()
    promised: dict[str, Never] = {}
    for item in texts(entry, findings, "never"):
        if refused(item, _REFUSED, findings):
            continue
        if act := one_of(item, ACTS, findings, "never"):
            promised.setdefault(act, Never(act, item.at))
    return tuple(promised.values())


_COURT: Final = Wording(
    "to a court or our counsel where we defend a right, ",
    "à une juridiction ou à nos conseils pour la défense d'un droit, ",
)


def never_sentence(
    act: str, recipients: Sequence[Recipient], language: Language, own_rights: bool = False
) -> str:
    """That this is never done, with what limits the promise; `recipients` are all that the policy declares,
    and `own_rights` says that data can also go to a court or to counsel, to defend a right."""
    promised = ACTS[act]
    said = promised.said.say(language)
    if promised.limit == "nothing":
        return sentence(said, language)
    if promised.limit == "law" or not recipients:
        return sentence(f"{said}, {promised.unless.say(language)}", language)
    names = _names(recipients, language)
    if language == "en":
        return sentence(
            f"{said}, except to {names}, each only for what this page says, {_COURT.en if own_rights else ''}"
            "and to an authority where the law obliges us to",
            language,
        )
    return sentence(
        f"{said}, sauf {names}, pour les seuls usages indiqués sur cette page, "
        f"{_COURT.fr if own_rights else ''}ainsi qu'aux autorités lorsque la loi nous y oblige",
        language,
    )


def _names(recipients: Sequence[Recipient], language: Language) -> str:
    """Each recipient once: « à notre hébergeur, à Meta Platforms Ireland et à notre transporteur »."""
    names: Collection[str] = dict.fromkeys(called(each, language) for each in recipients)
    return listed([name if language == "en" else to(name) for name in names], language)


CONSTRUCTS: Final = (
    Construct(
        "never",
        "What the publisher does not do. It is published as “never, except” where a law can command the "
        "act or where the policy declares recipients, and without exception only where no law can command "
        "it.",
        "never: [watch navigation, target advertising, use trackers, pass data on]\n",
        one_or_several(ACTS),
    ),
)
