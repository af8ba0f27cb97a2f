"""The table as a picture: how far each measure is from its goal. Plain SVG, readable in light and dark."""

import math
from collections.abc import Sequence
from html import escape
from typing import Final

from bench.measures import Measure

LEAST, MOST = 1 / 32, 32.0  # parts of the goal at the picture's edges
LEFT, WIDTH, ROW, TOP = 370, 430, 26, 92  # pixels
STYLE: Final = """
  text { font: 13px system-ui, sans-serif; fill: #1b1b1b } .small { font-size: 11px; fill: #555 }
  .kept { fill: #2f7d4f } .missed { fill: #b4472f } .goal { stroke: #1b1b1b } .grid { stroke: #ccc }
  @media (prefers-color-scheme: dark) {
    text { fill: #eee } .small { fill: #aaa } .kept { fill: #5fbf86 } .missed { fill: #e0795f }
    .goal { stroke: #eee } .grid { stroke: #444 }
  }
"""


def chart(measures: Sequence[Measure], told: str) -> str:
    """An SVG document: a bar for each measure with a goal, left of the line kept, right of it missed."""
    shown = [(one, part) for one in measures if (part := one.part_of_goal) is not None]
    height = TOP + ROW * len(shown) + 34
    machine, _, software = told.partition("; ")
    rows = [
        part for number, (one, share) in enumerate(shown) for part in _row(one, share, TOP + ROW * number)
    ]
    grid = [_tick(part, height) for part in (1 / 16, 1 / 4, 1, 4, 16)]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 {height}" role="img">',
            "<title>Honour beside its references: how far each measure is from its goal</title>",
            f"<desc>{escape(_described(shown))}</desc>",
            f"<style>{STYLE}</style>",
            '<text x="12" y="24">How far from the goal: left of the line kept, right of it missed</text>',
            f'<text x="12" y="44" class="small">{escape(machine)}</text>',
            f'<text x="12" y="60" class="small">{escape(software)}</text>',
            *grid,
            *rows,
            "</svg>\n",
        )
    )


def _row(one: Measure, part: float, top: int) -> list[str]:
    start, end = sorted((_x(1), _x(part)))
    kind, width = "kept" if part <= 1 else "missed", max(end - start, 1.5)
    value = f"{one.compared:,.2f} ×" if one.reference is not None else f"{one.value:,.3g} {one.unit}"
    beside, anchor = (end + 6, "start") if part > 1 else (start - 6, "end")
    return [
        f'<text x="{LEFT - 12}" y="{top + 14}" text-anchor="end">{escape(one.name)}</text>',
        f'<rect class="{kind}" x="{start:.1f}" y="{top + 2}" width="{width:.1f}" height="16"/>',
        f'<text x="{beside:.1f}" y="{top + 14}" class="small" text-anchor="{anchor}">{escape(value)}</text>',
    ]


def _tick(part: float, height: int) -> str:
    x, kind = _x(part), "goal" if part == 1 else "grid"
    told = "the goal" if part == 1 else f"{part:g} × it" if part > 1 else f"1/{1 / part:g} of it"
    return (
        f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{height - 22}"/>'
        f'<text x="{x:.1f}" y="{height - 8}" class="small" text-anchor="middle">{told}</text>'
    )


def _x(part: float) -> float:
    """Where a part of the goal lies, by its logarithm."""
    inside = min(max(part, LEAST), MOST)
    return LEFT + WIDTH * math.log(inside / LEAST) / math.log(MOST / LEAST)


def _described(shown: Sequence[tuple[Measure, float]]) -> str:
    return "; ".join(
        f"{one.name}: {'kept' if part <= 1 else 'missed'}, {part:.2f} of the goal" for one, part in shown
    )
