"""A line of the site's log, and the folder that it lies in."""

import json
import logging
import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from honour.website.log import OneLine, log_to

HOSTILE = 'x"}\n{"at": "2026-01-01", "level": "info"}\r\x00\x1b[2J é \u2028'


def record(name: str, message: str, **extra: object) -> logging.LogRecord:
    """A record as a logger makes it."""
    return logging.getLogger(name).makeRecord(
        name, logging.WARNING, "here.py", 7, message, ("canary",), None, "f", extra
    )


def test_a_line_bears_its_instant_in_utc() -> None:
    said = json.loads(OneLine().format(record("honour.website", "answered")))
    assert datetime.fromisoformat(said["at"]).utcoffset() == timedelta(0)
    assert (said["level"], said["from"], said["what"]) == ("warning", "honour.website", "answered")


@pytest.mark.parametrize("name", ["honour.website", "django.request", "granian"])
def test_nobody_writes_a_line_of_the_log(name: str) -> None:
    line = OneLine().format(record(name, HOSTILE, route=HOSTILE, cookie=HOSTILE, person="canary"))
    assert "\n" not in line
    assert "\r" not in line
    assert "\x1b" not in line
    assert "canary" not in line, "neither what fills a message in nor a field that is not of the list"
    said = json.loads(line)
    assert set(said) <= {"at", "level", "from", "what", "route", "cookie"}
    assert said["route"] == HOSTILE, "it is one text, whole"


def test_the_log_is_closed_to_others(tmp_path: Path) -> None:
    root = logging.getLogger()
    before, level, mask = root.handlers[:], root.level, os.umask(0)
    try:
        log_to(tmp_path / "log", 14)
        logging.getLogger("honour.website").warning("answered")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        os.umask(mask)
    [file] = (tmp_path / "log").iterdir()
    assert json.loads(file.read_text("utf-8"))["what"] == "answered", "the control"
    assert (tmp_path / "log").stat().st_mode & 0o077 == 0, "whatever the umask"


def test_each_line_goes_to_the_log_service_of_the_machine_too(tmp_path: Path) -> None:
    """Its socket is the one a site names in honour.toml; where nobody listens, the site goes on."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    place = tmp_path / "log.socket"
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as service:
            service.bind(str(place))
            service.settimeout(10)
            log_to(tmp_path / "log", 14, place)
            logging.getLogger("honour.website").warning("answered", extra={"route": "home"})
            got = service.recv(65_536).decode()
        place.unlink()
        logging.getLogger("honour.website").warning("nobody listens")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    [file] = (tmp_path / "log").iterdir()
    first, second = file.read_text("utf-8").splitlines()
    head, _, line = got.rstrip("\0").partition("honour: ")
    assert head == "<28>", "a warning of a service (RFC 3164, 4.1.1)"
    assert line == first
    assert json.loads(second)["what"] == "nobody listens"
