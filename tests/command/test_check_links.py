"""`honour check --links`: every page that the policy leads to is asked whether it is there."""

import http.server
import json
import os
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from honour.website.tls import own_certificate
from tests.running import honour


@dataclass(frozen=True)
class Pages:
    """A server of help pages: `/there` is there, and nothing else."""

    address: str
    door: str
    certificate: Path
    asked: list[str]


@contextmanager
def pages(folder: Path) -> Iterator[Pages]:
    certificate, key = own_certificate(folder, "localhost")
    asked: list[str] = []

    class Help(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if self.path == "/there" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Help)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        port = server.server_port
        yield Pages(f"https://localhost:{port}", f"127.0.0.1:{port}", certificate, asked)
    finally:
        server.shutdown()
        server.server_close()


def checked(site: Path, certificate: Path, *words: str, local: str = "") -> list[dict[str, str]]:
    """What the check finds of links."""
    program = [sys.executable, "-m", "honour.command", "check", "--json", "--site", str(site), *words]
    program += ["--local", local] if local else []
    environment = {**os.environ, "SSL_CERT_FILE": str(certificate)}
    ran = subprocess.run(program, check=False, capture_output=True, text=True, env=environment)
    found = json.loads(ran.stdout)["findings"]
    assert (ran.returncode == 1) == bool(found)
    return [each for each in found if "https://" in each["reason"]]


def leading_to(policy: Path, address: str) -> str:
    """The policy with this address in the place of each page of others."""
    text = policy.read_text("utf-8")
    for page in (
        "https://support.mozilla.org/kb/cookies-information-websites-store-on-your-computer",
        "https://www.facebook.com/privacy/policy",
        "https://creativecommons.org/licenses/by/4.0/",
    ):
        assert page in text
        text = text.replace(page, address)
    return text


@pytest.mark.promise("S0-51")
def test_a_page_that_is_gone_is_a_finding_and_one_that_is_there_is_none(tmp_path: Path) -> None:
    site = tmp_path / "desk"
    honour("new", site, "--like", "support-desk")
    policy = site / "policy.yaml"
    with pages(tmp_path / "tls") as server:
        text = leading_to(policy, server.address + "/there")
        policy.write_text(text, "utf-8")
        assert checked(site, server.certificate, "--links", local=server.door) == []
        assert server.asked == ["/there"]
        policy.write_text(
            text.replace(f'Firefox: "{server.address}/there', f'Firefox: "{server.address}/gone')
        )
        [found] = checked(site, server.certificate, "--links", local=server.door)
        assert found["reason"] == f"{server.address}/gone answers 404"
        assert "cookie help: Firefox" in found["place"]
        asked = len(server.asked)
        assert checked(site, server.certificate) == []
        assert len(server.asked) == asked, "without --links nobody is asked"
    after = checked(site, server.certificate, "--links", local=server.door)
    [found] = [each for each in after if "cookie help" in each["place"]]
    assert "could not be reached" in found["reason"]


def test_a_policy_makes_nobody_ask_this_machine(tmp_path: Path) -> None:
    site = tmp_path / "desk"
    honour("new", site, "--like", "support-desk")
    policy = site / "policy.yaml"
    with pages(tmp_path / "tls") as server:
        policy.write_text(leading_to(policy, f"{server.address}/there"), "utf-8")
        [found, *_] = checked(site, server.certificate, "--links")
        assert found["reason"].startswith(f"{server.address}/there: ")
        assert server.asked == []
