"""Signed heads: the public example of signed notes, our own round trip, and tampered texts."""

from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from honour.proofs.checkpoint import (
    Head,
    NotACheckpoint,
    VerifierKey,
    _is_signed,
    _parts,
    claimed,
    opened,
    origin_of,
    read_verifier_key,
    signed,
)

# The example of the signed-note format, published with Go's own implementation of it.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PRIVATE.public_key().public_bytes_raw()
ORIGIN = origin_of("shop.example", PUBLIC, demo=False)
KEY = VerifierKey(ORIGIN, PUBLIC)


def test_the_public_example_reads_and_its_signature_holds() -> None:
    key = read_verifier_key(NEUMANN)
    assert str(key) == NEUMANN
    body, signatures = _parts(NOTE)
    [(name, blob)] = signatures
    assert (name, blob[:4]) == (key.name, key.id)
    assert _is_signed(body, blob, key)
    assert not _is_signed(body + "!", blob, key)


@given(st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_what_is_signed_opens_to_the_same_head(size: int, root: bytes) -> None:
    head = Head(ORIGIN, size, root)
    note = signed(head, PRIVATE)
    assert opened(note, KEY) == claimed(note) == head
    assert note.split("\n")[0] == ORIGIN
    assert note.split("\n")[1] == str(size)


def test_a_demo_says_so_in_its_name() -> None:
    assert origin_of("shop.example", PUBLIC, demo=True) == ORIGIN + "/demo"


def test_a_note_of_another_key_or_another_name_is_refused() -> None:
    note = signed(Head(ORIGIN, 1, bytes(32)), PRIVATE)
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    for key in (VerifierKey(ORIGIN, stranger), VerifierKey("shop.example", PUBLIC)):
        with pytest.raises(NotACheckpoint, match="not signed by"):
            opened(note, key)


def test_a_witness_may_sign_too() -> None:
    note = signed(Head(ORIGIN, 1, bytes(32)), PRIVATE)
    witnessed = note + NOTE.rpartition("\n\n")[2]
    assert opened(witnessed, KEY).size == 1


@pytest.mark.parametrize(
    "change",
    [
        ("\n7\n", "\n8\n"),
        ("\n7\n", "\n07\n"),
        ("\n7\n", "\n7 \n"),
        ("\n7\n", "\n-7\n"),
        ("\n7\n", "\n" + "9" * 30 + "\n"),
        ("\n7\n", "\n٧\n"),
        ("AAAA=\n", "AAAB=\n"),
        ("AAAA=\n", "AAAA\n"),
        ("\n\n", "\n"),
        ("AAA=\n", "AAB=\n"),
        ("— ", "-- "),
        ("— ", "—  "),
        ("\n7\n", "\n7\r\n"),
        ("\n7\n", "\n\ud800\n"),
    ],
)
def test_a_changed_note_is_refused(change: tuple[str, str]) -> None:
    note = signed(Head(ORIGIN, 7, bytes(32)), PRIVATE)
    assert change[0] in note
    with pytest.raises(NotACheckpoint):
        opened(note.replace(change[0], change[1], 1), KEY)


@given(st.text(max_size=200))
def test_no_text_makes_the_readers_raise_anything_else(text: str) -> None:
    for read in (lambda: opened(text, KEY), lambda: read_verifier_key(text)):
        with pytest.raises(NotACheckpoint):
            read()


@pytest.mark.parametrize("text", ["", "a+b", NEUMANN[:-2], NEUMANN.replace("c7", "c8"), "a b" + NEUMANN])
def test_a_key_cut_or_changed_is_refused(text: str) -> None:
    with pytest.raises(NotACheckpoint, match=r"verifier key|base64"):
        read_verifier_key(text)


def test_a_log_cannot_be_named_so_that_a_head_reads_as_another() -> None:
    with pytest.raises(ValueError, match="a log's name"):
        signed(Head("evil\n999", 1, bytes(32)), PRIVATE)


def test_a_root_has_one_spelling_even_to_who_does_not_look_at_signatures() -> None:
    note = signed(Head(ORIGIN, 7, bytes(32)), PRIVATE)
    other = note.replace("AAA=\n", "AAB=\n", 1)  # spare bits of the last letter: the same 32 bytes
    assert b64decode("AAA=") == b64decode("AAB=")
    with pytest.raises(NotACheckpoint, match="only right spelling"):
        claimed(other)


def test_a_key_of_another_kind_is_refused() -> None:
    name, number, _ = str(KEY).split("+", 2)
    other = b64encode(b"\x02" + PUBLIC).decode()
    with pytest.raises(NotACheckpoint, match="verifier key"):
        read_verifier_key(f"{name}+{number}+{other}")
