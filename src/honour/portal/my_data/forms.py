"""The forms by which a person corrects the account: one field for each that the policy declares."""

import re
from collections.abc import Mapping
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django import forms

from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person
from honour.portal.account.forms import USER_NAME
from honour.portal.frame import LANGUAGES
from honour.portal.my_data.finding import language_of_page
from honour.portal.templatetags.words import say
from honour.promises.data import is_document
from honour.publishing.typography import typeset

TABLE: Final = f"main.{Person._meta.db_table}"
"""The table of accounts, as the site's own map names it."""

FIELDS: Final[Mapping[str, str]] = {
    "name": "name",
    "first_name": "first name",
    "telephone": "telephone",
    "postal_address": "postal address",
    "language": "language",
}
"""Columns that a person corrects, with the field of the vocabulary that each holds."""

_FILL: Final = {
    "name": "family-name",
    "first_name": "given-name",
    "telephone": "tel",
    "postal_address": "street-address",
}
"""What a browser may fill in (HTML, autofill)."""

_TELEPHONE: Final = re.compile(r"\+?[\d\s./()-]{3,40}")


def declares(column: str) -> bool:
    """Whether the policy lets a column of the account hold anything."""
    return column not in the_site().never.get(Person._meta.db_table, frozenset())


def is_asked(column: str) -> bool:
    """Whether the policy collects what a column of the account holds by itself, and not on a document alone:
    whoever needs an address for an invoice asks for it with the order.
    """
    policy = the_site().policy
    kinds = {kind for line in policy.collect for kind in line.data}
    return column == "language" or any(
        FIELDS[column] in policy.data[kind].fields and not is_document(policy.data[kind], policy.vocabulary)
        for kind in kinds
    )


class Correct(forms.Form):
    """What the account holds, to be written anew."""

    name = forms.CharField(max_length=200, required=False)
    first_name = forms.CharField(max_length=200, required=False)
    telephone = forms.CharField(max_length=40, required=False)
    postal_address = forms.CharField(max_length=1000, required=False, widget=forms.Textarea({"rows": 4}))
    language = forms.ChoiceField(required=False)

    def __init__(self, person: Person, data: Any = None) -> None:
        self.person = person
        super().__init__(data, initial={name: getattr(person, name) for name in FIELDS})
        for name in list(self.fields):
            if not declares(name) or not (is_asked(name) or getattr(person, name)):
                del self.fields[name]
        for name, field in self.fields.items():
            field.label = label(FIELDS[name])
            whole = name == "name" and "first_name" not in self.fields
            field.widget.attrs |= {"autocomplete": "name" if whole else _FILL.get(name, "off")}
            most = getattr(field, "max_length", None)
            if most:
                field.error_messages["max_length"] = say("data too long", most=most)
        if "language" in self.fields:
            chosen = [(each, LANGUAGES[each]) for each in the_site().policy.site.languages]
            self.fields["language"].label = say("data language of letters")
            self.fields["language"].choices = [("", say("data language as used")), *chosen]  # type: ignore[attr-defined]  # of a choice

    @property
    def changed(self) -> list[str]:
        """The columns whose value is another now."""
        return [name for name in self.fields if self.cleaned_data[name] != getattr(self.person, name)]

    def clean_telephone(self) -> str:
        """A number, or nothing."""
        written = str(self.cleaned_data["telephone"]).strip()
        if written and not _TELEPHONE.fullmatch(written):
            raise forms.ValidationError(say("data telephone wrong"))
        return written

    def clean_postal_address(self) -> str:
        """Lines of text, as every system writes their ends."""
        return "\n".join(str(self.cleaned_data["postal_address"]).split("\r\n")).strip()


class UserName(forms.Form):
    """The name that one signs in by."""

    username = forms.CharField(max_length=150)

    def __init__(self, person: Person, data: Any = None) -> None:
        self.person = person
        super().__init__(data)
        field = self.fields["username"]
        field.label, field.help_text = say("data new user name"), say("user name hint")
        field.error_messages["required"] = say("give user name")
        field.widget.attrs |= {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}

    def clean_username(self) -> str:
        """One that can be no address, and that nobody else has."""
        written = str(self.cleaned_data["username"]).lower()
        if not USER_NAME.fullmatch(written):
            raise forms.ValidationError(say("user name wrong"))
        if written == self.person.username:
            raise forms.ValidationError(say("data user name same"))
        return str(get_adapter().clean_username(written))


def label(name: str) -> str:
    """A field's noun, as a label begins."""
    language = language_of_page()
    field = the_site().policy.vocabulary.fields[name]
    noun = typeset((field.en if language == "en" else field.fr)[0], language == "fr")
    return noun[:1].upper() + noun[1:]
