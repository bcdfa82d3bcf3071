"""The ways of working a page that every journey must allow: wide and narrow, by the keyboard alone, without scripts.

`@EVERY_WAY` runs a test with and without scripts at both widths, with a mouse. The fixture `hands_of` (conftest.py)
runs one by the keyboard alone and without scripts, at both widths.
"""

import dataclasses
import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import assert_well, assert_well_here

WIDTHS = (1280, 360)
ON_THE_ACTION = re.compile(r"/actions/[^/]+/$")
WAYS = [(scripts, width) for scripts in (True, False) for width in WIDTHS]
EVERY_WAY = pytest.mark.parametrize(
    ("javascript", "width"), WAYS, ids=[f"{width}{'' if scripts else ' without scripts'}" for scripts, width in WAYS]
)
EVERY_WIDTH = pytest.mark.parametrize("width", WIDTHS)
# Whether the stop can be seen; and how it looks now, to be compared when the focus has gone on. Radios and checkboxes
# show their focus on the label.
STOP = """selector => {
    // A link that wraps is several boxes: the one around them all may begin where there is none of it.
    const at = document.activeElement, box = at.getClientRects()[0] || at.getBoundingClientRect();
    const x = box.left + Math.min(box.width, 20) / 2, y = box.top + Math.min(box.height, 20) / 2;
    const above = document.elementFromPoint(x, y);
    const isSeen = at === document.body || (box.width > 0 && box.bottom > 0 && box.top < innerHeight &&
        (above === null || above === at || at.contains(above) || above.contains(at) || above.tagName === "LABEL"));
    const look = one => {
        const isBox = one.matches("[type=radio], [type=checkbox]");
        const style = isBox ? getComputedStyle(one.labels[0], "::before") : getComputedStyle(one);
        const block = one.querySelector("rect"), paint = block ? getComputedStyle(block) : style;
        return [style.outline, style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth,
            paint.fill, paint.stroke].join(" ");
    };
    const before = window.stopBefore;
    const unmarked = before && before.at !== at && before.at.isConnected && look(before.at) === before.look;
    window.stopBefore = at === document.body ? null : {at, look: look(at)};
    return {
        isThere: at.matches(selector),
        hidden: isSeen ? null : at.outerHTML,
        unmarked: unmarked ? before.at.outerHTML : null,
    };
}"""


@dataclasses.dataclass(frozen=True)
class Hands:
    """Somebody at a page: `by_keys` alone, or with a mouse where no script runs."""

    page: Page
    by_keys: bool

    def go(self, path: str) -> None:
        """Open the page at this path of the portal."""
        self.page.goto(urljoin(self.page.url, path))

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
            self.page.keyboard.press("Delete")
            self.page.keyboard.type(text)
        else:
            self.page.locator(f"[name={name}]").fill(text)

    def write_date(self, name: str, *parts: str) -> None:
        """Put the parts of a date, day first, into their fields."""
        for number, text in enumerate(parts):
            self.write(f"{name}_{number}", text)

    def pick(self, name: str, beginning: str) -> None:
        """Choose from a list what begins so; the beginning is one word."""
        options = self.page.locator(f"select[name={name}] option")
        if self.by_keys:
            tab_to(self.page, f"select[name={name}]")
            self.page.keyboard.type(beginning)
        else:
            value = options.filter(has_text=re.compile(f"^{re.escape(beginning)}")).first.get_attribute("value")
            self.page.locator(f"select[name={name}]").select_option(value)
        expect(self.page.locator(f"select[name={name}] option:checked")).to_have_text(
            re.compile(f"^{re.escape(beginning)}")
        )

    def tick(self, label: str) -> None:
        """Tick the box with this label."""
        box = self.page.get_by_label(label)
        if self.by_keys:
            tab_to(self.page, f"#{box.get_attribute('id')}")
            self.page.keyboard.press("Space")
        else:
            box.check()
        expect(box).to_be_checked()

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

    def sees(self, *texts: str | re.Pattern[str]) -> None:
        """The page says all this, and nothing is wrong with it at this width."""
        for text in texts:
            expect(self.page.get_by_role("main")).to_contain_text(text)
        assert_well_here(self.page, javascript=self.by_keys)

    def is_told(self, *errors: str | re.Pattern[str]) -> None:
        """The form has come back, its summary says just this, and nothing is wrong with it at this width."""
        summary = self.page.locator(".govuk-error-summary")
        expect(summary.get_by_role("link")).to_have_text(list(errors))
        assert_well_here(self.page, javascript=self.by_keys)

    def finds_well(self) -> None:
        """Nothing is wrong with the page in any way of looking at it, which one of the ways of working tells."""
        if self.by_keys and self.page.viewport_size == {"width": WIDTHS[0], "height": 900}:
            assert_well(self.page)


def follow(link: Locator) -> None:
    """Click a link or a button, and wait until the page that answers is whole: a click waits only until it begins."""
    with link.page.expect_navigation():
        link.click()


def tab_to(page: Page, selector: str, most: int = 300) -> None:
    """Press Tab until the element has the focus; every stop on the way is in sight and shows that it has the focus."""
    page.wait_for_load_state()
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP, selector)
        assert stop["hidden"] is None, "out of sight"
        assert stop["unmarked"] is None, "looks the same with the focus and without"
        if stop["isThere"]:
            return
    pytest.fail(f"Tab does not reach {selector}")
