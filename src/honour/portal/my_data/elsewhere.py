"""Correcting what the site's other stores hold of a person: asked for here, carried out by the command.

What could go wrong for ever is that a value is lost that was right, or was another's. So only what "My data"
shows may be named, by whoever showed just now with the account's own strength that it is he. What is not
asked for: what stands on a document as a law keeps it (a new one corrects that); an identifier, for an
address must be confirmed first; and a column in which several rows hold several values, for one would
replace them all.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from honour.carrying_out.people import Match, Ports
from honour.carrying_out.rectify import corrected
from honour.carrying_out.show import WITHHELD, shown
from honour.keeping.at_work import the_site
from honour.places.personal import Personal
from honour.plans import rectify as rectifying
from honour.plans.meaning import meaning_of
from honour.plans.plan import as_json
from honour.plans.rectify import Ambiguous, NotOptional
from honour.plans.show import Shown
from honour.portal.account.matching import matches_of, may_come_later
from honour.portal.my_data.finding import looked, person_of
from honour.portal.my_data.forms import label
from honour.portal.my_data.views import AWAY, unreachable
from honour.portal.my_rights.correcting import NewValue, ask_corrections, to_be_told
from honour.portal.security.strength import demanded
from honour.portal.templatetags.words import say
from honour.promises.policy import Policy

_NOT_ASKED: Final = frozenset({"nothing personal", "e-mail", "user name"})
_LONG: Final = 80  # characters, from which on a value is written in several lines
_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class _Held:
    """A column of another store that holds one value of a person."""

    match: Match
    column: str
    field: str
    place: str
    value: str | int | None
    most: int

    @property
    def name(self) -> str:
        """What the input is called."""
        return f"{self.match.person.kind}:{self.column}"


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def correct_elsewhere(request: HttpRequest) -> HttpResponse:
    """What other stores hold of whoever is signed in, to be written anew."""
    if first := demanded(request):
        return first
    person, contact = person_of(request), the_site().policy.site.publisher.contact
    try:
        with the_site().stores() as ports:
            matches = matches_of(ports, person)
            looked(matches, "read")
            found = _correctable(ports, matches)
            form = Elsewhere(found, request.POST if request.method == "POST" else None)
            new = list(_new_values(ports, found, form)) if form.is_bound and form.is_valid() else []
            later = may_come_later(ports, person)
    except AWAY:
        return unreachable(request)
    if not form.is_bound or form.errors:
        recipients = to_be_told(the_site().policy, {each.field for each in found})
        told = {"form": form, "later": later, "contact": contact, "recipients": recipients}
        return render(request, "portal/my_data/elsewhere.html", told)
    if not new:
        messages.success(request, say("data nothing corrected"))
        return HttpResponseRedirect(reverse("my_data_elsewhere"))
    ask_corrections(person, matches[0].subject, new)
    messages.success(request, say("data correction asked"))
    return HttpResponseRedirect(reverse("my_requests"))


class Elsewhere(forms.Form):
    """An input for each column, with the value that it holds now."""

    def __init__(self, found: Sequence[_Held], data: Any = None) -> None:
        super().__init__(data)
        for each in found:
            text = "" if each.value is None else str(each.value)
            long = len(text) > _LONG or "\n" in text
            field = forms.CharField(
                max_length=each.most,
                required=False,
                initial=text,
                widget=forms.Textarea({"rows": 4}) if long else forms.TextInput({"autocomplete": "off"}),
                label=f"{label(each.field)} ({each.place})",
            )
            field.error_messages["max_length"] = say("data too long", most=each.most)
            self.fields[each.name] = field


def _correctable(ports: Ports, matches: Iterable[Match]) -> list[_Held]:
    """The columns that may be named: those of other stores that hold one value of the person."""
    own = ports.map.persons[the_site().account].table.store
    found = []
    for match in matches:
        answer = [each for each in shown(ports, match, the_site().now()) if _is_elsewhere(ports, each, own)]
        for (place, column, field), values in _by_column(answer).items():
            named = f"{place}.{column}"
            if len(values) == 1 and field not in _NOT_ASKED and _is_open(ports, match, named):
                [value] = values
                if value is None or (isinstance(value, str | int) and value != WITHHELD):
                    found.append(_Held(match, named, field, place, value, _most(ports, place, column)))
    return found


def _is_elsewhere(ports: Ports, each: Shown, own: str) -> bool:
    """Whether it lies in a database beside the site's own: a file's name is no value to correct."""
    place, kind = each.asked.place, ports.map.stores[each.asked.place.table.store].kind
    return place.table.store != own and kind == "sql" and bool(place.columns) and not each.asked.masked


def _by_column(answer: Iterable[Shown]) -> Mapping[tuple[str, str, str], set[Any]]:
    found: dict[tuple[str, str, str], set[Any]] = {}
    for each in answer:
        place = each.asked.place
        for number, (column, field) in enumerate(zip(each.asked.columns, each.asked.fields, strict=True)):
            if column in place.columns:
                held = found.setdefault((str(place.table), column, field), set())
                held.update(row[number] for row in each.rows.reveal())
    return found


def _is_open(ports: Ports, match: Match, named: str) -> bool:
    """Whether a column can be given another value: no identifier, and on no document that a law keeps."""
    person = match.person
    if any(named == f"{person.table}.{column}" for column in (*person.key, *person.known_by)):
        return False
    try:
        draft = rectifying.questions(ports.policy, ports.map, person.kind, named, "0", the_site().now())
    except Ambiguous:
        return False
    return bool(draft.steps) and not draft.stays


def _most(ports: Ports, place: str, column: str) -> int:
    """How many characters a column takes, as its database declares it."""
    tables = ports.map.catalogue.tables
    declared = next(
        (
            facts.columns[column].type
            for table, facts in tables.items()
            if str(table) == place and column in facts.columns
        ),
        "",
    )
    length = re.search(r"CHAR\w*\((\d+)\)", declared.upper())
    return min(int(length[1]), _MOST) if length else _MOST


def _new_values(ports: Ports, found: Sequence[_Held], form: Elsewhere) -> Iterator[NewValue]:
    """What is another value now; what cannot be, the form says."""
    for each in found:
        value = "\n".join(str(form.cleaned_data[each.name]).split("\r\n")).strip()
        if value == ("" if each.value is None else str(each.value)):
            continue
        try:
            plan = corrected(ports, each.match, each.column, Personal(value), the_site().now()).plan
        except NotOptional:
            form.add_error(each.name, say("data required field"))
        except ValueError:
            form.add_error(each.name, say("data whole number"))
        else:
            if any(step.count for step in plan.steps):
                kinds = _kinds(ports.policy, each)
                yield NewValue(each.match, each.column, Personal(value), kinds, meaning_of(as_json(plan)))


def _kinds(policy: Policy, held: _Held) -> tuple[str, ...]:
    """The kinds of data of the policy that a column's field is of."""
    kind = held.match.person.kind
    return tuple(name for name, data in policy.data.items() if kind in data.of and held.field in data.fields)
