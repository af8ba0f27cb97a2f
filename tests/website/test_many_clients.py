"""Two hundred people at once: each connection is held open until all have their pages."""

import asyncio
import ssl
from pathlib import Path

import pytest

from tests.conftest import AT_NIGHT
from tests.running import honour, running, settle

CLIENTS = 200
PAGES = ("/", "/account/login/")
PATIENCE = 300  # seconds that a loaded machine may take for all of them


async def page(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, path: str) -> int:
    """Ask for a page on a connection that stays open; its status."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    await writer.drain()
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    [length] = [line.partition(":")[2] for line in head.splitlines() if line.startswith("content-length:")]
    body = await reader.readexactly(int(length))
    status = int(head.split()[1])
    assert status != 200 or b"<main" in body
    return status


async def everybody(port: int) -> list[list[int]]:
    """The statuses that each client saw, page by page. Nobody asks before all are connected, and nobody
    leaves before all have what they asked for.
    """
    trusting = ssl._create_unverified_context()  # the certificate is the site's own
    at = ("127.0.0.1", port)
    connections = await asyncio.gather(*(asyncio.open_connection(*at, ssl=trusting) for _ in range(CLIENTS)))
    statuses = []
    for path in PAGES:
        asked = (page(*each, f"localhost:{port}", path) for each in connections)
        statuses.append(list(await asyncio.gather(*asked)))
    for _, writer in connections:
        writer.close()
    return statuses


@AT_NIGHT
@pytest.mark.parametrize("workers", [1, 4])
def test_two_hundred_at_once_are_all_answered(tmp_path: Path, workers: int) -> None:
    folder = tmp_path / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    with running(folder, *settle(folder, workers=workers)) as site:
        for _ in range(3):
            statuses = asyncio.run(asyncio.wait_for(everybody(site.port), PATIENCE))
            assert statuses == [[200] * CLIENTS] * len(PAGES)
        assert site.browser().get("/ready").status == 200
