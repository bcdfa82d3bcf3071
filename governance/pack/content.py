"""The pack of a meeting as a document: the same facts give the same one. No query, no clock."""

from collections.abc import Iterable, Iterator

from design.fields import date_words
from documents.content import Block, Cell, Column, Document, Heading, Table
from governance.pack.changes import Group, differences, groups, summary, touched
from governance.pack.facts import AgendaFact, PackFacts, PlanPart
from governance.pack.foremost import ASKS, CHANGED, foremost
from governance.pack.strip import status_strip
from governance.pack.tables import (
    asks,
    counts,
    coverage,
    exceptions_of,
    matters,
    milestones,
    not_updated,
    say,
)
from governance.reports.draft import UNWRITTEN, moment_words
from governance.reports.tables import key_table
from governance.reports.told import Telling
from priorities.status import PlanState

COVERAGE = "Coverage"
NO_DEADLINE = "No papers deadline is set for this meeting, so no update counts as late."
# How many letters of a reference columns of these widths hold in a line, or in two.
REFERENCES = ((9, 2), (14, 3))
WIDEST = 5
WHEN = "When, and who"
NO_PLAN = "No plan is current, so there is nothing to tell of one."


def pack_content(facts: PackFacts) -> Document:
    """The pack: of each plan what matters first, then the plan in the agreed order; the meeting's own part between."""
    return Document(
        title=f"Pack for the meeting of {facts.date}",
        header=(facts.body,),
        blocks=tuple(_blocks(facts)),
        standing=facts.standing,
        as_at=f"As at {moment_words(facts.moment)}",
        classification=facts.classification,
    )


def _blocks(facts: PackFacts) -> Iterator[Block]:
    has_several = len(facts.plans) > 1
    level = 2 + has_several
    for part in facts.plans:
        if has_several:
            yield Heading(part.now.title)
        yield from _before_the_meeting(part, facts, level)
    yield from _meeting(facts)
    for part in facts.plans:
        if has_several:
            yield Heading(f"{part.now.title}: cycles")
        yield from _cycles(part, facts, level)


def _before_the_meeting(part: PlanPart, facts: PackFacts, level: int) -> Iterator[Block]:
    # A pack tells of people by their posts, whatever the body's reports do.
    telling = Telling(UNWRITTEN, part.now)
    yield Heading("What matters", level)
    yield from foremost(part, facts, level + 1)
    yield Heading(COVERAGE, level)
    if between := _meeting_between(part, facts):
        yield say(between)
    if not facts.has_deadline:
        yield say(NO_DEADLINE)
    yield from coverage(part)
    yield Heading("Counts", level)
    yield from counts(part, facts)
    yield Heading(CHANGED, level)
    yield from _changes(part, facts, telling)
    yield Heading("Exceptions", level)
    yield from exceptions_of(part, telling)
    yield Heading(ASKS, level)
    yield from asks(part, facts)
    yield Heading("Milestones", level)
    yield from milestones(part, facts)


def _meeting_between(part: PlanPart, facts: PackFacts) -> str:
    """Which cycle "this cycle" is where another meeting comes before the one of the pack; empty where none does."""
    window = part.now.now.window
    if window is None or window.meeting_on >= facts.day:
        return ""
    on = date_words(window.meeting_on)
    return f"A meeting comes before this one, on {on}. “This cycle” is the one that ends with it."


def _meeting(facts: PackFacts) -> Iterator[Block]:
    if not facts.plans:
        yield say(NO_PLAN)
    yield Heading("Agenda")
    if where := ", ".join(filter(None, (facts.times, facts.place))):
        yield say(f"{where}.")
    if facts.phase:
        yield say(facts.phase)
    if facts.papers_out is not None:
        yield say(f"The agenda is as it stood when papers went out, {moment_words(facts.papers_out)}.")
    yield _agenda(facts.agenda) if facts.agenda else say("No agenda yet.")
    yield Heading("Matters arising")
    yield from matters(facts.matters)


def _cycles(part: PlanPart, facts: PackFacts, level: int) -> Iterator[Block]:
    yield Heading("Not updated", level)
    yield from not_updated(part, facts)
    yield Heading("The last eight cycles", level)
    yield from status_strip(part)
    if part.now.key:
        yield Heading("Key", level)
        yield key_table(part.now)


def _changes(part: PlanPart, facts: PackFacts, telling: Telling) -> Iterator[Block]:
    if part.before is None:
        yield say(part.why_not)
        told_alone = differences(telling, facts.since)
        if told_alone is not None:
            yield changes_table(told_alone)
        return
    told = groups(telling, part.before, part.from_page, facts.decisions, facts.mistaken, changes=part.changes)
    if not told:
        yield say(f"Nothing in the plan has changed since {facts.since_words}.")
        return
    agreed = {one.reference for one in part.now.actions if one.plan_state == PlanState.AGREED}
    if agreed and agreed <= touched(told):
        yield say(
            f"Every action that is agreed has changed since {facts.since_words}: {len(agreed)} of {len(agreed)}."
        )
    yield say(f"Since {facts.since_words}. {summary(told)}")
    for group in told:
        yield changes_table(group)


def changes_table(group: Group) -> Table:
    """The changes of one kind, with the columns that have something in them."""
    longest = max(len(one.reference) for one in group.lines)
    first = next((width for most, width in REFERENCES if longest <= most), WIDEST)
    columns = (
        (Column("Ref.", first), [one.reference for one in group.lines]),
        (Column("What changed", 7), [one.what for one in group.lines]),
        (Column(WHEN, 6), [one.when for one in group.lines]),
        (Column("Why, or what is said", 7), [one.why for one in group.lines]),
    )
    told = [(column, texts) for column, texts in columns if any(texts)]
    rows = zip(*(map(Cell, texts) for _, texts in told), strict=True)
    return Table(group.heading, tuple(column for column, _ in told), tuple(rows), sheet="Changes")


def _agenda(items: Iterable[AgendaFact]) -> Table:
    return Table(
        "Items",
        (Column("Item", 1), Column("Title", 9), Column("Purpose", 3)),
        tuple(
            (Cell(str(one.number)), Cell(one.title or "Exempt item"), Cell(one.purpose.capitalize())) for one in items
        ),
        sheet="Agenda",
    )
