"""What a program sees of whether a page is accessible: the findings of axe-core, and how wide it is."""

from importlib.resources import files
from typing import Final

from playwright.sync_api import Page

PHONE: Final = 360  # CSS pixels, the width of a small phone
_AXE: Final = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_FINDINGS: Final = """async rules => {
  const found = await axe.run(document, {runOnly: {type: 'tag', values: rules}});
  return found.violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.html}`));
}"""


def findings(shown: Page) -> list[str]:
    """What axe finds, run outside the page's own policy of content."""
    shown.evaluate(_AXE)
    found: list[str] = shown.evaluate(_FINDINGS, _RULES)
    return found


def too_wide(shown: Page, width: int) -> list[str]:
    """That a page must be scrolled sideways."""
    wide = shown.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px wide"] if wide > width else []
