"""`honour check`: a platform for signing in that has no keys has no button, and that is told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import honour

KEYS = """
[sign_in.facebook]
id = "${FACEBOOK_ID}"
secret = "${FACEBOOK_SECRET}"
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sign-in") / "desk"
    honour("new", folder, "--like", "support-desk")
    return folder


def remarks(folder: Path, **environment: str) -> list[str]:
    """What is remarked of Facebook."""
    program = [sys.executable, "-m", "honour.command", "check", "--policy-only", "--json", "--site"]
    ran = subprocess.run(
        [*program, str(folder)],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    found: list[str] = json.loads(ran.stdout)["remarks"]
    return [each for each in found if each.startswith("facebook:")]


def test_a_platform_without_keys_is_remarked_with_what_to_write(desk: Path) -> None:
    file = desk / "honour.toml"
    before = file.read_text("utf-8")
    [told] = remarks(desk)
    for words in ("[sign_in.facebook] in honour.toml", "no button", 'id = "${FACEBOOK_ID}"', "set both"):
        assert words in told
    try:
        file.write_text(before + KEYS, "utf-8")
        assert len(remarks(desk)) == 1, "the environment has no keys"
        assert len(remarks(desk, FACEBOOK_ID="1")) == 1, "nor both"
        assert remarks(desk, FACEBOOK_ID="1", FACEBOOK_SECRET="2") == []
    finally:
        file.write_text(before, "utf-8")


def test_a_platform_that_the_policy_does_not_name_is_not_remarked(desk: Path) -> None:
    policy = desk / "policy.yaml"
    before = policy.read_text("utf-8")
    named = "sign in with: [password, passkey, facebook]"
    assert named in before
    try:
        policy.write_text(before.replace(named, "sign in with: [password, passkey]"), "utf-8")
        assert remarks(desk) == []
    finally:
        policy.write_text(before, "utf-8")
