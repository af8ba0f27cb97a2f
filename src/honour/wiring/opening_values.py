"""What opens what lies sealed in a site's own tables, when its person is shown what is held."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from honour.carrying_out.people import Beside, Extra, Match, Opener, Ports
from honour.carrying_out.stores import Keys
from honour.keeping.consents.sealed import opened
from honour.keeping.disclosures.written import disclosures_file
from honour.keeping.keys.sealing import EpochKeys
from honour.places.selections import Scalar, Table
from honour.wiring.documents import files_of, opening
from honour.wiring.own_map import MAIN

_DIRECTIVES: Final = Table(MAIN, "keeping_consents_directive")


def openers(keys: EpochKeys) -> Mapping[Table, Opener]:
    """What opens what, by table; with the keys of the site."""
    of_trades = {Table(MAIN, name): opener for name, opener in opening(keys).items()}
    return {_DIRECTIVES: partial(_directive, keys), **of_trades}


def beside(account: str, keys: EpochKeys, site: Path) -> Beside:
    """What opens what was demanded of somebody's data, and what a holder of an account wrote to the site,
    with its answers; and the documents that he gave, which lie in the site's folder. `account` is the kind of
    people who have one: empty in a process that was not told of their tables.
    """

    def opened_for(ports: Ports, matches: Sequence[Match], now: datetime) -> Extra:
        demanded = disclosures_file(keys, ports, matches, now)
        if not account:
            return Extra(demanded)
        from honour.keeping.messages.written import messages_file  # its models are people's

        his = (match.keys for match in matches if match.person.kind == account)
        given = chain.from_iterable(files_of(site, keys, whose) for whose in his)
        return Extra({**messages_file(matches, account, keys, now), **demanded}, given)

    return opened_for


def _directive(keys: EpochKeys, whose: Keys, column: str, value: Scalar) -> Scalar:
    """A value of the directives of whoever has these rows. Raises StateRefused where it is another's."""
    return opened(keys, [key[0] for key in whose.reveal() if isinstance(key[0], int)], column, value)
