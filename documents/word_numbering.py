"""Numbers that Word works out by itself, and that are certain to be those of the content."""

import dataclasses

from docx.oxml.ns import qn

from documents.content import Paragraph
from documents.numbers import value_of
from documents.word_xml import Element, w

# Format, text, and where the text begins, in twentieths of a point; the number hangs to the left of it.
NUMBERS = (
    ("decimal", "%1.", 709, 709),
    ("lowerLetter", "%2.", 1276, 567),
    ("lowerRoman", "%3.", 1843, 567),
)
BULLETS = (("bullet", "•", 1276, 567), ("bullet", "–", 1843, 567), ("bullet", "•", 2410, 567))
LEVELS = len(NUMBERS)


@dataclasses.dataclass
class _Sequence:
    """A list as Word counts it: where each level begins, and where it is; None where readers would disagree."""

    num_id: int
    starts: list[int]
    counts: list[int | None]

    def continues_with(self, value: int, level: int) -> bool:
        """Whether the next paragraph at this level gets this number by itself; if so, it is counted."""
        before = self.counts[level]
        if before is None or before + 1 != value:
            return False
        self.counts[level] = value
        for deeper in range(level + 1, LEVELS):
            self.counts[deeper] = self.starts[deeper] - 1
        return True


class Numbering:
    """The lists of a Word file. `root` is its w:numbering; what is in it already stays as it is."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._sequences: dict[str, _Sequence] = {}
        self._bullets: int | None = None

    def number(self, block: Paragraph) -> Element | None:
        """The w:numPr that prints the number of the paragraph; None where Word cannot print it by counting."""
        value = value_of(block.number, block.level)
        if value is None:
            return None
        sequence = self._sequences.get(block.list)
        if sequence is None or not sequence.continues_with(value, block.level):
            sequence = self._sequences[block.list] = self._begin(value, block.level)
        return num_pr(sequence.num_id, block.level)

    def bullet(self, level: int) -> Element:
        """The w:numPr of an item of a list without numbers."""
        if self._bullets is None:
            self._bullets = self._add(BULLETS, [1] * LEVELS)
        return num_pr(self._bullets, min(level, LEVELS - 1))

    def _begin(self, value: int, level: int) -> _Sequence:
        """A list that begins in its midst. What its higher levels would print is not relied upon."""
        starts = [value if each == level else 1 for each in range(LEVELS)]
        counts: list[int | None] = [None if each < level else start - 1 for each, start in enumerate(starts)]
        sequence = _Sequence(self._add(NUMBERS, starts), starts, counts)
        sequence.continues_with(value, level)
        return sequence

    def _add(self, levels: tuple[tuple[str, str, int, int], ...], starts: list[int]) -> int:
        taken = [int(each.get(qn("w:abstractNumId"))) for each in self._root.findall(qn("w:abstractNum"))]
        new = max(taken, default=-1) + 1
        definition = w(
            "abstractNum",
            w("nsid", val=f"{0x5E4D0000 + new:08X}"),  # Word joins lists that have none
            w("multiLevelType", val="multilevel"),
            *(_level(index, *each, starts[index]) for index, each in enumerate(levels)),
            abstractNumId=new,
        )
        later = self._root.findall(qn("w:num")) + self._root.findall(qn("w:numIdMacAtCleanup"))
        if later:
            later[0].addprevious(definition)
        else:
            self._root.append(definition)
        return int(self._root.add_num(new).numId)


def num_pr(num_id: int, level: int) -> Element:
    """What puts a paragraph into a list; list 0 is none, whatever the style says."""
    return w("numPr", w("ilvl", val=level), w("numId", val=num_id))


def _level(index: int, kind: str, text: str, left: int, hanging: int, start: int) -> Element:
    return w(
        "lvl",
        w("start", val=start),
        w("numFmt", val=kind),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=left, hanging=hanging)),
        w("rPr", w("b", val="0"), w("i", val="0")),
        ilvl=index,
    )
