"""What a site writes of a connection: the closed list of its policy, and for so long (C22)."""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from tests.portal.visiting import demo, rows, sign_in, sign_up
from tests.website.test_own_tables import IN_SEVEN_MONTHS, copied, files_that_hold, swept

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HERE = "127.3.4.5"  # an address of this machine that nobody else asks from


@pytest.mark.promise("S0-16")
def test_the_address_and_the_browser_are_written_nothing_beside_and_gone_after_six_months(
    tmp_path: Path,
) -> None:
    with demo(tmp_path, "support-desk") as desk:
        sign_up(desk, "ines")
        told = {"User-Agent": FIREFOX, "Accept-Language": "fr"}
        desk.browser(HERE, **told).get("/privacy/", Referer="https://search.example/?q=secret")
        sign_in(desk, "ines@exemple.example", at=HERE, **told)
        page = unescape(desk.browser(**{"Accept-Language": "en"}).get("/privacy/").text)
        policy = re.sub(r"<[^>]+>", "", page).replace("\u00a0", " ")
        assert re.search(r"IP address and (your )?browser version", policy)
        assert not re.search(r"\betc\b|and so on|among others", policy)
        assert "six months" in policy
        names = [
            name for (name,) in rows(desk, "SELECT name FROM pragma_table_info('keeping_people_signin')")
        ]
        values = rows(desk, "SELECT * FROM keeping_people_signin WHERE address = ?", HERE)
        [written] = [dict(zip(names, row, strict=True)) for row in values]
        filled = {name for name, value in written.items() if value not in ("", None)}
        assert filled == {"id", "person_id", "at", "address", "browser", "device"}
        assert written["browser"].startswith("Firefox 140")
        assert written["device"] == "computer", "the policy declares the type of the device, apart"
        copied(desk.folder, tmp_path / "later")
        shutil.copytree(desk.folder / "data/log", tmp_path / "log")
    everywhere = json.dumps(values) + "".join(
        path.read_text("utf-8") for path in (tmp_path / "log").iterdir()
    )
    assert "q=secret" not in everywhere, "where somebody came from is nobody's"
    later = tmp_path / "later"
    assert files_that_hold(later, HERE), "the positive control"
    assert swept(later, IN_SEVEN_MONTHS)["main.keeping_people_signin"] >= 1
    assert rows_of(later) == []
    assert files_that_hold(later, HERE) == []


def rows_of(folder: Path) -> list[object]:
    """The addresses of sign-ins that are left."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(folder / "data/honour.db")) as connection:
        return connection.execute("SELECT address FROM keeping_people_signin WHERE address <> ''").fetchall()
