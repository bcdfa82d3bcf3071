"""The file that a paper is written into: a plain one of our own, or a council's with its styles and letterhead."""

import copy
import functools
import io
import zipfile
from typing import Any

import docx
import docx.document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.parts.numbering import NumberingPart

from documents.office import BadBase
from documents.word_styles import DEFAULTS
from documents.word_xml import Element, w

# A4 in twentieths of a point; margins of 2.2 cm, at the foot 2.
PAGE = {"w": 11906, "h": 16838}
MARGINS = {"top": 1247, "right": 1247, "bottom": 1134, "left": 1247, "header": 624, "footer": 567, "gutter": 0}
NOT_A_FILE = "The file for the style is not a Word document (.docx)."
TOO_LARGE = "The file for the style is too large: unpacked, it may hold up to 4 MB."
LINKED = "The letterhead of the file shows a picture that stands elsewhere. Put the picture into the file."
# XML takes some thirty times its size in memory: a file of 100 kB, made for it, would take all that a host has.
MOST_BYTES = 4 * 1024 * 1024
# What a base is used for; everything else goes with its text: pictures, comments, its thumbnail, custom properties.
_KEPT = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.FONT_TABLE, RELATIONSHIP_TYPE.WEB_SETTINGS, RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER,
    RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES,
}  # fmt: skip
_LOUD = ("updateFields", "attachedTemplate", "mailMerge", "documentProtection", "writeProtection")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{CONTENT_TYPE.OPC_RELATIONSHIPS}"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def open_base(base: bytes | None) -> docx.document.Document:
    """A document without text, with one section. Raises BadBase where the base is no .docx file."""
    opened = _open(_plain_file() if base is None else base)
    if _is_linked(opened):
        raise BadBase(LINKED)
    _clear(opened)
    _complete_page(opened.element.body.sectPr)
    _quieten(opened)
    return opened


def numbering_root(opened: docx.document.Document) -> Element:
    """Its w:numbering, made where it has none."""
    part = opened.part
    for relationship in part.rels.values():
        if relationship.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relationship.target_part.element
    made = NumberingPart(
        PackURI("/word/numbering.xml"),
        CONTENT_TYPE.WML_NUMBERING,
        parse_xml(f"<w:numbering {nsdecls('w')}/>"),
        part.package,
    )
    part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return made.element


def text_width(opened: docx.document.Document) -> int:
    """How wide the text of its pages is, in twentieths of a point."""
    page, margins = (opened.element.body.sectPr.find(qn(f"w:{tag}")) for tag in ("pgSz", "pgMar"))
    return int(page.get(qn("w:w"))) - sum(int(margins.get(qn(f"w:{side}"))) for side in ("left", "right", "gutter"))


def _open(base: bytes) -> docx.document.Document:
    try:
        with zipfile.ZipFile(io.BytesIO(base)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        opened = docx.Document(io.BytesIO(base)) if size <= MOST_BYTES else None
        usable = opened is not None and all(part is not None for part in (opened.element.body, opened.styles.element))
    except Exception as error:  # what a broken file makes a parser raise has no end
        raise BadBase(NOT_A_FILE) from error
    if opened is None:
        raise BadBase(TOO_LARGE)
    if not usable:
        raise BadBase(NOT_A_FILE)
    return opened


def _is_linked(opened: docx.document.Document) -> bool:
    """Whether a reader's Word would fetch something from elsewhere for what stands on every page."""
    parts = [each.target_part for each in opened.part.rels.values() if not each.is_external and each.reltype in _KEPT]
    return any(
        each.is_external and each.reltype == RELATIONSHIP_TYPE.IMAGE for part in parts for each in part.rels.values()
    )


def _clear(opened: docx.document.Document) -> None:
    """Take the text away. Of several sections the first stays: it has the letterhead."""
    body: Any = opened.element.body
    first = copy.deepcopy(next(body.iter(qn("w:sectPr")), w("sectPr")))
    for change in first.findall(qn("w:type")):
        first.remove(change)
    for child in list(body):
        body.remove(child)
    body.append(first)
    for relationships in (opened.part.rels, opened.part.package.rels):
        for name, relationship in list(relationships.items()):
            if relationship.reltype not in _KEPT:
                del relationships[name]


def _quieten(opened: docx.document.Document) -> None:
    """Take away what would ask the reader something, fetch something, or keep her from writing."""
    root: Any = opened.settings.element
    relationships = opened.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for tag in _LOUD:
        for setting in root.findall(qn(f"w:{tag}")):
            for each in setting.iter():
                relationships.pop(each.get(qn("r:id")), None)
            root.remove(setting)


def _complete_page(section: Element) -> None:
    for tag, sizes in (("pgSz", PAGE), ("pgMar", MARGINS)):
        element = getattr(section, f"get_or_add_{tag}")()
        for name, size in sizes.items():
            if element.get(qn(f"w:{name}")) is None:
                element.set(qn(f"w:{name}"), str(size))


@functools.cache
def _plain_file() -> bytes:
    """The smallest file with our page and fonts."""
    settings = (
        '<w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )
    parts = {
        "document": (CONTENT_TYPE.WML_DOCUMENT_MAIN, "<w:body><w:sectPr/></w:body>"),
        "styles": (CONTENT_TYPE.WML_STYLES, DEFAULTS),
        "settings": (CONTENT_TYPE.WML_SETTINGS, settings),
        "numbering": (CONTENT_TYPE.WML_NUMBERING, ""),
    }
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, (kind, _) in parts.items()
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr("[Content_Types].xml", _TYPES.format(types))
        file.writestr("_rels/.rels", _related({"officeDocument": "word/document.xml"}))
        file.writestr(
            "word/_rels/document.xml.rels", _related({name: f"{name}.xml" for name in parts if name != "document"})
        )
        for name, (_, content) in parts.items():
            file.writestr(f"word/{name}.xml", f"{_XML}<w:{name} {nsdecls('w', 'r')}>{content}</w:{name}>")
    return written.getvalue()


def _related(targets: dict[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{_XML}<Relationships xmlns="{_RELATIONSHIPS}">{each}</Relationships>'
