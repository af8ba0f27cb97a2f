"""The evidence pack: what an authority gets to check offline, as files by name.

manifest.json        the format's version, when it was made, the SHA-256 of every other file
verifier-key.txt     the log's public key (worth something only if you also have it from elsewhere)
checkpoint.txt       the signed head
leaves.bin           every leaf in order, each after its length in 4 bytes, big end first
details.jsonl        a line for each detail that still exists: position, salt, act
policies/DIGEST.yaml the policies that were acted on
evidence.json        the state of every promise, as `honour prove` sees it
receipts.json        receipts, where the site gives them: each with its own proof that it is in the log
register.json, .html, .ods   the register of processing
consents.json        who agreed to which words, by keyed hash; who acknowledged which version
requests.json        every request, when it was due and when it was answered
sweeps.json          every sweep with its receipt, and the entries of the log about sweeps and holds
verification.json    what checking the log here found
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from honour.proofs.checkpoint import VerifierKey
from honour.proofs.leaf import minute_of, minute_text

VERSION: Final = 1


def pack(
    *,
    key: VerifierKey,
    head: str,
    leaves: Iterable[bytes],
    details: Iterable[tuple[int, bytes, str]],
    policies: Mapping[str, str],
    evidence: Mapping[str, object],
    now: datetime,
    receipts: Sequence[Mapping[str, object]] = (),
    beside: Mapping[str, bytes] = MappingProxyType({}),
) -> dict[str, bytes]:
    """The files of a pack. `details` are (position, salt, act as JSON); `policies` are texts by SHA-256;
    `beside` are more files by name.
    """
    files = {
        "verifier-key.txt": f"{key}\n".encode(),
        "checkpoint.txt": head.encode(),
        "leaves.bin": b"".join(len(leaf).to_bytes(4) + leaf for leaf in leaves),
        "details.jsonl": b"".join(_line(*detail) for detail in details),
        "evidence.json": _json(evidence),
        **{f"policies/{digest}.yaml": text.encode() for digest, text in policies.items()},
        **beside,
    }
    if receipts:
        files["receipts.json"] = _json(list(receipts))
    digests = {name: sha256(content).hexdigest() for name, content in sorted(files.items())}
    manifest = {"honour pack": VERSION, "made": minute_text(minute_of(now)), "files": digests}
    return {"manifest.json": _json(manifest), **files}


def _line(position: int, salt: bytes, act: str) -> bytes:
    return json.dumps({"position": position, "salt": salt.hex(), "act": act}).encode() + b"\n"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
