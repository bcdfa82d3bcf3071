"""Reading markup in tests: every element with its attributes."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.elements = []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))


def elements(html, tag=None):
    """The attributes of all elements, or of those with this tag."""
    reader = _Reader()
    reader.feed(html)
    return [attrs for name, attrs in reader.elements if tag in (None, name)]


def ids(html):
    """All ids, twice where they stand twice."""
    return [attrs["id"] for attrs in elements(html) if "id" in attrs]


def pointed_to(html):
    """The ids that labels and descriptions refer to."""
    names = [attrs.get("for") for attrs in elements(html)]
    for attribute in ("aria-describedby", "aria-labelledby", "aria-controls"):
        names += [name for attrs in elements(html) for name in (attrs.get(attribute) or "").split()]
    return {name for name in names if name}
