"""Documents on a served site, from outside: given, opened by whom, and destroyed."""

import json
import re
import sqlite3
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from tests.console.cast import Clocked, clocked, now_of
from tests.console.factors import Clerk, clerk
from tests.console.test_disclosures import until
from tests.portal.my_data.visiting import words
from tests.portal.my_rights.cast import confirmed, say_yes
from tests.portal.visiting import PASSWORD, letters_to, rows, sign_in, sign_up
from tests.running import Browser
from tests.trades.support.cast import QUEUE, acted, answered, opened, published, took
from tests.trades.support.giving import (
    cells,
    documents,
    gave,
    gave_serial,
    lies_in,
    on_disk,
    sent,
    shown_serial,
)
from tests.website.test_own_tables import asked, swept

CONTENT: Final = b"Zanzibarpapers " * 20_000


LARGE: Final = 100  # megabytes


def held(process: int) -> int:
    """Megabytes that a process and its children hold, shared pages counted in parts (proc(5))."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()
    tree = [process, *map(int, children)]
    rolled = "".join(Path(f"/proc/{each}/smaps_rollup").read_text("utf-8") for each in tree)
    return sum(int(kilobytes) for kilobytes in re.findall(r"(?m)^Pss: +([0-9]+) kB", rolled)) // 1024


@dataclass(frozen=True, slots=True)
class Desk:
    """A support desk with two customers, two agents and whoever grants accesses."""

    clocked: Clocked
    ada: Browser
    bo: Browser
    ines: Clerk
    ivo: Clerk
    chief: Clerk

    @property
    def folder(self) -> Path:
        """The site's folder."""
        return self.clocked.site.folder


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with clocked(tmp_path_factory.mktemp("documents"), "support-desk") as site:
        for name in ("ada", "bo"):
            sign_up(site.site, name)
        yield Desk(
            site,
            sign_in(site.site, "ada"),
            sign_in(site.site, "bo"),
            clerk(site.site, "ines", "support"),
            clerk(site.site, "ivo", "support"),
            clerk(site.site, "chief", "administration", "privacy officer"),
        )


def kept(desk: Desk, ticket: str) -> list[tuple[Any, ...]]:
    """Reference and file of each document that a ticket has in the database."""
    statement = (
        "SELECT d.reference, d.file FROM support_document d JOIN support_ticket t ON t.id = d.ticket_id"
        " WHERE t.reference = ? ORDER BY d.id"
    )
    return rows(desk.clocked.site, statement, ticket)


def is_gone(desk: Desk, document: tuple[str, str]) -> bool:
    """Whether neither row, key cell nor file of a document is there."""
    reference, file = document
    site = desk.clocked.site
    there = rows(site, "SELECT 1 FROM support_document WHERE reference = ?", reference)
    return not there and (reference,) not in cells(site) and file not in [p.name for p in on_disk(site)]


@pytest.mark.promise("S0-24", "S0-35")
def test_a_file_is_sealed_given_back_and_destroyed_with_its_row_its_key_and_a_receipt(desk: Desk) -> None:
    site = desk.clocked.site
    ticket = opened(desk.ada, "Printer")
    assert gave(desk.ada, ticket, "Zanzibarname.txt", CONTENT).status == 302
    assert "Zanzibarname.txt" in desk.ada.get(f"/tickets/{ticket}/documents/").text
    [address] = documents(desk.ada, ticket)
    given = desk.ada.get(address)
    assert given.body == CONTENT, "the positive control"
    [document] = kept(desk, ticket)
    file = site.folder / "data/documents" / document[1]
    assert file.stat().st_size > len(CONTENT)
    assert not is_gone(desk, document)
    for word in (b"Zanzibarpapers", b"Zanzibarname"):
        assert lies_in(site, word) == []
    page = f"{address}destroy/"
    assert confirmed(desk.ada, page, PASSWORD).status == 200
    assert desk.ada.get(address).status == 200, "looking at the question destroys nothing"
    assert desk.ada.send(page, {}).status == 302
    assert desk.ada.get(address).status == 404, "from that moment on"
    assert "Zanzibarname" not in desk.ada.get(f"/tickets/{ticket}/documents/").text
    until(lambda: is_gone(desk, document))
    told = [json.loads(act) for (act,) in rows(site, "SELECT act FROM keeping_journal_detail")]
    [meant] = [each["facts"]["request"] for each in told if each["act"] == "document to be destroyed"]
    assert [each for each in told if each["act"] == "erased" and each["facts"].get("request") == meant]
    until(lambda: any("/me/receipt/" in each for each in letters_to(site, "ada@exemple.example")))


