"""The site behind nginx and Caddy, by the files given for it, with other ports and a certificate."""

import http.client
import os
import shutil
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from honour.website.tls import own_certificate
from tests.running import Browser, Running, free_port, honour, running, settle

DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, int]]:
    """A site that takes plain HTTP from its proxy, and the port at which that proxy will be."""
    folder = tmp_path_factory.mktemp("behind") / "shop"
    honour("new", folder, "--like", "shop")
    front = free_port()
    policy = folder / "policy.yaml"
    text = policy.read_text("utf-8")
    [address] = [line.split()[1] for line in text.splitlines() if line.startswith("  address: ")]
    policy.write_text(text.replace(f"address: {address}", f"address: https://localhost:{front}", 1), "utf-8")
    port, _ = settle(folder, proxy="127.0.0.1")
    file = folder / "honour.toml"
    file.write_text(
        "\n".join(line for line in file.read_text().splitlines() if "redirect" not in line)
        + '\nredirect = ""\n'
    )
    with running(folder, port, 0, tls=False) as site:
        yield site, front


def program(name: str) -> str:
    """A program of this machine; missing, it skips, and fails in CI."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        reason = f"{name} is missing (apt-get install {name})"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return found


@contextmanager
def proxied(front: int, *command: str) -> Iterator[Browser]:
    """A browser that asks through a proxy, for as long as that runs."""
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        browser = Browser(front)
        try:
            _until_it_answers(process, lambda: browser.get("/health").status == 200)
            yield browser
        finally:
            process.terminate()


def _until_it_answers(process: "subprocess.Popen[bytes]", answers: Callable[[], bool]) -> None:
    waiting = threading.Event()
    for _ in range(200):
        assert process.poll() is None, process.stderr and process.stderr.read()
        with suppress(OSError, http.client.HTTPException):
            if answers():
                return
        waiting.wait(0.1)
    raise AssertionError("the proxy did not answer")


def kept(browser: Browser) -> None:
    """What must be so behind any proxy."""
    page = browser.get("/account/login/")
    assert page.status == 200
    assert {name.lower() for name in page.headers} >= {"strict-transport-security", "content-security-policy"}
    refused = browser.send("/account/login/", {"login": "nobody@x.example", "password": "wrong"})
    assert refused.status == 200, "the form's origin was not believed"
    assert all("Secure" in cookie for cookie in refused.cookies)


def test_nginx(behind: tuple[Running, int], tmp_path: Path) -> None:
    site, front = behind
    certificate, key = own_certificate(tmp_path / "tls", "localhost")
    server = (DEPLOY / "nginx.conf").read_text()
    for written, ours in (
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{front} ssl"),
        ("site.example", "localhost"),
        ("/etc/tls/site.pem", str(certificate)),
        ("/etc/tls/site.key", str(key)),
        ("http://127.0.0.1:8443", f"http://127.0.0.1:{site.port}"),
    ):
        assert written in server
        server = server.replace(written, ours)
    places = "".join(
        f"{name}_temp_path {tmp_path}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log stderr; events {{}} http {{ {places} {server} }}"
    )
    with proxied(front, program("nginx"), "-e", "stderr", "-c", str(tmp_path / "nginx.conf")) as browser:
        kept(browser)


def test_caddy(behind: tuple[Running, int], tmp_path: Path) -> None:
    site, front = behind
    certificate, key = own_certificate(tmp_path / "tls", "localhost")
    written = (DEPLOY / "Caddyfile").read_text()
    assert "site.example {" in written
    ours = written.replace("site.example {", f"https://localhost:{front} {{\n\ttls {certificate} {key}")
    ours = ours.replace("127.0.0.1:8443", f"127.0.0.1:{site.port}")
    (tmp_path / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + ours)
    with proxied(front, program("caddy"), "run", "--config", str(tmp_path / "Caddyfile")) as browser:
        kept(browser)


def test_whoever_does_not_come_through_the_proxy_is_refused(behind: tuple[Running, int]) -> None:
    site, front = behind
    connection = http.client.HTTPConnection("127.0.0.1", site.port, source_address=("127.0.0.2", 0))
    connection.request(
        "GET", "/account/login/", headers={"Host": f"localhost:{front}", "X-Forwarded-Proto": "https"}
    )
    assert connection.getresponse().status == 403
    connection.close()


def test_the_certificate_of_a_site_names_it_and_is_kept(tmp_path: Path) -> None:
    certificate, key = own_certificate(tmp_path, "shop.example")
    assert own_certificate(tmp_path, "shop.example") == (certificate, key)
    assert key.stat().st_mode & 0o077 == 0
    context = ssl.create_default_context(cafile=str(certificate))
    context.load_cert_chain(certificate, key)
