"""Every word that a policy may use, and how each language says it. `words` adds what is missing here.

Patterns hold the words of `grammar.filled` in braces, because a sentence speaks of one thing or of several.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from honour.promises.grammar import Gender
from honour.promises.grounds import Ground
from honour.promises.languages import Language, Wording
from honour.promises.lexicon_fields import CALLED as CALLED
from honour.promises.lexicon_fields import FIELDS as FIELDS
from honour.promises.lexicon_fields import Field as Field
from honour.promises.staff import ROLES, Role


@dataclass(frozen=True, slots=True)
class Purpose:
    """What data serve.

    `infinitive` is English after to, empty for declared words; `gerund` is English after for; `fr` is a
    French noun with its article.
    """

    name: str
    infinitive: str
    gerund: str
    fr: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens once, to a row or to a person (LANGUAGE, meaning 3).

    `en_when` follows when, until and after; `en_from` follows from; `fr` is a noun with its determiner.
    `ends` says whether it can end a term by itself: what begins something, or comes again, cannot.
    `own_act` says that only the person can make it happen.
    """

    name: str
    of: Literal["row", "person"]
    en_when: str
    en_from: str
    fr: str
    ends: bool = True
    own_act: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """People or companies as a group, in the plural, without determiner. `one_en` and `one_fr` are one of
    them, with it: the customer, « le client ».
    """

    en: str
    fr: str
    one_en: str
    one_fr: str


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun, singular and plural, without determiner; `gender` is that of the French one."""

    en: tuple[str, str]
    fr: tuple[str, str]
    gender: Gender


@dataclass(frozen=True, slots=True)
class GroundWording:
    """A ground of GDPR Art. 6(1): its letter there (empty for instructions), the sentence about what we do on
    it, and what opens a list of what we do on it."""

    letter: str
    because: Wording
    opening: Wording

    def article(self, language: Language) -> str:
        """`Art. 6(1)(b)`, « art. 6, § 1, b »; instructions stand elsewhere."""
        if not self.letter:
            return "Art. 28(3)(a)" if language == "en" else "art. 28, § 3, a"
        return f"Art. 6(1)({self.letter})" if language == "en" else f"art. 6, § 1, {self.letter}"


PURPOSES: Final[Mapping[str, Purpose]] = MappingProxyType(
    {
        purpose.name: purpose
        for purpose in (
            Purpose("account", "run your account", "running your account", "la gestion de votre compte"),
            Purpose(
                "support",
                "answer your support requests",
                "answering your support requests",
                "le traitement de vos demandes d'assistance",
            ),
            Purpose("security", "keep the site secure", "keeping the site secure", "la sécurité du site"),
            Purpose(
                "bookkeeping", "keep our accounts", "keeping our accounts", "la tenue de notre comptabilité"
            ),
            Purpose("orders", "handle your orders", "handling your orders", "le traitement de vos commandes"),
            Purpose(
                "delivery", "deliver your orders", "delivering your orders", "la livraison de vos commandes"
            ),
            Purpose(
                "payment", "take your payments", "taking your payments", "l'encaissement de vos paiements"
            ),
            Purpose(
                "service information",
                "inform you about the service",
                "informing you about the service",
                "l'information sur le service",
            ),
            Purpose(
                "direct marketing", "send you our offers", "sending you our offers", "l'envoi de nos offres"
            ),
            Purpose(
                "newsletter",
                "send you our newsletter",
                "sending you our newsletter",
                "l'envoi de notre lettre d'information",
            ),
            Purpose(
                "employment",
                "manage your employment",
                "managing your employment",
                "la gestion de votre contrat de travail",
            ),
            Purpose("claims", "settle disputes", "settling disputes", "le règlement des litiges"),
        )
    }
)

EVENTS: Final[Mapping[str, Event]] = MappingProxyType(
    {
        event.name: event
        for event in (
            Event(
                "recorded",
                "row",
                "{they} {are} recorded",
                "the day {they} {are} recorded",
                "{leur} enregistrement",
                ends=False,
            ),
            Event(
                "invoice issued",
                "row",
                "{they} {are} issued",
                "the day {they} {are} issued",
                "{leur} émission",
                ends=False,
            ),
            Event(
                "delivered",
                "row",
                "{they} {are} delivered",
                "the day {they} {are} delivered",
                "{sa} livraison",
                ends=False,
            ),
            Event(
                "end of the financial year",
                "row",
                "the end of the financial year to which {they} belong{s}",
                "the end of the financial year to which {they} belong{s}",
                "la clôture de l'exercice auquel {ils} se rattach{ent}",
            ),
            Event("asked", "person", "you ask", "the day you ask", "votre demande", own_act=True),
            Event(
                "account closed",
                "person",
                "your account is closed",
                "the day your account is closed",
                "la fermeture de votre compte",
                own_act=True,
            ),
            Event(
                "access expires",
                "person",
                "your access to the service ends",
                "the day your access to the service ends",
                "la fin de votre accès au service",
            ),
            Event(
                "services ended",
                "person",
                "your services have all ended",
                "the day your last service ends",
                "la fin de tous vos services",
            ),
            Event(
                "last order",
                "person",
                "your last order",
                "the day of your last order",
                "votre dernière commande",
                ends=False,
            ),
            Event(
                "last sign-in",
                "person",
                "you last signed in",
                "the day you last signed in",
                "votre dernière connexion",
                ends=False,
            ),
            Event(
                "account created",
                "person",
                "your account was created",
                "the day your account was created",
                "la création de votre compte",
                ends=False,
            ),
            Event(
                "employment ended",
                "person",
                "your employment with us ends",
                "the day your employment with us ends",
                "la fin de votre contrat de travail",
            ),
            Event(
                "consent withdrawn",
                "person",
                "you withdraw your consent",
                "the day you withdraw your consent",
                "le retrait de votre consentement",
                own_act=True,
            ),
        )
    }
)

GROUPS: Final[Mapping[str, Many]] = MappingProxyType(
    {
        "customer": Many("customers", "clients", "the customer", "le client"),
        "visitor": Many("visitors", "visiteurs", "the visitor", "le visiteur"),
        "employee": Many("employees", "salariés", "the employee", "le salarié"),
        "subscriber": Many("subscribers", "abonnés", "the subscriber", "l'abonné"),
        "registrant": Many("registrants", "inscrits", "the registrant", "l'inscrit"),
        "user": Many("users", "utilisateurs", "the user", "l'utilisateur"),
        "member": Many("members", "membres", "the member", "le membre"),
        "donor": Many("donors", "donateurs", "the donor", "le donateur"),
        "supplier": Many("suppliers", "fournisseurs", "the supplier", "le fournisseur"),
        "applicant": Many("applicants", "candidats", "the applicant", "le candidat"),
    }
)

RECIPIENTS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "host": Wording("our host", "notre hébergeur"),
        "accountant": Wording("our accountant", "notre expert-comptable"),
        "payment provider": Wording("our payment provider", "notre prestataire de paiement"),
        "carrier": Wording("our carrier", "notre transporteur"),
        "mail provider": Wording("our mail provider", "notre prestataire de messagerie"),
    }
)

# Sorts of recipients, for those that are told by category (GDPR Art. 13(1)(e)).
CATEGORIES: Final[Mapping[str, Noun]] = MappingProxyType(
    {
        "payment company": Noun(
            ("payment company", "payment companies"),
            ("prestataire de paiement", "prestataires de paiement"),
            "masculine",
        ),
        "carrier": Noun(("carrier", "carriers"), ("transporteur", "transporteurs"), "masculine"),
        "registry": Noun(
            ("domain registry", "domain registries"),
            ("registre de noms de domaine", "registres de noms de domaine"),
            "masculine",
        ),
        "partner": Noun(("partner", "partners"), ("partenaire", "partenaires"), "masculine"),
        "service provider": Noun(
            ("service provider", "service providers"), ("prestataire", "prestataires"), "masculine"
        ),
        "subcontractor": Noun(
            ("subcontractor", "subcontractors"), ("sous-traitant", "sous-traitants"), "masculine"
        ),
        "bank": Noun(("bank", "banks"), ("banque", "banques"), "feminine"),
        "insurer": Noun(("insurer", "insurers"), ("assureur", "assureurs"), "masculine"),
        "authority": Noun(("authority", "authorities"), ("autorité", "autorités"), "feminine"),
        "sign-in provider": Noun(
            ("sign-in provider", "sign-in providers"),
            ("fournisseur d'identité", "fournisseurs d'identité"),
            "masculine",
        ),
    }
)

OCCASIONS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "the person signs in with it": Wording(
            "when you sign in with it", "lorsque vous vous connectez par son intermédiaire"
        ),
        "the person orders": Wording("when you place an order", "lorsque vous passez une commande"),
        "the person pays": Wording("when you pay", "lorsque vous payez"),
        "the person asks": Wording("when you ask us to", "lorsque vous nous le demandez"),
        "each month": Wording("each month", "chaque mois"),
        "each year": Wording("each year", "chaque année"),
    }
)

# ISO 3166-1 alpha-2 codes with the preposition, which French chooses by gender and number.
_COUNTRIES: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "AD": Wording("in Andorra", "en Andorre"),
        "AR": Wording("in Argentina", "en Argentine"),
        "AT": Wording("in Austria", "en Autriche"),
        "AU": Wording("in Australia", "en Australie"),
        "AX": Wording("in Åland", "aux îles Åland"),
        "BE": Wording("in Belgium", "en Belgique"),
        "BG": Wording("in Bulgaria", "en Bulgarie"),
        "BR": Wording("in Brazil", "au Brésil"),
        "CA": Wording("in Canada", "au Canada"),
        "CH": Wording("in Switzerland", "en Suisse"),
        "CL": Wording("in Chile", "au Chili"),
        "CN": Wording("in China", "en Chine"),
        "CO": Wording("in Colombia", "en Colombie"),
        "CY": Wording("in Cyprus", "à Chypre"),
        "CZ": Wording("in Czechia", "en Tchéquie"),
        "DE": Wording("in Germany", "en Allemagne"),
        "DK": Wording("in Denmark", "au Danemark"),
        "DZ": Wording("in Algeria", "en Algérie"),
        "EE": Wording("in Estonia", "en Estonie"),
        "EG": Wording("in Egypt", "en Égypte"),
        "ES": Wording("in Spain", "en Espagne"),
        "FI": Wording("in Finland", "en Finlande"),
        "FO": Wording("in the Faroe Islands", "aux îles Féroé"),
        "FR": Wording("in France", "en France"),
        "GB": Wording("in the United Kingdom", "au Royaume-Uni"),
        "GF": Wording("in French Guiana", "en Guyane"),
        "GG": Wording("in Guernsey", "à Guernesey"),
        "GP": Wording("in Guadeloupe", "en Guadeloupe"),
        "GR": Wording("in Greece", "en Grèce"),
        "HK": Wording("in Hong Kong", "à Hong Kong"),
        "HR": Wording("in Croatia", "en Croatie"),
        "HU": Wording("in Hungary", "en Hongrie"),
        "ID": Wording("in Indonesia", "en Indonésie"),
        "IE": Wording("in Ireland", "en Irlande"),
        "IL": Wording("in Israel", "en Israël"),
        "IM": Wording("on the Isle of Man", "à l'île de Man"),
        "IN": Wording("in India", "en Inde"),
        "IS": Wording("in Iceland", "en Islande"),
        "IT": Wording("in Italy", "en Italie"),
        "JE": Wording("in Jersey", "à Jersey"),
        "JP": Wording("in Japan", "au Japon"),
        "KR": Wording("in South Korea", "en Corée du Sud"),
        "LI": Wording("in Liechtenstein", "au Liechtenstein"),
        "LT": Wording("in Lithuania", "en Lituanie"),
        "LU": Wording("in Luxembourg", "au Luxembourg"),
        "LV": Wording("in Latvia", "en Lettonie"),
        "MA": Wording("in Morocco", "au Maroc"),
        "MC": Wording("in Monaco", "à Monaco"),
        "MF": Wording("in Saint Martin", "à Saint-Martin"),
        "MG": Wording("in Madagascar", "à Madagascar"),
        "MQ": Wording("in Martinique", "en Martinique"),
        "MT": Wording("in Malta", "à Malte"),
        "MU": Wording("in Mauritius", "à Maurice"),
        "MX": Wording("in Mexico", "au Mexique"),
        "NC": Wording("in New Caledonia", "en Nouvelle-Calédonie"),
        "NL": Wording("in the Netherlands", "aux Pays-Bas"),
        "NO": Wording("in Norway", "en Norvège"),
        "NZ": Wording("in New Zealand", "en Nouvelle-Zélande"),
        "PF": Wording("in French Polynesia", "en Polynésie française"),
        "PH": Wording("in the Philippines", "aux Philippines"),
        "PL": Wording("in Poland", "en Pologne"),
        "PT": Wording("in Portugal", "au Portugal"),
        "RE": Wording("in Réunion", "à La Réunion"),
        "RO": Wording("in Romania", "en Roumanie"),
        "RS": Wording("in Serbia", "en Serbie"),
        "SE": Wording("in Sweden", "en Suède"),
        "SG": Wording("in Singapore", "à Singapour"),
        "SI": Wording("in Slovenia", "en Slovénie"),
        "SK": Wording("in Slovakia", "en Slovaquie"),
        "SN": Wording("in Senegal", "au Sénégal"),
        "TN": Wording("in Tunisia", "en Tunisie"),
        "TR": Wording("in Turkey", "en Turquie"),
        "TW": Wording("in Taiwan", "à Taïwan"),
        "UA": Wording("in Ukraine", "en Ukraine"),
        "US": Wording("in the United States", "aux États-Unis"),
        "UY": Wording("in Uruguay", "en Uruguay"),
        "VN": Wording("in Vietnam", "au Vietnam"),
        "YT": Wording("in Mayotte", "à Mayotte"),
        "ZA": Wording("in South Africa", "en Afrique du Sud"),
    }
)

GROUNDS: Final[Mapping[Ground, GroundWording]] = MappingProxyType(
    {
        "consent": GroundWording(
            "a",
            Wording(
                "We do so because you agreed to it, and you can withdraw your consent at any time",
                "Nous le faisons parce que vous y avez consenti, et vous pouvez retirer ce consentement "
                "à tout moment",
            ),
            Wording(
                "because you agreed to it, and as long as you do",
                "parce que vous y avez consenti, et tant que vous n'avez pas retiré ce consentement",
            ),
        ),
        "contract": GroundWording(
            "b",
            Wording(
                "We do so because our contract with you requires it",
                "Nous le faisons parce que notre contrat avec vous l'exige",
            ),
            Wording(
                "because our contract with you requires it",
                "parce que l'exécution de notre contrat avec vous l'exige",
            ),
        ),
        "legal obligation": GroundWording(
            "c",
            Wording("We do so because {law} requires it", "Nous le faisons parce que {law} l'exige"),
            Wording("because {law} requires it", "parce que {law} l'exige"),
        ),
        "vital interest": GroundWording(
            "d",
            Wording(
                "We do so to protect somebody's life", "Nous le faisons pour protéger la vie d'une personne"
            ),
            Wording("to protect somebody's life", "pour protéger la vie d'une personne"),
        ),
        "instructions": GroundWording(
            "",
            Wording(
                "We do so on behalf of whoever answers for these data, and on their instructions only",
                "Nous le faisons pour le compte du responsable de ces données et sur ses seules instructions",
            ),
            Wording(
                "on behalf of whoever answers for these data, and on their instructions only",
                "pour le compte du responsable de ces données et sur ses seules instructions",
            ),
        ),
        "public task": GroundWording(
            "e",
            Wording(
                "We do so to carry out a task in the public interest",
                "Nous le faisons pour exécuter une mission d'intérêt public",
            ),
            Wording(
                "to carry out a task in the public interest", "pour exécuter une mission d'intérêt public"
            ),
        ),
        "legitimate interest": GroundWording(
            "f",
            Wording(
                "We do so in our legitimate interest, which is {interest}",
                "Nous le faisons dans notre intérêt légitime, qui est {interest}",
            ),
            Wording("in our legitimate interest", "dans notre intérêt légitime"),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lexicon together with a policy's own words. `called` are nouns that can name a kind of data."""

    fields: Mapping[str, Field]
    purposes: Mapping[str, Purpose]
    groups: Mapping[str, Many]
    occasions: Mapping[str, Wording]
    categories: Mapping[str, Noun]
    events: Mapping[str, Event]
    roles: Mapping[str, Role]
    called: Mapping[str, Field]


LEXICON: Final = Vocabulary(
    FIELDS,
    PURPOSES,
    GROUPS,
    OCCASIONS,
    CATEGORIES,
    EVENTS,
    ROLES,
    MappingProxyType({**FIELDS, **CALLED}),
)


def located(country: str, language: Language) -> str:
    """Where a country's code says: `in France`, « aux Pays-Bas »; a code without a word here stays a code."""
    if country in _COUNTRIES:
        return _COUNTRIES[country].say(language)
    return f"in the country {country}" if language == "en" else f"dans le pays {country}"
