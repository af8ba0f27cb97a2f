"""The publisher's colour on light and on dark paper, told apart well enough to be read (WCAG 2.2, 1.4.3)."""

import re
from typing import Final

PAPERS: Final = {"light": "#fffefb", "dark": "#171614"}
"""The paper of both themes, as in `site.css`."""

ENOUGH: Final = 4.5  # WCAG 2.2, 1.4.3: the least contrast of text

_COLOUR: Final = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (`#0b4a8f`), from 1 to 21. Raises ValueError where one is none."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def readable(colour: str, paper: str) -> str:
    """The colour itself, or the nearest to it, darker or brighter, that can be read on this paper."""
    towards = (0, 0, 0) if _luminance(paper) > 0.5 else (255, 255, 255)
    parts = _parts(colour)
    for step in range(101):
        mixed = tuple(
            round(part + (end - part) * step / 100) for part, end in zip(parts, towards, strict=True)
        )
        tried = "#{:02x}{:02x}{:02x}".format(*mixed)
        if contrast(tried, paper) >= ENOUGH:
            return tried
    raise ValueError(f"nothing can be read on {paper}")


def style(colour: str) -> str:
    """The style sheet that gives the site its colour in both themes."""
    light, dark = (readable(colour, paper) for paper in PAPERS.values())
    return (
        f":root {{ --link: {light}; }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ --link: {dark}; }} }}\n"
    )


def _parts(colour: str) -> tuple[int, int, int]:
    found = _COLOUR.fullmatch(colour)
    if not found:
        raise ValueError(f"“{colour}” is no colour: write for instance #0b4a8f")
    red, green, blue = (int(part, 16) for part in found.groups())
    return red, green, blue


def _luminance(colour: str) -> float:
    """Relative luminance, from 0 to 1 (WCAG 2.2, definition)."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
