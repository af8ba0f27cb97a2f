"""What a notification to the data protection authority says (GDPR Art. 33(3)), in its order: to be typed into
the authority's own form, or sent with it. The CNIL's form was not read at its source.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from honour.places.terms import local_day
from honour.plans.breach import Facts, Said, due
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language, Wording
from honour.promises.policy import Policy
from honour.publishing.parts import Page, Paragraph, Section
from honour.publishing.typography import set_in_type

_SAID: Final[Mapping[str, Wording]] = {
    "title": Wording(
        "Notification of a personal data breach", "Notification d’une violation de données personnelles"
    ),
    "notice": Wording("Breach {number}, as of {day}", "Violation {number}, situation au {day}"),
    "controller": Wording("Controller and contact (b)", "Responsable du traitement et contact (b)"),
    "who": Wording("{name}; whom to ask: {contact}", "{name} ; personne à contacter : {contact}"),
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
    language: Language,
    now: datetime,
) -> Page:
    """The fields of the notification as a page; what is not known yet says so."""

    def said(key: str, **named: object) -> str:
        return _SAID[key].say(language).format(**named)

    words = facts.said.get(language, Said())
    site, unknown = policy.site, said("unknown")
    counted = ", ".join(f"{kind}: {count}" for kind, count in people.items()) or unknown
    records = ", ".join(f"{place}: {count}" for place, count in rows.items()) or unknown
    nature = [", ".join(said(each) for each in facts.nature) or unknown, words.what or unknown]
    nature += [said("persons", counts=counted), said("records", counts=records)]
    nature.append(said("kinds", kinds=", ".join(facts.scope.kinds) or unknown))
    if facts.scope.first and facts.scope.last:
        days = (day_in_words(facts.scope.first, language), day_in_words(facts.scope.last, language))
        nature.append(said("days", first=days[0], last=days[1]))
    awareness = [
        said("aware", aware=_minute(aware), who=facts.aware_by or unknown, how=facts.how or unknown),
        said("due", due=_minute(due(aware))),
        *([said("late", late=facts.late)] if facts.late else []),
    ]
    risk = {"": unknown, "unlikely": said("unlikely"), "risk": said("some"), "high": said("high")}[facts.risk]
    officer = site.publisher
    parts = {
        "controller": [said("who", name=officer.name, contact=officer.contact)],
        "awareness": awareness,
        "nature": nature,
        "consequences": [words.consequences or unknown],
        "measures": [words.measures or unknown],
        "risk": [risk, *([facts.because] if facts.because else [])],
    }
    sections = tuple(
        Section(key, said(key), tuple(Paragraph(text) for text in texts)) for key, texts in parts.items()
    )
    today = local_day(now, site.time_zone)
    notice = said("notice", number=number, day=day_in_words(today, language))
    return set_in_type(Page(language, said("title"), notice, sections, 1, today.isoformat(), policy.digest))


def _minute(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")
