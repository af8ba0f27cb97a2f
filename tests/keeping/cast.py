"""Who the tests are about: François, whose invoices stay, and Zoé, of whom nothing is asked."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from honour.carrying_out.ports import Held, Intent, Json, Outcome, Subject
from honour.places.personal import Personal

NOW = datetime(2026, 12, 1, 9, 30, 20, tzinfo=UTC)
LATER = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)
ADDRESS = "https://Shop.example"
DUE = date(2027, 1, 4)
LAST_DAY = date(2036, 12, 31)

FRANÇOIS = Subject("customer", ("f" * 32, "e" * 32), ("d" * 32,))
ZOÉ = Subject("customer", ("c" * 32,), ())

# Values that must never lie in clear in the engine's state.
CANARIES = (
    "ftremblay-canary@example.org",
    "+1-514-721-4711-canary",
    "because-François-canary-asked",
    "row-key-canary",
)

_BLANKED: Mapping[str, Json] = {
    "id": "1",
    "place": "main.Customer",
    "act": "blank",
    "fields": ["e-mail", "telephone"],
    "columns": ["Email"],
    "count": 1,
}
_NOTHING: Mapping[str, Json] = {
    "id": "2",
    "place": "main.Note",
    "act": "delete",
    "fields": ["ticket text"],
    "columns": [],
    "count": 0,
}
PLAN: Mapping[str, Json] = {"steps": [_BLANKED, _NOTHING], "stays": [{"place": "main.Invoice"}]}


def erasure(name: str = "i1", request: str = "r1", subject: Subject | None = FRANÇOIS) -> Intent:
    """An erasure about to begin, with François's values sealed in it."""
    return Intent(
        id=name,
        request=request,
        act="erase" if subject else "sweep",
        subject=subject,
        plan=PLAN,
        digest="a" * 64,
        policy="b" * 64,
        sealed=Personal({"values": [CANARIES[0], CANARIES[1]], "keys": [3]}),
        opened=NOW,
        by="os:ana",
        why=Personal(CANARIES[2]),
    )


def invoices(last: date | None = LAST_DAY, place: str = "main.Invoice") -> Held:
    """Seven invoices that stay."""
    return Held(
        place=place,
        fields=("invoice", "name"),
        count=7,
        statement="keep.2",
        source="C. com. L123-22",
        first_ends=date(2031, 12, 31),
        last_ends=last,
        keys=Personal([CANARIES[3], 98]),
    )


def done(*held: Held) -> Outcome:
    """What came of the erasure."""
    return Outcome({"1": 1, "2": 0}, held, looked_again=True)
