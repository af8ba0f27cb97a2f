"""Lists of a hundred thousand tickets: each page begins at a key of an index; none misses or repeats one."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.running import _with_tables, honour, settle

LISTED = '''
import json, sys
from pathlib import Path
from honour.website.running import open_running
site = open_running(Path(sys.argv[1]))
from django.db import connection
from django.test.utils import CaptureQueriesContext
from honour.keeping.people.models import Person
from honour.trades.support import listing
from honour.trades.support.models import Ticket
person = Person.objects.create_user("ada", "ada@exemple.example", joined=site.now())
with connection.cursor() as cursor:
    cursor.execute("""
        WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 99999)
        INSERT INTO support_ticket (reference, person_id, title, text, language, state, hidden_because,
            opened, visibility, published, waits, assigned, hidden)
        SELECT printf('%032d', n), {person}, 'Ticket ' || n, 'A pelican hums.', 'en', 'open', '',
            datetime('2026-01-01', (n / 3) || ' minutes'),
            iif(n % 3, 'private', 'public'),
            iif(n % 3, NULL, datetime('2026-03-01', (n / 20) || ' minutes')),
            iif(n % 4, NULL, datetime('2026-09-01', -(n / 9) || ' minutes')),
            iif(n % 5, '', 'me'),
            iif(n % 9, NULL, '2026-11-01 00:00:00')
        FROM n
    """.format(person=person.pk))
    cursor.execute("ANALYZE")
lists = {
    "public": lambda after: listing.public("", after),
    "own": lambda after: listing.of_person(person, after),
    "assigned": lambda after: listing.assigned_to("me", after),
    "waiting": listing.waiting,
    "untaken": lambda after: listing.waiting(after, untaken=True),
    "search": lambda after: listing.public("HUMS pelican", after),
}
told = {}
for name, asked in lists.items():
    after, seen, plans = "", [], []
    for _ in range(4):
        with CaptureQueriesContext(connection) as ran:
            page = asked(after)
        seen += [each.pk for each in page.tickets]
        after = page.next
        [query] = ran.captured_queries
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
            plans.append([row[3] for row in cursor.fetchall()])
    told[name] = {"seen": seen, "plans": plans}
def first(found):
    return list(found.values_list("pk", flat=True)[:80])
every = Ticket.objects
told["public"]["wanted"] = first(
    every.filter(visibility="public").filter(hidden=None).order_by("-published", "-id")
)
told["search"]["wanted"] = told["public"]["wanted"]
told["own"]["wanted"] = first(every.order_by("-opened", "-id"))
told["assigned"]["wanted"] = first(every.filter(assigned="me").order_by("-opened", "-id"))
told["waiting"]["wanted"] = first(every.exclude(waits=None).order_by("waits", "id"))
told["untaken"]["wanted"] = first(every.exclude(waits=None).filter(assigned="").order_by("waits", "id"))
print(json.dumps(told))
'''


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("listing") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    settle(folder)
    _with_tables(folder)
    ran = subprocess.run(
        [sys.executable, "-c", LISTED, str(folder)], capture_output=True, text=True, env=os.environ
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("name", ["public", "own", "assigned", "waiting", "untaken", "search"])
def test_pages_follow_one_another_and_each_is_one_search_of_an_index(told: dict[str, Any], name: str) -> None:
    listed = told[name]
    assert len(listed["wanted"]) == 80
    assert listed["seen"] == listed["wanted"]
    for plan in listed["plans"]:
        assert len(plan) == 1, plan
        assert plan[0].startswith("SEARCH support_ticket USING INDEX support_"), plan
