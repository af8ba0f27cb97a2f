"""Evidence packs: what a whole one shows, and what a look at a changed, cut or forged one says."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from honour.proofs import tree
from honour.proofs.checkpoint import Head, NotACheckpoint, VerifierKey, signed
from honour.proofs.leaf import act_commitment, canonical, leaf_bytes
from honour.proofs.pack import pack
from honour.proofs.receipt import Shown, Stays, compose, is_in_journal
from honour.proofs.verify import verify

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FORGER = Ed25519PrivateKey.from_private_bytes(bytes(32))
NAME = "shop.example/honour/12345678"
KEY = VerifierKey(NAME, PRIVATE.public_key().public_bytes_raw())
POLICY = "honour: 1\n"
SALT = b"s" * 32
Files = dict[str, bytes]


def act(number: int) -> str:
    return canonical(
        {"act": "read", "by": "os:ana", "facts": {"n": number}, "id": f"{number:032x}", "why": None}
    )


def removal(*positions: int) -> str:
    return canonical({"act": "details removed", "by": "os:ana", "facts": {"positions": list(positions)}})


def leaf(said: str) -> bytes:
    return leaf_bytes(29_000_000, act_commitment(SALT, said), ())


def head(acts: list[str], private: Ed25519PrivateKey = PRIVATE) -> str:
    root = tree.root_of_leaves([tree.leaf_hash(leaf(one)) for one in acts])
    return signed(Head(NAME, len(acts), root), private)


def made(acts: list[str], without: tuple[int, ...] = (), other: Files | None = None) -> Files:
    details = [(at, SALT, said) for at, said in enumerate(acts) if at not in without]
    files = pack(
        key=KEY,
        head=head(acts),
        leaves=[leaf(one) for one in acts],
        details=details,
        policies={sha256(POLICY.encode()).hexdigest(): POLICY},
        evidence={"promises": []},
        now=NOW,
    )
    return relisted({**files, **(other or {})})


def relisted(files: Files) -> Files:
    """The pack as a forger would hand it in: the manifest fits whatever he changed."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = {n: sha256(c).hexdigest() for n, c in files.items() if n != "manifest.json"}
    return {**files, "manifest.json": json.dumps(manifest).encode()}


ACTS = [act(number) for number in range(7)]


def test_a_whole_pack_holds_and_says_how_much_it_shows() -> None:
    for key, outside, shows in [
        (None, None, "self-consistent only"),
        (str(KEY), None, "signed by the key given"),
        (None, head(ACTS[:4]), "continues the head given"),
        (str(KEY), head(ACTS[:4]), "nothing changed or vanished since the head given"),
        (str(KEY), head(ACTS), "nothing changed or vanished since the head given"),
    ]:
        report = verify(made(ACTS), key, outside)
        assert report.faults == ()
        assert shows in report.shows
        assert (report.origin, report.leaves, report.details) == (NAME, 7, 7)


def test_an_empty_journal_is_whole_too() -> None:
    assert verify(made([]), str(KEY)).holds


def test_history_written_anew_is_found_by_a_head_from_outside_and_only_by_it() -> None:
    rewritten = [*ACTS[:2], act(99), *ACTS[3:]]
    assert verify(made(rewritten), str(KEY)).holds
    [fault] = verify(made(rewritten), str(KEY), head(ACTS[:4])).faults
    assert "the first 4 entries are not those of the head given" in fault


def test_an_entry_left_out_is_found() -> None:
    [fault] = verify(made(ACTS[:5]), str(KEY), head(ACTS)).faults
    assert "the head given has 7 entries, the pack 5" in fault


def test_a_pack_signed_by_somebody_else_is_found() -> None:
    forged = relisted({**made(ACTS), "checkpoint.txt": head(ACTS, FORGER).encode()})
    assert not verify(forged, str(KEY)).holds
    with_his_key = relisted(
        {
            **forged,
            "verifier-key.txt": str(VerifierKey(NAME, FORGER.public_key().public_bytes_raw())).encode(),
        }
    )
    assert verify(with_his_key).shows.startswith("self-consistent only")
    assert not verify(with_his_key, str(KEY)).holds


def test_a_head_from_outside_that_another_signed_is_found() -> None:
    [fault] = verify(made(ACTS), None, head(ACTS, FORGER)).faults
    assert fault.startswith("the head given: the checkpoint is not signed by")


