"""What the name of a table or of a column lets one guess, in the English and the French of databases.

A guess is made from names and types alone: no row is read, so drafting a map processes nobody's data.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from honour.places.map import NOTHING_PERSONAL

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

_FIELD_WORDS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    # The first line that fits decides, so the narrow ones stand before the wide ones.
    ("password hash", ("password", "passwd", "pwd", "pass", "mot passe", "mdp", "password hash")),
    ("second factor", ("totp", "otp", "mfa", "two factor", "recovery code", "2 fa")),
    ("ip address", ("ip", "ip address", "ip addr", "remote addr", "adresse ip", "client ip")),
    ("browser version", ("user agent", "useragent", "browser", "agent", "navigateur")),
    ("e-mail", ("email", "e mail", "mail", "courriel", "adresse mail", "email address")),
    ("fax", ("fax", "telecopie")),
    ("telephone", ("phone", "telephone", "tel", "mobile", "cell", "portable", "gsm", "phone number")),
    ("birth date", ("birth", "birthday", "birthdate", "dob", "naissance", "date birth", "born")),
    ("bank account", ("iban", "bic", "rib", "bank account", "bank")),
    ("payment reference", ("stripe", "paypal", "payment reference", "charge", "card", "transaction")),
    ("vat number", ("vat", "tva", "vat number")),
    ("serial key", ("serial", "licence key", "license key", "serial key")),
    ("customer number", ("customer number", "customer no", "customer code", "numero client", "code client")),
    ("delivery address", ("ship address", "shipping address", "delivery address", "deliver to", "ship to")),
    ("country", ("country", "pays", "country code")),
    (
        "postal address",
        (
            *("address", "street", "city", "town", "zip", "zipcode", "postcode", "postal", "postal code"),
            *(
                "adresse",
                "rue",
                "ville",
                "cp",
                "code postal",
                "state",
                "region",
                "county",
                "addr",
                "district",
            ),
        ),
    ),
    ("login history", ("last login", "last sign in", "derniere connexion", "login at", "last seen")),
    ("user name", ("login", "username", "user name", "userlogin", "pseudo", "identifiant", "nickname")),
    ("company", ("company", "organisation", "organization", "societe", "entreprise", "raison sociale")),
    ("job title", ("job", "job title", "fonction", "position title")),
    ("title", ("civility", "civilite", "salutation", "honorific", "gender", "sexe")),
    ("language", ("language", "lang", "locale", "langue")),
    ("picture", ("avatar", "photo", "picture", "portrait")),
    (
        "name",
        (
            *("first name", "last name", "full name", "given name", "family name", "firstname", "lastname"),
            *(
                "surname",
                "fname",
                "lname",
                "nom",
                "prenom",
                "display name",
                "real name",
                "nicename",
                "author",
            ),
        ),
    ),
)

_PEOPLE: Final = frozenset(
    "user customer client member subscriber contact person people account author donor patient student "
    "employee staff agent visitor guest lead buyer seller newsletter utilisateur adherent abonne compte "
    "personne salarie employe membre donateur lecteur reader participant profile".split()
)

_TEXTS_OF: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    ("ticket text", frozenset("ticket request issue demande incident".split())),
    ("comment", frozenset("comment reply answer review commentaire reponse avis".split())),
    ("invoice", frozenset("invoice bill facture billing".split())),
    ("payment reference", frozenset("payment paiement refund".split())),
    ("order", frozenset("order purchase cart basket commande panier booking reservation rental".split())),
    ("message", frozenset("message mail conversation chat letter post feedback note".split())),
    ("document", frozenset("document file attachment upload fichier piece media".split())),
)

_RECORDED: Final = (
    *(
        "created",
        "recorded",
        "registered",
        "joined",
        "added",
        "placed",
        "issued",
        "ordered",
        "sent",
        "posted",
    ),
    *("uploaded", "agreed", "subscribed", "hire", "date", "timestamp", "at", "on", "ts"),
)

_FLAGS: Final = frozenset(
    "is has active enabled status state type kind position sort rank count quantity version flag visible "
    "deleted archived locked verified confirmed public read score level priority currency".split()
)


_STAFF: Final = frozenset("staff employee agent salarie employe admin manager".split())

_KEEPING: Final = frozenset("session log syslog queue job cache token audit history draft mailbox".split())

_NEVER_NUMBERS: Final = frozenset(
    (
        *("e-mail", "user name", "name", "password hash", "second factor", "language", "picture", "company"),
        *("job title", "title", "browser version"),
    )
)

_WHOLE: Final = ("invoice", "order", "payment reference")
"""Papers of which a number or a state is as much a part as a word is."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to hold. `field` is None where only a person can say; `sure`: its name does."""

    field: str | None
    sure: bool = False


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name as databases write them (`last_IP`, `BillingCity`), in lower case."""
    return tuple(word.lower() for word in _WORD.findall(name))


def singular(word: str) -> str:
    """A word without the ending of its plural, in English or French; the map's reader corrects the rest."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("aux", "al")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + instead
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word


