"""Checking an evidence pack, offline, with nothing but its files and what somebody else holds.

What it shows without a key and a head from outside is only that the pack agrees with itself: whoever made it
could have made another. A key from outside shows who signed; a head from outside shows that nothing up to it
was changed or left out since. That everything was written down, no pack can show.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from honour.proofs.checkpoint import (
    Head,
    NotACheckpoint,
    VerifierKey,
    claimed,
    opened,
    read_verifier_key,
    same_site,
)
from honour.proofs.leaf import act_commitment, act_of, is_leaf
from honour.proofs.pack import VERSION
from honour.proofs.receipt import is_in_journal
from honour.proofs.tree import root_of_leaves


@dataclass(frozen=True, slots=True)
class Report:
    """What a look at a pack found: `faults`, in words; where there are none, what `shows` says.

    `leaves` counts entries, `details` those whose words are still there, `removed` those whose words a later
    entry says were removed, `missing` the positions without words of which no entry says so.
    """

    origin: str
    leaves: int
    details: int
    removed: int
    missing: tuple[int, ...]
    faults: tuple[str, ...]
    shows: str

    @property
    def holds(self) -> bool:
        """Whether no fault was found."""
        return not self.faults


def verify(files: Mapping[str, bytes], key: str | None = None, head: str | None = None) -> Report:
    """Check a pack; `key` is a verifier key and `head` a signed head, each as somebody outside holds it.

    Never raises for what a pack holds: whatever is wrong is a fault of the report. Raises `NotACheckpoint`
    where `key` is none, because then it was mistyped here.
    """
    outside = read_verifier_key(key) if key is not None else None
    try:
        return _verified(files, outside, head)
    except (_Broken, NotACheckpoint) as error:
        return Report("", 0, 0, 0, (), (str(error),), "nothing: the pack cannot be read")


class _Broken(Exception):
    """A pack without the files that everything else is checked by."""


def _verified(files: Mapping[str, bytes], outside: VerifierKey | None, head: str | None) -> Report:
    own = read_verifier_key(_text(files, "verifier-key.txt"))
    earlier = outside if outside and _is_of_an_earlier_log(outside, own) else None
    trusted = own if earlier else outside or own
    faults = list(_manifest_faults(files))
    if outside and not earlier and str(outside) != str(own):
        faults.append("the pack names another key than the one given here")
    signed = opened(_text(files, "checkpoint.txt"), trusted)
    leaves = _leaves(_file(files, "leaves.bin"))
    hashed = sha256
    hashes = [hashed(b"\x00" + leaf).digest() for leaf in leaves]
    if len(leaves) != signed.size or root_of_leaves(hashes) != signed.root:
        faults.append(f"the leaves ({len(leaves)}) are not those of the signed head ({signed.size})")
    words = _words(files, leaves)
    before = {earlier.name} if earlier else set()
    if head is not None:
        origin = _origin(head, trusted)
        before |= {origin} - {trusted.name}
        faults += _head_faults(head, VerifierKey(origin, trusted.public), hashes, words.closed.get(origin))
    faults += words.faults
    faults += (_not_followed(name) for name in sorted(before - words.closed.keys()))
    faults += _receipt_faults(files, trusted)
    faults += _cited_faults(files)
    faults += _register_faults(files)
    missing = tuple(sorted(set(range(len(leaves))) - words.known - words.removed))
    if missing:
        faults.append(f"{len(missing)} entries have no words, and no entry says why: {_some(missing)}")
    return Report(
        origin=signed.origin,
        leaves=len(leaves),
        details=len(words.known),
        removed=len(words.removed - words.known),
        missing=missing,
        faults=tuple(faults),
        shows=_shows(outside is not None, head is not None)
        + "".join(_followed(name, words.closed[name]) for name in sorted(before & words.closed.keys())),
    )


def _is_of_an_earlier_log(key: VerifierKey, own: VerifierKey) -> bool:
    """Whether a key is of the same site and signs the same, under the name of another of its logs."""
    return key.name != own.name and key.public == own.public and same_site(key.name, own.name)


def _origin(head: str, trusted: VerifierKey) -> str:
    """The log of which a head from outside is: this one, or another of the same site and key."""
    try:
        origin = claimed(head).origin
    except NotACheckpoint:
        return trusted.name
    return origin if same_site(origin, trusted.name) else trusted.name


def _followed(name: str, closed: "_Closed") -> str:
    return (
        f"; the log {name} was closed after a restore, which brought {closed.size} of its entries back, and"
        f" this one follows it (entry {closed.position})"
    )


def _not_followed(name: str) -> str:
    return (
        f"what was given here is of the log {name}, and no entry of this pack says that it was closed and"
        " followed by this one: ask the site's owner for a pack of that log"
    )


def _shows(key: bool, head: bool) -> str:
    if key and head:
        return "signed by the key given, and nothing changed or vanished since the head given"
    if key:
        return "signed by the key given; without a head from outside, nothing shows that no other pack exists"
    if head:
        return "continues the head given; without a key from outside, nothing shows who signed both"
    return "self-consistent only: give a key and a head that somebody else holds"


def _file(files: Mapping[str, bytes], name: str) -> bytes:
    content = files.get(name)
    if content is None:
        raise _Broken(f"{name} is missing from the pack: ask its owner for it again")
    return content


def _text(files: Mapping[str, bytes], name: str) -> str:
    try:
        return _file(files, name).decode()
    except UnicodeDecodeError as error:
        raise _Broken(f"{name} is not UTF-8: ask the pack's owner for it again") from error


def _json(files: Mapping[str, bytes], name: str) -> Any:
    return _parsed(_text(files, name), name)


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _Broken(f"{name} is not JSON: ask the pack's owner for it again") from error


def _manifest_faults(files: Mapping[str, bytes]) -> Iterator[str]:
    manifest = _json(files, "manifest.json")
    listed = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(listed, dict) or manifest.get("honour pack") != VERSION:
        raise _Broken(f"manifest.json is not that of an evidence pack of version {VERSION}")
    for name in sorted((set(listed) | set(files)) - {"manifest.json"}):
        if name not in files:
            yield f"{name} is listed and missing"
        elif sha256(files[name]).hexdigest() != listed.get(name):
            yield f"{name} is not the file that the manifest lists"
    for name, content in sorted(files.items()):
        if name.startswith("policies/") and name != f"policies/{sha256(content).hexdigest()}.yaml":
            yield f"{name} is not the policy of that digest"


def _leaves(data: bytes) -> list[bytes]:
    """Split the leaves, each of which must be one."""
    leaves, at, end = [], 0, len(data)
    while at < end:
        length = int.from_bytes(data[at : at + 4])
        at += 4
        leaf = data[at : at + length]
        if len(leaf) != length or not is_leaf(leaf):
            raise _Broken("leaves.bin is cut or damaged: ask the pack's owner for it again")
        leaves.append(leaf)
        at += length
    return leaves


def _head_faults(note: str, key: VerifierKey, hashes: list[bytes], closed: "_Closed | None") -> Iterator[str]:
    try:
        other: Head = opened(note, key)
    except NotACheckpoint as error:
        yield f"the head given: {error}"
        return
    if closed is not None and other.size > closed.size:
        yield (
            f"the head given has {other.size} entries of the log {key.name}, of which a restore brought back"
            f" {closed.size}, as entry {closed.position} tells: the last {other.size - closed.size} were lost"
            " with it"
        )
    elif other.size > len(hashes):
        yield f"the head given has {other.size} entries, the pack {len(hashes)}: some are missing"
    elif root_of_leaves(hashes[: other.size]) != other.root:
        yield f"the first {other.size} entries are not those of the head given: some were changed or removed"


@dataclass(frozen=True, slots=True)
class _Closed:
    """An earlier log: the entry that says that it was closed, and how many of its entries a restore left."""

    position: int
    size: int


@dataclass(frozen=True, slots=True)
class _Words:
    known: set[int]
    removed: set[int]
    faults: tuple[str, ...]
    closed: Mapping[str, _Closed]


def _words(files: Mapping[str, bytes], leaves: list[bytes]) -> _Words:
    """Check each detail against its leaf, and collect the positions whose removal an entry records."""
    known: set[int] = set()
    wrong: set[int] = set()
    removed: set[int] = set()
    closed: dict[str, _Closed] = {}
    for line in _text(files, "details.jsonl").splitlines():
        position, salt, act = _detail(line, len(leaves))
        if act_of(leaves[position]) != act_commitment(salt, act):
            wrong.add(position)
            continue
        known.add(position)
        if '"details removed"' in act:
            removed |= _removals(act, position)
        if '"log continued after a restore"' in act:
            closed |= _closing(act, position)
    faults = (f"the words of {len(wrong)} entries are not what was committed to: {_some(sorted(wrong))}",)
    return _Words(known, removed, faults if wrong else (), closed)


def _detail(line: str, leaves: int) -> tuple[int, bytes, str]:
    fields = _parsed(line, "details.jsonl")
    try:
        position, salt, act = fields["position"], bytes.fromhex(fields["salt"]), fields["act"]
        if type(position) is int and 0 <= position < leaves and len(salt) == 32 and act.isascii():
            return position, salt, act
    except (KeyError, TypeError, ValueError, AttributeError):
        pass
    raise _Broken("a line of details.jsonl is no detail of this journal")


def _removals(act: str, position: int) -> set[int]:
    """The earlier positions that an act says it removed the words of."""
    match _parsed(act, "details.jsonl"):
        case {"act": "details removed", "facts": {"positions": list(positions)}}:
            return {one for one in positions if isinstance(one, int) and 0 <= one < position}
        case _:
            return set()


def _closing(act: str, position: int) -> dict[str, _Closed]:
    """The log that an entry says was closed after a restore: it follows the entries that came back."""
    match _parsed(act, "details.jsonl"):
        case {
            "act": "log continued after a restore",
            "facts": {"closed": str(origin), "restored": {"size": int(size)}},
        } if size <= position:
            return {origin: _Closed(position, size)}
        case _:
            return {}


def _receipt_faults(files: Mapping[str, bytes], key: VerifierKey) -> Iterator[str]:
    receipts = _json(files, "receipts.json") if "receipts.json" in files else []
    if not isinstance(receipts, list):
        raise _Broken("receipts.json is not a list")
    wrong = sum(not is_in_journal(one, key) for one in receipts)
    if wrong:
        yield f"{wrong} receipts are not in the journal"


def _cited_faults(files: Mapping[str, bytes]) -> Iterator[str]:
    """Entries that `sweeps.json` cites, each of which must be in the log in these very words."""
    cited = _json(files, "sweeps.json") if "sweeps.json" in files else {"entries": []}
    entries = cited.get("entries") if isinstance(cited, dict) else None
    if not isinstance(entries, list):
        raise _Broken("sweeps.json cites no entries")
    acts: dict[object, Any] = {}
    if entries:
        for line in _text(files, "details.jsonl").splitlines():
            fields = _parsed(line, "details.jsonl")
            acts[fields["position"]] = fields["act"]
    wrong = sum(not _is_cited(entry, acts) for entry in entries)
    if wrong:
        yield f"{wrong} entries that sweeps.json cites are not in the journal in these words"


def _is_cited(entry: object, acts: Mapping[object, Any]) -> bool:
    match entry:
        case {"position": int(position), "act": dict(act)} if position in acts:
            return bool(_parsed(acts[position], "details.jsonl") == act)
        case _:
            return False


def _register_faults(files: Mapping[str, bytes]) -> Iterator[str]:
    """The register must be of a policy that the pack holds."""
    if "register.json" not in files:
        return
    register = _json(files, "register.json")
    digest = register.get("policy") if isinstance(register, dict) else None
    if f"policies/{digest}.yaml" not in files:
        yield "register.json is of a policy that the pack does not hold"


def _some(positions: tuple[int, ...] | list[int]) -> str:
    return ", ".join(map(str, positions[:10])) + (", …" if len(positions) > 10 else "")
