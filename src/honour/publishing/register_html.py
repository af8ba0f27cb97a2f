"""The register as one HTML file that asks nobody for anything."""

from collections.abc import Iterator
from html import escape

from honour.publishing.html import document
from honour.publishing.register import Register
from honour.publishing.register_sheets import sheets, title
from honour.publishing.register_words import ARTICLE
from honour.publishing.sheets import Sheet, as_html


def whole(told: Register) -> str:
    """The register with its list of contents."""
    found = sheets(told)
    made = told.made.isoformat(timespec="minutes")
    header = f'<p class="version">{escape(ARTICLE.say(told.language))} – <time>{made}</time></p>'
    return document(told.language, title(told), header, (*contents(found), as_html(found)))


def contents(found: tuple[Sheet, ...]) -> Iterator[str]:
    """Links to every sheet."""
    yield "<nav><ul>"
    yield from (f'<li><a href="#{each.anchor}">{escape(each.heading)}</a></li>' for each in found)
    yield "</ul></nav>"
