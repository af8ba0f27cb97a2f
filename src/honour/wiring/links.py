"""Binds the check of links to whoever asks the pages."""

from collections.abc import Iterator, Sequence
from typing import Final

from honour.connectors.http.addresses import NotAsked
from honour.connectors.http.asking import Bounds, ask
from honour.promises.findings import Finding
from honour.promises.linked import addresses_of
from honour.promises.policy import Policy
from honour.wiring.doors import doors_of

_OK: Final = 200
_ASKS: Final = {"User-Agent": "Mozilla/5.0 (compatible; Honour link check)", "Accept": "text/html, */*"}
_MEND: Final = "write the address that this page has now"


def dead_links(policy: Policy, file: str, local: Sequence[str] = ()) -> Iterator[Finding]:
    """Each address of the policy whose page does not answer 200. Asks every one of them, and reads none.

    `local` names what may be asked although it is not on the public internet: `10.0.0.7:443`. Raises
    Unreadable.
    """
    bounds = Bounds(most=0, local=doors_of(local))
    for address, place in addresses_of(policy).items():
        try:
            answer = ask(address, bounds, _ASKS).status
        except NotAsked as refused:
            yield Finding(f"{file}: {place}", f"{address}: {refused}", _MEND)
            continue
        if answer != _OK:
            yield Finding(f"{file}: {place}", f"{address} answers {answer}", _MEND)
