"""`data`: kinds of data, each a list of fields and the people whose data it is."""

from dataclasses import dataclass, field

from honour.promises.findings import Position


@dataclass(frozen=True, slots=True)
class Data:
    """A kind of data. `fields` are names of the fields' vocabulary; `of` names groups of `people`."""

    name: str
    fields: tuple[str, ...]
    of: tuple[str, ...]
    at: Position = field(default=Position("", 0, 0), compare=False)
