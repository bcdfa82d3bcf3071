"""The highlight report: what a priority has to tell since its last update cycle began, on one A4.

What does not fit is counted and linked, never cut silently: a long text says where it goes on, a long list how many
points it leaves out.
"""

import dataclasses
import datetime
import math
from collections.abc import Sequence

from django.urls import reverse

from actions.filters import list_address
from actions.flags import Flag, no_lead_words, no_update_words
from actions.models import Action, Milestone, ProgressUpdate
from actions.rules import NEEDS_REASON
from actions.said import figure_words
from actions.table import Row, missing_by_organisation, rows
from actions.tally import Tally, tallies
from design.charts import Segment
from design.fields import lower_first
from priorities.cycles import Window, began_at, window_in, windows_of
from priorities.models import GlossaryTerm, Priority, PriorityJudgement
from priorities.status import BY_URGENCY, IN_PLAN, Status
from send_portal import clock

# What one A4 holds below its head: characters in a printed line, lines in all, and how many of them each section is
# sure of; what one does not need goes to the others.
LINE = 88
TAG = 14
LINES = 30
SURE = {"done": 8, "difference": 4, "next": 5, "risks": 9, "asks": 4}
RISKS = ("overdue", "slipped")
LONGEST = 2 * LINE
# Of a difference that comes with a figure, at least this much.
LEAST = LINE
LONGEST_JUDGEMENT = 4 * LINE


@dataclasses.dataclass(frozen=True)
class Text:
    """Words on one line, and whether they go on elsewhere."""

    words: str
    is_cut: bool


@dataclasses.dataclass(frozen=True)
class Point:
    """One thing that the report says of an action; with its status and flags where they matter."""

    action: Action
    text: Text
    shows_status: bool = False
    flags: Sequence[Flag] = ()
    note: str = ""

    @property
    def lines(self) -> int:
        """How many printed lines it takes."""
        standing = TAG * self.shows_status + sum(len(flag.text) + 4 for flag in self.flags)
        said = len(self.action.reference) + len(self.text.words) + len(self.note) + 2
        return math.ceil((standing + said) / LINE)


@dataclasses.dataclass(frozen=True)
class Section:
    """Points under a heading, or what stands there without one; `left` did not fit, and `href` leads to all."""

    name: str
    heading: str
    points: Sequence[Point]
    href: str
    empty: str
    left: Sequence[Action] = ()

    @property
    def rest(self) -> str:
        """What did not fit, on one printed line: "And 2 more: 3e, 3f"."""
        references = ", ".join(action.reference for action in self.left)
        return shortened(f"And {len(self.left)} more: {references}", LINE).words

    def within(self, lines: int) -> "Section":
        """The section on so many printed lines: all of it, or its first points and a line that counts the rest."""
        if sum(point.lines for point in self.points) <= lines:
            return self
        fitting = 0
        while sum(point.lines for point in self.points[: fitting + 1]) < lines:
            fitting += 1
        left = [point.action for point in self.points[fitting:]]
        return dataclasses.replace(self, points=self.points[:fitting], left=left)


@dataclasses.dataclass(frozen=True)
class HighlightReport:
    """All that the page prints."""

    now: datetime.datetime
    since: datetime.datetime | None
    window: Window | None
    judgement: PriorityJudgement | None
    tally: Tally
    segments: list[Segment]
    missing: list[tuple[str, list[Row]]]
    sections: list[Section]
    terms: list[GlossaryTerm]

    @property
    def texts(self) -> list[str]:
        """All that people wrote of it."""
        return [self.judgement_reason.words, *(one.text.words for section in self.sections for one in section.points)]

    @property
    def judgement_reason(self) -> Text:
        return shortened(self.judgement.reason, LONGEST_JUDGEMENT) if self.judgement else Text("", False)


def highlight_report(priority: Priority, now: datetime.datetime) -> HighlightReport:
    """The report as it stands at this moment; a fixed number of queries."""
    today = clock.london_date(now)
    windows = windows_of(priority.plan)
    window, since = window_in(priority.plan, now, windows), began_at(windows, now)
    tally = tallies(priority.plan, today, window).get(priority.pk, Tally())
    shown = rows(list(priority.actions.filter(plan_state__in=IN_PLAN).for_table().with_leading()), today, window)
    return HighlightReport(
        now=now,
        since=since,
        window=window,
        judgement=priority.judgements.with_people().first(),
        tally=tally,
        segments=tally.segments(priority.plan, priority.number),
        missing=missing_by_organisation(shown),
        sections=fitted(_sections(priority, shown, window, since, today)),
        terms=list(GlossaryTerm.objects.all()),
    )


def shortened(text: str, most: int = LONGEST) -> Text:
    """The text on one line, up to the last whole word that fits."""
    words = " ".join(text.split())
    if len(words) <= most:
        return Text(words, False)
    return Text(words[:most].rsplit(" ", 1)[0] + " …", True)


def ended(text: str) -> str:
    """The text with a stop at its end, so that another can follow it."""
    words = text.rstrip()
    return words if not words or words.rstrip("\"')’”").endswith((".", "!", "?", "…")) else f"{words}."


