"""What opens the sealed values among a site's own tables, when their person is shown what is held."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from honour.carrying_out.people import Opener
from honour.carrying_out.stores import Keys
from honour.keeping.consents.sealed import opened
from honour.keeping.keys.sealing import EpochKeys
from honour.places.selections import Scalar, Table
from honour.wiring.own_map import MAIN

_DIRECTIVES: Final = Table(MAIN, "keeping_consents_directive")


def openers(keys: EpochKeys) -> Mapping[Table, Opener]:
    """What opens what, by table; with the keys of the site."""
    return {_DIRECTIVES: partial(_directive, keys)}


def _directive(keys: EpochKeys, whose: Keys, column: str, value: Scalar) -> Scalar:
    """A value of the directives of whoever has these rows. Raises StateRefused where it is another's."""
    return opened(keys, [key[0] for key in whose.reveal() if isinstance(key[0], int)], column, value)
