"""One process that answers for one size and one kind of page: it reads a line, does it, writes a line.

`generate <actions>`, `cpu <address> <times>` (milliseconds of this process per request, the database in it included),
`queries <address>`, `report <plan> <format> <times>` (milliseconds of a report; "content" is what the formats are made
of), `peak` (the most memory that it ever took, in megabytes).
"""

import resource
import sys
import time

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

django.setup()

from accounts.models import User  # noqa: E402
from actions.as_at import plan_as_at  # noqa: E402
from benchmarks.large_plan import generate  # noqa: E402
from documents.content import Document  # noqa: E402
from governance.house_styles import HEALTH_AND_WELLBEING_BOARD  # noqa: E402
from governance.models import Format  # noqa: E402
from governance.reports.content import build_content  # noqa: E402
from governance.reports.draft import ReportDraft, SectionDraft  # noqa: E402
from governance.reports.rendering import render  # noqa: E402
from priorities.models import ActionPlan  # noqa: E402
from send_portal import clock  # noqa: E402


def read(client: Client, address: str) -> int:
    """The page's length in bytes."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return sum(map(len, response)) if response.streaming else len(response.content)


def cpu(client: Client, address: str, times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        read(client, address)
    return 1000 * (time.process_time() - began) / times


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        read(client, address)
    return len(captured)


def content(plan: str) -> Document:
    """A report on the plan as it is now, in the style of the Health and Wellbeing Board."""
    style = HEALTH_AND_WELLBEING_BOARD
    draft = ReportDraft(
        title="Progress and next steps",
        header=style.header_lines,
        recommendation_lead=style.recommendation_lead,
        recommendations=("Note the progress.",),
        sections=tuple(SectionDraft(one.kind, one.heading, "What was written.") for one in style.sections),
    )
    return build_content(draft, plan_as_at(ActionPlan.objects.get(slug=plan), clock.now()))


def report(plan: str, format: str, times: int) -> float:
    """The cost of a report's content, or of one format of it; the first run warms up."""
    document = content(plan)

    def make() -> object:
        return content(plan) if format == "content" else render(document, Format(format))

    make()
    began = time.process_time()
    for _ in range(times):
        make()
    return 1000 * (time.process_time() - began) / times


def main() -> None:
    client: Client | None = None
    for line in sys.stdin:
        what, *arguments = line.split()
        if what == "generate":
            print(generate(int(arguments[0])), flush=True)
            continue
        if what == "report":
            print(report(arguments[0], arguments[1], int(arguments[2])), flush=True)
            continue
        if client is None:
            client = Client(headers={"host": "localhost"})
            client.force_login(User.objects.earliest("pk"))
        if what == "cpu":
            print(cpu(client, arguments[0], int(arguments[1])), flush=True)
        elif what == "queries":
            print(queries(client, arguments[0]), flush=True)
        else:
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)


if __name__ == "__main__":
    main()