def test_changed_words_are_found() -> None:
    lines = made(ACTS)["details.jsonl"].replace(b'\\"n\\":3', b'\\"n\\":4')
    report = verify(made(ACTS, other={"details.jsonl": lines}))
    assert "the words of 1 entries are not what was committed to: 3" in report.faults[0]


def test_words_removed_by_an_entry_are_covered_and_others_are_not() -> None:
    acts = [*ACTS, removal(1, 2)]
    covered = verify(made(acts, without=(1, 2)))
    assert covered.holds
    assert (covered.leaves, covered.details, covered.removed) == (8, 6, 2)
    uncovered = verify(made(acts, without=(1, 5)))
    assert uncovered.missing == (5,)
    assert "1 entries have no words, and no entry says why: 5" in uncovered.faults[0]


def test_an_entry_cannot_excuse_what_comes_after_it() -> None:
    assert verify(made([removal(1, 0), act(1)], without=(1,))).missing == (1,)


def test_a_policy_under_a_wrong_digest_is_found() -> None:
    files = made(ACTS)
    name = next(name for name in files if name.startswith("policies/"))
    report = verify(relisted({**files, name: b"honour: 1 # milder\n"}))
    assert report.faults == (f"{name} is not the policy of that digest",)


def test_a_file_missing_added_or_changed_against_the_manifest_is_found() -> None:
    files = made(ACTS)
    changed = {**files, "evidence.json": b"{}"}
    added = {**files, "more.txt": b""}
    missing = {name: content for name, content in files.items() if name != "evidence.json"}
    for one, said in [
        (changed, "evidence.json is not"),
        (added, "more.txt is not"),
        (missing, "evidence.json is listed"),
    ]:
        [fault] = verify(one).faults
        assert fault.startswith(said)


def receipt(position: int) -> dict[str, object]:
    hashes = [tree.leaf_hash(leaf(one)) for one in ACTS]
    nodes = dict(tree.extend(0, hashes, dict[tree.At, bytes]().__getitem__))
    path = tree.proof(tree.inclusion_spans(position, len(ACTS)), nodes.__getitem__)
    shown = Shown(position, leaf(ACTS[position]), path, head(ACTS))
    stays = Stays("main.Invoice", ("invoice",), 7, "keep.2", "", None, None)
    return compose("r1", "erase", NOW, {"steps": [], "stays": []}, [stays], True, {}, shown)


@pytest.mark.parametrize("position", range(7))
def test_a_receipt_is_in_the_journal_where_it_says_and_nowhere_else(position: int) -> None:
    mine = receipt(position)
    assert is_in_journal(mine, KEY)
    assert verify(made(ACTS, other={"receipts.json": json.dumps([mine]).encode()})).holds
    journal = mine["journal"]
    assert isinstance(journal, dict)
    moved = {**mine, "journal": {**journal, "position": (position + 1) % 7}}
    assert not is_in_journal(moved, KEY)
    assert not is_in_journal(mine, VerifierKey(NAME, FORGER.public_key().public_bytes_raw()))
    report = verify(made(ACTS, other={"receipts.json": json.dumps([moved]).encode()}))
    assert report.faults == ("1 receipts are not in the journal",)


@pytest.mark.parametrize(
    "no_receipt", [{}, {"journal": None}, {"journal": {"head": 1}}, [], "x", {"journal": {"head": ""}}]
)
def test_what_is_no_receipt_is_not_in_the_journal(no_receipt: dict[str, object]) -> None:
    assert not is_in_journal(no_receipt, KEY)


def test_a_receipt_of_an_erasure_that_left_something_says_so() -> None:
    shown = Shown(0, b"", (), "")
    levels = compose("r1", "erase", NOW, {"steps": [], "stays": []}, [], False, {}, shown)["levels"]
    assert levels["logical"] == "found"


@pytest.mark.parametrize(
    "name", ["manifest.json", "checkpoint.txt", "leaves.bin", "details.jsonl", "verifier-key.txt"]
)
@given(st.binary(max_size=80), st.booleans())
def test_no_content_of_a_file_makes_the_look_fail(name: str, content: bytes, whole: bool) -> None:
    files = made(ACTS)
    hostile = {
        **files,
        name: content if whole else files[name][: len(content)] + content + files[name][len(content) :],
    }
    report = verify(hostile if name == "manifest.json" else relisted(hostile))
    assert not (whole and report.holds)
    if content and name == "leaves.bin":
        assert not report.holds


