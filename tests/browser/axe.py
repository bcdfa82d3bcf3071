"""axe-core over a page as it stands, wide and narrow."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 320)


def faults(page: Page) -> list[str]:
    """What axe finds on the page, one line for each element; and whether it scrolls sideways."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)
    lines = [
        f"{page.url}: {fault['id']}: {node['html'][:200]}" for fault in found["violations"] for node in fault["nodes"]
    ]
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return lines + ([f"{page.url}: scrolls sideways by {too_wide}"] if too_wide > 0 else [])


def assert_well(page: Page) -> None:
    """Nothing is wrong with the page as it stands, at either width."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {line}" for line in faults(page)]
    assert found == []
