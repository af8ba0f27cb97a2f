"""The law of France, as far as the catalogue has it.

Each source was read in a public copy of Légifrance or in a text that quotes it. What an entry takes from our
reading, and not from the text, stands in the comment above it.
"""

from datetime import date
from typing import Final

from honour.promises.languages import Wording
from honour.promises.law_entry import Law, Limit, Rule
from honour.promises.periods import Period

_READ: Final = date(2026, 11, 22)
_TEN_YEARS: Final = Period(10, "years")
_FIVE_YEARS: Final = Period(5, "years")
_ONE_YEAR: Final = Period(1, "years")

_COMMERCIAL_CODE: Final = Wording("the French Commercial Code", "le code de commerce")
_TAX_CODE: Final = Wording("the French Book of Tax Procedures", "le livre des procédures fiscales")
_CONSUMER_CODE: Final = Wording("the French Consumer Code", "le code de la consommation")
_LABOUR_CODE: Final = Wording("the French Labour Code", "le code du travail")
_HOSTS_DECREE: Final = Wording(
    "French Decree no. 2021-1362 of 20 October 2021", "le décret n° 2021-1362 du 20 octobre 2021"
)

_MERCHANTS: Final = Wording(
    "merchants, people or companies, who must keep accounts",
    "les commerçants, personnes physiques ou morales, tenus d'avoir une comptabilité",
)
_TAXED: Final = Wording(
    "whoever keeps books or holds vouchers that the tax office may ask for",
    "quiconque tient des livres ou détient des pièces que l'administration fiscale peut demander",
)
_SELLERS: Final = Wording(
    "professionals who conclude a contract of 120 euros or more with a consumer by electronic means",
    "les professionnels qui concluent par voie électronique, avec un consommateur, un contrat d'au moins "
    "120 euros",
)
_EMPLOYERS: Final = Wording("employers, in each establishment", "les employeurs, dans chaque établissement")
_HOSTS: Final = Wording(
    "providers of internet access, and hosts that store for the public what users of a service provide",
    "les fournisseurs d'accès à internet, et les hébergeurs qui stockent pour le public ce que fournissent "
    "les utilisateurs d'un service",
)
_EVERYBODY: Final = Wording("every controller", "tout responsable du traitement")
_SENDERS: Final = Wording(
    "whoever sends offers by e-mail, fax or automatic call",
    "quiconque prospecte par courrier électronique, télécopie ou automate d'appel",
)

# What vouchers of a shop carry about a person. This list is our reading: neither code has one.
_VOUCHER: Final = frozenset(
    {
        "invoice",
        "order",
        "payment reference",
        "name",
        "first name",
        "title",
        "company",
        "postal address",
        "delivery address",
        "country",
        "vat number",
        "customer number",
    }
)

# Art. L123-22, second paragraph: accounting documents and the vouchers that support them are kept for ten
# years. The article names no first day: the end of the financial year is what LANGUAGE (meaning 8) takes. Who
# is bound stands in art. L123-12. Merchants have an entry in the RCS: that is what a policy can show.
_L123_22: Final = Law(
    key="C. com. L123-22",
    country="FR",
    bound=_MERCHANTS,
    fields=_VOUCHER,
    period=_TEN_YEARS,
    since=("end of the financial year",),
    name=_COMMERCIAL_CODE,
    article=Wording("art. L123-22", "art. L. 123-22"),
    read=_READ,
    source="the version in force since 4 January 2003, in a public copy of Légifrance",
    floor_for=frozenset({"invoice"}),
    shown_by=("RCS",),
)

# Art. L102 B, I, first paragraph: six years from the last operation in the books or from the day on which the
# document was made. Six years from the end of the financial year are never shorter, so they are accepted too.
_L102_B: Final = Law(
    key="LPF L102 B",
    country="FR",
    bound=_TAXED,
    fields=_VOUCHER,
    period=Period(6, "years"),
    since=("invoice issued", "end of the financial year"),
    name=_TAX_CODE,
    article=Wording("art. L102 B", "art. L. 102 B"),
    read=_READ,
    source=(
        "the first paragraph of I, in a public copy of Légifrance that shows a version yet to enter into "
        "force"
    ),
)

