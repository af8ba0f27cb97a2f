"""Tables of text that a page shows and a spreadsheet holds: one value for both.

As HTML each is a section; as OpenDocument (ISO/IEC 26300, version 1.3) each is a sheet, in a file made here:
it takes four small files in a zip, and a cell that begins with `=` or `+` stays text, because its type says
so.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal, TypeAlias

Mark: TypeAlias = Literal["", "missing", "good"]

_MIME: Final = "application/vnd.oasis.opendocument.spreadsheet"
_NOT_IN_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]*?:/\\']")
_LONGEST_NAME: Final = 31  # characters that every spreadsheet program takes


@dataclass(frozen=True, slots=True)
class Cell:
    """Text, and whether something is missing there."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its heading; `name` is that of the sheet, `said` stands above the table."""

    anchor: str
    name: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    said: tuple[str, ...] = ()


def as_html(sheets: Sequence[Sheet]) -> str:
    """The sheets as sections of a page; on a narrow screen each row is a list of what its cells are."""
    return "\n".join(line for sheet in sheets for line in _section(sheet))


def as_folded(sheets: Sequence[Sheet]) -> str:
    """The same, each closed under its heading until it is opened: a link to a section opens it."""
    return "\n".join(line for sheet in sheets for line in _folded(sheet))


def _folded(sheet: Sheet) -> Iterator[str]:
    marks = [cell for row in sheet.rows for cell in row if cell.mark == "missing"]
    count = f' <strong class="missing">({len(marks)})</strong>' if marks else ""
    yield f"<details><summary>{escape(sheet.heading)}{count}</summary>"
    yield from _section(sheet)
    yield "</details>"


def _section(sheet: Sheet) -> Iterator[str]:
    anchor = escape(sheet.anchor)
    yield f'<section id="{anchor}">'
    yield f'<h2 id="{anchor}-heading">{escape(sheet.heading)}</h2>'
    yield from (f"<p>{escape(each)}</p>" for each in sheet.said)
    if sheet.rows:
        yield f'<div class="wide" role="region" tabindex="0" aria-labelledby="{anchor}-heading">'
        yield '<table class="stacked" role="table"><thead role="rowgroup"><tr role="row">'
        yield "".join(f'<th role="columnheader" scope="col">{escape(each)}</th>' for each in sheet.columns)
        yield '</tr></thead><tbody role="rowgroup">'
        yield from (_row(sheet.columns, row) for row in sheet.rows)
        yield "</tbody></table></div>"
    yield "</section>"


def _row(columns: Sequence[str], row: Sequence[Cell]) -> str:
    cells = (
        f'<td role="cell" data-of="{escape(column)}">{_marked(cell)}</td>'
        for column, cell in zip(columns, row, strict=True)
    )
    return f'<tr role="row">{"".join(cells)}</tr>'


def _marked(cell: Cell) -> str:
    text = "<br>".join(escape(line) for line in cell.text.split("\n"))
    return f'<strong class="{cell.mark}">{text}</strong>' if cell.mark else text


def as_ods(sheets: Sequence[Sheet], language: str) -> bytes:
    """The sheets as an OpenDocument spreadsheet; the same sheets give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        # The type comes first and uncompressed, so that it is read without unpacking (part 2, 3.3).
        archive.writestr(zipfile.ZipInfo("mimetype"), _MIME, zipfile.ZIP_STORED)
        for name, content in (
            ("content.xml", _content(sheets)),
            ("styles.xml", _styles(language)),
            ("META-INF/manifest.xml", _MANIFEST),
        ):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


_SPACES: Final = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST: Final = (
    _HEAD
    + '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    + ' manifest:version="1.3">'
    + f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_MIME}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml")
    )
    + "</manifest:manifest>"
)
_AUTOMATIC: Final = (
    "<office:automatic-styles>"
    '<style:style style:name="wide" style:family="table-column">'
    '<style:table-column-properties style:column-width="6cm"/></style:style>'
    '<style:style style:name="plain" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    '<style:style style:name="bold" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="missing" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
    '<style:text-properties fo:font-weight="bold" fo:color="#a3140f"/></style:style>'
    "</office:automatic-styles>"
)


def _content(sheets: Sequence[Sheet]) -> str:
    names: list[str] = []
    tables = []
    for sheet in sheets:
        names.append(_sheet_name(sheet.name, names))
        tables.append(_table(names[-1], sheet))
    return (
        f'{_HEAD}<office:document-content {_SPACES} office:version="1.3">{_AUTOMATIC}'
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def _styles(language: str) -> str:
    country = "FR" if language == "fr" else "GB"
    return (
        f'{_HEAD}<office:document-styles {_SPACES} office:version="1.3"><office:styles>'
        '<style:default-style style:family="table-cell">'
        f'<style:text-properties fo:language="{language}" fo:country="{country}"/></style:default-style>'
        "</office:styles></office:document-styles>"
    )


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """A name that a spreadsheet takes, and no other sheet has."""
    plain = _NOT_IN_A_NAME.sub(" ", name)[:_LONGEST_NAME].strip()
    number = 2
    while plain in taken:
        plain = f"{plain[: _LONGEST_NAME - 4].strip()} ({number})"
        number += 1
    return plain


def _table(name: str, sheet: Sheet) -> str:
    width = max(len(sheet.columns), 1)
    lines = [(Cell(sheet.heading, "good"),), *((Cell(each),) for each in sheet.said)]
    heads = [tuple(Cell(each, "good") for each in sheet.columns)] if sheet.rows else []
    rows = "".join(
        f"<table:table-row>{''.join(_ods_cell(cell) for cell in row)}</table:table-row>"
        for row in (*lines, *heads, *sheet.rows)
    )
    return (
        f'<table:table table:name="{_xml(name)}">'
        f'<table:table-column table:style-name="wide" table:number-columns-repeated="{width}"/>'
        f"{rows}</table:table>"
    )


def _ods_cell(cell: Cell) -> str:
    style = {"": "plain", "missing": "missing", "good": "bold"}[cell.mark]
    text = "".join(f"<text:p>{_xml(line)}</text:p>" for line in cell.text.split("\n"))
    return (
        f'<table:table-cell office:value-type="string" table:style-name="{style}">{text}</table:table-cell>'
    )


def _xml(text: str) -> str:
    return escape(_NOT_IN_XML.sub("\ufffd", text))
