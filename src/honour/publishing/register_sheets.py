"""The register as sheets: the list and a sheet for each activity in the CNIL's order, then what was seen."""

from collections.abc import Iterator
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from honour.promises.site import Site
from honour.proofs.located import PLACES
from honour.proofs.register import Slot
from honour.publishing.register import Activity, Receiver, Register, Use
from honour.publishing.register_words import PAPERS, PUT_THERE, RENEW, STATES, TITLE, TO_DO, WORDS
from honour.publishing.sheets import Cell, Sheet

_SEVERAL: Final = "\n"


def sheets(told: Register) -> tuple[Sheet, ...]:
    """Every sheet of the register, in the order of a control: what, then what was seen, then the papers."""
    return (
        _list(told),
        *(_activity(told, each) for each in told.activities),
        _observed(told),
        _undeclared(told),
        _by_people(told),
        _receivers(told),
        _documents(told),
        _measures(told),
        _located(told),
        _checked(told),
        _versions(told),
    )


def title(told: Register) -> str:
    """`Register of processing – Secours PC`."""
    return f"{TITLE.say(told.language)} – {told.policy.site.name}"


def _said(told: Register, key: str, **named: object) -> str:
    words = WORDS[key].say(told.language)
    return words.format(**named) if named else words


def _colon(told: Register) -> str:
    return ": " if told.language == "en" else "\u00a0: "


def _heads(told: Register, *keys: str) -> tuple[str, ...]:
    return tuple(_said(told, key) for key in keys)


def _day(told: Register, day: date | None, otherwise: str) -> Cell:
    return Cell(day.isoformat() if day else _said(told, otherwise))


def _list(told: Register) -> Sheet:
    updated = told.versions[-1].applies if told.versions else None
    rows = tuple(
        (
            Cell(each.called),
            Cell(each.reference),
            _day(told, each.begun, "in a draft"),
            _day(told, updated, "in a draft"),
            Cell(each.called),
            Cell(_said(told, "yes" if any(use.special for use in each.uses) else "no")),
            Cell(_SEVERAL.join(dict.fromkeys(use.whose for use in each.uses))),
        )
        for each in told.activities
    )
    heads = _heads(told, "name", "reference", "created", "updated", "purpose", "sensitive?", "whose")
    who = tuple(f"{what}{_colon(told)}{who}" for what, who in _actors(told))
    heading = _said(told, "list")
    return Sheet("list", heading, heading, heads, rows, who)


def _actors(told: Register) -> Iterator[tuple[str, str]]:
    site = told.policy.site
    who = site.publisher
    known = (who.name, who.register, who.postal_address, who.country, who.contact)
    yield _said(told, "controller"), ", ".join(each for each in known if each)
    yield _said(told, "officer"), _officer(told, site)
    stands = site.representative
    in_short = f"{stands.name}, {stands.country}, {stands.contact}" if stands else _said(told, "none")
    yield _said(told, "representative"), in_short
    joint = [each.name for each in told.receivers if each.role == "joint controller"]
    yield _said(told, "joint"), ", ".join(joint) or _said(told, "none")


def _officer(told: Register, site: Site) -> str:
    if site.officer is None:
        return _said(told, "none")
    return f"{site.officer.name}, {site.officer.contact}"


def _activity(told: Register, activity: Activity) -> Sheet:
    rows = tuple(
        tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in (_said(told, part), *cells))
        for part, cells in _rubrics(told, activity)
    )
    heads = _heads(told, "part", "what", "description", "term", "seen")
    heading = f"{activity.reference} – {activity.called}"
    return Sheet(activity.reference.lower(), heading, heading, heads, rows)


def _rubrics(told: Register, activity: Activity) -> Iterator[tuple[str, tuple[str | Cell, ...]]]:
    """The lines of an activity's sheet: rubric, what, description, term, what was seen."""
    updated = told.versions[-1].applies if told.versions else None
    yield "processing", (_said(told, "name"), activity.called, "", "")
    yield "processing", (_said(told, "reference"), activity.reference, "", "")
    yield "processing", (_said(told, "created"), _day(told, activity.begun, "in a draft"), "", "")
    yield "processing", (_said(told, "updated"), _day(told, updated, "in a draft"), "", "")
    for what, who in _actors(told):
        yield "actors", (what, who, "", "")
    yield "purposes", (_said(told, "purpose"), activity.called, "", "")
    for ground in dict.fromkeys(use.ground for use in activity.uses):
        yield "purposes", (_said(told, "ground"), ground, "", "")
    for interest in dict.fromkeys(use.interest for use in activity.uses if use.interest):
        yield "purposes", (_said(told, "interest"), interest, "", "")
    for use in activity.uses:
        yield "data", (f"{use.called} ({use.whose})", ", ".join(use.fields), _term(use), _seen(told, use))
    for use in activity.uses:
        if use.special:
            yield "special", (use.called, ", ".join(use.special), _term(use), "")
    for whose in dict.fromkeys(use.whose for use in activity.uses):
        yield "people", (whose, "", "", "")
    yield from _recipients(told, activity)
    for measure in told.measures:
        if measure.until is None:
            yield "measures", (measure.said, "", "", "")
    yield from _transfers(told, activity)
    for slot in activity.slots:
        yield "papers", (PAPERS[slot.paper].say(told.language), *_slot(told, slot), "")