def common_prefix(tables: Iterable[str]) -> str:
    """The word that most names of a database begin with (`wp_`, `ps_`); empty where there is none."""
    names = list(tables)
    firsts = [name.partition("_")[0] + "_" for name in names if "_" in name]
    best = max(dict.fromkeys(firsts), key=firsts.count, default="")
    return best if len(names) > 2 and firsts.count(best) * 10 >= len(names) * 8 else ""


def names_people(table: Sequence[str]) -> bool:
    """Whether the words of a table's name speak of people."""
    return bool(table) and singular(table[-1]) in _PEOPLE


def names_somebody(column: str) -> bool:
    """Whether a column of numbers seems to point at somebody: `post_author`, `owner`, `auteur`."""
    last = words_of(column)[-1:]
    return bool(last) and last[0] in {"author", "owner", "user", "customer", "sender", "auteur", "client"}


def guess(table: Sequence[str], column: str, kind: str, of_people: bool) -> Guess:
    """What a column of type `kind` seems to hold, in a table of this name. `of_people`: one row a person."""
    named = words_of(column)
    own = [word for word in named if singular(word) not in {singular(part) for part in table}]
    own = list(named) if all(word.isdigit() for word in own) else own  # `address2` of a table of addresses
    for field, spelled in _FIELD_WORDS:
        if _can_hold(kind, field) and any(_stands_in(phrase.split(), own) for phrase in spelled):
            return Guess(field, sure=True)
    if own[-1:] == ["name"] and of_people:
        return Guess("name", sure=True)
    of_what = text_of(table)
    if set(named) & _FLAGS and of_what not in _WHOLE:
        return Guess(NOTHING_PERSONAL)
    if of_what is not None:
        return Guess(of_what)
    return Guess(NOTHING_PERSONAL) if is_date(kind) or is_number(kind) else Guess(None)


def _can_hold(kind: str, field: str) -> bool:
    """Whether a column of this type can hold the field itself: a number is no address, and a date no name."""
    if is_date(kind):
        return field in ("birth date", "login history")
    return not is_number(kind) or field not in _NEVER_NUMBERS


def is_staff(kind: str) -> bool:
    """Whether people of this kind work for the site: what names them is mostly about somebody else."""
    return singular(words_of(kind)[-1]) in _STAFF if words_of(kind) else False


def keeps_what_happened(table: Sequence[str]) -> bool:
    """Whether the words of a table's name speak of sessions, logs and queues, which hold people's data."""
    return not _KEEPING.isdisjoint(map(singular, table))


def text_of(table: Sequence[str]) -> str | None:
    """The field that the words of a table's rows are, where the table's name says what a row is."""
    last_first = [singular(word) for word in reversed(table)]
    for word in last_first:
        for field, names in _TEXTS_OF:
            if word in names:
                return field
    return None


def recorded(columns: Iterable[tuple[str, str]]) -> str | None:
    """Of (name, type) pairs, the column that seems to say when a row was recorded."""
    dated = [(name, set(words_of(name))) for name, kind in columns if _may_date(name, kind)]
    for word in _RECORDED:
        for name, words in dated:
            if word in words and not words & {
                "updated",
                "modified",
                "expires",
                "ends",
                "due",
                "birth",
                "last",
            }:
                return name
    return None


def is_date(kind: str) -> bool:
    """Whether a column type is that of a date."""
    return any(word in kind.upper() for word in ("DATE", "TIME"))


def is_number(kind: str) -> bool:
    """Whether a column type is that of a number."""
    words = ("INT", "NUM", "DEC", "REAL", "DOUBLE", "FLOAT", "BOOL", "SERIAL", "BIT", "MONEY")
    return any(word in kind.upper() for word in words)


def _may_date(name: str, kind: str) -> bool:
    if is_date(kind):
        return True
    spelled = {"created", "recorded", "timestamp", "ts", "at", "date", "registered", "placed", "sent"}
    return bool(spelled & set(words_of(name))) and ("INT" in kind.upper() or "TEXT" in kind.upper())


def _stands_in(phrase: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the phrase's words follow one another among these."""
    return any(list(phrase) == list(words[start : start + len(phrase)]) for start in range(len(words)))
