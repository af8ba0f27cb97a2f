"""The template tag `say`: a sentence of a page in the person's language; an unknown one is an error."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django import template
from django.apps import apps
from django.utils import translation

from honour.promises.languages import Wording

register = template.Library()


@register.simple_tag
def say(key: str, **named: object) -> str:
    """What stands under `key` in the language of the request, with what is in braces filled in. Raises
    KeyError.
    """
    worded = _said()[key]
    said = worded.fr if translation.get_language() == "fr" else worded.en
    return said.format(**named) if named else said


@register.simple_tag
def say_act(name: str) -> str:
    """What the act of an entry is called, as each place that does one says it."""
    return say(f"act {name}" if f"act {name}" in _said() else "act other")


@cache
def _said() -> Mapping[str, Wording]:
    """The words of every place that has some, each found by its name: a place is deleted with its folder.

    Raises ValueError where two places mean different things by one key.
    """
    said: dict[str, Wording] = {}
    for place in apps.get_app_configs():
        name = f"{place.name}.words"
        if place.name.startswith("honour.") and find_spec(name):
            words = import_module(name).WORDS
            if twice := said.keys() & words.keys():
                raise ValueError(f"{name} says what another place says already: {sorted(twice)}")
            said |= words
    return said