def _term(use: Use) -> str:
    return use.term + (f" ({', '.join(use.laws)})" if use.laws else "")


def _seen(told: Register, use: Use) -> str:
    if not told.observed.of(use.kind):
        return _said(told, "nothing stored")
    if not use.rows:
        return _said(told, "no row")
    days = [
        f"{_said(told, key)}{_colon(told)}{day.isoformat()}"
        for key, day in (("oldest", use.oldest), ("newest", use.newest))
        if day
    ]
    return _SEVERAL.join([f"{_said(told, 'rows')}{_colon(told)}{use.rows}", *days])


def _recipients(told: Register, activity: Activity) -> Iterator[tuple[str, tuple[str | Cell, ...]]]:
    kinds = {use.kind for use in activity.uses}
    for staff in dict.fromkeys(use.staff for use in activity.uses if use.staff):
        yield "recipients", (_said(told, "inside"), staff, "", "")
    for each in told.receivers:
        if kinds & set(each.kinds):
            yield "recipients", (_role(told, each), f"{each.name}, {each.where}", "", _use_of(told, each))


def _transfers(told: Register, activity: Activity) -> Iterator[tuple[str, tuple[str | Cell, ...]]]:
    kinds = {use.kind for use in activity.uses}
    for each in told.receivers:
        for slot in each.slots:
            if slot.paper == "transfer" and kinds & set(each.kinds):
                yield "transfers", (each.name, each.country, *_slot(told, slot))


def _role(told: Register, receiver: Receiver) -> str:
    return _said(told, "controller's own" if receiver.role == "controller" else receiver.role)


def _use_of(told: Register, receiver: Receiver) -> str:
    used = receiver.used
    if used is None:
        return _said(told, "never used")
    last = used.last.astimezone(ZoneInfo(told.zone)).strftime("%Y-%m-%d %H:%M")
    return _said(told, "used times", times=used.times, last=last)


def _slot(told: Register, slot: Slot) -> tuple[Cell, Cell]:
    """What is there of a document, and what to do."""
    state = STATES[slot.state].say(told.language)
    until = f", {_said(told, 'until', day=slot.until)}" if slot.until else ""
    if slot.state == "not needed":
        why = slot.because.say(told.language) if slot.because else ""
        return Cell(state), Cell(why)
    if not slot.wanting:
        return Cell(f"{slot.named}{until}"), Cell("")
    named = f"{slot.named} – " if slot.named else ""
    return Cell(f"{named}{state}", "missing"), Cell(_to_do(told, slot))


def _to_do(told: Register, slot: Slot) -> str:
    if slot.state == "not in the folder":
        return PUT_THERE.say(told.language).format(named=slot.named)
    if slot.state == "ended":
        return RENEW.say(told.language).format(day=slot.until)
    return TO_DO[slot.paper].say(told.language)


def _observed(told: Register) -> Sheet:
    when = told.made.astimezone(ZoneInfo(told.zone)).strftime("%Y-%m-%d %H:%M")
    uses: dict[tuple[str, str], Use] = {}
    for activity in told.activities:
        for use in activity.uses:
            uses.setdefault((use.kind, use.whose), use)
    heads = ("kind", "whose", "place", "columns", "rows", "oldest", "newest", "term", "law", "ends")
    rows = [row for use in uses.values() for row in _places(told, use)]
    said = (_said(told, "observed said", when=when, zone=told.zone),)
    heading = _said(told, "observed")
    return Sheet("observed", heading, heading, _heads(told, *heads), tuple(rows), said)


def _places(told: Register, use: Use) -> Iterator[tuple[Cell, ...]]:
    ends = Cell(_said(told, "yes")) if use.ends else Cell(_said(told, "ends not"), "missing")
    about = (Cell(use.term), Cell(_SEVERAL.join(use.laws)), ends)
    seen = [each for each in told.observed.of(use.kind) if each.whose == use.group]
    if not seen:
        nothing = (Cell(_said(told, "nothing stored")), Cell(""), Cell("0"), Cell(""), Cell(""))
        yield (Cell(use.called), Cell(use.whose), *nothing, *about)
    for each in seen:
        fields = told.policy.data[use.kind].fields
        columns = _SEVERAL.join(f"{name}: {held}" for name, held in each.columns.items() if held in fields)
        otherwise = "no date" if each.rows else "no row"
        yield (
            Cell(use.called),
            Cell(use.whose),
            Cell(each.place),
            Cell(columns),
            Cell(str(each.rows)),
            _day(told, each.oldest, otherwise),
            _day(told, each.newest, otherwise),
            *about,
        )


