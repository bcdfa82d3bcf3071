"""What only the portal's process does for the benchmarks: make a large plan, reports, bundles and mails."""

import datetime
import io
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

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
from notices.gathering import gather
from notices.models import Kind
from notices.outbox import write
from notices.sending import send_waiting
from notices.topics import plan_cycles_at
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


def notices(kind: str) -> str:
    """A run of `send_notices` on the large plan in the morning on which this is due ("five-days", "day-after"), with
    400 people who lead and answer for its actions: how many mails, how many queries until they stand in the outbox,
    how long that took, and how long the sending, for which a mail costs as good as nothing. Once for each kind.
    """
    _make_people_mailable(400)
    (current,) = plan_cycles_at(clock.now()).current
    (topic,) = current.of_kind(Kind(kind))
    now = topic.due_at + datetime.timedelta(minutes=10)
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with CaptureQueriesContext(connection) as captured:
        began = time.process_time()
        queued = write(gather(now), now)
        written = time.process_time()
    count = len(captured)
    sent = send_waiting(now).sent
    done = time.process_time()
    assert sent == len(queued.notices), "somebody was left out"
    return f"{sent} {count} {written - began:.2f} {done - written:.2f}"


def _make_people_mailable(number: int) -> None:
    """So many people who can sign in; all actions and priorities spread among them. Past the services."""
    organisation = User.objects.earliest("pk").organisation
    missing = range(User.objects.count(), number)
    more = [User(email=f"more{n}@portal.example", name=f"More {n}", organisation=organisation) for n in missing]
    QuerySet(User).bulk_create(more)
    QuerySet(User).update(password="usable")
    people = list(User.objects.order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE actions_action SET lead_id = %s + id %% %s, sro_id = %s + (id / 7) %% %s",
            [people[0], len(people), people[0], len(people)],
        )
