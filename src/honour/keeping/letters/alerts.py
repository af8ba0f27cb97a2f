"""What staff are told of, in both languages side by side, by the kind of the letter: the letter and the front
page of staff say it, each in the language of whoever reads.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from honour.carrying_out.ports import Json
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language, Wording

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that staff are told of. What stands in braces is filled with facts that name nobody."""

    subject: Wording
    text: Wording


ALERTS: Final[Mapping[str, Alert]] = MappingProxyType(
    {
        "staff/letter parked": Alert(
            Wording(
                "A letter could not be sent",
                "Un message n’a pas pu être envoyé",
            ),
            Wording(
                "A letter waits for you: it was refused, or could not be handed over in {tries} tries.\n"
                "It is number {number}, written on {day}. It is not sent again unless you say so: {page}\n"
                "Check the section [mail] of honour.toml with `honour mail test`.",
                "Un message attend votre décision : il a été refusé, ou n’a pas pu être remis en {tries}"
                " essais.\n"
                "C’est le numéro {number}, écrit le {day}. Il ne repartira que si vous le demandez : {page}\n"
                "Vérifiez la section [mail] de honour.toml avec « honour mail test ».",
            ),
        ),
        "staff/sweep stopped": Alert(
            Wording(
                "A sweep waits for you",
                "Un effacement attend votre décision",
            ),
            Wording(
                "What is due was not erased today: the brake stopped it.\n\n"
                "{why}\n\n"
                "Read it with `honour sweep`, then say whether it may go on.",
                "Ce qui arrive à échéance n’a pas été effacé aujourd’hui : le frein l’a arrêté.\n\n"
                "{why}\n\n"
                "Lisez-le avec « honour sweep », puis dites s’il peut continuer.",
            ),
        ),
        "staff/due": Alert(
            Wording(
                "A request must be answered soon",
                "Une demande attend une réponse sous peu",
            ),
            Wording(
                "The answer to request {request} is due by {due} (GDPR Art. 12(3)), and it is still open.\n"
                "What waits is listed here: {page}",
                "La réponse à la demande {request} est due le {due} au plus tard (RGPD, art. 12, § 3), et"
                " elle est toujours ouverte.\n"
                "La liste de ce qui attend : {page}",
            ),
        ),
        "staff/overdue": Alert(
            Wording(
                "A request is overdue",
                "Une demande est en retard",
            ),
            Wording(
                "The answer to request {request} was due by {due} (GDPR Art. 12(3)), and it is still open:"
                " answer it now.\n"
                "What waits is listed here: {page}",
                "La réponse à la demande {request} était due le {due} au plus tard (RGPD, art. 12, § 3), et"
                " elle est toujours ouverte : répondez-y maintenant.\n"
                "La liste de ce qui attend : {page}",
            ),
        ),
        "staff/request stuck": Alert(
            Wording(
                "A request could not be carried out",
                "Une demande n’a pas pu être exécutée",
            ),
            Wording(
                "A request of a person failed several times. It is {request}; its answer is due by {due}.\n"
                "It is tried again by itself. Look into the log, and run `honour check`.",
                "La demande d’une personne a échoué plusieurs fois. C’est {request} ; la réponse est due le"
                " {due} au plus tard.\n"
                "Elle sera réessayée d’elle-même. Consultez le journal technique et lancez « honour check ».",
            ),
        ),
        "staff/preserved": Alert(
            Wording(
                "The last day of a preservation is over",
                "Le dernier jour d’une conservation est passé",
            ),
            Wording(
                "Preservation {number} was ordered until a day that is over. It does not end by itself: end"
                " it, or write the new order down first: {page}",
                "La conservation {number} était ordonnée jusqu’à un jour désormais passé. Elle ne prend pas"
                " fin seule : mettez-y fin, ou consignez d’abord le nouvel ordre : {page}",
            ),
        ),
        "staff/breach": Alert(
            Wording(
                "A breach of personal data: 72 hours",
                "Violation de données personnelles : 72 heures",
            ),
            Wording(
                "Breach {number} is to be notified to the data protection authority by {due} ({left} hours"
                " left; below zero: over). What is not known yet follows later: {page}",
                "La violation {number} doit être notifiée à l’autorité de protection des données avant le"
                " {due} ({left} heures restantes ; négatif : dépassé). Ce qui n’est pas encore connu suivra"
                " : {page}",
            ),
        ),
        "staff/reading stopped": Alert(
            Wording(
                "A member of staff opened too many files",
                "Trop de dossiers ouverts par un membre du personnel",
            ),
            Wording(
                "Somebody who works as “{role}” opened as many people's files as honour.toml lets one member"
                " of staff open ({most} within {hours} h). Reading has stopped for that account until some"
                " of that time has passed.\n\n"
                "If you do not know why, end that account's roles and sessions here, and ask the person:"
                " {page}",
                "Une personne dont le rôle est « {role} » a ouvert autant de dossiers que honour.toml le"
                " permet à un membre du personnel ({most} en {hours} h). La consultation est arrêtée pour ce"
                " compte, le temps qu’une partie de ce délai s’écoule.\n\n"
                "Si vous n’en connaissez pas la raison, retirez à ce compte ses rôles et ses sessions ici,"
                " et demandez-la à la personne : {page}",
            ),
        ),
        "staff/review asked": Alert(
            Wording(
                "Roles of the staff to review",
                "Habilitations à revoir",
            ),
            Wording(
                "So many roles of your staff must be reviewed, the first by {day}: {count}. A role that"
                " nobody reviews is suspended a week after its last warning. Say of each whether it is still"
                " needed: {page}\n\n"
                "Nobody reviews his own; where there is one administrator alone, run: honour staff review"
                " NAME",
                "Nombre d’habilitations à revoir, la première avant le {day} : {count}. Une habilitation que"
                " personne ne revoit est suspendue une semaine après son dernier avertissement. Dites pour"
                " chacune si elle reste nécessaire : {page}\n\n"
                "Nul ne revoit la sienne ; s’il n’y a qu’un administrateur, lancez : honour staff review NOM",
            ),
        ),
        "staff/role review": Alert(
            Wording(
                "Your role must be reviewed",
                "Votre habilitation doit être revue",
            ),
            Wording(
                "Your role “{role}” ends on {day} unless an administrator says that it is still needed. Ask"
                " one of them.",
                "Votre rôle « {role} » prend fin le {day}, sauf si un administrateur confirme qu’il reste"
                " nécessaire. Adressez-vous à l’un d’eux.",
            ),
        ),
        "staff/role suspended": Alert(
            Wording(
                "A role of the staff was suspended",
                "Une habilitation a été suspendue",
            ),
            Wording(
                "So many roles that nobody reviewed within a year are suspended: {count}. They open nothing"
                " until somebody reviews them: {page}",
                "Nombre d’habilitations suspendues, que personne n’a revues depuis un an : {count}. Elles"
                " n’ouvrent plus rien tant que personne ne les revoit : {page}",
            ),
        ),
        "staff/policy published": Alert(
            Wording(
                "A version of the privacy policy was published",
                "Une version de la politique a été publiée",
            ),
            Wording(
                "Version {number} was published from the console; it applies from {day}. If nobody of you"
                " meant it, publish the one before again with a day of its own, and ask who did this: the"
                " journal knows.",
                "La version {number} a été publiée depuis l’espace du personnel ; elle s’applique à compter"
                " du {day}. Si aucun de vous ne l’a voulu, publiez de nouveau la précédente avec sa propre"
                " date et cherchez qui l’a fait : le journal le sait.",
            ),
        ),
    }
)
"""By the kind of the letter, without the number that may follow it."""


def facts_of(values: Mapping[str, str | int | date]) -> dict[str, Json]:
    """What an alert is filled with, as its letter keeps it: a day in its ISO form."""
    return {name: each.isoformat() if isinstance(each, date) else each for name, each in values.items()}


def worded(kind: str, facts: Mapping[str, Json], language: Language) -> tuple[str, str] | None:
    """Subject and text of an alert in one language; None for a kind, or facts, that nobody knows here."""
    alert = ALERTS.get(kind) or ALERTS.get(kind.rpartition(" ")[0])
    if alert is None:
        return None
    said = {name: _said(each, language) for name, each in facts.items()}
    try:
        return alert.subject.say(language), alert.text.say(language).format(**said)
    except KeyError:  # a letter of an older Honour, which kept no facts
        return None


def _said(fact: Json, language: Language) -> str:
    text = str(fact)
    return day_in_words(date.fromisoformat(text), language) if _DAY.fullmatch(text) else text
