"""What only the portal's process does for the benchmarks: make a large plan, and make reports."""

import time

from actions.as_at import plan_as_at
from benchmarks import large_plan
from documents.content import Document
from governance.house_styles import HEALTH_AND_WELLBEING_BOARD
from governance.models import Format
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


def report(plan: str, format: str, times: str) -> float:
    """The cost of a report's content, or of one format of it; the first run warms up."""
    document = content(plan)

    def make() -> object:
        return content(plan) if format == "content" else render(document, Format(format))

    make()
    began = time.process_time()
    for _ in range(int(times)):
        make()
    return 1000 * (time.process_time() - began) / int(times)
