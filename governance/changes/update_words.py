"""What of an update was taken back or put right, in words: the same on the page of changes, in a pack, in a bundle."""

from typing import NamedTuple


class DifferenceChange(NamedTuple):
    """A difference made, or its figure, that a correction changed; `after` is empty where it is withdrawn."""

    what: str
    before: str
    after: str


def difference_change(before: tuple[str, str], after: tuple[str, str]) -> DifferenceChange:
    """What became of the text and the figure (in words; empty where there is none) that stood before."""
    if before[0] == after[0]:
        what = "Figure corrected" if before[1] and after[1] else "Figure added" if after[1] else "Figure withdrawn"
        return DifferenceChange(what, before[1], after[1])
    what = "Difference made: corrected" if any(after) else "Difference made: withdrawn"
    return DifferenceChange(what, _whole(*before), _whole(*after))


def no_longer_asked(ask: str) -> str:
    """Of what was asked at the earlier moment: "Help no longer asked"."""
    return "Decision no longer asked" if ask == "decision" else "Help no longer asked"


def _whole(text: str, figure: str) -> str:
    stop = "." * bool(text and figure and text[-1] not in ".!?…")
    return f"{text}{stop} {figure}".strip()
