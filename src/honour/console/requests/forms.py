"""What staff type in: a request that came by post or telephone, whose it is, and what is decided."""

from datetime import date
from typing import Any, Final

from django import forms

from honour.console.requests.words import said
from honour.keeping.at_work import the_site
from honour.keeping.messages.kinds import ARTICLES, BEHALVES, CHANNELS, DECISIONS, SUBJECTS

_LONGEST: Final = 10_000  # characters


class TypeIn(forms.Form):
    """A request that came otherwise than by the form."""

    channel = forms.ChoiceField()
    received = forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    subject = forms.ChoiceField()
    on_behalf = forms.ChoiceField()
    language = forms.ChoiceField()
    name = forms.CharField(max_length=200, required=False)
    email = forms.EmailField(max_length=254, required=False)
    known_as = forms.CharField(max_length=254, required=False)
    text = forms.CharField(max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, today: date, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.today = today
        languages = the_site().policy.site.languages
        choices: dict[str, list[tuple[str, str]]] = {
            "channel": [(key, said(f"channel {key}")) for key in CHANNELS],
            "subject": [(key, said(f"typed {key}")) for key in SUBJECTS],
            "on_behalf": [(key, said(f"typed {key}")) for key in BEHALVES],
            "language": [(key, said(f"language {key}")) for key in languages],
        }
        for name, given in choices.items():
            self.fields[name] = forms.ChoiceField(choices=given)
        _label(self, "typed in")

    def clean_received(self) -> date:
        """Not after today: the clock runs from then."""
        day: date = self.cleaned_data["received"]
        if day > self.today:
            raise forms.ValidationError(said("received later"))
        return day


class Whose(forms.Form):
    """Whose request it is, by what the site knows somebody by."""

    whom = forms.CharField(max_length=254)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        _label(self, "whose")


class Decide(forms.Form):
    """What is decided, and what is said of it."""

    decision = forms.ChoiceField()
    article = forms.ChoiceField(required=False)
    text = forms.CharField(max_length=_LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["decision"] = forms.ChoiceField(
            choices=[("", said("choose decision")), *((each, said(f"decide {each}")) for each in DECISIONS)]
        )
        french = the_site().policy.site.publisher.country == "FR"
        articles = [(each, said(each)) for each in ARTICLES if french or each.startswith("GDPR")]
        self.fields["article"] = forms.ChoiceField(
            choices=[("", said("no article")), *articles], required=False
        )
        _label(self, "decide")
        self.fields["text"].help_text = said("decide text hint")

    def clean(self) -> dict[str, Any]:
        """Whatever keeps somebody waiting or says no is explained in words."""
        given = super().clean() or {}
        if given.get("decision") not in ("done", "shown", None) and not given.get("text"):
            self.add_error("text", said("say why"))
        return given


def _label(form: forms.Form, place: str) -> None:
    for name, field in form.fields.items():
        field.label = said(f"{place} field {name}")
        field.error_messages["required"] = said("fill this in")