def _undeclared(told: Register) -> Sheet:
    heading = _said(told, "undeclared")
    missing = told.observed.undeclared
    said = _said(told, "undeclared said" if missing else "declared")
    rows = tuple((Cell(each, "missing"),) for each in missing)
    return Sheet("undeclared", heading, heading, _heads(told, "place"), rows, (said,))


def _by_people(told: Register) -> Sheet:
    rows = sorted(
        ((use.whose, use, activity) for activity in told.activities for use in activity.uses),
        key=lambda each: each[0],
    )
    heads = _heads(told, "whose", "kind", "activity", "ground", "term")
    cells = tuple(
        (Cell(whose), Cell(use.called), Cell(activity.called), Cell(use.ground), Cell(_term(use)))
        for whose, use, activity in rows
    )
    heading = _said(told, "by people")
    return Sheet("by-people", heading, heading, heads, cells)


def _receivers(told: Register) -> Sheet:
    rows = []
    for each in told.receivers:
        paper = next((slot for slot in each.slots if slot.paper in ("contract", "agreement")), None)
        stored = told.policy.recipients[each.key].stores
        receives = _said(told, "stored all") if stored else ", ".join(each.kinds)
        rows.append(
            (
                Cell(each.name),
                Cell(_role(told, each)),
                Cell(each.country),
                Cell(receives),
                _slot(told, paper)[0] if paper else Cell("–"),
                Cell(_use_of(told, each)),
            )
        )
    heads = _heads(told, "recipients", "role", "country", "receives", "contract until", "used")
    heading = _said(told, "receivers")
    return Sheet("recipients", _said(told, "recipients"), heading, heads, tuple(rows))


def _documents(told: Register) -> Sheet:
    names = {each.key: each.name for each in told.receivers}
    names |= {each.purpose: each.called for each in told.activities}
    rows = tuple(
        (Cell(PAPERS[slot.paper].say(told.language)), Cell(names[slot.of]), *_slot(told, slot))
        for slot in told.slots
    )
    heads = _heads(told, "document", "of", "state", "to do")
    said = (_said(told, "documents said"),)
    return Sheet("documents", _said(told, "papers"), _said(told, "documents"), heads, rows, said)


def _measures(told: Register) -> Sheet:
    rows = tuple(
        (
            Cell(each.said),
            Cell(str(each.number) if each.number else _said(told, "in a draft")),
            _day(told, each.day, "in a draft"),
            Cell(each.until.isoformat() if each.until else _said(told, "in force") if each.number else ""),
        )
        for each in told.measures
    )
    heads = _heads(told, "measure", "since", "since day", "dropped")
    return Sheet("measures", _said(told, "measures"), _said(told, "measures list"), heads, rows)


def _located(told: Register) -> Sheet:
    rows = tuple(
        (
            Cell(PLACES[each.place].say(told.language)),
            Cell(each.promised or "–"),
            Cell(each.declared or "–"),
            Cell(_said(told, each.state), "" if each.state == "attested" else "missing"),
            Cell(each.why.say(told.language)),
        )
        for each in told.located
    )
    heads = _heads(told, "place", "promised", "said to be", "state", "why")
    heading = _said(told, "located")
    said = (_said(told, "located said" if rows else "located nothing"),)
    return Sheet("located", heading, heading, heads, rows, said)


def _checked(told: Register) -> Sheet:
    heading, checked = _said(told, "checked"), told.checked
    if checked is None:
        return Sheet("checked", heading, heading, (), (), (_said(told, "never checked"),))
    when = checked.at.astimezone(ZoneInfo(told.zone)).strftime("%Y-%m-%d %H:%M")
    same = checked.policy == told.policy.digest
    row = (
        Cell(when),
        Cell(str(checked.findings), "missing" if checked.findings else ""),
        Cell(_said(told, "yes" if same else "no"), "" if same else "missing"),
    )
    heads = _heads(told, "checked on", "check findings", "checked this policy")
    return Sheet("checked", heading, heading, heads, (row,), (_said(told, "checked said"),))


def _versions(told: Register) -> Sheet:
    rows = tuple(
        (Cell(str(each.number)), Cell(each.applies.isoformat()), Cell(each.policy.digest))
        for each in told.versions
    )
    said = () if rows else (_said(told, "no version"),)
    heads = _heads(told, "version", "applies", "digest")
    heading = _said(told, "versions")
    return Sheet("versions", heading, heading, heads, rows, said)
