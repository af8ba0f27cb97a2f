"""A document on its way out: always kept by the browser and never shown, whatever it is; opened as it leaves.

What could go wrong: a file runs as a page of the site. So it is an attachment, of the type that it was found
to be and no other, in a sandbox of its own if it were shown after all; nobody on the way keeps a copy.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from honour.trades.support.documents.acts import bytes_of, name_of
from honour.trades.support.documents.models import Document
from honour.trades.support.documents.naming import disposition
from honour.trades.support.documents.sealed import FileKey

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_POLICY: Final = "sandbox; default-src 'none'"


def range_of(asked: str, size: int) -> tuple[int, int] | None:
    """First byte and length of the part that a `Range` header means; None where it is to be ignored (RFC
    9110, 14.2). One that lies outside has no length.
    """
    found = _RANGE.fullmatch(asked.strip())
    if found is None or found[0].endswith("=-"):
        return None
    first, last = found[1], found[2]
    if not first:
        length = min(int(last), size)
        return size - length, length
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None
    return (start, end - start + 1) if start < size else (start, 0)


def attachment(request: HttpRequest, document: Document) -> HttpResponseBase:
    """The file, or the part of it that was asked for. Journal it before. Raises Http404, StateRefused."""
    key, stream = bytes_of(document)
    same = request.headers.get("If-Range", _tag(document)) == _tag(document)  # RFC 9110, 13.1.5
    part = range_of(request.headers.get("Range", ""), document.size) if same else None
    answer: HttpResponseBase
    if part is not None and part[1] == 0:
        stream.close()
        answer = HttpResponse(status=416)
        answer["Content-Range"] = f"bytes */{document.size}"
        return _closed(answer, document)
    start, length = part or (0, document.size)
    pieces = _pieces(key, stream, document.reference, start, length)
    answer = StreamingHttpResponse(pieces, status=206 if part else 200)
    answer["Content-Length"] = str(length)
    if part:
        answer["Content-Range"] = f"bytes {start}-{start + length - 1}/{document.size}"
    return _closed(answer, document)


def _tag(document: Document) -> str:
    """What tells a browser that goes on with a download that the file is still the same: it never changes."""
    return f'"{document.reference}"'


def _pieces(key: FileKey, stream: BinaryIO, reference: str, start: int, length: int) -> Iterator[bytes]:
    with stream:
        yield from key.part(reference, stream, start, length)


def _closed(answer: HttpResponseBase, document: Document) -> HttpResponseBase:
    answer["Content-Type"] = document.type or "application/octet-stream"
    answer["Content-Disposition"] = disposition(name_of(document).reveal())
    answer["Content-Security-Policy"] = _POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store, private"
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = _tag(document)
    return answer
