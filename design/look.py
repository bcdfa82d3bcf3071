"""How a status looks: always a word, a symbol and a colour together."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from design.symbols import STATUS_SYMBOLS, check_symbol, draw_symbol

# Fill, edge and ink of a tag, as in portal.css; what is drawn for print and for files takes them from here.
PAINT = {
    "red": ("#a3231a", "#a3231a", "#ffffff"),
    "amber": ("#ffc247", "#8f5c00", "#3d2600"),
    "green": ("#dff0e6", "#2f7d57", "#0b4a30"),
    "blue": ("#dfe8f6", "#3f669f", "#16386d"),
    "white": ("#ffffff", "#5f676b", "#0b0c0c"),
    "dashed": ("#f6f6f6", "#6b7276", "#484949"),
}
COLOURS = tuple(PAINT)
# The symbol that stands with a colour.
SYMBOL_OF = dict(zip(COLOURS, STATUS_SYMBOLS, strict=True))


@dataclass(frozen=True)
class Look:
    """Word, symbol and colour of a status. Anything unknown is refused when it is made, not when it is shown."""

    word: str
    symbol: str
    colour: str

    def __post_init__(self) -> None:
        if not self.word:
            raise ValueError("a look needs its word: colour and symbol never stand alone")
        check_symbol(self.symbol)
        if self.colour not in COLOURS:
            raise ValueError(f"no colour {self.colour!r}; there are {', '.join(COLOURS)}")


@lru_cache(maxsize=256)
def draw_tag(look: Look) -> SafeString:
    """The tag of a status. Drawn once per look, because a list shows hundreds."""
    return format_html(
        '<strong class="portal-status portal-status--{}">{}{}</strong>',
        look.colour,
        draw_symbol(look.symbol),
        look.word,
    )
