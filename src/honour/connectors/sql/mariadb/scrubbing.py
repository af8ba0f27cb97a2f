"""What a MariaDB server still holds of erased rows: said, and the tables written anew if asked.

Its files cannot be read through a connection, so nothing can be looked for there, before or after: the level
is "could not be checked" in every case (DESIGN, section 10). What may remain is said, and until when.
"""

from collections.abc import Callable, Sequence
from typing import Any

from honour.carrying_out.ports import Json, Scrubbed
from honour.places.personal import Personal

Ask = Callable[[str], Sequence[Any]]


def scrub(ask: Ask, values: Sequence[Personal[str]], rewrite: bool, tables: Sequence[str]) -> Scrubbed:
    """Write the tables anew if asked, which locks them against writers, and say what may remain."""
    rewritten = [name for name in tables if rewrite and _is_rewritten(ask, name)]
    facts: dict[str, Json] = {
        "looked for": 0,
        "never seen": len(values),
        "found": 0,
        "also in rows that stay": 0,
        "rewritten": [name.replace("`", "").replace("%%", "%") for name in rewritten],
        "may remain": _may_remain(ask, [name for name in tables if name not in rewritten]),
    }
    return Scrubbed("could not be checked", facts)


def _is_rewritten(ask: Ask, name: str) -> bool:
    """OPTIMIZE TABLE answers by rows, also where it did nothing."""
    told = ask(f"OPTIMIZE TABLE {name}")
    return any(kind == "status" and text == "OK" for _, _, kind, text in told)


def _may_remain(ask: Ask, as_they_were: Sequence[str]) -> list[Json]:
    [(binary_log, days)] = ask("SELECT @@log_bin, @@expire_logs_days")
    places = []
    if as_they_were:
        places.append(
            "tables and indexes: until their pages are written over, or OPTIMIZE TABLE (--physical)"
        )
    places.append("the undo log until it is purged, the redo log until it is written over")
    if binary_log:
        until = f"{days:g} days" if days else "as long as it is kept"
        places.append(f"the binary log and what replicas have of it: {until}")
    places.append("the server's logs, if they wrote statements down: as long as they are kept")
    return list(places)
