"""Which hosts of an address are this machine: what is said to another is said under TLS."""

import pytest

from honour.places.machines import is_this_machine


@pytest.mark.parametrize(
    "host",
    [None, "", "localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1", "[::1]", "/var/run/postgresql"],
)
def test_this_machine(host: str | None) -> None:
    assert is_this_machine(host)


@pytest.mark.parametrize(
    "host",
    [
        "db.example",
        "10.0.0.4",
        "192.168.1.2",
        "localhost.example",
        "0.0.0.0",
        "localhost,db.example",
        "fe80::1",
    ],
)
def test_another(host: str) -> None:
    assert not is_this_machine(host)
