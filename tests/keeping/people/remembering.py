"""Run on a site's folder that nobody serves: what a cache and the counts of tries do when many ask at once.

`python -m tests.keeping.people.remembering FOLDER` prints what was found, as JSON.
"""

import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

from honour.website.running import open_running

AT_ONCE = 12


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """What so many threads get who all begin together."""
    from django.db import connection

    gate = Barrier(AT_ONCE)

    def turn(number: int) -> Any:
        gate.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(turn, range(AT_ONCE)))


def main(folder: str) -> None:
    """Try everything once."""
    open_running(Path(folder))
    from django.core.cache import cache

    from honour.keeping.people import limits
    from honour.keeping.people.models import Remembered

    found: dict[str, Any] = {}
    found["added"] = at_once(lambda number: cache.add("one lock", number, 60)).count(True)
    cache.set("sum", 0, 60)
    at_once(lambda _: cache.incr("sum"))
    found["sum"] = cache.get("sum")
    limit = limits.Limit("a test", 5, 60)
    counted = at_once(lambda _: limits.count(limit, "ada@exemple.example", "127.0.0.1"))
    found["passed"] = sum(each is not None for each in counted)
    found["reached"] = limits.is_reached(limit, "ada@exemple.example", "127.0.0.1")
    found["elsewhere"] = limits.count(limit, "ada@exemple.example", "127.0.0.2") is not None
    limits.give_back(next(each for each in counted if each is not None))
    found["given back"] = [limits.count(limit, "ada@exemple.example", "127.0.0.1") is not None for _ in "ab"]
    cache.set("gone", "canary", 60)
    Remembered.objects.update(expires="2026-01-01T00:00:00Z")
    found["after its time"] = cache.get("gone")
    found["added again"] = cache.add("one lock", "again", 60)
    try:
        cache.set("code", object(), 60)
    except TypeError as error:
        found["code"] = str(error)
    found["rows"] = [[row.key, json.dumps(row.value)] for row in Remembered.objects.all()]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
