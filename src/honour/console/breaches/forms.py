"""What staff type in of a breach, and what they decide."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django import forms

from honour.console.breaches.words import said
from honour.keeping.at_work import the_site
from honour.plans.breach import CAUSES, NATURES, ORIGINS, RISKS, UNTOLD, Facts, Said, Scope
from honour.promises.languages import Language

_LINE: Final = 300  # characters
_TEXT: Final = 5_000
_IN_WORDS: Final = ("what", "consequences", "measures", "advice")
_PLAIN: Final = (
    "aware_by", "how", "risk", "because", "late", "began", "ended", "origin", "cause", "processors"
)  # fmt: skip


class New(forms.Form):
    """Who became aware, when and how: the clock begins with it."""

    aware = forms.DateTimeField(
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    )
    aware_by = forms.CharField(max_length=_LINE)
    how = forms.CharField(max_length=_TEXT, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        _label(self)
        self.fields["aware"].help_text = said("breach hint aware")

    def clean_aware(self) -> datetime:
        """Not later than now: nobody is aware of what is to come."""
        aware: datetime = self.cleaned_data["aware"]
        if aware > the_site().now():
            raise forms.ValidationError(said("breach aware later"))
        return aware


class Describe(forms.Form):
    """What happened, what it reached, and what it means, in each language of the site."""

    aware_by = forms.CharField(max_length=_LINE, required=False)
    how = forms.CharField(max_length=_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    began = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    ended = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    nature = forms.MultipleChoiceField(required=False)
    origin = forms.ChoiceField(required=False)
    cause = forms.ChoiceField(required=False)
    processors = forms.CharField(max_length=_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    people = forms.MultipleChoiceField(required=False)
    kinds = forms.MultipleChoiceField(required=False)
    places = forms.MultipleChoiceField(required=False)
    first = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    last = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    risk = forms.ChoiceField(required=False)
    because = forms.CharField(max_length=_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    late = forms.CharField(max_length=_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, people: Sequence[str], kinds: Sequence[str], places: Sequence[str], *args: Any, **named: Any
    ):
        super().__init__(*args, **named)
        choices = {
            "nature": [(each, said(f"breach nature {each}")) for each in NATURES],
            "people": [(each, each) for each in people],
            "kinds": [(each, each) for each in kinds],
            "places": [(each, each) for each in places],
        }
        for name, chosen in choices.items():
            self.fields[name] = forms.MultipleChoiceField(
                choices=chosen, required=False, widget=forms.CheckboxSelectMultiple
            )
        risks = [("", said("breach risk unknown")), *((each, said(f"breach risk {each}")) for each in RISKS)]
        self.fields["risk"] = forms.ChoiceField(choices=risks, required=False)
        for name, options in (("origin", ORIGINS), ("cause", CAUSES)):
            unknown = ("", said("breach risk unknown"))
            named_so = [unknown, *((each, said(f"breach {name} {each}")) for each in options)]
            self.fields[name] = forms.ChoiceField(choices=named_so, required=False)
        self.languages: Sequence[Language] = the_site().policy.site.languages
        for language in self.languages:
            for name in _IN_WORDS:
                area = forms.Textarea(attrs={"rows": 4, "lang": language})
                self.fields[f"{name}_{language}"] = forms.CharField(
                    max_length=_TEXT, required=False, widget=area
                )
        _label(self)

    def facts(self) -> Facts:
        """What was typed in, as a value. Wants a valid form."""
        given = self.cleaned_data
        scope = Scope(
            tuple(given["people"]),
            tuple(given["kinds"]),
            tuple(given["places"]),
            given["first"],
            given["last"],
        )
        words: dict[str, Said] = {
            language: Said(**{name: given[f"{name}_{language}"] for name in _IN_WORDS})
            for language in self.languages
        }
        plain = {name: given[name] for name in _PLAIN}
        return Facts(nature=tuple(given["nature"]), scope=scope, said=words, **plain)


class Untold(forms.Form):
    """Why the persons are not written to."""

    untold = forms.ChoiceField()

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        choices = [("", said("breach choose")), *((each, said(f"breach untold {each}")) for each in UNTOLD)]
        self.fields["untold"] = forms.ChoiceField(choices=choices)
        _label(self)


class Spare(forms.Form):
    """Why the authority need not be told."""

    because = forms.CharField(max_length=_TEXT, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **{**named, "auto_id": "spare_%s"})
        _label(self)
        self.fields["because"].label = said("breach spare why")


def filled(facts: Facts) -> dict[str, Any]:
    """The facts as the form shows them."""
    scope = facts.scope
    words = {
        f"{name}_{language}": getattr(one, name) for language, one in facts.said.items() for name in _IN_WORDS
    }
    return {
        **{name: getattr(facts, name) for name in _PLAIN},
        "nature": list(facts.nature),
        "people": list(scope.people),
        "kinds": list(scope.kinds),
        "places": list(scope.places),
        "first": scope.first,
        "last": scope.last,
        **words,
    }


def _label(form: forms.Form) -> None:
    for name, field in form.fields.items():
        field.label = said(f"breach field {name}")
        field.error_messages["required"] = said("breach fill in")
