"""How a site is started and ended: what stands in the way is told, and no process outlives its root."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.running import free_port, honour, running, settle

HONOUR = (sys.executable, "-m", "honour.command")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    honour("new", tmp_path / "desk", "--like", "support-desk", "--demo")
    return tmp_path / "desk"


def refused(folder: Path) -> str:
    """What `honour serve` says where it cannot start."""
    told = subprocess.run(
        [*HONOUR, "serve", "--site", str(folder)], check=False, capture_output=True, text=True
    )
    assert told.returncode in (1, 2, 3), told
    return told.stderr


def test_a_port_that_is_taken_is_told_before_anything_starts(desk: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        settle(desk)
        file = desk / "honour.toml"
        file.write_text(file.read_text().replace('listen = "127.0.0.1:', f'listen = "127.0.0.1:{taken}" #'))
        assert f"127.0.0.1:{taken} cannot be listened on" in refused(desk)
    assert not (desk / "data").exists()


def test_a_demo_listens_on_this_machine_only(desk: Path) -> None:
    settle(desk, redirect="")
    file = desk / "honour.toml"
    file.write_text(
        file.read_text("utf-8")
        .replace('listen = "127.0.0.1', 'listen = "0.0.0.0')
        .replace("redirect =", "#", 1)
    )
    assert "a demo listens on this machine only" in refused(desk)


def test_a_site_that_is_only_connected_to_is_not_served(desk: Path) -> None:
    file = desk / "honour.toml"
    file.write_text(file.read_text("utf-8").replace("[serve]", ""))
    assert "no section [serve]" in refused(desk)


def test_a_policy_that_cannot_be_read_is_told_by_its_place(desk: Path) -> None:
    file = desk / "policy.yaml"
    file.write_text(file.read_text("utf-8").replace("languages: [fr, en]", "languages: [fr, tlh]"))
    assert "policy.yaml" in refused(desk)


def test_serving_says_in_json_where_the_site_is_and_ends_when_told(desk: Path) -> None:
    port, _ = settle(desk)
    with subprocess.Popen(
        [*HONOUR, "serve", "--json", "--site", str(desk)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == {"address": f"https://localhost:{port}"}
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stdout.read() == b""


def test_no_process_outlives_a_root_that_was_killed(desk: Path) -> None:
    port, plain = settle(desk)
    with running(desk, port, plain) as site:
        os.kill(site.process.pid, signal.SIGKILL)
        site.process.wait()
        assert freed(port), "a process without a root still serves"


def freed(port: int) -> bool:
    """Whether the port can be listened on again; waits for it as long as a loaded machine may need."""
    import threading

    waiting = threading.Event()
    for _ in range(300):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return True
        waiting.wait(0.1)
    return False


def test_a_killed_site_starts_again_with_what_it_had(desk: Path) -> None:
    port, plain = settle(desk)
    with running(desk, port, plain) as site:
        assert site.browser().get("/privacy/").status == 200
        os.kill(site.process.pid, signal.SIGKILL)
        site.process.wait()
        assert freed(port)
    assert free_port()
    with running(desk, port, plain) as site:
        assert site.browser().get("/privacy/").status == 200
