"""What of the own network may be asked over HTTPS: each address, said by whoever runs the command."""

from collections.abc import Sequence

from honour.connectors.http.addresses import Door, door_of
from honour.promises.findings import Finding, Unreadable


def doors_of(local: Sequence[str]) -> frozenset[Door]:
    """Addresses with their ports (`10.0.0.7:8443`). Raises Unreadable."""
    try:
        return frozenset(door_of(each) for each in local)
    except ValueError:
        mend = "write an address and a port, such as 10.0.0.7:8443"
        raise Unreadable(Finding("--local", "this is no address of a machine", mend)) from None
