"""Signing what is sent to a partner, so that he can tell it from what a stranger sends.

By the convention of Standard Webhooks (standardwebhooks.com, specification 1.0.0): HMAC-SHA256 over the
message's number, the second at which it was sent, and the body, as they travel, with a point between; in
base64 after `v1,`. Of two secrets each signs: whoever receives goes over from one to the other without losing
a message.
"""

import hmac
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

PREFIX: Final = "whsec_"
"""What a secret begins with where people pass it on: what follows is its bytes in base64."""


def written(secret: bytes) -> str:
    """A secret as it is passed on."""
    return PREFIX + b64encode(secret).decode()


def signed(secrets: Sequence[bytes], number: str, at: datetime, body: bytes) -> Mapping[str, str]:
    """The headers that sign a message; none without a secret. Its number holds no point."""
    if not secrets:
        return {}
    second = int(at.timestamp())
    signature = " ".join(f"v1,{_signature(each, number, second, body)}" for each in secrets)
    return {"webhook-id": number, "webhook-timestamp": str(second), "webhook-signature": signature}


def _signature(secret: bytes, number: str, second: int, body: bytes) -> str:
    return b64encode(hmac.digest(secret, f"{number}.{second}.".encode() + body, "sha256")).decode()
