"""A table of a site that Honour runs, which it has of itself: whose its rows are, what its columns hold.

The house declares its own in `wiring.own_map`, a trade those that it brings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from honour.places.map import Becomes, Constant, NullMeans, Unique


@dataclass(frozen=True, slots=True)
class Holds:
    """What a column holds: the first of these fields that the policy declares, and none if it declares none.

    `becomes` is what an ended value becomes while its row stays; a column that may be null becomes that.
    """

    fields: tuple[str, ...]
    becomes: Becomes | None = None


def held(*fields: str, becomes: str | None = None) -> Holds:
    """What a column holds, and what it becomes."""
    return Holds(fields, None if becomes is None else Constant(becomes))


def once(*fields: str) -> Holds:
    """What a column holds in which no two rows may hold the same."""
    return Holds(fields, Unique())


NOTHING: Final = Holds(())
"""Nothing personal."""

NEVER: Final = Holds(("nothing that a policy can declare",))
"""Never written, whatever the policy says."""

Columns: TypeAlias = Mapping[str, Holds]


@dataclass(frozen=True, slots=True)
class Own:
    """A table of people's data: the way from its rows to the account's key, what its columns hold, the date
    from which their terms count, and the column that names the account of whoever wrote the row.

    `may_lie_ahead` says that this date is one on which something ends, not the day on which the row was made.
    """

    table: str
    path: tuple[str, ...]
    holds: Columns
    collected: str | None = None
    written_by: str | None = None
    may_lie_ahead: bool = False


@dataclass(frozen=True, slots=True)
class OwnEvent:
    """A date in a table of the site's own that happens to the person to whose key `path` leads. Of several
    rows the last counts.
    """

    name: str
    table: str
    column: str
    path: tuple[str, ...]
    null_means: NullMeans
    may_lie_ahead: bool = False
