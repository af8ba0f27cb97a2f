"""The template tags of every page: `say`, a sentence in the person's language, an unknown one is an error;
and `url`, which is Django's own.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django import template
from django.apps import apps
from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as djangos_url
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from honour.promises.languages import Wording
from honour.publishing.typography import typeset

register = template.Library()


@register.simple_tag
def say(key: str, **named: object) -> str:
    """What stands under `key` in the language of the request, with what is in braces filled in. Raises
    KeyError.
    """
    worded = _said()[key]
    french = translation.get_language() == "fr"
    said = _set(worded.fr) if french else worded.en
    return said.format(**named) if named else said


@cache
def _set(said: str) -> str:
    """French set in type: no line breaks before its double punctuation."""
    return typeset(said, french=True)


class Address(Node):
    """The address of a page that needs no more than its name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, _context: Context) -> str:
        """It, as it stands in a page."""
        return _address(self.name)


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """Django's `url`, which looks an address up once for all where the name is all it needs: the frame of a
    page has some twenty, and they took a sixth of its time.
    """
    node: URLNode = djangos_url(parser, token)
    name = node.view_name.var
    if isinstance(name, str) and not (node.view_name.filters or node.args or node.kwargs or node.asvar):
        return Address(name)
    return node


@cache
def _address(name: str) -> str:
    return escape(reverse(name))


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
