"""The symbols, drawn once: every page carries them as one sprite, and everything else refers to it by name.

Status symbols have silhouettes of their own (diamond, triangle, disc, square, ring, broken ring), so that they still
differ in black and white. Flag symbols are line drawings, so that nobody takes them for a judgement.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

STATUS_SYMBOLS = ("off-track", "at-risk", "on-track", "complete", "not-started", "no-status")
FLAG_SYMBOLS = (
    "overdue",
    "start-overdue",
    "due-soon",
    "slipped",
    "not-updated",
    "silent",
    "carried-over",
    "no-lead",
    "no-date",
    "asked",
    "query",
    "paused",
    "withdrawn",
    "replaced",
)

_SOLID = 'fill="currentColor" fill-rule="evenodd"'
_LINE = 'fill="none" stroke="currentColor" stroke-width="2"'
_DRAWINGS = {
    "off-track": f'<path {_SOLID} d="M8 0l8 8-8 8-8-8zM5.9 4.7L4.7 5.9 6.8 8l-2.1 2.1 1.2 1.2L8 9.2l2.1 2.1 1.2-1.2'
    'L9.2 8l2.1-2.1-1.2-1.2L8 6.8z"/>',
    "at-risk": f'<path {_SOLID} d="M8 .5L16 15.5H0zM6.9 5.5l.4 5h1.4l.4-5zM7 11.7v2h2v-2z"/>',
    "on-track": f'<path {_SOLID} d="M8 0a8 8 0 110 16A8 8 0 018 0zM6 3.3L4.5 4.8 7.7 8l-3.2 3.2L6 12.7 10.7 8z"/>',
    "complete": f'<path {_SOLID} d="M.5.5h15v15H.5zM4.1 7.4L2.6 8.9l4 4 7-7-1.5-1.5-5.5 5.5z"/>',
    "not-started": f'<circle cx="8" cy="8" r="6.8" {_LINE}/>',
    "no-status": f'<circle cx="8" cy="8" r="6.8" {_LINE} stroke-dasharray="3 2.34"/>',
    "overdue": f'<circle cx="8" cy="8" r="6.8" {_LINE}/><path {_LINE} d="M8 3.8v4.6l3.2 1.9"/>',
    "start-overdue": f'<path {_LINE} d="M1.5 1v14M5 3.2l8.5 4.8L5 12.8z"/>',
    "due-soon": f'<path {_LINE} d="M2.5 1.5h11M2.5 14.5h11M4 1.5c0 4 8 9 8 13M12 1.5c0 4-8 9-8 13"/>',
    "slipped": f'<path {_LINE} d="M2 2v12M5 8h9M10 4l4 4-4 4"/>',
    "not-updated": f'<path {_LINE} d="M1 2h14v9H7l-3 3v-3H1zM5 6.5h6"/>',
    "silent": f'<path {_LINE} d="M1 2h14v9H7l-3 3v-3H1zM5.8 4.3l4.4 4.4M10.2 4.3L5.8 8.7"/>',
    "carried-over": f'<path {_LINE} d="M13.6 5.2A6.3 6.3 0 102 10M14.3 1v4.6H9.7"/>',
    "no-lead": f'<circle cx="8" cy="4.5" r="3.5" {_LINE}/><path {_LINE} d="M1.5 16c0-7 13-7 13 0"/>',
    "no-date": f'<path {_LINE} d="M1 3h14v12H1zM1 6.5h14M4.5 0v4M11.5 0v4"/>',
    "asked": f'<path {_LINE} d="M1 2h14v9H9l-3 3v-3H1zM8 4v3.2M8 8.2v1.6"/>',
    "query": f'<circle cx="8" cy="8" r="6.8" {_LINE}/><path {_LINE} d="M5.7 6.3c0-3 4.6-3 4.6-.3 0 1.7-2.3 1.7-2.3 3.5'
    'M8 11v1.8"/>',
    "paused": f'<path {_LINE} d="M5 2v12M11 2v12"/>',
    "withdrawn": f'<path {_LINE} d="M3 3l10 10M13 3L3 13"/>',
    "replaced": f'<path {_LINE} d="M1 5h12M9 1l4 4-4 4M15 11H3M7 7l-4 4 4 4"/>',
}
SYMBOLS = frozenset(_DRAWINGS)


def check_symbol(name: str) -> str:
    """Return the name; raise ValueError when there is no such symbol."""
    if name not in SYMBOLS:
        raise ValueError(f"no symbol {name!r}; there are {', '.join(sorted(SYMBOLS))}")
    return name


def draw_symbol(name: str) -> SafeString:
    """One symbol, hidden from screen readers: the word beside it says what it means."""
    return format_html(
        '<svg class="portal-symbol" aria-hidden="true" focusable="false"><use href="#symbol-{}"/></svg>',
        check_symbol(name),
    )


def symbol_file(name: str, colour: str) -> str:
    """One symbol as an SVG file of its own, for papers; `colour` as "#a3231a"."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" color="{colour}">'
        f"{_DRAWINGS[check_symbol(name)]}</svg>"
    )


SPRITE = mark_safe(  # noqa: S308 - drawings above, no input
    '<svg class="portal-sprite" aria-hidden="true" focusable="false">'
    + "".join(f'<symbol id="symbol-{name}" viewBox="0 0 16 16">{body}</symbol>' for name, body in _DRAWINGS.items())
    + "</svg>"
)
