"""What staff type in of a demand. Only whom it is about is required: what lacks is said on its page."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms

from honour.console.disclosures.words import said
from honour.keeping.at_work import the_site
from honour.places.terms import local_day
from honour.plans.disclose import AUTHORITIES, FORMS, GROUNDS, MEANS, REFUSALS, Demand, Ground, Item
from honour.plans.share import receivers_of_rights
from honour.promises.languages import Language
from honour.promises.policy import Policy
from honour.promises.recipients import presented
from honour.publishing.typography import typeset

_LINE: Final = 300  # characters
_TEXT: Final = 5_000
_OF: Final[dict[Ground, frozenset[str]]] = {
    "authority": frozenset({"until", "recipient"}),
    "preservation": frozenset({"dated_items", "first", "last", "means", "recipient"}),
    "own rights": frozenset(
        {"authority", "agreement", "form", "provision", "signatory", "dated", "until", "secret", "secrecy"}
    ),
}
"""The fields that a ground has no use for."""


class New(forms.Form):
    """On which ground, about whom, and when the demand came."""

    ground = forms.ChoiceField(widget=forms.RadioSelect)
    whom = forms.CharField(max_length=254)
    received = forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        choices = [(each, said(f"ground {each}")) for each in GROUNDS]
        self.fields["ground"] = forms.ChoiceField(choices=choices)
        _label(self)
        self.fields["whom"].help_text = said("disclosure whom hint")

    def clean_received(self) -> date:
        """Not after today."""
        day: date = self.cleaned_data["received"]
        site = the_site()
        if day > local_day(site.now(), site.policy.site.time_zone):
            raise forms.ValidationError(said("disclosure received later"))
        return day


class Ask(forms.Form):
    """The demand itself."""

    authority = forms.ChoiceField(required=False)
    name = forms.CharField(max_length=_LINE, required=False)
    recipient = forms.ChoiceField(required=False)
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        required=False,
        max_length=2,
        widget=forms.TextInput(attrs={"size": 2, "autocapitalize": "characters"}),
    )
    agreement = forms.CharField(max_length=_LINE, required=False)
    provision = forms.CharField(max_length=_LINE, required=False)
    form = forms.ChoiceField(required=False)
    reference = forms.CharField(max_length=_LINE, required=False)
    signatory = forms.CharField(max_length=_LINE, required=False)
    dated = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    standing_items = forms.MultipleChoiceField(required=False)
    dated_items = forms.MultipleChoiceField(required=False)
    first = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    last = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    until = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    secret = forms.DateField(
        required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    secrecy = forms.CharField(max_length=_LINE, required=False)
    means = forms.ChoiceField(required=False)
    check = forms.CharField(max_length=_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(
        self,
        ground: Ground,
        items: Sequence[Item],
        policy: Policy,
        language: Language,
        *args: Any,
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self.ground = ground
        nothing = ("", said("disclosure choose"))
        self.fields["authority"] = forms.ChoiceField(
            choices=[nothing, *((each, said(f"authority {each}")) for each in AUTHORITIES)], required=False
        )
        self.fields["form"] = forms.ChoiceField(
            choices=[nothing, *((each, said(f"form {each}")) for each in FORMS)], required=False
        )
        self.fields["means"] = forms.ChoiceField(
            choices=[nothing, *((each, said(f"means {each}")) for each in MEANS)], required=False
        )
        receiving = [(each.key, presented(each, language)) for each in receivers_of_rights(policy)]
        self.fields["recipient"] = forms.ChoiceField(choices=[nothing, *receiving], required=False)
        choices = [(str(item), item_in_words(policy, item, language)) for item in items]
        for name in ("standing_items", "dated_items"):
            self.fields[name] = forms.MultipleChoiceField(
                choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
        for name in _OF[ground] | (frozenset() if receiving else {"recipient"}):
            del self.fields[name]
        order = list(Ask.base_fields)
        self.order_fields(order)
        _label(self)
        for name in ("check", "country", "agreement", "means", "secret", "until"):
            if name in self.fields:
                self.fields[name].help_text = said(f"disclosure hint {name}")
        if ground == "preservation":
            self.fields["standing_items"].label = said("disclosure field preserved items")

    def clean_country(self) -> str:
        """Its two letters as capitals."""
        code: str = self.cleaned_data["country"]
        return code.upper()

    def demand(self) -> Demand:
        """What was typed in, as a value. Wants a valid form."""
        given = self.cleaned_data
        standing = [_item(each, False) for each in given.get("standing_items", ())]
        dated = [_item(each, True) for each in given.get("dated_items", ())]
        rest = {
            name: value
            for name, value in given.items()
            if name not in ("standing_items", "dated_items") and value not in (None, "")
        }
        return Demand(self.ground, items=(*standing, *dated), **rest)


class Refuse(forms.Form):
    """Why a demand is refused."""

    refusal = forms.ChoiceField()
    reason = forms.CharField(max_length=_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        choices = [("", said("disclosure choose")), *((each, said(f"refusal {each}")) for each in REFUSALS)]
        self.fields["refusal"] = forms.ChoiceField(choices=choices)
        _label(self)
        self.fields["reason"].help_text = said("disclosure hint reason")

    def clean(self) -> dict[str, Any]:
        """Another reason than those of the list is said in words."""
        given = super().clean() or {}
        if given.get("refusal") == "other" and not given.get("reason"):
            self.add_error("reason", said("disclosure say why"))
        return given


def filled(demand: Demand, here: str) -> dict[str, Any]:
    """A demand as the form shows it. `here` is the publisher's country, where most of them come from."""
    named = {name: getattr(demand, name) for name in Ask.base_fields if hasattr(demand, name)}
    return named | {
        "country": demand.country or here,
        "standing_items": [str(item) for item in demand.items if not item.dated],
        "dated_items": [str(item) for item in demand.items if item.dated],
    }


def item_in_words(policy: Policy, item: Item, language: Language) -> str:
    """A field of a kind of data, as staff read it: the field, and the policy's own word for the kind."""
    field = policy.vocabulary.fields.get(item.field)
    noun = item.field if field is None else field.en[0] if language == "en" else field.fr[0]
    return typeset(f"{noun} ({item.kind})", language == "fr")


def _item(written: str, dated: bool) -> Item:
    kind, _, field = written.rpartition("/")
    return Item(kind, field, dated)


def _label(form: forms.Form) -> None:
    for name, field in form.fields.items():
        field.label = said(f"disclosure field {name}")
        field.error_messages["required"] = said("disclosure fill in")
