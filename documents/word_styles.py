"""The styles of a paper in Word. What a council's own file has already stays as it is."""

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from documents.word_xml import Element, w

INK = "0B0C0C"
MUTED = "484949"
LINE = "8A9094"
SURFACE = "E9EFF1"
BRAND = "17485A"

_TABLE_GRID = (
    '<w:tblPr><w:tblBorders>{}</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/>'
    '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr>"
).format(
    "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
)


def _heading(level: int, size: int, before: int, colour: str, more: str = "") -> str:
    return (
        f'<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="120"/>{more}'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:bCs/><w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def _small(size: int, colour: str = MUTED, before: int = 0, after: int = 0) -> str:
    return (
        f'<w:pPr><w:spacing w:before="{before}" w:after="{after}"/></w:pPr>'
        f'<w:rPr><w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


_CENTRED = '<w:jc w:val="center"/>'
_INDENTED = '<w:pPr><w:ind w:left="{0}"/></w:pPr>'
# Name, as Word has it: kind, and what it sets beside what the paragraphs of the file have anyhow.
STYLES = {
    "Normal": ("paragraph", ""),
    "Default Paragraph Font": ("character", ""),
    "Normal Table": (
        "table",
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>',
    ),
    "heading 1": ("paragraph", _heading(1, 32, 240, INK, _CENTRED)),
    "heading 2": ("paragraph", _heading(2, 28, 360, BRAND)),
    "heading 3": ("paragraph", _heading(3, 26, 240, INK)),
    "heading 4": ("paragraph", _heading(4, 24, 200, INK)),
    "header": ("paragraph", _small(20)),
    "footer": ("paragraph", _small(18)),
    "caption": (
        "paragraph",
        '<w:pPr><w:keepNext/><w:spacing w:before="200" w:after="80"/></w:pPr>'
        '<w:rPr><w:b/><w:bCs/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr>',
    ),
    "List Number": ("paragraph", _INDENTED.format(709)),
    "List Number 2": ("paragraph", _INDENTED.format(1276)),
    "List Number 3": ("paragraph", _INDENTED.format(1843)),
    "List Bullet": ("paragraph", _INDENTED.format(1276)),
    "List Bullet 2": ("paragraph", _INDENTED.format(1843)),
    "List Bullet 3": ("paragraph", _INDENTED.format(2410)),
    "Table Grid": ("table", _TABLE_GRID),
    "Paper Header": (
        "paragraph",
        f'<w:pPr><w:spacing w:after="120"/>{_CENTRED}</w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>',
    ),
    "Paper Contact": (
        "paragraph",
        '<w:pPr><w:spacing w:before="240" w:after="240"/><w:contextualSpacing/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>',
    ),
    "Table Text": ("paragraph", _small(20, INK)),
    "Table Note": ("paragraph", _small(18, MUTED, 60, 200)),
    "Picture": ("paragraph", '<w:pPr><w:spacing w:before="60" w:after="200"/></w:pPr>'),
}
# What every paragraph and every table is without a style; Word allows one of each.
_DEFAULTS = {"paragraph": "Normal", "character": "Default Paragraph Font", "table": "Normal Table"}
DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
    f'<w:color w:val="{INK}"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-GB" w:eastAsia="en-GB"'
    ' w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="264"'
    ' w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
)


class Styles:
    """The ids of the styles by their names, whatever a file calls them. `root` is its w:styles; the missing are made.

    Word knows its own styles by names in English, in small or capital letters, whatever the ids are.
    """

    def __init__(self, root: Element) -> None:
        self._root = root
        self._ids: dict[tuple[str, str], str] = {}
        for style in root.findall(qn("w:style")):
            name = style.find(qn("w:name"))
            if name is not None:
                kind = style.get(qn("w:type"), "paragraph")
                self._ids[kind, name.get(qn("w:val"), "").lower()] = style.get(qn("w:styleId"))
        for name in STYLES:
            self._make(name)

    def __getitem__(self, name: str) -> str:
        return self._ids[STYLES[name][0], name.lower()]

    def speak(self, language: str) -> None:
        """Set the language of the text in every style that names one, and in what all share."""
        defaults = _child(self._root, "docDefaults", 0)
        looks = _child(_child(defaults, "rPrDefault", 0), "rPr", 0)
        _child(looks, "lang", len(looks))
        for each in self._root.iter(qn("w:lang")):
            each.set(qn("w:val"), language)

    def tab_stops(self, name: str) -> list[str]:
        """Where a style stops its tabs."""
        style = next(each for each in self._root.findall(qn("w:style")) if each.get(qn("w:styleId")) == self[name])
        return [tab.get(qn("w:pos")) for tab in style.iter(qn("w:tab"))]

    def _make(self, name: str) -> None:
        kind, content = STYLES[name]
        if (kind, name.lower()) in self._ids:
            return
        default = name == _DEFAULTS[kind]
        if default and (given := self._given_default(kind)):
            self._ids[kind, name.lower()] = given
            return
        style_id = self._free_id(name)
        self._ids[kind, name.lower()] = style_id
        style = w("style", w("name", val=name), type=kind, styleId=style_id)
        if default:
            style.set(qn("w:default"), "1")
        elif kind != "character":
            style.append(w("basedOn", val=self[_DEFAULTS[kind]]))
        style.append(w("qFormat"))
        style.extend(parse_xml(f"<w:style {nsdecls('w')}>{content}</w:style>"))
        self._root.append(style)

    def _given_default(self, kind: str) -> str | None:
        for style in self._root.findall(qn("w:style")):
            if style.get(qn("w:type")) == kind and style.get(qn("w:default")) in ("1", "true", "on"):
                return str(style.get(qn("w:styleId")))
        return None

    def _free_id(self, name: str) -> str:
        taken = {style.get(qn("w:styleId")) for style in self._root.findall(qn("w:style"))}
        wanted = name.title().replace(" ", "")
        return next(each for each in (wanted, *(f"{wanted}{more}" for more in range(2, 999))) if each not in taken)


def _child(parent: Element, tag: str, place: int) -> Element:
    found = parent.find(qn(f"w:{tag}"))
    if found is None:
        found = w(tag)
        parent.insert(place, found)
    return found
