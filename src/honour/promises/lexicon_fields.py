"""The vocabulary of fields: what a column can hold about a person, and how each language names it.

A data map says which field a column holds; a policy groups fields into kinds. So neither needs the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from honour.promises.grammar import Gender


@dataclass(frozen=True, slots=True)
class Field:
    """A field and its nouns, singular and plural, without determiner.

    `plural` is the number in which one person has it (your invoices, your name). `document` marks what is
    destroyed rather than deleted. `en_yours` and `fr_yours` stand where « votre » and the noun would not be
    good language, and `en_theirs` and `fr_theirs` where the noun and « du client » would not: {who} is the
    customer or « le client », {of} « du client », {to} « au client ».
    """

    name: str
    en: tuple[str, str]
    fr: tuple[str, str]
    gender: Gender
    plural: bool = False
    document: bool = False
    en_yours: str = ""
    fr_yours: str = ""
    en_theirs: str = ""
    fr_theirs: str = ""


_IDENTITY: Final = (
    Field("name", ("name", "names"), ("nom", "noms"), "masculine"),
    Field("first name", ("first name", "first names"), ("prénom", "prénoms"), "masculine"),
    Field("title", ("form of address", "forms of address"), ("civilité", "civilités"), "feminine"),
    Field(
        "birth date",
        ("date of birth", "dates of birth"),
        ("date de naissance", "dates de naissance"),
        "feminine",
    ),
    Field("picture", ("picture", "pictures"), ("photographie", "photographies"), "feminine"),
    Field("language", ("language", "languages"), ("langue", "langues"), "feminine"),
    Field(
        "company",
        ("company", "companies"),
        ("entreprise", "entreprises"),
        "masculine",
        en_yours="the name of your company",
        fr_yours="le nom de votre entreprise",
    ),
    Field(
        "customer number",
        ("customer number", "customer numbers"),
        ("numéro de client", "numéros de client"),
        "masculine",
    ),
)

_REACHING: Final = (
    Field(
        "e-mail",
        ("e-mail address", "e-mail addresses"),
        ("adresse électronique", "adresses électroniques"),
        "feminine",
    ),
    Field(
        "telephone",
        ("telephone number", "telephone numbers"),
        ("numéro de téléphone", "numéros de téléphone"),
        "masculine",
    ),
    Field("fax", ("fax number", "fax numbers"), ("numéro de télécopie", "numéros de télécopie"), "masculine"),
    Field(
        "postal address",
        ("postal address", "postal addresses"),
        ("adresse postale", "adresses postales"),
        "feminine",
    ),
    Field(
        "delivery address",
        ("delivery address", "delivery addresses"),
        ("adresse de livraison", "adresses de livraison"),
        "feminine",
    ),
    Field("country", ("country", "countries"), ("pays", "pays"), "masculine"),
)

_SIGNING_IN: Final = (
    Field("user name", ("user name", "user names"), ("identifiant", "identifiants"), "masculine"),
    Field(
        "password hash",
        ("password hash", "password hashes"),
        ("empreinte de mot de passe", "empreintes de mot de passe"),
        "feminine",
        en_yours="the hash of your password",
        fr_yours="l'empreinte de votre mot de passe",
    ),
    Field(
        "second factor",
        ("second authentication factor", "second authentication factors"),
        ("second facteur d'authentification", "seconds facteurs d'authentification"),
        "masculine",
    ),
    Field("ip address", ("IP address", "IP addresses"), ("adresse IP", "adresses IP"), "feminine"),
    Field(
        "browser version",
        ("browser version", "browser versions"),
        ("version de navigateur", "versions de navigateur"),
        "feminine",
        fr_yours="la version de votre navigateur",
    ),
    Field(
        "login history",
        ("sign-in history", "sign-in histories"),
        ("historique de connexion", "historiques de connexion"),
        "masculine",
        fr_yours="l'historique de vos connexions",
    ),
)

_DEALINGS: Final = (
    Field(
        "invoice", ("invoice", "invoices"), ("facture", "factures"), "feminine", plural=True, document=True
    ),
    Field("order", ("order", "orders"), ("commande", "commandes"), "feminine", plural=True),
    Field(
        "document",
        ("document", "documents"),
        ("document", "documents"),
        "masculine",
        plural=True,
        document=True,
    ),
    Field("message", ("message", "messages"), ("message", "messages"), "masculine", plural=True),
    Field("comment", ("comment", "comments"), ("commentaire", "commentaires"), "masculine", plural=True),
    Field(
        "ticket text",
        ("ticket text", "ticket texts"),
        ("texte de demande", "textes de demandes"),
        "masculine",
        en_yours="the text of your tickets",
        fr_yours="le texte de vos demandes d'assistance",
    ),
    Field(
        "serial key",
        ("serial key", "serial keys"),
        ("clé de série", "clés de série"),
        "feminine",
        plural=True,
    ),
    Field(
        "payment reference",
        ("payment reference", "payment references"),
        ("référence de paiement", "références de paiement"),
        "feminine",
        plural=True,
    ),
    Field(
        "bank account",
        ("bank details", "bank details"),
        ("coordonnées bancaires", "coordonnées bancaires"),
        "feminine",
        plural=True,
    ),
    Field("vat number", ("VAT number", "VAT numbers"), ("numéro de TVA", "numéros de TVA"), "masculine"),
)

# What a site that Honour runs keeps of an account besides: see `wiring.own_policy`.
_KEPT_BY_A_SITE: Final = (
    Field("session", ("session", "sessions"), ("session", "sessions"), "feminine", plural=True),
    Field(
        "acknowledgement",
        ("acknowledgement of this policy", "acknowledgements of this policy"),
        ("prise de connaissance de cette politique", "prises de connaissance de cette politique"),
        "feminine",
        en_yours="that you have read this policy",
        fr_yours="votre prise de connaissance de cette politique",
        en_theirs="that {who} has read this policy",
        fr_theirs="prise de connaissance de cette politique par {who}",
    ),
    Field(
        "letter sent",
        ("letter that we sent", "letters that we sent"),
        ("courrier envoyé", "courriers envoyés"),
        "masculine",
        plural=True,
        en_yours="the letters that we sent you",
        fr_yours="les courriers que nous vous avons envoyés",
        en_theirs="letters that we sent to {who}",
        fr_theirs="courriers envoyés {to}",
    ),
    Field(
        "contact message",
        ("message to us", "messages to us"),
        ("message reçu par le site", "messages reçus par le site"),
        "masculine",
        plural=True,
        en_yours="what you wrote to us",
        fr_yours="ce que vous nous avez écrit",
        en_theirs="what {who} wrote to us",
        fr_theirs="messages {of} au site",
    ),
    Field(
        "consent proof",
        ("proof of a choice", "proofs of choices"),
        ("preuve d'un choix", "preuves de choix"),
        "feminine",
        plural=True,
        en_yours="the proofs of what you chose",
        fr_yours="les preuves de ce que vous avez choisi",
    ),
    Field(
        "directives after death",
        ("directives after death", "directives after death"),
        ("directives pour après la mort", "directives pour après la mort"),
        "feminine",
        plural=True,
        en_yours="your directives for your data after your death",
        fr_yours="vos directives sur vos données après votre mort",
    ),
    Field(
        "staff role",
        ("role among our staff", "roles among our staff"),
        ("rôle au sein de notre équipe", "rôles au sein de notre équipe"),
        "masculine",
        fr_yours="votre rôle au sein de notre équipe",
        en_theirs="role of {who} among our staff",
        fr_theirs="rôle {of} au sein de notre équipe",
    ),
    Field(
        "staff clearance",
        ("security clearance", "security clearances"),
        ("habilitation au secret", "habilitations au secret"),
        "feminine",
        plural=True,
    ),
    Field(
        "access right",
        ("right to use the service", "rights to use the service"),
        ("droit d'accès au service", "droits d'accès au service"),
        "masculine",
        en_yours="from when until when you may use the service",
        fr_yours="la période pendant laquelle vous pouvez utiliser le service",
    ),
    Field(
        "external sign-in",
        ("identifier with a sign-in provider", "identifiers with a sign-in provider"),
        (
            "identifiant auprès d'un fournisseur de connexion",
            "identifiants auprès d'un fournisseur de connexion",
        ),
        "masculine",
        fr_yours="votre identifiant auprès d'un fournisseur de connexion",
        en_theirs="identifier of {who} with a sign-in provider",
        fr_theirs="identifiant {of} auprès d'un fournisseur de connexion",
    ),
)

_EMPLOYMENT: Final = (
    Field(
        "job title",
        ("job title", "job titles"),
        ("intitulé de poste", "intitulés de poste"),
        "masculine",
        fr_yours="l'intitulé de votre poste",
    ),
    Field(
        "employment dates",
        ("date of employment", "dates of employment"),
        ("date d'emploi", "dates d'emploi"),
        "feminine",
        plural=True,
        en_yours="the dates of your employment",
        fr_yours="les dates de votre contrat de travail",
    ),
    Field(
        "manager",
        ("line manager", "line managers"),
        ("responsable hiérarchique", "responsables hiérarchiques"),
        "masculine",
        en_yours="the name of your line manager",
        fr_yours="le nom de votre responsable hiérarchique",
    ),
)

FIELDS: Final[Mapping[str, Field]] = MappingProxyType(
    {
        field.name: field
        for field in (*_IDENTITY, *_REACHING, *_SIGNING_IN, *_DEALINGS, *_KEPT_BY_A_SITE, *_EMPLOYMENT)
    }
)

# What a page can call a kind of several fields, so that it lists them once: « vos coordonnées ».
CALLED: Final[Mapping[str, Field]] = MappingProxyType(
    {
        each.name: each
        for each in (
            Field(
                "contact details",
                ("contact details", "contact details"),
                ("coordonnées", "coordonnées"),
                "feminine",
                plural=True,
            ),
            Field(
                "identity details",
                ("identity details", "identity details"),
                ("données d'identité", "données d'identité"),
                "feminine",
                plural=True,
            ),
            Field(
                "sign-in details",
                ("sign-in details", "sign-in details"),
                ("données d'authentification", "données d'authentification"),
                "feminine",
                plural=True,
            ),
            Field(
                "connection data",
                ("connection data", "connection data"),
                ("données de connexion", "données de connexion"),
                "feminine",
                plural=True,
            ),
            Field(
                "payment details",
                ("payment details", "payment details"),
                ("données de paiement", "données de paiement"),
                "feminine",
                plural=True,
            ),
            Field(
                "tickets",
                ("ticket", "tickets"),
                ("demande d'assistance", "demandes d'assistance"),
                "feminine",
                plural=True,
            ),
            Field(
                "domain holder details",
                ("details as a domain holder", "details as a domain holder"),
                ("coordonnées de titulaire de domaine", "coordonnées de titulaire de domaine"),
                "feminine",
                plural=True,
            ),
            Field(
                "saved card",
                ("saved card", "saved cards"),
                ("carte enregistrée", "cartes enregistrées"),
                "feminine",
            ),
        )
    }
)
