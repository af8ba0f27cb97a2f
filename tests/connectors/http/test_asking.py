"""Asking a partner that wishes this machine ill: it is asked once, for so long, so much, and nowhere else."""

import gzip
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from honour.connectors.http.addresses import NotAsked
from honour.connectors.http.asking import Bounds, ask
from tests.connectors.http.partner import NAME, Partner, answer, partner


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Partner]:
    with partner(tmp_path / "tls") as one:
        yield one


def here(host: str, port: int) -> Sequence[str]:
    """A name server by which every name is this machine."""
    return ["127.0.0.1"]


def bounds_of(there: Partner) -> Bounds:
    """What lets a test ask this partner, and nothing else that is not public."""
    return Bounds(local={there.door}, trusting=there.trusting, resolve=here)


def test_an_answer_comes_back_and_a_body_goes_to_the_one_address(there: Partner) -> None:
    there.say = lambda connection, path: connection.sendall(answer(201, b"taken"))
    got = ask(f"{there.address}/door?a=1", bounds_of(there), {"Content-Type": "application/json"}, b"{}")
    assert (got.status, got.body) == (201, b"taken")
    [(head, body)] = there.requests
    assert head.startswith("POST /door?a=1 HTTP/1.1\r\n")
    assert f"\r\nHost: {NAME}:{there.port}\r\n" in head + "\r\n"
    assert body == b"{}"


def test_without_the_allowance_this_machine_is_not_asked(there: Partner) -> None:
    bounds = replace(bounds_of(there), local=(), ports=frozenset({there.port}))
    for address in (there.address, f"https://localhost:{there.port}", f"https://127.0.0.1:{there.port}"):
        with pytest.raises(NotAsked, match="not on the public internet"):
            ask(address, bounds)
    assert there.requests == []


def test_an_allowance_is_for_its_port_alone(there: Partner) -> None:
    with partner(there.certificate.parent) as other:
        bounds = replace(bounds_of(there), ports=frozenset({443, other.port}))
        with pytest.raises(NotAsked, match="not on the public internet"):
            ask(other.address, bounds)
        assert other.requests == []
        assert ask(there.address, bounds).status == 200


def test_a_name_that_changes_between_look_and_connection_leads_nowhere_else(there: Partner) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    assert ask(there.address, replace(bounds_of(there), resolve=rebinding)).status == 200
    assert asked == [NAME]


def test_a_name_server_that_is_silent_holds_nobody_up(there: Partner) -> None:
    answers = threading.Event()

    def silent(host: str, port: int) -> Sequence[str]:
        answers.wait(60)
        return ["127.0.0.1"]

    try:
        with pytest.raises(NotAsked, match=r"its name was not found within 0\.2 s") as refused:
            ask(there.address, replace(bounds_of(there), seconds=0.2, resolve=silent), body=b"{}")
        assert not refused.value.arrived, "nothing was sent"
        assert not answers.is_set(), "it was still silent"
    finally:
        answers.set()
    assert there.requests == []
    assert ask(there.address, bounds_of(there)).status == 200, "the control"


def test_of_several_addresses_the_private_ones_are_not_tried(there: Partner) -> None:
    with socket.create_server(("127.0.0.2", there.port)) as inside:
        inside.settimeout(0.2)
        both = replace(bounds_of(there), resolve=lambda host, port: ["127.0.0.2", "127.0.0.1", "nonsense"])
        assert ask(there.address, both).status == 200
        with pytest.raises(TimeoutError):
            inside.accept()


@pytest.mark.parametrize(
    "onward",
    [
        "http://partner.example/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.0.0.1/latest/meta-data/",
        "https://[::ffff:169.254.169.254]/",
        "//2130706433/",
        "https://me:secret@partner.example/",
        "file:///etc/passwd",
        "https://partner.example:22/",
    ],
)
def test_a_redirect_is_looked_at_like_any_address(there: Partner, onward: str) -> None:
    there.say = lambda connection, path: connection.sendall(answer(302, b"", f"Location: {onward}"))
    with pytest.raises(NotAsked):
        ask(there.address, bounds_of(there))
    assert len(there.requests) == 1


