"""Which addresses are asked: none that leads into a private network, however it is written."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.connectors.http.addresses import NotAsked, door_of, is_public, public_of, target_of


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255",
        "192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.9",
        "224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255",
        ":: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1",
        "100::1 2001::1 2001:0:7f00:1:: 2001:db8::1 2002:7f00:1:: 2002:808:808::1 3fff::1",
        "fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1 4000::1",
    ],
)
def test_an_address_of_no_public_machine_is_none(address: str) -> None:
    for each in address.split():
        assert not is_public(ip_address(each)), each


@pytest.mark.parametrize("address", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2a00:1450:4007::1", "2600::1"])
def test_an_address_of_the_public_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.integers(0, 2**32 - 1))
def test_whatever_ipv4_address_an_ipv6_address_carries_it_is_not_asked(number: int) -> None:
    for high in (0, 0xFFFF << 32, 0x64FF9B << 96, (0x64FF9B << 96) | (1 << 80)):
        assert not is_public(IPv6Address(high | number))
    assert not is_public(IPv6Address((0x2002 << 112) | (number << 80)))
    assert not is_public(IPv6Address((0x20010000 << 96) | number))


@given(st.integers(0, 2**32 - 1))
def test_what_python_calls_private_is_never_public(number: int) -> None:
    address = IPv4Address(number)
    if address.is_private or address.is_multicast or address.is_reserved or address.is_loopback:
        assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://shop.example/",
        "ftp://shop.example/",
        "//shop.example/",
        "https:///path",
        "https://",
        "https://user@shop.example/",
        "https://user:word@shop.example/",
        "https://shop.example@10.0.0.1/",
        "https://shop.example:80/",
        "https://shop.example:0/",
        "https://shop.example:99999/",
        "https://shop.example:/",
        "https://2130706433/",
        "https://017700000001/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://127.0.0.1./",
        "https://1.2.3.4.5/",
        "https://[::1%25eth0]/",
        "https://[::ffff:127.0.0.1/",
        "https://[v1.x]/",
        "https://shop..example/",
        "https://-shop.example/",
        "https://shop.example\\@10.0.0.1/",
        "https://shop.example /",
        "https://shop.example/\r\nHost: inside",
        "https://shop.example/\t",
        "https://shop.example/\u00e9",
        "https://\uff11\uff12\uff17.0.0.1/",
        "https://shop\u3002example/",
        "https://shop.example/" + "a" * 2000,
    ],
)
def test_an_address_that_is_not_plain_is_not_asked(address: str) -> None:
    with pytest.raises(NotAsked):
        target_of(address, {443})


@pytest.mark.parametrize(
    ("address", "host", "path"),
    [
        ("https://shop.example", "shop.example", "/"),
        ("HTTPS://Shop.Example:443/a/b?c=d#e", "shop.example", "/a/b?c=d"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example", "/"),
        ("https://8.8.8.8/", "8.8.8.8", "/"),
        ("https://[2A00:1450:4007:0::1]/", "2a00:1450:4007::1", "/"),
        ("https://_dmarc.shop.example/", "_dmarc.shop.example", "/"),
    ],
)
def test_a_plain_address_is_read(address: str, host: str, path: str) -> None:
    target = target_of(address, {443})
    assert (target.host, target.port, target.path) == (host, 443, path)


def test_a_name_that_leads_nowhere_is_not_asked() -> None:
    target = target_of("https://shop.example", {443})
    with pytest.raises(NotAsked, match="public internet"):
        public_of(target, {443}, (), lambda host, port: ["10.0.0.1", "fe80::1%eth0", "::1"])
    with pytest.raises(NotAsked, match="public internet"):
        public_of(target, {443}, (), lambda host, port: [])
    mixed = public_of(target, {443}, (), lambda host, port: ["10.0.0.1", "8.8.8.8"])
    assert mixed == (IPv4Address("8.8.8.8"),)


@given(st.text(max_size=60))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    for address in (text, f"https://{text}", f"https://shop.example/{text}"):
        try:
            target = target_of(address, {443})
        except NotAsked:
            continue
        assert target.host == target.host.lower()
        assert target.path.isascii()
        assert target.path.isprintable()


def test_a_door_is_an_address_and_a_port() -> None:
    assert door_of("127.0.0.1:8443") == (IPv4Address("127.0.0.1"), 8443)
    assert door_of("[::1]:443") == (IPv6Address("::1"), 443)
    for wrong in ("127.0.0.1", "localhost:443", "127.0.0.1:0", "127.0.0.1:70000", "10.0.0.0/8:443", ":443"):
        with pytest.raises(ValueError, match=r"door|address"):
            door_of(wrong)
