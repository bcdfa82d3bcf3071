"""What must fit together in a plan file beyond the shape of its fields.

These read whatever is there, right or wrong in shape, so that all faults are told at once. What has the wrong shape is
passed over here: the shape tells of it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from priorities.partial_date import PartialDate, Precision, parse_partial_date
from priorities.plan_document import Document, Fault, Path, value_at
from priorities.references import reference_key

# `/plans/new/` and `…/actions/new/` are pages of their own.
TAKEN = "new"
LONGEST_KEY = 40

Located = tuple[Path, dict[str, Any]]


def check_faults(document: Document) -> Iterator[Fault]:
    """Every reference, date or key that does not fit the rest of the file."""
    for check in (
        _address_faults,
        _number_faults,
        _placeholder_faults,
        _level_faults,
        _reference_faults,
        _objective_faults,
        _milestone_faults,
        _related_faults,
        _date_faults,
        _order_faults,
        _name_faults,
        _body_faults,
    ):
        for path, message in check(document.data):
            yield document.fault(path, message)


Said = Iterator[tuple[Path, str]]


def entries(data: Any, *path: str | int) -> Iterator[Located]:
    """The entries of the list at the path, each with its own path; nothing where there is no such list."""
    found = value_at(data, path)
    if isinstance(found, list):
        for place, entry in enumerate(found):
            if isinstance(entry, dict):
                yield (*path, place), entry


def top_actions(data: Any) -> Iterator[Located]:
    """Every action, those under objectives included."""
    for priority, _ in entries(data, "priorities"):
        yield from entries(data, *priority, "actions")
        for objective, _ in entries(data, *priority, "objectives"):
            yield from entries(data, *objective, "actions")


def all_actions(data: Any) -> Iterator[Located]:
    """Every action and sub-action."""
    for path, action in top_actions(data):
        yield path, action
        yield from entries(data, *path, "sub_actions")


def key_of(reference: Any) -> str:
    """The key of a reference, empty where it has none; a number that wants quotes counts as its text."""
    if isinstance(reference, bool) or not isinstance(reference, str | int):
        return ""
    try:
        return reference_key(str(reference))
    except ValueError:
        return ""


def _address_faults(data: Any) -> Said:
    if value_at(data, ("plan", "slug")) == TAKEN:
        yield ("plan", "slug"), f"Choose another slug: the address “{TAKEN}” is taken"


def _number_faults(data: Any) -> Said:
    numbered = ((path, priority.get("number")) for path, priority in entries(data, "priorities"))
    whole = ((path, number) for path, number in numbered if isinstance(number, int) and not isinstance(number, bool))
    for path, number in _repeated(whole):
        yield (*path, "number"), f"Priority {number} appears twice: give each its own number"


def _placeholder_faults(data: Any) -> Said:
    for path, priority in entries(data, "priorities"):
        if priority.get("placeholder") is True and (priority.get("actions") or priority.get("objectives")):
            yield (*path, "placeholder"), "A placeholder has no actions: remove this line, or the actions"


def _level_faults(data: Any) -> Said:
    for path, _ in top_actions(data):
        for sub, sub_action in entries(data, *path, "sub_actions"):
            if sub_action.get("sub_actions"):
                yield (*sub, "sub_actions"), "A sub-action has none of its own: move these up beside it"


def _reference_faults(data: Any) -> Said:
    seen: dict[str, Any] = {}
    for path, action in all_actions(data):
        reference = action.get("ref")
        key = key_of(reference)
        place = (*path, "ref")
        if not key:
            continue
        if key in seen:
            yield place, _same_reference(reference, seen[key], key)
        elif key == TAKEN:
            yield place, f"Choose another reference: the address “{TAKEN}” is taken"
        elif len(key) > LONGEST_KEY:
            yield place, f"Shorten this reference: its address “{key}” is over {LONGEST_KEY} characters long"
        seen.setdefault(key, reference)


def _same_reference(reference: Any, first: Any, key: str) -> str:
    if reference == first:
        return f"The reference {reference} appears twice: give each action its own"
    return f"The references {first} and {reference} would share the address “{key}”: change one"


def _objective_faults(data: Any) -> Said:
    for path, _ in entries(data, "priorities"):
        named = ((each, objective.get("ref")) for each, objective in entries(data, *path, "objectives"))
        for each, reference in _repeated((each, ref) for each, ref in named if isinstance(ref, str)):
            yield (*each, "ref"), f"The objective {reference} appears twice in this priority: change one"


def _milestone_faults(data: Any) -> Said:
    for path, _ in all_actions(data):
        titled = ((each, milestone.get("title")) for each, milestone in entries(data, *path, "milestones"))
        for each, _ in _repeated((each, title) for each, title in titled if isinstance(title, str)):
            yield (*each, "title"), "This milestone appears twice: keep one, or tell them apart"


def _related_faults(data: Any) -> Said:
    known = {key_of(action.get("ref")) for _, action in all_actions(data)}
    pairs = value_at(data, ("related",))
    seen = set()
    for place, pair in enumerate(pairs if isinstance(pairs, list) else ()):
        path: Path = ("related", place)
        keys = [key_of(reference) for reference in pair] if isinstance(pair, list) else []
        for end, key in enumerate(keys):
            if key and key not in known:
                yield (*path, end), f"There is no action {pair[end]} in this file: correct the reference"
        if len(keys) != 2 or not all(keys):
            continue
        if keys[0] == keys[1]:
            yield path, "An action is not related to itself: name two different ones"
        elif frozenset(keys) in seen:
            yield path, "This pair appears twice, in this order or the other: keep one"
        seen.add(frozenset(keys))


def _dates(data: Any) -> Iterator[Path]:
    """The path of everything that may hold `due` and `precision`."""
    yield ("plan", "starts")
    yield ("plan", "in_place_until")
    for path, _ in all_actions(data):
        yield (*path, "planned_start")
        yield (*path, "due")
        for milestone, _ in entries(data, *path, "milestones"):
            yield milestone
    for path, _ in entries(data, "commitments"):
        yield path


def _date_faults(data: Any) -> Said:
    for path in _dates(data):
        found = value_at(data, path)
        try:
            _read_date(found)
        except ValueError as error:
            yield (*path, "due"), f"{error}"
    for path, name, precision in _governed_dates(data):
        written = value_at(data, (*path, name))
        if isinstance(written, str):
            try:
                parse_partial_date(written, precision)
            except ValueError as error:
                yield (*path, name), f"{error}"


def _governed_dates(data: Any) -> Iterator[tuple[Path, str, Precision]]:
    for path, _ in entries(data, "governance", "bodies"):
        yield path, "shadow_from", Precision.MONTH
        yield path, "full_from", Precision.MONTH
    for path, _ in entries(data, "governance", "meetings"):
        yield path, "date", Precision.DAY
        yield path, "month", Precision.MONTH
    yield ("governance", "report"), "date", Precision.DAY


def _order_faults(data: Any) -> Said:
    spans: list[tuple[Path, str, str]] = [(("plan",), "starts", "in_place_until")]
    spans += [(path, "planned_start", "due") for path, _ in all_actions(data)]
    for path, first, last in spans:
        try:
            begins, ends = _read_date(value_at(data, (*path, first))), _read_date(value_at(data, (*path, last)))
        except ValueError:
            continue
        if begins and ends and ends.on < begins.on:
            yield (*path, last), f"This ends ({ends}) before it begins ({begins}): correct one of the two"


def _is_date(found: Any) -> bool:
    """Whether this has the shape of a date, real or not."""
    if not isinstance(found, dict):
        return False
    written, precision = found.get("due"), found.get("precision")
    is_written = isinstance(written, str | int) and not isinstance(written, bool)
    return is_written and isinstance(precision, str) and precision in Precision.values


def _read_date(found: Any) -> PartialDate | None:
    """The date; None where this has another shape. Raises ValueError where there is no such date."""
    return parse_partial_date(found["due"], found["precision"]) if _is_date(found) else None


def _name_faults(data: Any) -> Said:
    for name, field, word in (
        ("glossary", "term", "term"),
        ("organisations", "name", "organisation"),
    ):
        named = ((path, entry.get(field)) for path, entry in entries(data, name))
        texts = ((path, text.casefold()) for path, text in named if isinstance(text, str))
        for path, _ in _repeated(texts):
            yield (*path, field), f"This {word} appears twice: keep one"


def _body_faults(data: Any) -> Said:
    bodies = list(entries(data, "governance", "bodies"))
    keys = [(path, body["key"]) for path, body in bodies if isinstance(body.get("key"), str)]
    known = {key for _, key in keys}
    for path, key in _repeated(keys):
        yield (*path, "key"), f"The key {key} appears twice: give each body its own"
    named: list[tuple[Path, Any]] = [(("governance", "report", "to"), value_at(data, ("governance", "report", "to")))]
    named += [((*path, "to"), entry.get("to")) for path, entry in entries(data, "commitments")]
    for path, meeting in entries(data, "governance", "meetings"):
        named.append(((*path, "body"), meeting.get("body")))
        if ("date" in meeting) == ("month" in meeting):
            yield path, "Give this meeting a date or a month, one of the two"
    yield from _run_here_faults(bodies)
    for path, body in bodies:
        for name in ("reports_to", "replaces", "replaced_by"):
            named.append(((*path, name), body.get(name)))
            if body.get(name) is not None and body.get(name) == body.get("key"):
                yield (*path, name), "A body cannot name itself here: name another one"
    for path, key in named:
        if isinstance(key, str) and key not in known:
            yield path, f"There is no body “{key[:60]}” under governance: correct the key, or add the body"


def _run_here_faults(bodies: list[Located]) -> Said:
    """What only a body that is run here has, and what only one of them can."""
    setting = [path for path, body in bodies if body.get("sets_cycles") is True]
    for path in setting[1:]:
        yield (*path, "sets_cycles"), "The meetings of one body at most set the update cycles: remove this line"
    for path, body in bodies:
        if body.get("key") == TAKEN:
            yield (*path, "key"), f"Choose another key: the address “{TAKEN}” is taken"
        if body.get("run_here") is not True:
            for name in ("sets_cycles", "shadow_from", "full_from", "terms_not_supplied"):
                if body.get(name) not in (None, False):
                    yield (*path, name), "Only a body that is run here has this: add “run_here: true”, or remove it"


def _repeated(found: Iterable[tuple[Path, Any]]) -> Said:
    """Those whose value stood before."""
    seen = set()
    for path, value in found:
        if value in seen:
            yield path, value
        seen.add(value)
