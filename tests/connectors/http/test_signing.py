"""A signature is the one that receivers with a library of Standard Webhooks compute."""

import hmac
from base64 import b64decode, b64encode
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from honour.connectors.http.signing import PREFIX, signed, written

# An example that libraries of the convention are tested with (published by its authors).
SECRET, NUMBER, SECOND = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330
BODY, SIGNATURE = b'{"test": 2432232314}', "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_conventions_own_example() -> None:
    secret = b64decode(SECRET.removeprefix(PREFIX))
    assert written(secret) == SECRET
    given = signed([secret], NUMBER, datetime.fromtimestamp(SECOND, UTC), BODY)
    assert given == {"webhook-id": NUMBER, "webhook-timestamp": str(SECOND), "webhook-signature": SIGNATURE}


def test_without_a_secret_nothing_is_signed() -> None:
    assert signed([], NUMBER, datetime.fromtimestamp(SECOND, UTC), BODY) == {}


@given(st.lists(st.binary(min_size=24, max_size=64), min_size=1, max_size=2), st.binary(max_size=200))
def test_each_secret_signs_exactly_what_travels(secrets: list[bytes], body: bytes) -> None:
    at = datetime(2026, 11, 26, 12, 0, 0, 999_999, tzinfo=UTC)
    headers = signed(secrets, "a1", at, body)
    text = f"a1.{int(at.timestamp())}.".encode() + body
    wanted = [f"v1,{b64encode(hmac.new(each, text, 'sha256').digest()).decode()}" for each in secrets]
    assert headers["webhook-signature"].split(" ") == wanted