# Art. L213-1: the professional keeps the writing that records the contract, and gives the consumer access to
# it at any time. Ten years from the conclusion where the contract is performed at once, else from the
# delivery: the delivery is never earlier, so it alone is accepted. The fields are our reading of what such a
# writing carries.
_L213_1: Final = Law(
    key="C. conso. L213-1",
    country="FR",
    bound=_SELLERS,
    fields=_VOUCHER,
    period=_TEN_YEARS,
    since=("delivered",),
    name=_CONSUMER_CODE,
    article=Wording("art. L213-1", "art. L. 213-1"),
    read=_READ,
    source=(
        "the article in a public copy of Légifrance (version of 1 July 2016); amount and term in the note of "
        "the Ministry of Justice on decree 2005-137, since codified as D213-1 and D213-2, not read there"
    ),
    not_of=frozenset({"employee", "visitor"}),
)

# Art. R1221-26: what the register of staff says is kept five years from the day on which the employee left.
# What it says stands in art. L1221-13 (names) and D1221-23 (birth, post, dates; also nationality, sex,
# qualification).
_R1221_26: Final = Law(
    key="C. trav. R1221-26",
    country="FR",
    bound=_EMPLOYERS,
    fields=frozenset({"name", "first name", "birth date", "job title", "employment dates"}),
    period=_FIVE_YEARS,
    since=("employment ended",),
    name=_LABOUR_CODE,
    article=Wording("art. R1221-26", "art. R. 1221-26"),
    read=_READ,
    source="R1221-26 and L1221-13 as quoted in public, D1221-23 in a copy of Légifrance",
    of=frozenset({"employee"}),
)

# Arts 2-4: their terms were read as lawyers quote them, their lists of data were not: not checked. Since the
# law of 21 May 2024 (SREN) the duty of hosts may stand elsewhere in art. 6 of the law of 2004; that was not
# read either.
_DECREE_TERMS: Final = "the term as quoted in public comments; the article's list of data was not read"
_DECREE_2: Final = Law(
    key="Decree 2021-1362 art. 2",
    country="FR",
    bound=_HOSTS,
    fields=frozenset({"name", "first name", "birth date", "postal address", "e-mail", "telephone"}),
    period=_FIVE_YEARS,
    since=("services ended",),
    name=_HOSTS_DECREE,
    article=Wording("art. 2", "art. 2"),
    read=None,
    source=_DECREE_TERMS,
    not_of=frozenset({"visitor", "employee"}),
)
_DECREE_3: Final = Law(
    key="Decree 2021-1362 art. 3",
    country="FR",
    bound=_HOSTS,
    fields=frozenset({"user name", "password hash"}),
    period=_ONE_YEAR,
    since=("services ended", "account closed"),
    name=_HOSTS_DECREE,
    article=Wording("art. 3", "art. 3"),
    read=None,
    source=_DECREE_TERMS,
    not_of=frozenset({"visitor", "employee"}),
)
_DECREE_4: Final = Law(
    key="Decree 2021-1362 art. 4",
    country="FR",
    bound=_HOSTS,
    fields=frozenset({"payment reference"}),
    period=_ONE_YEAR,
    since=("services ended", "account closed"),
    name=_HOSTS_DECREE,
    article=Wording("art. 4", "art. 4"),
    read=None,
    source=_DECREE_TERMS,
    not_of=frozenset({"visitor", "employee"}),
)

