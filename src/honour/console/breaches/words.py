"""What the pages of breaches say, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils import translation

from honour.promises.languages import Wording

_PAGES: Final = {
    "breaches": Wording("Breaches of personal data", "Violations de données personnelles"),
    "breaches help": Wording(
        "The register (GDPR Art. 33(5)): every breach, also one that nobody has to be told of, with the"
        " reason. The authority is notified within 72 hours of the moment somebody here became aware: by the"
        " clock, not by working days.",
        "Le registre (RGPD, art. 33, § 5) : toute violation, même celle que personne n’a à connaître, avec le"
        " motif. L’autorité est notifiée dans les 72 heures suivant le moment où quelqu’un ici en a eu"
        " connaissance : à l’horloge, non en jours ouvrés.",
    ),
    "breaches none": Wording("No breach was recorded.", "Aucune violation n’est enregistrée."),
    "breach new": Wording("Record a breach", "Enregistrer une violation"),
    "breach begin": Wording("Record it: the clock runs", "Enregistrer : le délai court"),
    "breach of": Wording("Breach {number}", "Violation {number}"),
    "breach number": Wording("Number", "Numéro"),
    "breach aware on": Wording("Aware since", "Connue depuis"),
    "breach clock": Wording("72 hours", "72 heures"),
    "breach persons": Wording("Persons", "Personnes"),
    "breach register told": Wording("Persons told", "Personnes informées"),
    "breach clock runs": Wording("{left} hours left", "{left} heures restantes"),
    "breach clock over": Wording("over by up to {over} hours", "dépassé, jusqu’à {over} heures"),
    "breach clock kept": Wording("notified in time", "notifiée à temps"),
    "breach clock late": Wording("notified late", "notifiée en retard"),
    "breach clock spared": Wording("not to be notified", "pas à notifier"),
    "breach until": Wording("The authority is to be told by", "L’autorité doit être informée avant le"),
    "breach described": Wording("What is known", "Ce qui est connu"),
    "breach reach": Wording("Whom it reached", "Qui elle a touché"),
    "breach reach help": Wording(
        "The stores count the rows and list the people of the kinds, places and days below. Count again"
        " whenever you change them.",
        "Les stockages comptent les lignes et dressent la liste des personnes selon les catégories, lieux et"
        " jours ci-dessous. Recomptez à chaque changement.",
    ),
    "breach count": Wording("Count", "Compter"),
    "breach counted": Wording("Counted.", "Compté."),
    "breach counted on": Wording("Counted on", "Compté le"),
    "breach place": Wording("Place", "Emplacement"),
    "breach rows": Wording("Rows", "Lignes"),
    "breach kind": Wording("Kind of people", "Catégorie de personnes"),
    "breach authority": Wording("The authority", "L’autorité"),
    "breach form": Wording("What its form asks, filled in:", "Ce que demande son formulaire, rempli :"),
    "breach form fr html": Wording("In French, as a page", "En français, en page"),
    "breach form fr pdf": Wording("In French, as PDF", "En français, en PDF"),
    "breach form en html": Wording("In English, as a page", "En anglais, en page"),
    "breach form en pdf": Wording("In English, as PDF", "En anglais, en PDF"),
    "breach lacks still": Wording("What lacks still:", "Ce qui manque encore :"),
    "breach notify initial": Wording(
        "The first notification was sent", "La notification initiale a été envoyée"
    ),
    "breach notify complementary": Wording(
        "The complementary notification was sent", "La notification complémentaire a été envoyée"
    ),
    "breach notified on": Wording("First notification on", "Notification initiale le"),
    "breach complemented on": Wording("Complementary notification on", "Notification complémentaire le"),
    "breach told initial": Wording(
        "Noted. What is not known yet follows in a complementary notification.",
        "Consigné. Ce qui n’est pas encore connu suivra dans une notification complémentaire.",
    ),
    "breach told complementary": Wording("Noted.", "Consigné."),
    "breach spare": Wording("It is not to be notified", "Elle n’est pas à notifier"),
    "breach spare why": Wording(
        "Why a risk for the persons is unlikely (GDPR Art. 33(1))",
        "Pourquoi un risque pour les personnes est peu probable (RGPD, art. 33, § 1)",
    ),
    "breach spared": Wording("Noted, with its reason.", "Consigné, avec son motif."),
    "breach spared on": Wording("Not to be notified, decided on", "Pas à notifier, décidé le"),
    "breach tell": Wording("The persons", "Les personnes"),
    "breach tell help": Wording(
        "Where the risk is high, each is written to, in the person’s language (GDPR Art. 34). A letter cannot"
        " be called back.",
        "Si le risque est élevé, chacune reçoit un courrier, dans sa langue (RGPD, art. 34). Un courrier"
        " parti ne se rappelle pas.",
    ),
    "breach tell button": Wording("Write to {reached} people", "Écrire à {reached} personnes"),
    "breach telling": Wording("The letters are being written.", "Les courriers sont en cours de rédaction."),
    "breach telling writing": Wording("Letters are being written.", "Courriers en cours de rédaction."),
    "breach telling written": Wording("All letters are written.", "Tous les courriers sont rédigés."),
    "breach letters": Wording(
        "{letter} letters; {gone} accounts gone; {none} without an address",
        "{letter} courriers ; {gone} comptes disparus ; {none} sans adresse",
    ),
    "breach no letters": Wording("They are not written to", "Elles ne sont pas informées"),
    "breach untold kept": Wording("Noted, with its reason.", "Consigné, avec son motif."),
    "breach close": Wording("Close", "Clore"),
    "breach close help": Wording(
        "It stays in the register for five years.", "Elle reste au registre pendant cinq ans."
    ),
    "breach closed": Wording("Closed. It stays in the register.", "Close. Elle reste au registre."),
    "breach closed on": Wording("Closed on", "Close le"),
    "breach keep": Wording("Keep", "Enregistrer"),
    "breach kept": Wording("Kept.", "Enregistré."),
    "breach choose": Wording("Choose", "Choisissez"),
    "breach fill in": Wording("Fill this in.", "Renseignez ce champ."),
    "breach aware later": Wording("That lies ahead.", "Ce moment est à venir."),
    "breach blocked": Wording("Blocked. What lacks:", "Bloqué. Il manque :"),
    "breach away": Wording(
        "A store does not answer: nothing was counted. Try again.",
        "Un stockage ne répond pas : rien n’a été compté. Réessayez.",
    ),
    "breach letters begun": Wording(
        "Letters are written already: the list stands.",
        "Des courriers sont déjà rédigés : la liste est fixée.",
    ),
    "breach count changed": Wording(
        "The number of people is another by now: look again.", "Le nombre de personnes a changé : revoyez."
    ),
    "breach told already": Wording("The authority was told already.", "L’autorité est déjà informée."),
    "breach first lacks": Wording(
        "Send the first notification before.", "Envoyez d’abord la notification initiale."
    ),
    "breach say why": Wording("Say why.", "Dites pourquoi."),
    "breach closed already": Wording("It is closed.", "Elle est close."),
    "breach not decided": Wording(
        "First decide what the authority and the persons are told, and let the letters be written.",
        "Décidez d’abord ce qui est dit à l’autorité et aux personnes, et laissez rédiger les courriers.",
    ),
}

_FIELDS: Final = {
    "breach field aware": Wording(
        "When somebody became aware (day and time of the site)", "Moment de la prise de connaissance"
    ),
    "breach hint aware": Wording(
        "When it was known with a reasonable degree of certainty, here or reported by a processor.",
        "Quand elle était connue avec un degré raisonnable de certitude, ici ou par un sous-traitant.",
    ),
    "breach field aware_by": Wording("Who became aware", "Qui en a eu connaissance"),
    "breach field how": Wording("How", "Comment"),
    "breach field nature": Wording("What is hurt", "Ce qui est atteint"),
    "breach field began": Wording(
        "When it began (empty: not known yet)", "Début de la violation (vide : pas encore connu)"
    ),
    "breach field ended": Wording(
        "When it ended (empty: not known yet, or it lasts)",
        "Fin de la violation (vide : pas encore connue, ou elle dure)",
    ),
    "breach field origin": Wording("Where it came from", "Origine de l’incident"),
    "breach field cause": Wording("Whose doing it was", "Cause de l’incident"),
    "breach field processors": Wording(
        "Processors that it involves (none: say so)", "Sous-traitants impliqués (aucun : dites-le)"
    ),
    "breach origin device lost": Wording("A device was lost or stolen", "Équipement perdu ou volé"),
    "breach origin paper lost": Wording(
        "Paper was lost, stolen or left open", "Papier perdu, volé ou laissé accessible"
    ),
    "breach origin post lost": Wording("Post was lost or opened", "Courrier perdu ou ouvert"),
    "breach origin attack": Wording(
        "Intrusion, malware, phishing", "Piratage, logiciel malveillant, hameçonnage"
    ),
    "breach origin paper thrown away": Wording(
        "Paper was thrown away whole", "Papier mis au rebut sans être détruit"
    ),
    "breach origin device thrown away": Wording(
        "A device was thrown away without being wiped", "Appareil mis au rebut sans effacement"
    ),
    "breach origin published": Wording("Published by mistake", "Publication involontaire"),
    "breach origin shown to another": Wording(
        "Shown on the site to somebody else", "Données affichées à une autre personne"
    ),
    "breach origin sent to another": Wording(
        "Sent to the wrong person", "Données envoyées au mauvais destinataire"
    ),
    "breach origin said aloud": Wording("Said aloud", "Divulgation orale"),
    "breach origin other": Wording("Something else (say what, above)", "Autre (précisez ci-dessus)"),
    "breach cause inside, on purpose": Wording("From inside, on purpose", "Acte interne malveillant"),
    "breach cause inside, by accident": Wording("From inside, by accident", "Acte interne accidentel"),
    "breach cause outside, on purpose": Wording("From outside, on purpose", "Acte externe malveillant"),
    "breach cause outside, by accident": Wording("From outside, by accident", "Acte externe accidentel"),
    "breach field people": Wording("Kinds of people", "Catégories de personnes"),
    "breach field kinds": Wording("Kinds of data", "Catégories de données"),
    "breach field places": Wording(
        "Places (nothing ticked: all that hold these data)", "Lieux (rien de coché : tous ceux qui en ont)"
    ),
    "breach field first": Wording("Rows from (that day included)", "Lignes du (jour inclus)"),
    "breach field last": Wording("Rows to (that day included)", "Lignes jusqu’au (jour inclus)"),
    "breach field risk": Wording("Risk for the persons", "Risque pour les personnes"),
    "breach field because": Wording("Why this risk", "Pourquoi ce risque"),
    "breach field late": Wording(
        "If it is notified late: why (GDPR Art. 33(1))", "En cas de retard : motifs (RGPD, art. 33, § 1)"
    ),
    "breach field untold": Wording("Why", "Pourquoi"),
    "breach field what_fr": Wording("What happened (in French)", "Ce qui s’est passé (en français)"),
    "breach field what_en": Wording("What happened (in English)", "Ce qui s’est passé (en anglais)"),
    "breach field consequences_fr": Wording(
        "What may follow from it (in French)", "Conséquences probables (en français)"
    ),
    "breach field consequences_en": Wording(
        "What may follow from it (in English)", "Conséquences probables (en anglais)"
    ),
    "breach field measures_fr": Wording("What is done about it (in French)", "Mesures prises (en français)"),
    "breach field measures_en": Wording("What is done about it (in English)", "Mesures prises (en anglais)"),
    "breach field advice_fr": Wording(
        "What the persons can do (in French, optional)",
        "Ce que les personnes peuvent faire (en français, facultatif)",
    ),
    "breach field advice_en": Wording(
        "What the persons can do (in English, optional)",
        "Ce que les personnes peuvent faire (en anglais, facultatif)",
    ),
    "breach nature confidentiality": Wording("Confidentiality: somebody saw them", "Confidentialité : vues"),
    "breach nature integrity": Wording("Integrity: they were changed", "Intégrité : modifiées"),
    "breach nature availability": Wording("Availability: they are lost", "Disponibilité : perdues"),
    "breach risk unknown": Wording("Not known yet", "Pas encore connu"),
    "breach risk unlikely": Wording("Unlikely", "Peu probable"),
    "breach risk risk": Wording("A risk, not high", "Un risque, non élevé"),
    "breach risk high": Wording("High", "Élevé"),
    "breach untold not high": Wording("The risk is not high", "Le risque n’est pas élevé"),
    "breach untold unreadable": Wording(
        "The data cannot be read by whoever has them (Art. 34(3)(a))",
        "Les données sont illisibles pour qui les a (art. 34, § 3, a)",
    ),
    "breach untold no longer": Wording(
        "What was done since makes a high risk unlikely (Art. 34(3)(b))",
        "Les mesures prises écartent le risque élevé (art. 34, § 3, b)",
    ),
    "breach untold disproportionate": Wording(
        "It takes too much: a public notice instead (Art. 34(3)(c))",
        "Effort disproportionné : communication publique (art. 34, § 3, c)",
    ),
    "breach lacks aware_by": Wording("who became aware", "qui en a eu connaissance"),
    "breach lacks how": Wording("how", "comment"),
    "breach lacks nature": Wording("what is hurt", "ce qui est atteint"),
    "breach lacks what": Wording("what happened", "ce qui s’est passé"),
    "breach lacks late": Wording("why it is late", "les motifs du retard"),
    "breach lacks counts": Wording("whom it reached, counted", "qui elle a touché, compté"),
    "breach lacks consequences": Wording("what may follow", "les conséquences probables"),
    "breach lacks measures": Wording("what is done about it", "les mesures prises"),
    "breach lacks risk": Wording("the risk", "le risque"),
}

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(_PAGES | _FIELDS)


def said(key: str) -> str:
    """What stands under `key`, in the language of the request. Raises KeyError."""
    return WORDS[key].say("fr" if translation.get_language() == "fr" else "en")
