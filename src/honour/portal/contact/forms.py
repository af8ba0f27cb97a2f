"""The contact form. It asks for no more than an answer needs: an address, and what it is about."""

from typing import Any, Final

from django import forms

from honour.keeping.messages.kinds import BEHALVES, SUBJECTS
from honour.portal.templatetags.words import say

_LONGEST: Final = 5000  # characters: a page and a half


class Contact(forms.Form):
    """A message. Where somebody is signed in, his address is known and not asked for again."""

    subject = forms.ChoiceField()
    on_behalf = forms.ChoiceField(widget=forms.RadioSelect)
    email = forms.EmailField(max_length=254)
    name = forms.CharField(max_length=200, required=False)
    known_as = forms.CharField(max_length=254, required=False)
    text = forms.CharField(max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, signed_in: bool, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        fields = self.fields
        fields["subject"] = forms.ChoiceField(choices=[("", say("choose")), *_said("subject", SUBJECTS)])
        fields["on_behalf"] = forms.ChoiceField(
            choices=_said("behalf", BEHALVES), widget=forms.RadioSelect, initial="myself"
        )
        if signed_in:
            del fields["email"]
        for key, field in fields.items():
            field.label = say(f"contact {key}")
            field.error_messages |= {"required": say(f"give contact {key}")}
        fields["known_as"].help_text = say("contact known_as hint")
        fields["text"].help_text = say("contact text hint")
        fields["text"].error_messages["max_length"] = say("contact text long", most=_LONGEST)
        fields["name"].widget.attrs["autocomplete"] = "name"
        if "email" in fields:
            fields["email"].error_messages["invalid"] = say("contact e-mail wrong")
            fields["email"].help_text = say("contact email hint")
            fields["email"].widget.attrs |= {"autocomplete": "email", "spellcheck": "false"}


def _said(what: str, keys: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(key, say(f"{what} {key}")) for key in keys]
