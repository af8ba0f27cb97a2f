"""What a site says of its own security follows from what was seen, and a weak thing is never called good."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.proofs.own_security import (
    BUDGET,
    of_cookies,
    of_headers,
    of_modes,
    of_none,
    of_pages,
    readable,
)

GOOD = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def test_a_page_with_every_header_is_as_it_should_be() -> None:
    assert of_headers(GOOD).state == "kept"


@pytest.mark.parametrize(
    ("name", "weak"),
    [(name, "") for name in GOOD]
    + [
        ("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'"),
        ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'"),
        ("Strict-Transport-Security", "max-age=3600"),
        ("X-Frame-Options", "ALLOWALL"),
        ("Referrer-Policy", "unsafe-url"),
    ],
)
def test_one_that_is_missing_or_weak_is_named(name: str, weak: str) -> None:
    seen = of_headers({**GOOD, name: weak})
    assert (seen.state, seen.facts["lacking"]) == ("not kept", name.lower())


@pytest.mark.parametrize(
    ("cookie", "state"),
    [
        ("__Host-session=abc; Path=/; Secure; HttpOnly; SameSite=Lax", "kept"),
        ("session=abc; Path=/; Secure; HttpOnly", "not kept"),
        ("__Host-session=abc; Path=/; HttpOnly", "not kept"),
        ("__Host-session=abc; Path=/; Secure", "not kept"),
    ],
)
def test_a_cookie_is_bound_to_the_host_to_tls_and_closed_to_scripts(cookie: str, state: str) -> None:
    assert of_cookies([cookie]).state == state


def test_a_file_that_others_may_read_is_named() -> None:
    assert of_modes("keys closed", {"hash.key": 0o600, "keys": 0o700}).state == "kept"
    seen = of_modes("keys closed", {"hash.key": 0o640, "keys": 0o700})
    assert (seen.state, seen.facts["lacking"]) == ("not kept", "hash.key")


def test_the_budget_is_for_nineteen_pages_of_twenty() -> None:
    assert of_pages([]).state == "unknown"
    assert of_pages([BUDGET] * 100).state == "kept"
    assert of_pages([1] * 96 + [BUDGET * 9] * 4).state == "kept", "a few may take longer"
    slow = of_pages([1] * 90 + [BUDGET + 1] * 10)
    assert (slow.state, slow.facts["took"], slow.facts["count"]) == ("not kept", BUDGET + 1, 100)


def test_who_lacks_something_is_counted_or_named() -> None:
    assert of_none("passwords", 7, 0).state == "kept"
    assert of_none("passwords", 7, 2).facts == {"count": 7, "lacking": 2}
    assert of_none("roles declared", 2, ["wizard"]).facts["lacking"] == "wizard"


@given(st.text(min_size=1))
def test_text_is_told_from_what_is_sealed(text: str) -> None:
    assert readable(text.encode("utf-8", "ignore"))
    assert not readable(b"\xff" + text.encode("utf-8", "ignore"))


def test_what_the_dice_give_is_no_text() -> None:
    assert not any(readable(os.urandom(28 + 40)) for _ in range(200))
