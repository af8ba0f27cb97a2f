"""What a request shows of whoever sends it: an address, a browser, a class of device, and nothing else.

Nothing is asked of the browser by a script; each of these may be absent, and then is unknown.
"""

import re
from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.http import HttpRequest

_BROWSERS: Final = (  # the first that is found: most name each other
    ("Edge", re.compile(r"\bEdgA?/(\d{1,4})(?!\d)")),
    ("Opera", re.compile(r"\bOPR/(\d{1,4})(?!\d)")),
    ("Firefox", re.compile(r"\b(?:Firefox|FxiOS)/(\d{1,4})(?!\d)")),
    ("Chrome", re.compile(r"\b(?:Chrome|CriOS|Chromium)/(\d{1,4})(?!\d)")),
    ("Safari", re.compile(r"\bVersion/(\d{1,4})(?!\d)[.\d]* (?:Mobile/\w+ )?Safari/")),
)
_TABLET: Final = re.compile(r"iPad|Tablet|Android(?!.*Mobile)")
_PHONE: Final = re.compile(r"Mobile|iPhone|Mobi")


def address_of(request: HttpRequest) -> str:
    """The address that the request came from."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return client(request.META.get("REMOTE_ADDR", ""), forwarded, settings.PROXY)


def client(peer: str, forwarded: str, proxy: str | None) -> str:
    """The client's address: that of the connection; where the site's own proxy is the peer, the last of
    `X-Forwarded-For`, which the proxy itself added. What else stands there anybody may have written.
    """
    if proxy is None or peer != proxy:
        return peer
    return forwarded.rpartition(",")[2].strip() or peer


def browser_of(headers: Mapping[str, str]) -> str:
    """A browser's name and main version, such as `Firefox 140`; empty where it does not say."""
    said = headers.get("User-Agent", "")
    for name, pattern in _BROWSERS:
        if found := pattern.search(said):
            return f"{name} {found[1]}"
    return ""


def device_of(headers: Mapping[str, str]) -> str:
    """`phone`, `tablet` or `computer`; empty where the browser does not say."""
    said = headers.get("User-Agent", "")
    if _TABLET.search(said):
        return "tablet"
    if headers.get("Sec-CH-UA-Mobile") == "?1" or _PHONE.search(said):
        return "phone"
    return "computer" if said else ""
