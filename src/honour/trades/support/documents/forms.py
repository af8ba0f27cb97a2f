"""What is asked of whoever gives a serial key."""

from typing import Any, Final

from django import forms

from honour.portal.templatetags.words import say

_LONGEST: Final = 500  # characters


class SerialKey(forms.Form):
    """A serial key of some software, or another short secret that support asked for."""

    serial = forms.CharField(
        max_length=_LONGEST, widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        field = self.fields["serial"]
        field.label, field.help_text = say("document serial"), say("document serial hint")
        field.error_messages["required"] = say("document give serial")
        field.error_messages["max_length"] = say("ticket too long", most=_LONGEST)