def test_a_file_leaves_as_an_attachment_in_a_sandbox_and_by_ranges(desk: Desk) -> None:
    ticket = opened(desk.ada, "Ranges")
    content = bytes(range(256)) * 1000
    assert (
        gave(desk.ada, ticket, "blob.zip", b"PK\x03\x04" + content + b"PK\x05\x06" + bytes(18)).status == 302
    )
    [address] = documents(desk.ada, ticket)
    whole = desk.ada.get(address)
    assert whole.headers["content-type"] == "application/zip"
    assert (
        whole.headers["content-disposition"] == "attachment; filename=\"blob.zip\"; filename*=UTF-8''blob.zip"
    )
    assert whole.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert "no-store" in whole.headers["cache-control"]
    assert int(whole.headers["content-length"]) == len(whole.body)
    size = len(whole.body)
    for asked_for, first, last in (
        ("bytes=0-0", 0, 1),
        ("bytes=65530-131080", 65530, 131081),
        ("bytes=-5", size - 5, size),
        (f"bytes={size - 1}-", size - 1, size),
        ("bytes=10-99999999", 10, size),
    ):
        part = desk.ada.get(address, Range=asked_for)
        assert part.status == 206, asked_for
        assert part.body == whole.body[first:last], asked_for
        assert part.headers["content-range"] == f"bytes {first}-{last - 1}/{size}"
    assert desk.ada.get(address, Range=f"bytes={size}-").status == 416
    tag = whole.headers["etag"]
    assert desk.ada.get(address, Range="bytes=5-9", **{"If-Range": tag}).body == whole.body[5:10]
    assert desk.ada.get(address, Range="bytes=5-9", **{"If-Range": '"another"'}).body == whole.body
    for ignored in ("bytes=5-2", "lines=1-2", "bytes=0-1,5-6", "bytes=-"):
        assert desk.ada.get(address, Range=ignored).body == whole.body, ignored


@pytest.mark.skipif(sys.platform != "linux", reason="no other system tells the memory of a process so")
def test_a_large_file_goes_in_and_out_in_flat_memory_and_lies_nowhere_in_clear(desk: Desk) -> None:
    site = desk.clocked.site
    ticket = opened(desk.ada, "Large")
    assert gave(desk.ada, ticket, "small.log", b"warm").status == 302
    theirs = opened(desk.bo, "Another")
    piece = b"Largewords of a log\n" * 52_428  # a megabyte
    before = held(site.process.pid)
    peak: list[int] = []

    def pieces() -> Iterator[bytes]:
        for number in range(LARGE):
            if number % 10 == 0:
                peak.append(held(site.process.pid))
            if number == LARGE // 2:
                assert desk.bo.get("/tickets/").status == 200, "pages are answered meanwhile"
                assert gave(desk.ada, ticket, "second.log", b"words").status == 429, "one at a time"
                assert gave(desk.bo, theirs, "another.log", b"words").status == 302
            yield piece

    assert sent(desk.ada, ticket, "large.log", pieces(), LARGE * len(piece)).status == 302
    assert lies_in(site, b"Largewords") == []
    address = documents(desk.ada, ticket)[-1]
    tail = desk.ada.get(address, Range="bytes=-30")
    assert tail.body == (piece * 2)[-30:]
    whole = desk.ada.get(address)
    peak.append(held(site.process.pid))
    assert len(whole.body) == LARGE * len(piece)
    assert max(peak) - before < 40, "megabytes; the file has a hundred"


