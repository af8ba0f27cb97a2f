"""Writes a small database of places in MaxMind's format (MaxMind DB File Format Specification 2.0)."""

import struct
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any, TypeAlias

_MARK = b"\xab\xcd\xefMaxMind.com"
_TEXT, _MAP, _UNSIGNED = 2, 7, {16: 5, 32: 6}
Node: TypeAlias = list[Any]  # two branches: None, another node, or the number of a record


def write(file: Path, places: Mapping[str, Mapping[str, str]], version: int = 4) -> Path:
    """A database of networks and their records, in a file that it gives back."""
    root: Node = [None, None]
    records = list(places.values())
    for number, network in enumerate(map(ip_network, places)):
        _hang(root, int(network.network_address), network.max_prefixlen, network.prefixlen, number)
    nodes = _numbered(root)
    data, offsets = b"", []
    for record in records:
        offsets.append(len(data))
        data += _map({key: _text(value) for key, value in record.items()})
    tree = b"".join(_node(node, nodes, offsets) for node in nodes)
    about = {
        "node_count": _unsigned(len(nodes), 32),
        "record_size": _unsigned(24, 16),
        "ip_version": _unsigned(version, 16),
        "database_type": _text("test"),
        "languages": bytes([0, 4]),
        "binary_format_major_version": _unsigned(2, 16),
        "binary_format_minor_version": _unsigned(0, 16),
        "build_epoch": bytes([8, 2]) + struct.pack(">Q", 1_790_000_000),
        "description": _map({}),
    }
    file.write_bytes(tree + bytes(16) + data + _MARK + _map(about))
    return file


def _hang(node: Node, bits: int, width: int, length: int, record: int) -> None:
    for at in range(length):
        side = bits >> (width - 1 - at) & 1
        if at == length - 1:
            node[side] = record
            return
        if node[side] is None:
            node[side] = [None, None]
        node = node[side]


def _numbered(root: Node) -> list[Node]:
    nodes = [root]
    for node in nodes:  # grows while it is read
        nodes += [side for side in node if isinstance(side, list)]
    return nodes


def _node(node: Node, nodes: list[Node], offsets: list[int]) -> bytes:
    numbers = {id(each): number for number, each in enumerate(nodes)}
    return b"".join(_side(side, numbers, offsets).to_bytes(3) for side in node)


def _side(side: Any, numbers: Mapping[int, int], offsets: list[int]) -> int:
    if side is None:
        return len(numbers)
    return numbers[id(side)] if isinstance(side, list) else len(numbers) + 16 + offsets[side]


def _head(kind: int, size: int) -> bytes:
    return bytes([kind << 5 | size]) if size < 29 else bytes([kind << 5 | 29, size - 29])


def _text(value: str) -> bytes:
    return _head(_TEXT, len(value.encode())) + value.encode()


def _map(values: Mapping[str, bytes]) -> bytes:
    return _head(_MAP, len(values)) + b"".join(_text(key) + value for key, value in values.items())


def _unsigned(value: int, bits: int) -> bytes:
    return _head(_UNSIGNED[bits], bits // 8) + value.to_bytes(bits // 8)
