"""What a member of staff says before a file opens: who is meant, in which role, for what, and why."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils import translation

from honour.console.people.words import said
from honour.keeping.at_work import the_site
from honour.keeping.people.staff import Staff
from honour.plans.seeing import kinds_seen, purposes_of
from honour.promises.collect import purpose_noun_to_others
from honour.promises.languages import Language
from honour.publishing.typography import typeset

_SHORTEST: Final = 5  # characters of a reason
_LONGEST: Final = 500


def seen_by(role: str) -> Mapping[str, frozenset[str]]:
    """The purposes for which a role sees something, each with the kinds of data."""
    policy = the_site().carried
    return purposes_of(policy, kinds_seen(policy, role))


class Look(forms.Form):
    """Role and purpose are one choice where several roles are held: `role|purpose`."""

    who = forms.CharField(
        max_length=254, widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
    )
    task = forms.ChoiceField()
    why = forms.CharField(min_length=_SHORTEST, max_length=_LONGEST, widget=forms.Textarea({"rows": 2}))

    def __init__(self, staff: Staff, data: Any = None) -> None:
        super().__init__(data)
        self.opens = [(role, purpose) for role in staff.roles for purpose in seen_by(role)]
        several = len({role for role, _ in self.opens}) > 1
        named = [(f"{role}|{purpose}", self._task(role, purpose, several)) for role, purpose in self.opens]
        self.fields["task"] = forms.ChoiceField(choices=[("", said("people choose")), *named])
        for key, field in self.fields.items():
            field.label = said(f"people {key}")
            field.help_text = said(f"people {key} hint")
            field.error_messages |= {"required": said(f"people give {key}")}
        self.fields["why"].error_messages["min_length"] = said("people give why")

    @property
    def role(self) -> str:
        """The role that was chosen."""
        return str(self.cleaned_data["task"]).partition("|")[0]

    @property
    def purpose(self) -> str:
        """The purpose that was chosen, by the policy's word."""
        return str(self.cleaned_data["task"]).partition("|")[2]

    def said_purpose(self, purpose: str) -> str:
        """A purpose, in the policy's words."""
        language = _language()
        return typeset(
            purpose_noun_to_others(the_site().carried.vocabulary.purposes[purpose], language),
            language == "fr",
        )

    def said_role(self, role: str) -> str:
        """A role, in the policy's words."""
        known = the_site().carried.vocabulary.roles.get(role)
        return (
            role
            if known is None
            else typeset(known.en if _language() == "en" else known.fr, _language() == "fr")
        )

    def other_purposes(self, role: str, purpose: str) -> list[str]:
        """For what else this role may open the file."""
        return [self.said_purpose(each) for each in seen_by(role) if each != purpose]

    def _task(self, role: str, purpose: str, several: bool) -> str:
        return (
            f"{self.said_purpose(purpose)} ({self.said_role(role)})"
            if several
            else self.said_purpose(purpose)
        )


class Trace(forms.Form):
    """Whose file it is about, and why it is asked who read it."""

    who = Look.base_fields["who"]
    why = forms.CharField(min_length=_SHORTEST, max_length=_LONGEST, widget=forms.Textarea({"rows": 2}))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for key, field in self.fields.items():
            field.label = said(f"people {key}" if key == "who" else "acts why")
            field.help_text = said(f"people {key} hint")
            field.error_messages |= {"required": said(f"people give {key}")}
        self.fields["why"].error_messages["min_length"] = said("people give why")


def _language() -> Language:
    return "fr" if translation.get_language() == "fr" else "en"
