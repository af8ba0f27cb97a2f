"""Pages on one machine, work on another: `honour serve --web-only`, and `--worker-only` beside it. And one
process for both, whose worker breaks.
"""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.jobs.site_with_mail import HOST, PASSWORD, mailing
from tests.portal.my_rights.cast import until
from tests.post_office import PostOffice, post_office
from tests.running import honour, running, settle

ADA = "ada@exemple.example"
FORM = {"email": ADA, "username": "ada", "password1": PASSWORD, "read": "on"}


def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(
        sqlite3.connect(f"file:{folder}/data/honour.db?mode=ro", uri=True, timeout=20)
    ) as connection:
        return connection.execute(statement).fetchall()


def sent_to_ada(office: PostOffice) -> bool:
    return any(str(letter["To"]) == ADA for letter in office.letters.values())


def test_pages_alone_do_no_work_and_a_worker_alone_sends_the_letter(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    honour("new", folder, "--like", "support-desk")
    with post_office(tmp_path / "office") as office:
        mailing(folder, office)
        ports = settle(folder)
        environment = {**os.environ, **office.environment()}
        with running(folder, *ports, environment=environment, host=HOST, only="--web-only") as site:
            ada = site.browser()
            assert ada.send("/account/signup/", FORM).status == 302
            for _ in range(50):
                assert ada.get("/privacy").status == 200
            assert rows(folder, "SELECT state FROM keeping_letters_letter") == [("waiting",)]
            assert rows(folder, "SELECT name FROM jobs_worker") == [], "nobody works here"
            assert office.tell() == []
            words = [sys.executable, "-m", "honour.command", "serve", "--worker-only", "--site", str(folder)]
            with subprocess.Popen(words, env=environment) as worker:
                try:
                    office.wait(sent_to_ada)
                    assert ada.get("/privacy").status == 200
                    assert rows(folder, "SELECT name, fence FROM jobs_worker") == [("worker-1", 1)], (
                        "the first that ever worked: the pages had not"
                    )
                finally:
                    worker.terminate()
                    worker.wait(60)


def test_where_a_worker_breaks_beside_its_pages_another_does_its_work(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")

    def renamed(before: str, after: str) -> None:
        with closing(sqlite3.connect(folder / "data/honour.db", timeout=60)) as connection:
            connection.execute(f"ALTER TABLE {before} RENAME TO {after}")

    with running(folder, *settle(folder)) as site:
        until(
            lambda: rows(folder, "SELECT outcome FROM jobs_schedule WHERE name = 'heartbeat'") == [("done",)]
        )
        assert rows(folder, "SELECT fence FROM jobs_worker") == [(1,)]
        renamed("workflow_status", "elsewhere")
        assert site.browser().send("/account/signup/", FORM).status == 302
        until(lambda: "Unexpected exit" in site.log())
        renamed("elsewhere", "workflow_status")
        until(lambda: rows(folder, "SELECT state FROM keeping_letters_letter") == [("sent",)])
        assert rows(folder, "SELECT fence > 1 FROM jobs_worker") == [(1,)]
