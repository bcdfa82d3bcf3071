"""Whether a page stands for everybody: axe-core, wide and narrow and in the system's colours; its text reset."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.text import LARGE, SPACED, sideways, text_faults

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 320)


def faults(page: Page) -> list[str]:
    """What axe finds on the page, one line for each element; and whether it scrolls sideways."""
    page.wait_for_load_state()
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)
    lines = [
        f"{page.url}: {fault['id']}: {node['html'][:200]}" for fault in found["violations"] for node in fault["nodes"]
    ]
    return lines + sideways(page)


def every_fault(page: Page) -> list[str]:
    """What is wrong with the page as it stands, for every way in which somebody may look at it."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} wide: {line}" for line in faults(page)]
        found += [f"{width} wide, text spaced: {line}" for line in text_faults(page, SPACED)]
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    found += [f"text at 200%: {line}" for line in text_faults(page, LARGE)]
    page.emulate_media(forced_colors="active")
    found += [f"forced colours: {line}" for line in faults(page)]
    page.emulate_media(forced_colors="none")
    return found


def assert_well(page: Page) -> None:
    """Nothing is wrong with the page as it stands."""
    found = every_fault(page)
    assert found == [], "\n".join(found)


def assert_well_here(page: Page, *, javascript: bool) -> None:
    """Nothing is wrong with the page as it is looked at now. Axe is a script, and waits for ever where none runs: what
    can be told then is whether the page scrolls sideways.
    """
    found = faults(page) if javascript else sideways(page)
    assert found == [], "\n".join(found)
