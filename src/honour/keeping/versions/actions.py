"""Keeping the policies that the site acts on."""

from datetime import datetime
from hashlib import sha256

from honour.keeping.versions.models import PolicyVersion


def remember(digest: str, text: str, now: datetime) -> None:
    """Keep a policy's text under the SHA-256 of its UTF-8 bytes, unless it is kept already."""
    if sha256(text.encode()).hexdigest() != digest:
        raise ValueError(f"the policy's text does not have the digest {digest}")
    PolicyVersion.objects.get_or_create(digest=digest, defaults={"text": text, "first_used": now})
