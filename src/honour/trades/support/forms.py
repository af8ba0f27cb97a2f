"""What is asked of whoever opens a ticket, writes into one, or handles it."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms

from honour.keeping.at_work import the_site
from honour.keeping.people.models import Level, Person
from honour.places.terms import local_day, start_of_day
from honour.trades.support.handling import clears_on_request
from honour.trades.support.models import LONGEST_TITLE
from honour.trades.support.words import said

LONGEST: Final = 20_000  # characters of a text
_REASON: Final = 500
_DAY: Final = timedelta(days=1)


class _Worded(forms.Form):
    """A form whose fields are worded by `ticket NAME`; `hinted` are those with a hint, `ticket NAME hint`."""

    hinted: tuple[str, ...] = ()

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for key, field in self.fields.items():
            field.label = said(f"ticket {key}")
            if field.required:
                field.error_messages["required"] = said(f"ticket give {key}")
            if key in self.hinted:
                field.help_text = said(f"ticket {key} hint")
            if isinstance(field, forms.CharField) and field.max_length:
                field.error_messages["max_length"] = said("ticket too long").format(most=field.max_length)


class Opening(_Worded):
    """A new ticket."""

    hinted: tuple[str, ...] = ("text",)
    title = forms.CharField(max_length=LONGEST_TITLE, widget=forms.TextInput({"autocomplete": "off"}))
    text = forms.CharField(max_length=LONGEST, widget=forms.Textarea({"rows": 10}))


class Asking(Opening):
    """A new ticket, for which cleared staff can be asked."""

    hinted = (*Opening.hinted, "cleared")
    cleared = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        if not clears_on_request(the_site().policy):
            del self.fields["cleared"]
            return
        field = self.fields["cleared"]
        assert isinstance(field, forms.ChoiceField)
        levels = [(level, said(f"ticket cleared {level}")) for level in Level.values]
        field.choices = [("", said("ticket cleared no")), *levels]
        field.error_messages["invalid_choice"] = said("ticket give cleared")


class Writing(_Worded):
    """Words that are added to a ticket by its author."""

    words = forms.CharField(max_length=LONGEST, widget=forms.Textarea({"rows": 6}))


class JoiningIn(Writing):
    """Words that somebody else adds to a public ticket: shown to all only if he says so."""

    shown = forms.BooleanField(required=False)


class Answering(_Worded):
    """An answer of staff."""

    answer = forms.CharField(max_length=LONGEST, widget=forms.Textarea({"rows": 8}))


class Noting(_Worded):
    """A note that staff write to one another."""

    hinted = ("note",)
    note = forms.CharField(max_length=LONGEST, widget=forms.Textarea({"rows": 4}))


class Canning(_Worded):
    """An answer that is given often, in both languages."""

    title_fr = forms.CharField(max_length=LONGEST_TITLE, widget=forms.TextInput({"lang": "fr"}))
    text_fr = forms.CharField(max_length=LONGEST, widget=forms.Textarea({"rows": 6, "lang": "fr"}))
    title_en = forms.CharField(max_length=LONGEST_TITLE, widget=forms.TextInput({"lang": "en"}))
    text_en = forms.CharField(max_length=LONGEST, widget=forms.Textarea({"rows": 6, "lang": "en"}))


class Reasoned(_Worded):
    """Why staff hide a ticket, or take one that a colleague has."""

    hinted = ("why",)
    why = forms.CharField(min_length=5, max_length=_REASON, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["why"].error_messages["min_length"] = said("ticket give why")


class Granting(_Worded):
    """Until when somebody may use the service: the last day, or none."""

    hinted = ("who", "last")
    who = forms.CharField(
        max_length=254, widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
    )
    last = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["last"].error_messages["invalid"] = said("ticket give last")
        self.person: Person | None = None

    def clean_who(self) -> str:
        """Somebody who is known by exactly this."""
        who = str(self.cleaned_data["who"]).lower()
        by = {"email": who} if "@" in who else {"username": who}
        self.person = Person.objects.filter(closed=None, **by).first()
        if self.person is None:
            raise forms.ValidationError(said("ticket nobody"))
        return who

    def clean_last(self) -> datetime | None:
        """The last second of the last day, in the site's zone."""
        last = self.cleaned_data["last"]
        if last is None:
            return None
        site = the_site()
        zone = site.policy.site.time_zone
        if last <= local_day(site.now(), zone):
            raise forms.ValidationError(said("ticket last past"))
        return start_of_day(last + _DAY, zone) - timedelta(seconds=1)