# Art. 5: for hosts, one year from each operation that creates content: the identifier of the connection and
# the kinds of protocol. Whoever only reads pages creates none, and a browser's version is not in the list. An
# address is in it as the identifier of the connection: that is our reading for hosts; the article names the
# IP address for access.
_DECREE_5: Final = Law(
    key="Decree 2021-1362 art. 5",
    country="FR",
    bound=_HOSTS,
    fields=frozenset({"ip address"}),
    period=_ONE_YEAR,
    since=("recorded",),
    name=_HOSTS_DECREE,
    article=Wording("art. 5", "art. 5"),
    read=_READ,
    source="the article as published on 21 October 2021, in a public copy of the Journal officiel",
    not_of=frozenset({"visitor", "employee"}),
)

DUTIES: Final = (_L123_22, _L102_B, _L213_1, _R1221_26, _DECREE_2, _DECREE_3, _DECREE_4, _DECREE_5)

LIMITS: Final = (
    # "Between six months and one year"; up to three years where the reason is shown, as `criteria` do.
    Limit(
        key="CNIL 2021-122",
        country="FR",
        bound=_EVERYBODY,
        purposes=frozenset({"security"}),
        fields=frozenset({"ip address", "browser version", "login history"}),
        period=_ONE_YEAR,
        since=("recorded",),
        read=_READ,
        source="recommendation of 14 October 2021 on logs, as the press quotes its term",
        explained=Period(3, "years"),
    ),
    Limit(
        key="CNIL 2021-131",
        country="FR",
        bound=_EVERYBODY,
        purposes=frozenset({"direct marketing", "newsletter"}),
        fields=frozenset(),
        period=Period(3, "years"),
        since=("recorded", "last order", "last sign-in"),
        read=None,
        source=(
            "reference of 23 September 2021 on commercial activities: comments read, its table of terms not"
        ),
    ),
    Limit(
        key="CNIL 2020-092",
        country="FR",
        bound=_EVERYBODY,
        purposes=frozenset(),
        fields=frozenset(),
        period=Period(6, "months"),
        since=("recorded",),
        read=None,
        source=(
            "recommendation of 17 September 2020: a choice about cookies is kept six months; comments "
            "read only"
        ),
    ),
    Limit(
        key="CNIL 2020-091",
        country="FR",
        bound=_EVERYBODY,
        purposes=frozenset(),
        fields=frozenset(),
        period=Period(13, "months"),
        since=("recorded",),
        read=None,
        source="guidelines of 17 September 2020: exempt measuring cookies live 13 months; comments read only",
    ),
)

RULES: Final = (
    Rule(
        key="CPCE L34-5",
        country="FR",
        bound=_SENDERS,
        says=(
            "offers by e-mail, fax or automatic call need consent given before; an own customer may be told "
            "of similar goods if he could refuse when the address was taken, and can in each letter"
        ),
        read=date(2026, 11, 25),
        source=(
            "the prohibition as quoted from the version in force since 26 July 2020; the exception in a "
            "public copy of an older version of the code alone"
        ),
    ),
    Rule(
        key="CPCE L34-1",
        country="FR",
        bound=_HOSTS,
        says=(
            "who provides communications erases or makes anonymous the data about them, but for what II "
            "bis lists"
        ),
        read=_READ,
        source="I, II and the beginning of II bis, version of 31 July 2021, in a public copy",
    ),
    Rule(
        key="C. conso. R212-1",
        country="FR",
        bound=Wording("professionals, towards consumers", "les professionnels, à l'égard des consommateurs"),
        says="6°: a clause that takes away or lessens the consumer's right to damages is void",
        read=_READ,
        source="6° as quoted in public comments",
    ),
    Rule(
        key="LIL 48-56",
        country="FR",
        bound=_EVERYBODY,
        says=(
            "the rights to be told (48), to see (49), to correct (50), to erase (51), to restrict (53), to "
            "take away (55) and to object (56)"
        ),
        read=None,
        source="the list as a report of the notaries gives it; the articles were not read",
    ),
    Rule(
        key="LIL 85",
        country="FR",
        bound=_EVERYBODY,
        says=(
            "everybody may say what becomes of the data after death, to the site or to a certified third "
            "party"
        ),
        read=None,
        source="comments of notaries on articles 84 to 86; the article was not read",
    ),
)
