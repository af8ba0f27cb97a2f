"""What the library of sign-in may ask on the site's behalf: the hosts of honour.toml, and no other."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.test_the_own_map import LIKES
from tests.warm import command

ASKED = """
import json, sys
from pathlib import Path
from honour.website import state
from honour.website.folder import read_configuration, read_policy
from honour.website.pages import page_settings
from honour.website.providers import offered
site = Path(sys.argv[1])
policy, _ = read_policy(site)
known = {"APP": "1", "APP_SECRET": "2"}
providers = offered(policy.account, read_configuration(site).sign_in, known)
state.configure(page_settings(
    policy, address=policy.site.address, static=Path("/nowhere"), providers=providers,
))
import django
django.setup()
from allauth.socialaccount.adapter import get_adapter
with get_adapter().get_requests_session() as session:
    told = {}
    for address in sys.argv[2:]:
        try:
            session.get_adapter(address)
            told[address] = True
        except Exception as error:
            told[address] = type(error).__name__
    print(json.dumps({"told": told, "trust_env": session.trust_env}))
"""
ADDRESSES = (
    "https://graph.facebook.com/v23.0/me",
    "http://graph.facebook.com/",
    "https://graph.facebook.com.evil.example/",
    "https://me@evil.example/",
    "https://graph.facebook.com@evil.example/",
    "https://169.254.169.254/latest/",
    "https://other.example/",
    "file:///etc/passwd",
)


def site(folder: Path, line: str = "") -> Path:
    """A desk with Facebook's keys, and a line of `hosts`."""
    folder.mkdir()
    (folder / "policy.yaml").write_bytes((LIKES / "support-desk/policy.yaml").read_bytes())
    keys = '[sign_in.facebook]\nid = "${APP}"\nsecret = "${APP_SECRET}"\n'
    (folder / "honour.toml").write_text(f"{keys}{line}\n", "utf-8")
    return folder


def asked(folder: Path) -> set[str]:
    """Which of the addresses would be asked."""
    program = [sys.executable, "-c", ASKED, str(folder), *ADDRESSES]
    ran = subprocess.run(program, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["trust_env"] is False
    return {address for address, answer in told["told"].items() if answer is True}


def test_the_platforms_own_host_is_asked_and_no_other(tmp_path: Path) -> None:
    assert asked(site(tmp_path / "desk")) == {ADDRESSES[0]}


def test_hosts_of_honour_toml_stand_in_its_place(tmp_path: Path) -> None:
    assert asked(site(tmp_path / "desk", 'hosts = ["other.example"]')) == {"https://other.example/"}


@pytest.mark.parametrize(
    "line",
    [
        'hosts = "x.example"',
        "hosts = []",
        'hosts = ["https://x.example"]',
        'hosts = ["127.0.0.1"]',
        'hosts = ["x.example/y"]',
        'hosts = ["*"]',
    ],
)
def test_what_is_no_host_is_refused(tmp_path: Path, line: str) -> None:
    folder = site(tmp_path / "desk", line)
    told = command("check", "--policy-only", folder=folder, environment={"PATH": ""})
    assert told.code == 1
    assert b"hosts" in told.err
