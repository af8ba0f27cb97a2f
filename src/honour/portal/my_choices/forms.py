"""The form of directives after death."""

from typing import Any

from django import forms
from django.utils.functional import lazy

from honour.keeping.consents.sealed import WISHES
from honour.portal.templatetags.words import say
from honour.promises.policy import Policy

_said = lazy(say, str)


def leaves_directives(policy: Policy) -> bool:
    """Whether people can leave directives: by the French act, or because the policy says so."""
    return policy.after_death is not None or policy.site.publisher.country == "FR"


class Directives(forms.Form):
    """What is to become of the data, who sees to it, and anything else in the person's own words."""

    wish = forms.ChoiceField(
        label=_said("wish"),
        choices=[(each, _said(f"wish {each}")) for each in WISHES],
        error_messages={"required": _said("say a wish"), "invalid_choice": _said("say a wish")},
    )
    trusted = forms.CharField(
        label=_said("trusted person"), help_text=_said("trusted person help"), max_length=300, required=False
    )
    text = forms.CharField(
        label=_said("directive text"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Whoever is to be handed something has a name."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("wish") == "hand over" and not given.get("trusted", "").strip():
            self.add_error("trusted", say("name somebody"))
        return given