DEEP = b"[" * 100_000 + b"]" * 100_000
LINE: Callable[..., bytes] = lambda **fields: json.dumps(fields).encode()  # noqa: E731  (one line in five cases)


@pytest.mark.parametrize(
    "line",
    [
        DEEP,
        LINE(position=7, salt="00" * 32, act="{}"),
        LINE(position=-1, salt="00" * 32, act="{}"),
        LINE(position=0, salt="zz" * 32, act="{}"),
        LINE(position=0, salt="00", act="{}"),
        LINE(position="0", salt="00" * 32, act="{}"),
        LINE(position=0, salt="00" * 32, act="\ud800"),
        b"null",
    ],
)
def test_a_hostile_detail_is_a_fault_and_no_crash(line: bytes) -> None:
    assert not verify(made(ACTS, other={"details.jsonl": line})).holds


def test_a_leaf_longer_than_the_file_is_a_fault_and_no_crash() -> None:
    report = verify(made(ACTS, other={"leaves.bin": b"\xff\xff\xff\xff" + bytes(50)}))
    assert report.faults == ("leaves.bin is cut or damaged: ask the pack's owner for it again",)


def test_a_mistyped_key_is_told_to_the_one_who_typed_it() -> None:
    with pytest.raises(NotACheckpoint, match="copy the whole line"):
        verify(made(ACTS), "shop.example")


def test_checking_needs_neither_django_nor_sqlalchemy() -> None:
    loaded = "import sys, honour.proofs.verify, honour.publishing.pack_file; print(sorted(sys.modules))"
    src = Path(__file__).parents[2] / "src"
    ran = subprocess.run(
        [sys.executable, "-c", loaded],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(src)},
    )
    assert "'honour.proofs.verify'" in ran.stdout
    assert "'django'" not in ran.stdout
    assert "'sqlalchemy'" not in ran.stdout


def continued(acts: list[str], back: int) -> Files:
    """A pack of the log that follows NAME after a restore, which brought so many of its entries back."""
    facts = {"closed": NAME, "restored": {"size": back, "root": None}, "missing": None}
    gap = canonical({"act": "log continued after a restore", "by": "os:ana", "facts": facts})
    whole = [*acts[:back], gap, act(50)]
    root = tree.root_of_leaves([tree.leaf_hash(leaf(one)) for one in whole])
    later = VerifierKey(f"{NAME}/0a1b2c3d", KEY.public)
    return pack(
        key=later,
        head=signed(Head(later.name, len(whole), root), PRIVATE),
        leaves=[leaf(one) for one in whole],
        details=[(at, SALT, said) for at, said in enumerate(whole)],
        policies={sha256(POLICY.encode()).hexdigest(): POLICY},
        evidence={"promises": []},
        now=NOW,
    )


def test_the_key_and_head_of_a_log_that_was_closed_are_followed_and_explained() -> None:
    report = verify(continued(ACTS, 5), str(KEY), head(ACTS[:4]))
    assert report.faults == ()
    assert "nothing changed or vanished since the head given" in report.shows
    assert f"the log {NAME} was closed after a restore" in report.shows
    assert "this one follows it (entry 5)" in report.shows


def test_a_head_from_beyond_a_restore_is_told_as_what_the_restore_lost() -> None:
    [fault] = verify(continued(ACTS, 5), str(KEY), head(ACTS)).faults
    assert "7 entries" in fault
    assert "a restore brought back 5, as entry 5 tells: the last 2 were lost with it" in fault
    rewritten = [*ACTS[:2], act(99), *ACTS[3:]]
    [changed] = verify(continued(rewritten, 5), str(KEY), head(ACTS[:4])).faults
    assert "the first 4 entries are not those of the head given" in changed


def test_a_key_of_a_log_that_no_entry_says_was_closed_is_told_so() -> None:
    other = VerifierKey(f"{NAME}/ffffffff", KEY.public)
    [fault] = verify(continued(ACTS, 5), str(other)).faults
    assert "no entry of this pack says that it was closed" in fault
    forged = VerifierKey(NAME, FORGER.public_key().public_bytes_raw())
    assert not verify(continued(ACTS, 5), str(forged), head(ACTS[:4])).holds
