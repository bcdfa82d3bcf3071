"""What only the portal's process does for the benchmarks: make a large plan, reports and bundles."""

import datetime
import io
import time
from collections.abc import Callable

from accounts.models import User
from actions.as_at import plan_as_at
from benchmarks import large_plan
from documents.content import Document
from governance.bundle.period import Period
from governance.bundle.writing import write_bundle
from governance.changes.between import Between
from governance.house_styles import HEALTH_AND_WELLBEING_BOARD
from governance.models import Format, Meeting
from governance.reports.content import build_content
from governance.reports.draft import ReportDraft, SectionDraft
from governance.reports.rendering import render
from priorities.models import ActionPlan
from send_portal import clock


def generate(size: str) -> str:
    """Make the plan `large` with so many actions."""
    large_plan.generate(int(size))
    return "done"


def content(plan: str) -> Document:
    """A report on the plan as it is now, in the style of the Health and Wellbeing Board."""
    style = HEALTH_AND_WELLBEING_BOARD
    draft = ReportDraft(
        title="Progress and next steps",
        body="Health and Wellbeing Board",
        header=style.header_lines,
        recommendation_lead=style.recommendation_lead,
        recommendations=("Note the progress.",),
        sections=tuple(SectionDraft(one.kind, one.heading, "What was written.") for one in style.sections),
    )
    return build_content(draft, plan_as_at(ActionPlan.objects.get(slug=plan), clock.now()))


def changes(part: str, times: str) -> float:
    """The cost of what changed in the large plan between its last two meetings, in which every action changed: of the
    groups with the lines that a page shows ("groups"), of a page of all recorded changes ("recorded"), or of all that
    a page tells ("page"); the first run warms up."""
    plan, user = ActionPlan.objects.get(slug=large_plan.SLUG), User.objects.latest("pk")
    now = clock.today()
    held = plan.cycles.filter(meeting_on__lte=now).order_by("-meeting_on").values_list("meeting_on", flat=True)[:2]
    until, since = (datetime.datetime.combine(day, datetime.time(14), clock.LONDON) for day in held)

    def tell() -> None:
        found = Between(plan, user, since, until)
        if part != "recorded":
            assert found.groups
        if part != "groups":
            assert found.recorded().entries
        if part == "page":
            assert not found.not_updated.organisations
            assert found.no_net_total == 0

    return _cost(tell, int(times))


def _cost(run: Callable[[], object], times: int) -> float:
    run()
    began = time.process_time()
    for _ in range(times):
        run()
    return 1000 * (time.process_time() - began) / times


def report(plan: str, format: str, times: str) -> float:
    """The cost of a report's content, or of one format of it; the first run warms up."""
    document = content(plan)

    def make() -> object:
        return content(plan) if format == "content" else render(document, Format(format))

    return _cost(make, int(times))


def pack(which: str) -> str:
    """The address of the pack of the meeting that was held last, or that comes next."""
    is_held = which == "held"
    meetings = Meeting.objects.filter(status=Meeting.State.HELD if is_held else Meeting.State.PLANNED)
    meeting: Meeting = meetings.order_by("-date_on" if is_held else "date_on")[0]
    return f"{meeting.get_absolute_url()}pack/"


def bundle(plan: str, times: str) -> float:
    """The cost of a bundle of the whole life of a plan; the first run warms up."""
    found, now = ActionPlan.objects.get(slug=plan), clock.now()
    period = Period(found, clock.london_date(found.recorded_since()), clock.london_date(now), now)
    return _cost(lambda: write_bundle(period, "Co-ordinator", io.BytesIO()), int(times))