@pytest.mark.promise("S0-25", "S0-26")
def test_nobody_else_meets_a_document_also_where_its_ticket_is_public(desk: Desk) -> None:
    site = desk.clocked.site
    ticket = published(desk.ada, "Quetzal feathers")
    assert gave(desk.ada, ticket, "Quokkaname.txt", b"Quollwords").status == 302
    assert gave_serial(desk.ada, ticket, "QUAGGA-SERIAL-1").status == 302
    [address] = documents(desk.ada, ticket)
    page = f"/tickets/{ticket}/documents/"
    serial = f"{page}{kept(desk, ticket)[1][0]}/"
    assert desk.ada.get(address).body == b"Quollwords", "the positive control"
    absent = page.replace(ticket, "a" * 32)
    for reader in (desk.bo, site.browser(), desk.ines.browser, desk.chief.browser):
        reader.get("/")  # what is told once is told there
        told = words(reader.get(f"{absent}{'a' * 32}/"))
        for path in (page, address, serial, f"{address}destroy/", f"{address}thumbnail/", f"{absent}x/"):
            answer = reader.get(path)
            assert answer.status == 404, path
            assert words(answer) == told, "not yours and not there are told alike"
        for path in (f"{page}upload/", f"{page}serial/", f"{serial}show/", f"{address}destroy/"):
            assert reader.send("/contact/", {"serial": "X", "really": "yes"}, to=path).status == 404, path
    assert gave(desk.bo, ticket, "not-mine.txt", b"words", page="/tickets/new/").status == 404
    for path in ("/tickets/", f"/tickets/{ticket}/", "/tickets/?q=Quokkaname", "/tickets/?q=Quollwords"):
        for reader in (desk.bo, site.browser()):
            shown = reader.get(path)
            assert shown.status == 200
            shown_there = re.sub(r"<h2>.*?</h2>|<title>.*?</title>|<input[^>]*>", "", shown.text)
            assert not re.search("Quokka|Quoll|QUAGGA|documents/", shown_there), path
    answered(desk.ines, ticket, "Thank you.")
    until(lambda: any("/tickets/" in each for each in letters_to(site, "ada@exemple.example")))
    assert not re.search("Quokka|Quoll|QUAGGA", site.letters())
    for who in ("bo", "ines"):
        out = site.folder.parent / f"{who}.zip"
        assert asked("export", who, "--out", str(out), "--site", site.folder).returncode == 0
        with zipfile.ZipFile(out) as archive:
            every = b"".join(archive.read(name) for name in archive.namelist())
            assert not re.search(b"Quokka|Quoll|QUAGGA", every + " ".join(archive.namelist()).encode())


@pytest.mark.promise("S0-24")
def test_a_serial_key_is_sealed_masked_and_shown_when_asked(desk: Desk) -> None:
    ticket = opened(desk.ada, "Serial")
    page = f"/tickets/{ticket}/documents/"
    assert gave_serial(desk.ada, ticket, "").status == 200
    assert kept(desk, ticket) == []
    assert gave_serial(desk.ada, ticket, "XERUS-1234-5678").status == 302
    assert "XERUS" not in desk.ada.get(page).text
    assert lies_in(desk.clocked.site, b"XERUS") == []
    [(reference, _)] = kept(desk, ticket)
    assert "XERUS-1234-5678" in shown_serial(desk.ada, ticket, reference).text
    assert "XERUS" not in desk.ada.get(page).text, "the next page masks it again"


