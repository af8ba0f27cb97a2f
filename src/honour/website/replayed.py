"""That a restore was replayed: until then nothing is done, and nothing served, on what came back."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from honour.carrying_out.people import Ports
    from honour.wiring.records import SiteRecords


class NotReplayed(Exception):
    """A restore brought back what was erased since, and nobody has replayed that yet. The message names the
    remedy.
    """


def refuse_unreplayed(records: "SiteRecords", ports: "Ports | None") -> None:
    """Nothing is done on a site that a restore brought back, its stores (if given) or its state.

    Raises NotReplayed.
    """
    from honour.carrying_out.replay import marks
    from honour.plans.replay import behind

    pending = records.ledger.restore()
    if pending is not None and pending.kind == "restore begun":
        raise NotReplayed(f"a restore was not finished: run `honour restore {pending.facts['file']}` again")
    borne = marks(ports) if ports is not None else {}
    if max(borne.values(), default=0) > records.ledger.last:
        records.ledger.read_again()  # another program may have told it of an act since
    if max(borne.values(), default=0) > records.ledger.last:
        raise NotReplayed(
            "the replay ledger is missing or older than the stores: put it back from its second place or a"
            " copy; if it is lost for good, run `honour restored`, which says what that means"
        )
    stores = behind(records.ledger.acts(), borne)
    names = [*stores, *(["the site's own state"] if records.came_back() else [])]
    if names or pending is not None:
        what = ", ".join(names) or "this site"
        raise NotReplayed(
            f"{what} came back from a backup, and people who were erased since may be in it:"
            " run `honour restored` before anything else"
        )
