"""What a hosting provider promises: which services, what a registry publishes of a domain's holder, "
"credentials."""

from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording
from honour.promises.offer import Offer, Setting, construct
from honour.promises.paying import PAYING
from honour.promises.refusals import Refusal

# C35: what is published depends on the extension, and no longer on what whois once showed.
_WHOIS: Final = Refusal(
    "generic extensions are looked up by RDAP since 28 January 2025, and their registries hide most "
    "details of a "
    "holder by default",
    "write `domain holders: published where the registry requires`",
    "ICANN, global amendments to the registry agreements of 2023; Registration Data Policy of 21 August 2025",
)

OFFER: Final = Offer(
    "hosting",
    "Hosting and domain names: what a registry publishes about the holder of a domain, what he can hide, "
    "what he "
    "sees before he buys, and what partners receive.",
    """\
offer:
  hosting:
    services: [domain names, web hosting, e-mail hosting]
    domain holders: published where the registry requires
    hidden by: the person
    partners: only what is necessary
    credentials: one set for each interface
    pay by: [card, PayPal]
    preferred method: kept
    stored method: token
""",
    (
        Setting(
            "services",
            {
                "domain names": Wording("domain names", "l'enregistrement de noms de domaine"),
                "web hosting": Wording("web hosting", "l'hébergement de sites"),
                "e-mail hosting": Wording("e-mail hosting", "l'hébergement de messageries"),
                "servers": Wording("servers", "la location de serveurs"),
            },
            Wording("we provide {}", "nous assurons {}"),
        ),
        Setting(
            "domain holders",
            {
                "published where the registry requires": Wording(
                    "when you register a domain name, its registry publishes the details of the holder "
                    "that the "
                    "rules of its extension require",
                    "lorsque vous enregistrez un nom de domaine, son registre publie les coordonnées du "
                    "titulaire "
                    "qu'exigent les règles de l'extension",
                )
            },
            refused=MappingProxyType(dict.fromkeys(("whois", "published", "published in whois"), _WHOIS)),
        ),
        Setting(
            "preview",
            {
                "before purchase": Wording(
                    "before you buy, we show you which of your details would be published",
                    "avant l'achat, nous vous montrons lesquelles de vos coordonnées seraient publiées",
                )
            },
            default="before purchase",
            needs=("domain holders", ""),
        ),
        Setting(
            "hidden by",
            {
                "the person": Wording(
                    "where the registry allows it, you can hide all or some of them in your customer "
                    "area, field by "
                    "field",
                    "lorsque le registre le permet, vous pouvez en masquer tout ou partie, champ par "
                    "champ, dans "
                    "votre espace client",
                )
            },
            needs=("domain holders", ""),
        ),
        Setting(
            "partners",
            {
                "only what is necessary": Wording(
                    "where our contract with you requires it, a partner receives only the data that it "
                    "needs, and "
                    "only once it has committed itself to keep them confidential",
                    "lorsque l'exécution de votre contrat l'exige, un partenaire ne reçoit que les "
                    "données dont il a "
                    "besoin, et seulement après s'être engagé à en préserver la confidentialité",
                )
            },
        ),
        Setting(
            "credentials",
            {
                "one set for each interface": Wording(
                    "your customer area, control panel and webmail each have their own user name and "
                    "password",
                    "votre espace client, votre interface de gestion et votre messagerie ont chacun leur "
                    "identifiant "
                    "et leur mot de passe",
                )
            },
        ),
        Setting(
            "second factor",
            {
                "customer area and control panel": Wording(
                    "your customer area and your control panel each take a second factor",
                    "votre espace client et votre interface de gestion acceptent chacun un second facteur",
                )
            },
        ),
        *PAYING,
    ),
)
CONSTRUCTS: Final = (construct(OFFER),)
