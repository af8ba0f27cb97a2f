"""Which files are taken: those whose content is what their name says, of a short list.

What could go wrong: a page with scripts that runs in the site's name, a program that an agent starts, a file
that is two things at once. So the list is short and has none that runs (SVG and HTML are not on it: both can
bear scripts), the content must be of the kind that the extension names, and what looks like a second kind
is refused. Nothing is ever unpacked. Sources: the signatures of the formats (ISO 32000-1, 7.5.2; ISO/IEC
15948, 5.2; ISO/IEC 10918-1, B.1.1; RFC 9649; ISO/IEC 14496-12, 4.3; PKWARE APPNOTE 4.3.7, 4.3.16).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

HEAD: Final = 4096
TAIL: Final = 70_000
"""Bytes of both ends that are looked at; the second holds the end of a ZIP archive with any comment."""

Refusal: TypeAlias = Literal["kind", "disagrees", "two at once", "macros"]
"""Why a file is not taken: its kind is not on the list; its content is of another kind than its name says;
it is of two kinds at once; it bears programs.
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type, and whether a beginning is its own."""

    media: str
    begins: Callable[[bytes], bool]


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[:4] == b"RIFF" and head[8:12] == form


def _iso_media(*brands: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[4:8] == b"ftyp" and (not brands or head[8:12] in brands)


def _text(head: bytes) -> bool:
    """Words, and no page: no zero byte, no control character but white space, nothing that begins markup."""
    if any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head):
        return False
    low = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return not low.startswith((b"<", b"mz", b"#!", b"%pdf-", b"{\\rtf"))


_ZIP: Final = _starts(b"PK\x03\x04", b"PK\x05\x06")
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_OPEN: Final = "application/vnd.oasis.opendocument."

KINDS: Final[Mapping[str, Kind]] = {
    "pdf": Kind("application/pdf", _starts(b"%PDF-")),
    "png": Kind("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "jpg": Kind("image/jpeg", _starts(b"\xff\xd8\xff")),
    "jpeg": Kind("image/jpeg", _starts(b"\xff\xd8\xff")),
    "gif": Kind("image/gif", _starts(b"GIF87a", b"GIF89a")),
    "webp": Kind("image/webp", _riff(b"WEBP")),
    "heic": Kind("image/heic", _iso_media(b"heic", b"heix", b"mif1", b"msf1")),
    "mp4": Kind("video/mp4", _iso_media()),
    "mov": Kind("video/quicktime", _iso_media()),
    "webm": Kind("video/webm", _starts(b"\x1a\x45\xdf\xa3")),
    "wav": Kind("audio/wav", _riff(b"WAVE")),
    "mp3": Kind("audio/mpeg", _starts(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "zip": Kind("application/zip", _ZIP),
    "7z": Kind("application/x-7z-compressed", _starts(b"7z\xbc\xaf\x27\x1c")),
    "gz": Kind("application/gzip", _starts(b"\x1f\x8b\x08")),
    "docx": Kind(f"{_OFFICE}wordprocessingml.document", _ZIP),
    "xlsx": Kind(f"{_OFFICE}spreadsheetml.sheet", _ZIP),
    "pptx": Kind(f"{_OFFICE}presentationml.presentation", _ZIP),
    "odt": Kind(f"{_OPEN}text", _ZIP),
    "ods": Kind(f"{_OPEN}spreadsheet", _ZIP),
    "odp": Kind(f"{_OPEN}presentation", _ZIP),
    "rtf": Kind("application/rtf", _starts(b"{\\rtf")),
    "txt": Kind("text/plain", _text),
    "log": Kind("text/plain", _text),
    "csv": Kind("text/csv", _text),
    "ini": Kind("text/plain", _text),
    "json": Kind("application/json", _text),
    "eml": Kind("message/rfc822", _text),
}
"""By extension, in the order in which the page lists them."""

_ARCHIVES: Final = frozenset(each for each, kind in KINDS.items() if kind.begins is _ZIP)
_DOCUMENTS: Final = _ARCHIVES - {"zip"}
_MARKUP: Final = (b"<html", b"<!doctype html", b"<script", b"<svg")
_MACROS: Final = (b"vbaProject.bin", b"Basic/script-lc.xml")


def refusal_of(ending: str, head: bytes, tail: bytes) -> Refusal | None:
    """Why a file with this extension and these two ends is not taken; None where it is."""
    kind = KINDS.get(ending)
    if kind is None:
        return "kind"
    if not head or not kind.begins(head):
        return "disagrees"
    if _is_two(ending, head, tail):
        return "two at once"
    if ending in _DOCUMENTS and any(each in head or each in tail for each in _MACROS):
        return "macros"
    return None


def _is_two(ending: str, head: bytes, tail: bytes) -> bool:
    """Whether something else could be read out of the same bytes: an archive at the end, a paper or a page at
    the beginning.
    """
    if ending not in _ARCHIVES and b"PK\x05\x06" in tail:
        return True
    if ending in _ARCHIVES and b"PK\x05\x06" not in tail:
        return True  # whatever it is, it ends as no archive does
    if ending != "pdf" and b"%PDF-" in head[:1024]:
        return (
            ending not in ("txt", "log", "csv", "ini", "json", "eml", "rtf") or head.lstrip()[:5] == b"%PDF-"
        )
    return KINDS[ending].begins is not _text and any(each in head[:1024].lower() for each in _MARKUP)
