"""`share`: to whom data go, when and why; or `with: nobody`."""

from dataclasses import dataclass, field

from honour.promises.findings import Position

NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Share:
    """One statement of `share`. `recipient` names one of the section `recipients`, or is `nobody`.

    `when` and `purpose` are words of the lexicon or of the section `words`.
    """

    data: tuple[str, ...]
    recipient: str
    when: str | None = None
    purpose: str | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)
