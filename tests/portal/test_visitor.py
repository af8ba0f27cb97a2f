"""What a request shows of whoever sends it."""

import pytest

from honour.portal.visitor import browser_of, client, device_of

IPAD = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"
PIXEL = "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
TAB = (
    "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"


@pytest.mark.parametrize(
    ("said", "browser", "device"),
    [
        (IPAD, "Safari 18", "tablet"),
        (PIXEL, "Chrome 140", "phone"),
        (TAB, "Chrome 140", "tablet"),
        (EDGE, "Edge 140", "computer"),
        ("curl/8.5", "", "computer"),
        ("", "", ""),
    ],
)
def test_browser_and_device_are_read_and_nothing_else(said: str, browser: str, device: str) -> None:
    headers = {"User-Agent": said} if said else {}
    assert (browser_of(headers), device_of(headers)) == (browser, device)


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxy", "expected"),
    [
        ("203.0.113.7", "", None, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", None, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "10.0.0.1", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1", "10.0.0.1", "198.51.100.1"),
        ("10.0.0.1", "192.0.2.9, 198.51.100.1", "10.0.0.1", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1", "10.0.0.1"),
    ],
)
def test_only_the_own_proxy_says_where_a_request_comes_from(
    peer: str, forwarded: str, proxy: str | None, expected: str
) -> None:
    assert client(peer, forwarded, proxy) == expected
