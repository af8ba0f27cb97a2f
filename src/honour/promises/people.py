"""`people`: the groups of people whose data a site holds."""

from dataclasses import dataclass, field

from honour.promises.findings import Position


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people, by what makes somebody belong to it: `customer: {who: has an account}`."""

    name: str
    who: str
    at: Position = field(default=Position("", 0, 0), compare=False)
