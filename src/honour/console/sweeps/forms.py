"""The form of a hold, and that of its end."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from honour.console.sweeps.words import said


class Hold(forms.Form):
    """Whose data are held, which kinds, why, and by when somebody looks at it again."""

    whom = forms.CharField(max_length=300)
    kinds = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    why = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    review = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, today: date, kinds: Sequence[tuple[str, str]], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.today = today
        self.fields["kinds"].choices = list(kinds)  # type: ignore[attr-defined]  # a choice field's own
        for name in self.fields:
            self.fields[name].label = said(f"hold form {name}")
        self.fields["whom"].help_text = said("hold form whom help")
        self.fields["kinds"].help_text = said("hold form kinds help")

    def clean_review(self) -> date:
        """A day to come."""
        review: date = self.cleaned_data["review"]
        if review <= self.today:
            raise forms.ValidationError(said("hold review past"))
        return review


class Release(forms.Form):
    """Why a hold ends."""

    why = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["why"].label = SafeString(said("hold form why"))
