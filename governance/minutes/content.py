"""The minutes of a meeting as a document: the same facts give the same one. No query, no clock."""

from collections.abc import Iterable, Iterator

from documents.content import Block, Bullet, Cell, Column, Document, Heading, Paragraph, Run, Table, Text, plain, words
from governance.minutes.facts import DecisionFact, ItemFact, MeetingActionFact, MinutesFacts, PersonFact
from governance.models import AgendaItem
from governance.reports.narrative import Written, written
from governance.reports.told import sentence

Kind = AgendaItem.Kind
NOT_AGREED = "Draft minutes: not agreed yet"
FOR_FAMILIES = "What this means for families"
HAS_EXEMPT = "Contains exempt items: not for publication"
NONE_DECLARED = "None declared."
NO_POST = "No post recorded"
NOT_A_MEMBER = "Not a member"


def minutes_content(facts: MinutesFacts) -> Document:
    """The minutes: families first, who was there, item by item, and the notes that came after they were agreed."""
    return Document(
        title=f"Minutes of the meeting of {facts.date}",
        header=(facts.body, *filter(None, (facts.time, facts.place))),
        blocks=tuple(_blocks(facts)),
        standing=f"Agreed by {facts.agreed_by}" if facts.agreed_by else NOT_AGREED,
        as_at=facts.as_at,
        classification=" · ".join(filter(None, (HAS_EXEMPT * facts.has_exempt, facts.classification))),
    )


def _blocks(facts: MinutesFacts) -> Iterator[Block]:
    if facts.families_summary.strip():
        yield Heading(FOR_FAMILIES)
        yield from _markdown(facts.families_summary)
    yield from _attendance(facts)
    for item in facts.items:
        yield from _item(item, facts)
    kinds = {item.kind for item in facts.items if not item.is_hidden}
    if facts.matters_arising and Kind.MATTERS_ARISING not in kinds:
        yield Heading("Matters arising")
        yield _matters(facts)
    if facts.loose.decisions or facts.loose.actions:
        yield Heading("Not under an item")
        yield from _outcome(facts.loose, facts)
    if facts.next_meeting and Kind.NEXT not in kinds:
        yield Heading("Next meeting")
        yield _say(facts.next_meeting)
    if facts.notes:
        yield Heading("Notes on these minutes")
        for day, text in facts.notes:
            yield Heading(day, 3)
            yield from _markdown(text)


def _attendance(facts: MinutesFacts) -> Iterator[Block]:
    yield Heading("Attendance")
    if facts.phase:
        yield _say(facts.phase)
    yield _say(facts.quorum) if facts.quorum else _say("Whether it was quorate is not recorded.")
    if not facts.attendance:
        yield _say("Nobody’s attendance is recorded.")
        return
    first = "Person" if facts.names_people else "Post"
    yield Table(
        "Who took part",
        (Column(first, 4), Column("Organisation", 4), Column("On the body", 2), Column("Took part", 3)),
        tuple(
            (
                Cell(_named(one.person, facts.names_people)),
                Cell(one.person.organisation),
                Cell(_capital(one.part) or NOT_A_MEMBER),
                Cell(_capital(_took_part(one.state, one.deputy_for, facts.names_people))),
            )
            for one in facts.attendance
        ),
        sheet="Attendance",
    )


def _took_part(state: str, deputy_for: PersonFact | None, names_people: bool) -> str:
    return state if deputy_for is None else f"deputy for {_named(deputy_for, names_people)}"


def _named(person: PersonFact, names_people: bool) -> str:
    return ", ".join(filter(None, (person.name * names_people, person.job_title))) or NO_POST


def _item(item: ItemFact, facts: MinutesFacts) -> Iterator[Block]:
    if item.is_hidden:
        yield Heading(f"Item {item.number}: exempt")
        return
    yield Heading(f"{item.number}. {item.title}{' (exempt)' * item.is_exempt}")
    if item.purpose:
        yield _say(f"{_capital(item.purpose)}.")
    if item.declarations:
        for one in item.declarations:
            yield from _led("Declaration of interest:", f"{one.person.told(facts.names_people)}: {sentence(one.text)}")
    elif item.has_no_declarations:
        yield from _led("Declarations of interest:", NONE_DECLARED)
    yield from _markdown(item.minutes)
    if item.kind == Kind.MATTERS_ARISING and facts.matters_arising:
        yield _matters(facts)
    if item.kind == Kind.NEXT and facts.next_meeting:
        yield _say(facts.next_meeting)
    yield from _outcome(item, facts)


def _outcome(item: ItemFact, facts: MinutesFacts) -> Iterator[Block]:
    """What was decided and asked."""
    for decision in item.decisions:
        yield from _decision(decision)
    for action in item.actions:
        yield from _led("Meeting action:", _asked(action, facts))


def _decision(decision: DecisionFact) -> Iterator[Paragraph]:
    lead = f"Decision {decision.number}:" if decision.number else "Decision:"
    if decision.is_withdrawn:
        return _led(lead, "recorded by mistake.")
    return _led(lead, f"{sentence(decision.text)} {decision.standing}")


def _asked(action: MeetingActionFact, facts: MinutesFacts) -> str:
    due = f", by {action.due}" if action.due else ""
    return f"{sentence(' '.join(action.text.split()))} {action.person.told(facts.names_people)}{due}."


def _matters(facts: MinutesFacts) -> Table:
    return Table(
        "Meeting actions that were open",
        (Column("What is to be done", 5), Column("Who", 4), Column("Asked on", 2), Column("Due", 2)),
        tuple(
            (
                Cell(one.text),
                Cell(one.person.told(facts.names_people)),
                Cell(one.asked_on),
                Cell(one.due or "No date set"),
            )
            for one in facts.matters_arising
        ),
        sheet="Matters arising",
    )


def _markdown(text: str) -> Iterator[Block]:
    return _unnumbered(written(text))


def _unnumbered(paragraphs: Iterable[Written]) -> Iterator[Block]:
    for one in paragraphs:
        if one.is_heading:
            yield Heading(words(one.text), 3)
        else:
            yield Bullet(one.text, one.level - 1) if one.level else Paragraph(one.text)


def _say(text: str) -> Paragraph:
    return Paragraph(plain(text))


def _led(lead: str, text: str) -> Iterator[Paragraph]:
    """A paragraph with its first words in bold; further lines of the text stand below it, indented."""
    first, *rest = text.strip().split("\n")
    runs: Text = (Run(f"{lead} ", strong=True), Run(first))
    yield Paragraph(runs)
    yield from (Paragraph(plain(line.strip()), level=1) for line in rest if line.strip())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
