"""What changed in a plan over a period, kind by kind, as a pack tells it; asks the database for decisions alone."""

import dataclasses
from collections.abc import Iterator, Sequence

from accounts.models import User
from actions.as_at import PlanAt
from audit.describe import Line
from design.fields import date_words
from documents.content import Block
from documents.page import to_standalone_html
from governance.bundle.period import File, Part, Period, csv_file
from governance.bundle.plan_files import paper
from governance.changes.between import Between
from governance.changes.papers import paper_lines
from governance.pack.changes import Group, groups, summary
from governance.pack.content import changes_table
from governance.pack.facts import DecisionFact
from governance.pack.mistaken import mistaken_since
from governance.pack.tables import say
from governance.reports.decided import bodies_at, decided_at, exempt_at
from governance.reports.draft import UNWRITTEN, moment_words
from governance.reports.told import Telling, sentence
from priorities.change_kinds import ChangeKind
from send_portal import clock

RECORDED = ("Recorded on", "By", "What changed", "Why")
CHANGES = ("Kind of change", "Reference", "What changed", "When, and who", "Why, or what is said")
# A pack is written for the partnership; whoever reads a bundle is not of it.
HEADINGS = {str(ChangeKind.ASKED.label): "Asked of the partnership"}
NOTHING = (
    "There is nothing to compare: the plan was not recorded here yet in this period. It came into the portal on {}."
)


def changes_part(period: Period, then: PlanAt | None, later: PlanAt | None) -> Part:
    """What changed between the two moments, net, and what was decided meanwhile."""
    if then is None or later is None:
        return Part("What changed", (), NOTHING.format(moment_words(period.recorded_at)))
    found, since = _groups(period, then, later), period.words(then.moment)
    first = f"Since {since}. {summary(found)}" if found else f"Nothing in the plan has changed since {since}."
    says = (
        f"What differs between {since} and {period.words(later.moment)}. What came and went between them is among the "
        "changes as they were recorded.",
        first,
    )
    return Part("What changed", _files(period, first, found, later), "", says)


def _files(period: Period, first: str, found: Sequence[Group], later: PlanAt) -> Iterator[File]:
    blocks: tuple[Block, ...] = (say(first), *map(changes_table, found))
    page = paper(f"What changed in the {later.title}", period, later, blocks)
    yield File("changes/changes.html", "What changed, kind by kind", to_standalone_html(page).encode())
    rows = ((one.heading, line.reference, line.what, line.when, line.why) for one in found for line in one.lines)
    yield from csv_file("changes/changes.csv", "The same, a change on each line (CSV)", CHANGES, rows)
    words = "Each change as it was recorded, what came and went among them; the newest first (CSV)"
    yield from csv_file("changes/recorded.csv", words, RECORDED, _recorded(period))


def _recorded(period: Period) -> Iterator[Sequence[str]]:
    """All that was recorded, as everybody may read it: nothing exempt, no draft, nothing of who may do what."""
    # Somebody without a role and without a seat on any body.
    nobody = User(pk=0)
    for entry in Between(period.plan, nobody, *period.plan_moments, in_posts=True).every_recorded():
        said = "\n".join(map(_line, entry.lines))
        yield f"{entry.at.astimezone(clock.LONDON):%Y-%m-%d %H:%M}", entry.actor, said, entry.reason


def _line(line: Line) -> str:
    """ "Action 1a. Status: On track → At risk. Lead: nothing → SEND service manager"."""
    fields = (f"{one.label}: {f'{one.before} → ' if one.before else ''}{one.after}" for one in line.changes)
    return " ".join(map(sentence, (line.text, *fields)))


def _groups(period: Period, then: PlanAt, later: PlanAt) -> Sequence[Group]:
    mistaken = mistaken_since(bodies_at(later.moment), then.moment, later.moment, exempt_at(later.moment, period.now))
    lines = paper_lines(period.plan, then.moment, later.moment)
    told = groups(Telling(UNWRITTEN, later), then, lines, list(_decided(period, then, later)), mistaken)
    return [dataclasses.replace(one, heading=HEADINGS.get(one.heading, one.heading)) for one in told]


def _decided(period: Period, then: PlanAt, later: PlanAt) -> Iterator[DecisionFact]:
    """What was recorded as decided between; nothing of an item that was exempt then or is now."""
    for one in decided_at(later.moment, then.moment, period.now).decisions:
        day = date_words(one.taken_on)
        name = f"Decision {one.number} of {day}" if one.number else f"Decision of {day}, outside a meeting"
        yield DecisionFact(name, one.text, one.standing, one.actions)