def test_redirects_are_followed_as_often_as_was_said_and_no_more(there: Partner) -> None:
    def onward(connection: ssl.SSLSocket, path: str) -> None:
        step = int(path.strip("/") or 0)
        said = answer(200, b"here") if step == 3 else answer(307, b"", f"Location: /{step + 1}")
        connection.sendall(said)

    there.say = onward
    assert ask(there.address, replace(bounds_of(there), redirects=3)).body == b"here"
    with pytest.raises(NotAsked, match="more than 2 times"):
        ask(there.address, replace(bounds_of(there), redirects=2))


def test_a_body_follows_no_redirect(there: Partner) -> None:
    there.say = lambda connection, path: connection.sendall(answer(307, b"", "Location: /elsewhere"))
    assert ask(there.address, bounds_of(there), body=b"{}").status == 307
    assert len(there.requests) == 1


@pytest.mark.parametrize("trusted", [True, False])
def test_tls_is_verified_against_the_name(there: Partner, trusted: bool) -> None:
    bounds = bounds_of(there)
    address = f"https://other.example:{there.port}/"
    if not trusted:
        bounds, address = replace(bounds, trusting=None), there.address
    with pytest.raises(NotAsked, match="certificate") as refused:
        ask(address, bounds, body=b"{}")
    assert not refused.value.arrived
    assert there.requests == []


def test_an_answer_that_drips_is_cut_off(there: Partner) -> None:
    ended = threading.Event()

    def drip(connection: ssl.SSLSocket, path: str) -> None:
        with suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 said\r\n")
            while True:
                connection.sendall(b"X")
                if ended.wait(0.02):
                    return

    there.say = drip
    with pytest.raises(NotAsked, match=r"within 0\.5 s") as refused:
        ask(there.address, replace(bounds_of(there), seconds=0.5), body=b"{}")
    ended.set()
    assert refused.value.arrived


def test_a_body_without_length_that_never_ends_is_cut_off(there: Partner) -> None:
    ended = threading.Event()

    def drip(connection: ssl.SSLSocket, path: str) -> None:
        with suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 said\r\n\r\n")
            while not ended.wait(0.02):
                connection.sendall(b"X")

    there.say = drip
    with pytest.raises(NotAsked, match="within"):
        ask(there.address, replace(bounds_of(there), seconds=0.5))
    ended.set()


def test_whoever_says_nothing_over_tls_is_cut_off(there: Partner) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        door = (there.door[0], silent.getsockname()[1])
        bounds = replace(bounds_of(there), seconds=0.3, local={door})
        with pytest.raises(NotAsked):
            ask(f"https://{NAME}:{door[1]}/", bounds)


@pytest.mark.parametrize("coding", ["", "Content-Encoding: gzip"])
def test_an_answer_is_read_so_far_and_no_further(there: Partner, coding: str) -> None:
    long = b"0" * 200_001
    packed = gzip.compress(long) if coding else long
    headers = [coding] if coding else []
    there.say = lambda connection, path: connection.sendall(answer(200, packed, *headers))
    assert ask(there.address, replace(bounds_of(there), most=200_001)).body == long
    with pytest.raises(NotAsked, match="longer than 200,000 bytes"):
        ask(there.address, replace(bounds_of(there), most=200_000))


def test_a_coding_that_was_not_asked_for_is_not_unpacked(there: Partner) -> None:
    there.say = lambda connection, path: connection.sendall(answer(200, b"..", "Content-Encoding: br"))
    with pytest.raises(NotAsked, match="coding"):
        ask(there.address, bounds_of(there))


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/1.1 200 said\r\n" + b"A" * 70_000])
def test_what_speaks_no_http_is_no_answer(there: Partner, said: bytes) -> None:
    there.say = lambda connection, path: connection.sendall(said)
    with pytest.raises(NotAsked):
        ask(there.address, bounds_of(there))


def test_no_proxy_of_the_environment_stands_between(
    there: Partner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with partner(tmp_path / "proxy") as proxy:
        for name in ("https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert ask(there.address, bounds_of(there)).status == 200
        assert proxy.requests == []


def test_a_header_that_is_the_connectors_own_cannot_be_given(there: Partner) -> None:
    with pytest.raises(ValueError, match="own"):
        ask(there.address, bounds_of(there), {"Host": "inside.example"})
