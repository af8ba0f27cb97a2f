"""A page as a paper: PDF/A-2a and PDF/UA-1, to be read aloud, and still to be read in thirty years.

Typst is loaded only here: it costs more than all other formats together.
"""

import json
from datetime import date
from pathlib import Path
from typing import Final

import typst

from honour.promises.languages import Language, Wording
from honour.publishing.parts import DIGEST_LABEL, HASH_LABEL, Page, page_as_data

_TEMPLATE: Final = Path(__file__).with_name("page.typ")
_ON_PAGE: Final = Wording("page", "page")


def pdf(shown: Page, publisher: str, day: date) -> bytes:
    """The page as PDF. It bears the page's hash on each sheet and among its keywords; `day` is its date.

    The same page and day give the same bytes.
    """
    language: Language = shown.language
    words = {
        "author": publisher,
        "hash": HASH_LABEL[language],
        "digest": DIGEST_LABEL[language],
        "on-page": _ON_PAGE.say(language),
    }
    made = typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={
            "page": json.dumps(page_as_data(shown)),
            "words": json.dumps(words),
            "day": json.dumps([day.year, day.month, day.day]),
        },
        ignore_system_fonts=True,
        # ISO 19005-2, level A: all of it within the file, its structure told; ISO 14289-1: read aloud well.
        pdf_standards=["a-2a", "ua-1"],
    )
    assert isinstance(made, bytes)  # one format gives one file
    return made