def test_the_agent_who_has_the_ticket_opens_its_documents_once_the_journal_says_so(desk: Desk) -> None:
    site = desk.clocked.site
    ticket = opened(desk.ada, "Agent")
    assert gave(desk.ada, ticket, "Agentname.txt", b"Agentwords").status == 302
    assert gave_serial(desk.ada, ticket, "AGENT-SERIAL-1").status == 302
    (reference, _), (serial, _) = kept(desk, ticket)
    page = f"{QUEUE}{ticket}/documents/"
    assert desk.ines.proves(page).status == 403, "nobody has it yet"
    assert took(desk.ines, ticket).status == 302
    for path in (page, f"{page}{reference}/"):
        assert desk.ivo.proves(path).status == 403, "a colleague's"
        assert desk.chief.proves(path).status == 403, "no role of support"
        assert desk.bo.get(path).status == 403
    listed = desk.ines.proves(page)
    assert "Agentname.txt" in listed.text
    assert "AGENT-SERIAL-1" not in listed.text
    assert desk.ines.browser.get(f"{page}{reference}/").body == b"Agentwords"
    assert "AGENT-SERIAL-1" in acted(desk.ines, ticket, f"documents/{serial}/show").text
    told = [json.loads(act) for (act,) in rows(site, "SELECT act FROM keeping_journal_detail")]
    read = [each["facts"] for each in told if each["act"] == "read" and each["facts"].get("ticket") == ticket]
    assert [each.get("documents") for each in read if "documents" in each] == [2]
    staff = [each["document"] for each in read if "document" in each and each.get("role") == "support"]
    assert staff == [reference, serial]


@pytest.mark.promise("S0-36")
def test_with_the_account_its_documents_go_and_with_the_archive_they_can_be_taken_along(desk: Desk) -> None:
    site = desk.clocked.site
    sign_up(site, "leaver")
    leaver = sign_in(site, "leaver")
    ticket = opened(leaver, "Leaving")
    assert gave(leaver, ticket, "Leaverdoc.txt", b"Leaverwords " * 9000).status == 302
    [document] = kept(desk, ticket)
    out = site.folder.parent / "leaver.zip"
    assert asked("export", "leaver", "--out", str(out), "--site", site.folder).returncode == 0
    with zipfile.ZipFile(out) as archive:
        assert archive.read("files/documents/1-Leaverdoc.txt") == b"Leaverwords " * 9000
        assert "Leaverdoc.txt" in archive.read("data.json").decode()
    page = "/me/close/"
    assert confirmed(leaver, page, PASSWORD).status == 200
    assert say_yes(leaver, page).status == 302
    until(lambda: is_gone(desk, document))
    assert leaver.get(f"/tickets/{ticket}/documents/").status == 404


@pytest.mark.promise("S0-38")
def test_with_the_access_documents_go(desk: Desk) -> None:
    site = desk.clocked.site
    sign_up(site, "lapsed")
    lapsed = sign_in(site, "lapsed")
    ticket = opened(lapsed, "Lapsing")
    assert gave(lapsed, ticket, "Lapsedname.txt", b"Lapsedwords").status == 302
    [document] = kept(desk, ticket)
    last = (now_of(site) + timedelta(days=1)).date()
    assert desk.chief.proves("/staff/access/").status == 200
    granted = desk.chief.browser.send("/staff/access/", {"who": "lapsed", "last": last.isoformat()})
    assert granted.status == 302
    assert (
        "support_document" not in asked("sweep", "--json", "--site", site.folder, now=f"{last}T10:00").stdout
    )
    assert swept(site.folder, f"{last + timedelta(days=1)}T10:00")["main.support_document"] == 1
    assert is_gone(desk, document)
    assert lapsed.get(f"/tickets/{ticket}/documents/").status == 404


def test_what_a_crash_left_after_the_rows_went_is_destroyed_by_the_next_command(desk: Desk) -> None:
    site = desk.clocked.site
    ticket = opened(desk.ada, "Crashed")
    assert gave(desk.ada, ticket, "Crashed.txt", b"Crashwords " * 9000).status == 302
    assert gave_serial(desk.ada, ticket, "CRASH-1").status == 302
    first, second = kept(desk, ticket)
    draft = site.folder / "data/documents" / f"{first[1]}.01234567.draft"
    draft.write_bytes(b"half")
    with closing(sqlite3.connect(site.folder / "data/honour.db", timeout=20)) as database, database:
        for reference, _ in (first, second):  # what the engine's transaction does, and then it was killed
            database.execute("DELETE FROM support_document WHERE reference = ?", (reference,))
    assert first[1] in [each.name for each in on_disk(site)], "the positive control"
    assert (second[0],) in cells(site)
    assert asked("sweep", "--json", "--site", site.folder).returncode in (0, 1)
    assert is_gone(desk, first)
    assert (second[0],) not in cells(site)
    assert not draft.exists()
