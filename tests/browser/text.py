"""Whether a page still stands when its reader sets the text wider apart or twice as large (WCAG 1.4.12 and 1.4.4)."""

from playwright.sync_api import Page

SPACED = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }
"""
LARGE = "html { font-size: 200% !important }"
# The security policy refuses a style element; a sheet that a script adopts is the reader's own.
SET = """rules => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [sheet];
}"""
# An element that hides what runs over its edge, or runs over its parent's, or whose text runs over its own. What is
# for screen readers alone is one pixel large.
CUT_OFF = """() => {
    const textBox = one => {
        const range = document.createRange(), boxes = [];
        for (const node of one.childNodes) {
            if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
            range.selectNodeContents(node);
            boxes.push(...range.getClientRects());
        }
        return {right: Math.max(...boxes.map(box => box.right)), bottom: Math.max(...boxes.map(box => box.bottom))};
    };
    const isCutOff = one => {
        const style = getComputedStyle(one), box = one.getBoundingClientRect(), text = textBox(one);
        // GOV.UK's groups take a negative margin of one gutter.
        const GUTTER = 16, parent = one.parentElement.getBoundingClientRect();
        const bar = one.closest("svg.portal-bar");
        if (bar) return text.right > bar.getBoundingClientRect().right + 1;
        if (style.display === "inline" || one.clientWidth <= 1 || one.clientHeight <= 1) return false;
        const hides = overflow => overflow === "hidden" || overflow === "clip";
        const slack = parseFloat(style.fontSize) / 3;
        return (hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1) ||
            (hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1) ||
            (style.position === "static" && box.right > parent.right + GUTTER) ||
            text.right > box.right + slack || text.bottom > box.bottom + slack;
    };
    const withText = [...document.body.querySelectorAll("*")].filter(one => one.textContent.trim());
    return withText.filter(isCutOff).map(one => one.outerHTML.slice(0, 200));
}"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def sideways(page: Page) -> list[str]:
    """Whether the page scrolls sideways."""
    too_wide = page.evaluate(TOO_WIDE)
    return [f"{page.url}: scrolls sideways by {too_wide}"] if too_wide > 0 else []


def text_faults(page: Page, rules: str) -> list[str]:
    """What these rules for the text cut off, and whether the page then scrolls sideways. It is left as it was."""
    page.evaluate(SET, rules)
    found = [f"{page.url}: cut off: {html}" for html in page.evaluate(CUT_OFF)] + sideways(page)
    page.evaluate(SET, "")
    return found
