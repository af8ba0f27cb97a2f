"""What a notification to the data protection authority says (GDPR Art. 33(3)), in its order: to be typed into
the authority's own form, or sent with it. Beside it stands what the CNIL's form asks more (`plans.breach`).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from honour.places.terms import local_day
from honour.plans.breach import Facts, Said, due
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language, Wording
from honour.promises.policy import Policy
from honour.promises.sentences import protect_sentences
from honour.publishing.parts import Page, Paragraph, Section
from honour.publishing.typography import set_in_type

_SAID: Final[Mapping[str, Wording]] = {
    "title": Wording(
        "Notification of a personal data breach", "Notification d’une violation de données personnelles"
    ),
    "notice": Wording("Breach {number}, as of {day}", "Violation {number}, situation au {day}"),
    "controller": Wording("Controller and contact (b)", "Responsable du traitement et contact (b)"),
    "who": Wording("{name}; whom to ask: {contact}", "{name} ; personne à contacter : {contact}"),
    "officer": Wording(
        "Data protection officer: {name}, {contact}",
        "Délégué à la protection des données : {name}, {contact}",
    ),
    "processors": Wording("Processors involved: {named}", "Sous-traitants impliqués : {named}"),
    "began": Wording("It began: {day}", "Début de la violation : {day}"),
    "ended": Wording("It ended: {day}", "Fin de la violation : {day}"),
    "origin": Wording("Where it came from: {origin}", "Origine de l’incident : {origin}"),
    "cause": Wording("Whose doing it was: {cause}", "Cause de l’incident : {cause}"),
    "before": Wording(
        "Measures in place before the breach", "Mesures de sécurité en place avant la violation"
    ),
    "told": Wording("Communication to the persons (Art. 34)", "Information des personnes (art. 34)"),
    "letters": Wording("{letters} of them were written to.", "Personnes ayant reçu un courrier : {letters}."),
    "being told": Wording("The letters are being written.", "Les courriers sont en cours d’envoi."),
    "not told yet": Wording("Not decided yet; follows.", "Pas encore décidé ; suivra."),
    "not high": Wording(
        "Not written to: the risk is not high (Art. 34(1)).",
        "Non informées : le risque n’est pas élevé (art. 34, § 1).",
    ),
    "unreadable": Wording(
        "Not written to: the data cannot be read by whoever has them (Art. 34(3)(a)).",
        "Non informées : les données sont illisibles pour qui les a (art. 34, § 3, a).",
    ),
    "no longer": Wording(
        "Not written to: what was done since makes a high risk unlikely (Art. 34(3)(b)).",
        "Non informées : les mesures prises depuis écartent le risque élevé (art. 34, § 3, b).",
    ),
    "disproportionate": Wording(
        "A public notice instead of letters, which would take too much (Art. 34(3)(c)).",
        "Communication publique, les courriers exigeant des efforts disproportionnés (art. 34, § 3, c).",
    ),
    "awareness": Wording("When and how we became aware", "Quand et comment nous en avons eu connaissance"),
    "aware": Wording("{aware} (UTC), by {who}: {how}", "{aware} (UTC), par {who} : {how}"),
    "due": Wording("72 hours end at {due} (UTC).", "Les 72 heures s’achèvent le {due} (UTC)."),
    "late": Wording("Why it comes later: {late}", "Motifs du retard : {late}"),
    "nature": Wording("Nature of the breach (a)", "Nature de la violation (a)"),
    "confidentiality": Wording("confidentiality", "confidentialité"),
    "integrity": Wording("integrity", "intégrité"),
    "availability": Wording("availability", "disponibilité"),
    "persons": Wording("Persons concerned: {counts}", "Personnes concernées : {counts}"),
    "kinds": Wording("Categories of data: {kinds}", "Catégories de données : {kinds}"),
    "records": Wording("Records concerned: {counts}", "Enregistrements concernés : {counts}"),
    "days": Wording("Days: {first} to {last}", "Jours : du {first} au {last}"),
    "consequences": Wording("Likely consequences (c)", "Conséquences probables (c)"),
    "measures": Wording("Measures taken or proposed (d)", "Mesures prises ou proposées (d)"),
    "risk": Wording("Risk for the persons", "Risque pour les personnes"),
    "unlikely": Wording("unlikely", "peu probable"),
    "high": Wording("high", "élevé"),
    "some": Wording("a risk, not high", "un risque, non élevé"),
    "unknown": Wording("not known yet; follows", "pas encore connu ; suivra"),
}


def authority_form(
    policy: Policy,
    number: str,
    aware: datetime,
    facts: Facts,
    people: Mapping[str, int],
    rows: Mapping[str, int],
    told: str,
    language: Language,
    now: datetime,
) -> Page:
    """The fields of the notification as a page; what is not known yet says so. `told` is what the persons
    were told, in words (`told_to_authority`).
    """

    def said(key: str, **named: object) -> str:
        return _SAID[key].say(language).format(**named)

    words = facts.said.get(language, Said())
    site, unknown = policy.site, said("unknown")
    counted = ", ".join(f"{kind}: {count}" for kind, count in people.items()) or unknown
    records = ", ".join(f"{place}: {count}" for place, count in rows.items()) or unknown
    nature = [", ".join(said(each) for each in facts.nature) or unknown, words.what or unknown]
    nature += [said("persons", counts=counted), said("records", counts=records)]
    nature.append(said("kinds", kinds=", ".join(facts.scope.kinds) or unknown))
    for key, day in (("began", facts.began), ("ended", facts.ended)):
        nature.append(said(key, day=day_in_words(day, language) if day else unknown))
    nature.append(said("origin", origin=_ORIGINS[facts.origin].say(language) if facts.origin else unknown))
    nature.append(said("cause", cause=_CAUSES[facts.cause].say(language) if facts.cause else unknown))
    if facts.scope.first and facts.scope.last:
        days = (day_in_words(facts.scope.first, language), day_in_words(facts.scope.last, language))
        nature.append(said("days", first=days[0], last=days[1]))
    awareness = [
        said("aware", aware=_minute(aware), who=facts.aware_by or unknown, how=facts.how or unknown),
        said("due", due=_minute(due(aware))),
        *([said("late", late=facts.late)] if facts.late else []),
    ]
    risk = {"": unknown, "unlikely": said("unlikely"), "risk": said("some"), "high": said("high")}[facts.risk]
    publisher, officer = site.publisher, site.officer
    who = [said("who", name=publisher.name, contact=officer.contact if officer else publisher.contact)]
    who += [said("officer", name=officer.name, contact=officer.contact)] if officer else []
    parts = {
        "controller": [*who, said("processors", named=facts.processors or unknown)],
        "awareness": awareness,
        "nature": nature,
        "consequences": [words.consequences or unknown],
        "before": list(protect_sentences(policy, language)) or [unknown],
        "measures": [words.measures or unknown],
        "risk": [risk, *([facts.because] if facts.because else [])],
        "told": [told],
    }
    sections = tuple(
        Section(key, said(key), tuple(Paragraph(text) for text in texts)) for key, texts in parts.items()
    )
    today = local_day(now, site.time_zone)
    notice = said("notice", number=number, day=day_in_words(today, language))
    return set_in_type(Page(language, said("title"), notice, sections, 1, today.isoformat(), policy.digest))


def told_to_authority(telling: str, untold: str, letters: int, language: Language) -> str:
    """What the persons were told, for the authority: how many letters, or why none, or not decided yet."""
    key = "letters" if telling == "written" else "being told" if telling else untold or "not told yet"
    return _SAID[key].say(language).format(letters=letters)


_ORIGINS: Final[Mapping[str, Wording]] = {
    "device lost": Wording("a device lost or stolen", "équipement perdu ou volé"),
    "paper lost": Wording("paper lost, stolen or left open", "papier perdu, volé ou laissé accessible"),
    "post lost": Wording("post lost or opened", "courrier perdu ou ouvert"),
    "attack": Wording("intrusion, malware or phishing", "piratage, logiciel malveillant ou hameçonnage"),
    "paper thrown away": Wording("paper thrown away whole", "papier mis au rebut sans être détruit"),
    "device thrown away": Wording(
        "a device thrown away without being wiped", "appareil mis au rebut sans effacement"
    ),
    "published": Wording("published by mistake", "publication involontaire"),
    "shown to another": Wording("shown to somebody else", "données affichées à une autre personne"),
    "sent to another": Wording("sent to the wrong person", "données envoyées au mauvais destinataire"),
    "said aloud": Wording("said aloud", "divulgation orale"),
    "other": Wording("something else", "autre"),
}
_CAUSES: Final[Mapping[str, Wording]] = {
    "inside, on purpose": Wording("from inside, on purpose", "acte interne malveillant"),
    "inside, by accident": Wording("from inside, by accident", "acte interne accidentel"),
    "outside, on purpose": Wording("from outside, on purpose", "acte externe malveillant"),
    "outside, by accident": Wording("from outside, by accident", "acte externe accidentel"),
}


def _minute(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")
