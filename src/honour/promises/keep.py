"""`keep`: until when data are kept. A term ends a use (LANGUAGE, meaning 1)."""

from dataclasses import dataclass, field

from honour.promises.findings import Position
from honour.promises.grounds import Basis
from honour.promises.periods import Period

ROW_EVENTS = ("recorded", "invoice issued", "end of the financial year")
ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Ending:
    """One way a term ends: at `event`, or `after` it.

    `for: 6 months, since: recorded` is Ending("recorded", 6 months); `until: account closed` is
    Ending("account closed", None); `or: 2 years without sign-in` is Ending("last sign-in", 2 years).
    """

    event: str
    after: Period | None = None


@dataclass(frozen=True, slots=True)
class Keep:
    """One statement of `keep`. The earliest of `endings` ends it (LANGUAGE, meaning 1).

    `data` names kinds of the section `data`. `basis` is the statement's own, or the basis under which
    the kind is collected for that purpose. `warn` lists how long before the end the person is told.
    """

    data: tuple[str, ...]
    endings: tuple[Ending, ...]
    basis: Basis | None = None
    purpose: str | None = None
    of: str | None = None
    warn: tuple[Period, ...] = ()
    at: Position = field(default=Position("", 0, 0), compare=False)
