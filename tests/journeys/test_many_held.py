"""Very many people who are held at once: a sweep spares them all, and takes what is nobody's to keep."""

import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.journeys.hosting import founded, policy
from tests.journeys.shop import Shop

MANY: Final = 1500
IN_JULY: Final = "2027-07-01T09:00+02:00"
PEOPLE: Final = ", ".join(
    f"({n}, 'P', 'p{n}@hosting.example', '01', '2020-05-04')" for n in range(3, 3 + MANY)
)
SIGN_INS: Final = ", ".join(f"({n}, {n}, '2026-11-20', '198.51.100.7')" for n in range(3, 3 + MANY))
FILLED: Final = f"INSERT INTO customers VALUES {PEOPLE};\nINSERT INTO sign_ins VALUES {SIGN_INS};\n"

HOLDING: Final = f"""
import argparse, pathlib, uuid
from honour.carrying_out.people import find, keys_json
from honour.carrying_out.ports import PersonHold
from honour.command.opening import opened
from honour.places.personal import Personal
with opened(argparse.Namespace(site=pathlib.Path(".")), alone=True) as site:
    for number in range(3, 3 + {MANY}):
        match = find(site.ports, Personal(f"customer:{{number}}"))
        keys = Personal(keys_json(match.keys))
        kinds = ("connection",) if number % 2 else ()
        hold = PersonHold(uuid.uuid4().hex, "restricted", match.subject, kinds, None, site.now, keys)
        site.records.place_hold(hold, "os:test", site.now)
"""


def hold_all(site: Shop) -> None:
    """Hold each of the many, in one process: so many runs of `honour restrict` would last too long."""
    ran = subprocess.run(
        [sys.executable, "-c", HOLDING],
        cwd=site.site,
        env=site.environment("2026-12-01T09:30+00:00"),
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()


def test_a_sweep_spares_very_many_people_who_are_held(tmp_path: Path) -> None:
    site = founded(tmp_path, policy(allow="access: {how: e-mail}"))
    for statement in filter(str.strip, FILLED.split(";\n")):
        site.sql(statement)
    hold_all(site)
    told = site.really("sweep", now=IN_JULY)
    assert told.code == 0, told
    left = site.sql("SELECT customer_id FROM sign_ins ORDER BY customer_id")
    assert [row[0] for row in left] == list(range(3, 3 + MANY)), (
        "Ada's and Bo's are gone, of the held none is"
    )