def _sections(
    priority: Priority,
    shown: Sequence[Row],
    window: Window | None,
    since: datetime.datetime | None,
    today: datetime.date,
) -> list[Section]:
    updates = ProgressUpdate.objects.filter(action__priority=priority).order_by("pk")
    # The newest of each action: a correction comes after what it corrects.
    told = {update.action_id: update for update in (updates.filter(submitted_at__gte=since) if since else updates)}
    milestones = list(Milestone.objects.filter(action__priority=priority, is_dropped=False))
    plan, number = priority.plan, priority.number
    page = reverse("priority", args=[plan.slug, number])
    updated = list_address(plan, show="updated", priority=number) if window else page
    asked = list_address(plan, show="asked", priority=number)
    return [
        Section("done", "Done", _done(shown, told, milestones, since), updated, "Nothing is reported yet."),
        Section("difference", "Difference made", _difference(shown, told), updated, "Nothing is reported yet."),
        Section("next", "Next", _next(shown, milestones, today), page, "No next step or date is recorded."),
        Section("risks", "Risks", _risks(shown), page, "Nothing is off track, at risk, overdue or slipped."),
        Section("asks", "Asks", _asks(shown), asked, "Nothing is asked of the partnership."),
    ]


def fitted(sections: Sequence[Section]) -> list[Section]:
    """The sections with as many of their points, from the first on, as one A4 holds."""
    needed = {section.name: sum(point.lines for point in section.points) or 1 for section in sections}
    given = {name: min(lines, SURE[name]) for name, lines in needed.items()}
    spare = LINES - sum(given.values())
    for name, lines in needed.items():
        more = min(lines - given[name], spare)
        given[name] += more
        spare -= more
    return [section.within(given[section.name]) for section in sections]


def _done(
    shown: Sequence[Row],
    told: dict[int, ProgressUpdate],
    milestones: Sequence[Milestone],
    since: datetime.datetime | None,
) -> list[Point]:
    """Headlines of the updates received, and milestones met; what was completed stands first."""
    first_day = clock.london_date(since) if since else datetime.date.min
    points = []
    for row in shown:
        update = told.get(row.action.pk)
        words = [ended(update.said)] if update and update.said else []
        words += [
            ended(f"Milestone met: {milestone.title}")
            for milestone in milestones
            if milestone.action_id == row.action.pk and milestone.met_on and milestone.met_on >= first_day
        ]
        if words:
            is_complete = row.action.status == Status.COMPLETE
            note = f"({update.told_words})" if update and update.said and update.is_printed else ""
            points.append(Point(row.action, shortened(" ".join(words)), is_complete, note=note))
    return sorted(points, key=lambda point: point.action.status != Status.COMPLETE)


def _difference(shown: Sequence[Row], told: dict[int, ProgressUpdate]) -> list[Point]:
    """What is different, with the figure that shows it: its dates and its source stay whole where they can."""
    points = []
    for action, update in ((row.action, told[row.action.pk]) for row in shown if row.action.pk in told):
        lines = f"{update.figure_what}: {figure_words(update)}".splitlines() if update.has_figure else []
        figure = shortened(" ".join(ended(line) for line in lines))
        told_in_words = shortened(ended(update.difference_made), max(LEAST, LONGEST - len(figure.words)))
        words = " ".join(filter(None, (told_in_words.words, figure.words)))
        if words:
            points.append(Point(action, Text(words, told_in_words.is_cut or figure.is_cut)))
    return points


def _next(shown: Sequence[Row], milestones: Sequence[Milestone], today: datetime.date) -> list[Point]:
    """What is due soon, milestones ahead and next steps; what comes first stands first."""
    found = []
    for action in (row.action for row in shown if row.action.is_open):
        ahead = [one for one in milestones if one.action_id == action.pk and not one.met_on and one.due_on]
        ahead = [one for one in ahead if one.due_on >= today]
        words = [f"Due {action.due}."] if action.is_due_soon(today) else []
        words += [ended(f"{one.due}: {one.title}") for one in ahead]
        words += [ended(action.last_update.next_steps)] if action.last_update and action.last_update.next_steps else []
        dates = [one.due_on for one in ahead] + ([action.due_on] if action.is_due_soon(today) else [])
        if words:
            found.append((min(dates, default=datetime.date.max), Point(action, shortened(" ".join(words)))))
    return [point for _, point in sorted(found, key=lambda pair: pair[0])]


def _risks(shown: Sequence[Row]) -> list[Point]:
    """Off track, at risk, then what is overdue or slipped all the same."""
    points = []
    for row in sorted(shown, key=lambda row: BY_URGENCY.index(Status(row.action.status))):
        action, update = row.action, row.action.last_update
        if not action.is_open:
            continue
        late = [flag for flag in row.flags if flag.name in RISKS]
        if action.status in NEEDS_REASON and update is not None:
            # A source need not say why, nor what is being done.
            done = f"Being done: {ended(update.recovery)}" if update.recovery else ""
            words = shortened(" ".join(filter(None, (ended(update.reason), done))))
            points.append(Point(action, words, True, late, _who_and_when(row, update)))
        elif late:
            points.append(Point(action, Text("", False), True, late, _who_and_when(row, update)))
    return points


def _who_and_when(row: Row, update: ProgressUpdate | None) -> str:
    """The lead's post, and how old the status is where this cycle's update has not come."""
    words = [row.action.lead.post] if row.action.has_lead else [no_lead_words(row.action)]
    words += [update.told_words] if row.is_not_updated and update else []
    words += [lower_first(no_update_words(row.no_update_at))] if row.no_update_at else []
    return f"({', '.join(words)})"


def _asks(shown: Sequence[Row]) -> list[Point]:
    told = [(row.action, row.action.last_update) for row in shown if row.action.is_open]
    return [
        Point(action, shortened(ended(f"{update.asked_words}: {update.ask_text}")))
        for action, update in told
        if update is not None and update.ask != ProgressUpdate.Ask.NOTHING
    ]
