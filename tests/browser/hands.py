"""The two ways of working a page that every journey must allow: by the keyboard alone, and without scripts."""

import dataclasses
import re

import pytest
from playwright.sync_api import Page

ON_THE_ACTION = re.compile(r"/actions/[^/]+/$")


@dataclasses.dataclass(frozen=True)
class Hands:
    """Somebody at a page: `by_keys` alone, or with a mouse where no script runs."""

    page: Page
    by_keys: bool

    def press(self, selector: str) -> None:
        """Press a button or follow a link, and wait for the page that answers."""
        with self.page.expect_navigation():
            if self.by_keys:
                tab_to(self.page, selector)
                self.page.keyboard.press("Enter")
            else:
                self.page.locator(selector).first.click()

    def write(self, name: str, text: str) -> None:
        """Put the text into a field, in the place of what stands there."""
        if self.by_keys:
            tab_to(self.page, f"[name={name}]")
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        else:
            self.page.locator(f"[name={name}]").fill(text)

    def choose(self, name: str, value: str) -> None:
        """Choose one of several."""
        wanted = self.page.locator(f"input[name={name}][value={value}]")
        if not self.by_keys:
            wanted.check()
            return
        tab_to(self.page, f"input[name={name}]")
        self.page.keyboard.press("Space")
        while not wanted.is_checked():
            self.page.keyboard.press("ArrowDown")


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Press Tab until the element has the focus; every stop on the way can be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        at, is_seen = page.evaluate(
            """selector => {
                const at = document.activeElement, box = at.getBoundingClientRect();
                const x = box.left + Math.min(box.width, 20) / 2, y = box.top + Math.min(box.height, 20) / 2;
                const above = document.elementFromPoint(x, y);
                const isSeen = at === document.body || (box.width > 0 && box.bottom > 0 && box.top < innerHeight &&
                    (above === null || above === at || at.contains(above) || above.contains(at) ||
                     above.tagName === "LABEL"));
                return [at.matches(selector), isSeen];
            }""",
            selector,
        )
        assert is_seen, page.evaluate("document.activeElement.outerHTML")
        if at:
            return
    pytest.fail(f"Tab does not reach {selector}")
