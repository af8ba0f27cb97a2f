"""How much work a site does for who is known and for who is not: run on a site's folder that nobody serves.

`python -m tests.portal.counting_work FOLDER KNOWN UNKNOWN` prints, for each question and for both, the
status, a hash of the body, how many passwords were hashed, and whether rows were written.
"""

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from honour.website.running import open_running

FORGETS = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*')


@contextmanager
def hashes_counted() -> Iterator[list[int]]:
    """The calls of argon2 inside the context: `[how many]`."""
    import argon2

    library: Any = argon2  # a library's own functions are counted, and do their work
    counted, low, verify = [0], library.low_level.hash_secret, library.PasswordHasher.verify

    def hashing(*args: Any, **named: Any) -> Any:
        counted[0] += 1
        return low(*args, **named)

    def verifying(*args: Any, **named: Any) -> Any:
        counted[0] += 1
        return verify(*args, **named)

    library.low_level.hash_secret = hashing
    library.PasswordHasher.verify = verifying
    try:
        yield counted
    finally:
        library.low_level.hash_secret = low
        library.PasswordHasher.verify = verify


def asked(page: str, fields: dict[str, str]) -> dict[str, Any]:
    """What a page answers to a form, and what it cost: the answer that it leads to included."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    browser = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0], HTTP_ACCEPT_LANGUAGE="en")
    with hashes_counted() as hashes, CaptureQueriesContext(connection) as queries:
        answer = browser.post(page, fields, secure=True, follow=True)
    body = FORGETS.sub(rb"\1", answer.content).replace(fields.get("login", "\0").encode(), b"")
    body = body.replace(fields.get("identifier", "\0").encode(), b"")
    written = [each["sql"].split()[0] for each in queries.captured_queries]
    return {
        "status": answer.status_code,
        "body": hashlib.sha256(body).hexdigest(),
        "hashes": hashes[0],
        "inserts": min(1, written.count("INSERT")),
        "led": [where for where, _ in answer.redirect_chain],
    }


def main(folder: str, known: str, unknown: str) -> None:
    """Ask everything twice."""
    open_running(Path(folder))
    questions: dict[str, Callable[[str], dict[str, Any]]] = {
        "sign-in": lambda who: asked("/account/login/", {"login": who, "password": "quite wrong"}),
        "reset": lambda who: asked("/account/password/reset/", {"identifier": who}),
        "sign-up": lambda who: asked(
            "/account/signup/",
            {
                "email": who,
                "username": "newcomer-" + who.partition("@")[0],
                "password1": "un cheval traverse la nuit 7 Fois!",
                "read": "on",
            },
        ),
    }
    told = {name: {"known": ask(known), "unknown": ask(unknown)} for name, ask in questions.items()}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
