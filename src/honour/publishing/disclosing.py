"""What an authority is handed: an extract of one person, sealed, or a letter that says no.

*Sealed* means that whoever holds it can tell whether a single byte was changed, and by whom it was made: a
manifest names each file with its SHA-256, the journal's key signs the manifest (Ed25519, RFC 8032), and the
SHA-256 of the whole archive stands in the journal before it leaves. It is not encrypted: a court has no key
of ours to open it with, and one that travels beside it would protect nothing; it goes by hand or by the
authority's own way in.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Any, Final

from honour.carrying_out.disclose import Extracted
from honour.carrying_out.preserving import Replaced
from honour.places.personal import Personal
from honour.places.terms import local_day
from honour.plans.disclose import Demand
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language, Wording
from honour.promises.policy import Policy
from honour.publishing.held import readable
from honour.publishing.pack_file import zipped
from honour.publishing.parts import Page, Paragraph, Section
from honour.publishing.plain_values import plain
from honour.publishing.typography import set_in_type, typeset

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
LARGEST: Final = 256 * 1024 * 1024  # bytes of files: it is put together in memory, and lies nowhere

_WORDS: Final[Mapping[str, Wording]] = {
    "title": Wording("Data of one person, for {name}", "Données d’une personne, pour {name}"),
    "reference": Wording("Your reference: {reference}", "Votre référence : {reference}"),
    "by text": Wording("By: {provision}", "Fondement : {provision}"),
    "days": Wording("Days: {first} to {last}, both included", "Jours : du {first} au {last} inclus"),
    "made": Wording("Made on {day} by {publisher}", "Établi le {day} par {publisher}"),
    "standing": Wording("as it stands on that day", "en l’état à cette date"),
    "nothing": Wording("Nothing of this is held.", "Rien de tel n’est détenu."),
    "shared": Wording(
        "Left out: {count} that are somebody else’s too.",
        "Laissées de côté : {count}, qui sont aussi celles d’une autre personne.",
    ),
    "undated": Wording(
        "Left out: {count} of which no day is known.",
        "Laissées de côté : {count}, dont aucun jour n’est connu.",
    ),
    "replaced": Wording("What stood there until it was corrected", "Ce qui y figurait avant d’être rectifié"),
    "until": Wording("until {day}", "jusqu’au {day}"),
    "sealed": Wording(
        "Each file of this archive stands with its SHA-256 in manifest.json, which manifest.sig signs.",
        "Chaque fichier de cette archive figure avec son empreinte SHA-256 dans manifest.json, que signe"
        " manifest.sig.",
    ),
    "refusal": Wording("We cannot hand over these data", "Nous ne pouvons pas communiquer ces données"),
    "to": Wording("To {name}", "À l’attention de : {name}"),
    "came": Wording(
        "We received your demand on {day}. We hand nothing over, for this reason:",
        "Nous avons reçu votre demande le {day}. Nous ne communiquons rien, pour la raison suivante :",
    ),
    "again": Wording(
        "Send it again once that is mended, and we answer it at once. Nothing was destroyed because of it.",
        "Adressez-la de nouveau une fois ce point corrigé : nous y répondrons aussitôt. Rien n’a été détruit"
        " de ce fait.",
    ),
    "contact": Wording("Whom to ask: {contact}", "À qui s’adresser : {contact}"),
    "number": Wording("Our number: {number}", "Notre numéro : {number}"),
    "disclosed authority": Wording(
        "On {day}, {what} went to {name}, which demanded it by {provision}",
        "Le {day}, {what} : communication à {name}, qui l’a demandée sur le fondement de {provision}",
    ),
    "disclosed own rights": Wording(
        "On {day}, {what} went to {name}, for the site to defend its rights (GDPR Art. 6(1)(f))",
        "Le {day}, {what} : communication à {name}, pour la défense des droits du site"
        " (RGPD, art. 6, § 1, f)",
    ),
    "disclosed preservation": Wording(
        "From {day} on, {what} was preserved for {name}, which ordered it by {provision}",
        "À partir du {day}, {what} : conservation pour {name}, qui l’a ordonnée sur le fondement de"
        " {provision}",
    ),
    "disclosed everything": Wording("all your data", "toutes vos données"),
    "disclosed days": Wording("(of the days {first} to {last})", "(pour les jours du {first} au {last})"),
}

_REFUSALS: Final[Mapping[str, Wording]] = {
    "no authority": Wording(
        "What you sent does not show which authority asks, or that it may ask us.",
        "Votre envoi n’établit pas quelle autorité demande, ni qu’elle peut s’adresser à nous.",
    ),
    "no provision": Wording(
        "It names no text of law that obliges us. Personal data leave this site for an authority only where"
        " the law obliges us (GDPR Art. 6(1)(c)).",
        "Elle ne cite aucun texte qui nous y oblige. Des données personnelles ne quittent ce site pour une"
        " autorité que si la loi nous y contraint (RGPD, art. 6, § 1, c).",
    ),
    "no form": Wording(
        "It does not have the form that the text it names prescribes.",
        "Elle n’a pas la forme que prescrit le texte qu’elle cite.",
    ),
    "not signed": Wording(
        "It does not name who signs it, and in which capacity.",
        "Elle n’indique ni qui la signe, ni à quel titre.",
    ),
    "too wide": Wording(
        "It does not say whose data, which and of which days: only what an inquiry needs may leave"
        " (GDPR Art. 5(1)(c)).",
        "Elle ne précise ni la personne, ni les données, ni les jours : seul ce qu’exige une enquête peut"
        " être communiqué (RGPD, art. 5, § 1, c).",
    ),
    "nobody": Wording(
        "We find nobody by what you wrote. Give another identifier.",
        "Nous ne trouvons personne d’après vos indications. Donnez un autre identifiant.",
    ),
    "nothing held": Wording(
        "We hold nothing of what it asks for: its term has ended, or we never collected it.",
        "Nous ne détenons rien de ce qu’elle vise : le terme en est échu, ou nous ne l’avons jamais"
        " collecté.",
    ),
    "other": Wording("", ""),
}


@dataclass(frozen=True, slots=True)
class Sealed:
    """An extract as it leaves: one ZIP archive, its SHA-256, and how many rows are in it."""

    content: Personal[bytes]
    digest: str
    rows: int


class TooLarge(Exception):
    """The files of an extract are larger than `LARGEST`: ask for fewer days, or hand them over by parts."""


def sealed(
    policy: Policy,
    answer: Sequence[Extracted],
    attached: Iterable[tuple[Personal[str], Iterable[bytes]]],
    demand: Demand,
    number: str,
    now: datetime,
    sign: Callable[[bytes], bytes],
    signed_by: str,
    head: str | None,
    replaced: Sequence[Replaced] = (),
) -> Sealed:
    """The archive. `signed_by` is the key that `sign` signs with, as others write it; `head` the journal's
    last signed one; `replaced` are values that corrections replaced while they were preserved. Raises
    TooLarge, and what the stores raise.
    """
    texts = {
        f"extract.{language}.html": _page(policy, answer, replaced, demand, number, now, language)
        for language in policy.site.languages
    }
    texts["extract.json"] = json.dumps(
        _data(policy, answer, replaced, demand, number, now), ensure_ascii=False, indent=2
    )
    files = {name: text.encode("utf-8", "replace") for name, text in texts.items()}
    files |= {name: content.reveal() for name, content in _attached(attached)}
    rows = sum(len(one.rows.reveal()) for one in answer)
    manifest = json.dumps(
        {
            "disclosure": number,
            "made": now.strftime("%Y-%m-%dT%H:%MZ"),
            "by": policy.site.publisher.name,
            "policy": policy.digest,
            "rows": rows,
            "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
            "key": signed_by,
            "head": head,
        },
        ensure_ascii=False,
        indent=2,
    ).encode()
    signature = b64encode(sign(manifest)) + b"\n"
    whole = zipped({**files, MANIFEST: manifest, SIGNATURE: signature})
    return Sealed(Personal(whole), hashlib.sha256(whole).hexdigest(), rows)


def _attached(
    attached: Iterable[tuple[Personal[str], Iterable[bytes]]],
) -> Iterable[tuple[str, Personal[bytes]]]:
    size = 0
    for named, pieces in attached:
        parts = []
        for piece in pieces:
            size += len(piece)
            if size > LARGEST:
                raise TooLarge(
                    "the files of this extract are too large to be put together: ask for fewer days"
                )
            parts.append(piece)
        shown = named.reveal().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        yield f"files/{shown}", Personal(b"".join(parts))


def _data(
    policy: Policy,
    answer: Sequence[Extracted],
    replaced: Sequence[Replaced],
    demand: Demand,
    number: str,
    now: datetime,
) -> Mapping[str, Any]:
    return {
        "disclosure": number,
        "authority": demand.name,
        "reference": demand.reference,
        "provision": demand.provision,
        "from": demand.first and demand.first.isoformat(),
        "to": demand.last and demand.last.isoformat(),
        "made": now.strftime("%Y-%m-%dT%H:%MZ"),
        "policy": policy.digest,
        "places": [
            {
                "place": str(one.look.place.table),
                "kinds": list(one.look.kinds),
                "fields": dict(zip(one.look.columns, one.look.fields, strict=True)),
                "rows": [
                    dict(zip(one.look.columns, map(plain, row), strict=True)) for row in one.rows.reveal()
                ],
                "left out": {"somebody else's too": one.shared, "no day known": one.undated},
            }
            for one in answer
        ],
        "replaced": [
            {
                "place": one.place,
                "column": one.column,
                "field": one.field,
                "kinds": list(one.kinds),
                "until": one.at.strftime("%Y-%m-%dT%H:%MZ"),
                "values": list(one.values.reveal()),
            }
            for one in replaced
        ],
    }


def _page(
    policy: Policy,
    answer: Sequence[Extracted],
    replaced: Sequence[Replaced],
    demand: Demand,
    number: str,
    now: datetime,
    language: Language,
) -> str:
    def said(key: str, **named: object) -> str:
        return escape(typeset(_WORDS[key].say(language).format(**named), language == "fr"))

    told = [
        said("reference", reference=demand.reference or "–"),
        said("by text", provision=demand.provision or "–"),
        said("number", number=number),
        said("made", day=day_in_words(now.date(), language), publisher=policy.site.publisher.name),
    ]
    if demand.first and demand.last:
        days = {
            "first": day_in_words(demand.first, language),
            "last": day_in_words(demand.last, language),
        }
        told.append(said("days", **days))
    title = said("title", name=demand.name)
    tables = "\n".join(_table(policy, one, language, said) for one in answer)
    tables += _replaced(policy, replaced, language, said) if replaced else ""
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>\n'
        "<style>body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.5}"
        "table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:left}"
        f"</style></head>\n<body><main><h1>{title}</h1>\n"
        + "".join(f"<p>{line}</p>" for line in told)
        + f"\n{tables or '<p>' + said('nothing') + '</p>'}\n<p>{said('sealed')}</p></main></body></html>\n"
    )


def _table(policy: Policy, one: Extracted, language: Language, said: Callable[..., str]) -> str:
    names = [_field(policy, name, language) for name in one.look.fields]
    head = "".join(
        f'<th scope="col">{escape(label)}<br><small>{escape(column)}</small></th>'
        for label, column in zip(names, one.look.columns, strict=True)
    )
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{escape(readable(value))}</td>" for value in row) + "</tr>"
        for row in one.rows.reveal()
    )
    left = "".join(
        f"<p>{said(key, count=count)}</p>"
        for key, count in (("shared", one.shared), ("undated", one.undated))
        if count
    )
    kinds = ", ".join(_kind(policy, kind, language) for kind in one.look.kinds)
    body = f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>"
    return (
        f"<section><h2>{escape(kinds)} – <code>{escape(str(one.look.place.table))}</code></h2>\n"
        f"{body if rows else '<p>' + said('nothing') + '</p>'}{left}</section>"
    )


def _replaced(
    policy: Policy, replaced: Sequence[Replaced], language: Language, said: Callable[..., str]
) -> str:
    """What stood there before it was corrected, while an order held it."""
    lines = "".join(
        f"<li>{escape(_field(policy, one.field, language))} (<code>{escape(one.place)}</code>): "
        f"{escape(', '.join('–' if value is None else str(value) for value in one.values.reveal()))} – "
        f"{said('until', day=day_in_words(local_day(one.at, policy.site.time_zone), language))}</li>"
        for one in replaced
    )
    return f"<section><h2>{said('replaced')}</h2><ul>{lines}</ul></section>"


def _field(policy: Policy, name: str, language: Language) -> str:
    field = policy.vocabulary.fields.get(name)
    return name if field is None else field.en[0] if language == "en" else field.fr[0]


def _kind(policy: Policy, kind: str, language: Language) -> str:
    fields = [_field(policy, name, language) for name in policy.data[kind].fields]
    return typeset(", ".join(fields), language == "fr")


def refusal_letter(
    policy: Policy,
    demand: Demand,
    number: str,
    received: date,
    refusal: str,
    reason: str,
    language: Language,
    day: date,
) -> Page:
    """The letter that says no, and why: to be shown as a page, or as a paper."""

    def said(key: str, **named: object) -> str:
        return _WORDS[key].say(language).format(**named)

    because = [Paragraph(text) for text in (_REFUSALS[refusal].say(language), reason) if text]
    site = policy.site
    opening = [Paragraph(said("to", name=demand.name))] if demand.name else []
    if demand.reference:
        opening.append(Paragraph(said("reference", reference=demand.reference)))
    opening += [
        Paragraph(said("number", number=number)),
        Paragraph(said("came", day=day_in_words(received, language))),
    ]
    closing = [Paragraph(said("again")), Paragraph(said("contact", contact=site.publisher.contact))]
    section = Section("refusal", said("refusal"), (*opening, *because, *closing))
    made = said("made", day=day_in_words(day, language), publisher=site.publisher.name)
    page = Page(language, said("refusal"), made, (section,), 1, day.isoformat(), policy.digest)
    return set_in_type(page)


def refusal_reasons(language: Language) -> Mapping[str, str]:
    """The reasons that a letter may give, by key."""
    return {key: worded.say(language) for key, worded in _REFUSALS.items()}


def disclosed_in_words(policy: Policy, demand: Demand, at: datetime, language: Language) -> str:
    """What left of a person, or was preserved, when, to whom and by which text, as he reads it."""

    def said(key: str, **named: object) -> str:
        return _WORDS[key].say(language).format(**named)

    names = dict.fromkeys(item.field for item in demand.items)
    what = ", ".join(_field(policy, name, language) for name in names) or said("disclosed everything")
    if demand.first and demand.last:
        days = (day_in_words(demand.first, language), day_in_words(demand.last, language))
        what += " " + said("disclosed days", first=days[0], last=days[1])
    day = day_in_words(local_day(at, policy.site.time_zone), language)
    named = {"day": day, "what": what, "name": demand.name, "provision": demand.provision}
    return typeset(f"{said(f'disclosed {demand.ground}', **named)}.", language == "fr")
