"""What opens what lies sealed in a site's own tables, when its person is shown what is held."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from honour.carrying_out.people import Beside, Match, Opener, Ports
from honour.carrying_out.stores import Keys
from honour.keeping.consents.sealed import opened
from honour.keeping.disclosures.written import disclosures_file
from honour.keeping.keys.sealing import EpochKeys
from honour.places.personal import Personal
from honour.places.selections import Scalar, Table
from honour.wiring.own_map import MAIN

_DIRECTIVES: Final = Table(MAIN, "keeping_consents_directive")


def openers(keys: EpochKeys) -> Mapping[Table, Opener]:
    """What opens what, by table; with the keys of the site."""
    return {_DIRECTIVES: partial(_directive, keys)}


def beside(account: str, keys: EpochKeys) -> Beside:
    """What opens what was demanded of somebody's data, and what a holder of an account wrote to the site,
    with its answers. `account` is the kind of people who have one: empty in a process that was not told of
    their tables.
    """

    def opened_for(ports: Ports, matches: Sequence[Match], now: datetime) -> Mapping[str, Personal[str]]:
        demanded = disclosures_file(keys, ports, matches, now)
        if not account:
            return demanded
        from honour.keeping.messages.written import messages_file  # its models are people's

        return {**messages_file(matches, account, keys, now), **demanded}

    return opened_for


def _directive(keys: EpochKeys, whose: Keys, column: str, value: Scalar) -> Scalar:
    """A value of the directives of whoever has these rows. Raises StateRefused where it is another's."""
    return opened(keys, [key[0] for key in whose.reveal() if isinstance(key[0], int)], column, value)
