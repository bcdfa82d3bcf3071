"""Loading what a plan file says of governance: bodies, meetings, the report it was taken from, and its promises."""

import re
from typing import Any

from governance.loaded import Loaded
from governance.models import BoardReport, Body, Commitment, Meeting, Recommendation
from governance.services.addresses import first_slug
from governance.services.bodies import add_body, add_commitment, add_meeting
from governance.services.composition import add_phase, add_terms
from governance.services.publishing import add_published_report
from priorities.models import ActionPlan
from priorities.plan_file import BodyEntry, CommitmentEntry, MeetingEntry, PlanFile, ReportEntry

RECOMMENDATION = re.compile(r"\brecommendation (\d+)\b")
BY_HAND = "Written by hand before the plan was in the portal: there is no version of ours to compare it with."


class GovernanceLoading:
    """Adds what is missing by its key, and notes what differs."""

    def __init__(self, file: PlanFile, plan: ActionPlan, loaded: Loaded, change: dict[str, Any]) -> None:
        self.file, self.plan, self.loaded, self.change = file, plan, loaded, change

    def run(self) -> None:
        """Bodies first: everything else names one."""
        self.bodies: dict[str, Body] = {}
        entries = {entry.key: entry for entry in self.file.bodies}
        for key in entries:
            self._body(key, entries)
        for meeting in self.file.meetings:
            self._meeting(meeting)
        if self.file.report is not None:
            self._report(self.file.report)
        for commitment in self.file.commitments:
            self._commitment(commitment)

    def _body(self, key: str, entries: dict[str, Any], seen: tuple[str, ...] = ()) -> Body | None:
        """The body of a key, after those that it names; a circle of names ends where it began."""
        if key in self.bodies or key in seen or key not in entries:
            return self.bodies.get(key)
        entry = entries[key]
        named: dict[str, Any] = {
            name: self._body(getattr(entry, name), entries, (*seen, key)) for name in ("reports_to", "replaces")
        }
        said = {"name": entry.name, "is_run_here": entry.is_run_here, "sets_cycles": entry.sets_cycles, **named}
        if entry.resolution_form:
            said["resolution_form"] = entry.resolution_form
        standing = Body.objects.filter(slug=key).first()
        if standing is None:
            standing = add_body(slug=key, **said, **self.change)
            self.loaded.count("bodies")
        else:
            self.loaded.compare(f"The body {key}", standing, said)
        self.bodies[key] = standing
        if standing.is_run_here:
            self._made_of(standing, entry)
        return standing

    def _made_of(self, body: Body, entry: BodyEntry) -> None:
        """Its phases, by their codes, and the terms of reference that the source names and does not hold."""
        phases = {phase.phase: phase for phase in body.phases.all()}
        for code, begins in entry.phases:
            if code not in phases:
                add_phase(body=body, phase=code, begins=begins, source=entry.source, **self.change)
                self.loaded.count("phases")
            else:
                self.loaded.compare(f"The phase {code} of {body.slug}", phases[code], {"begins": begins})
        if entry.terms and not body.terms_of_reference.filter(source=entry.terms).exists():
            add_terms(body=body, source=entry.terms, **self.change)
            self.loaded.count("terms of reference")

    def _meeting(self, entry: MeetingEntry) -> None:
        body = self.bodies[entry.body]
        standing = Meeting.objects.filter(slug=first_slug(entry.date, body)).first()
        if standing is None:
            add_meeting(
                body=body,
                date=entry.date,
                status=Meeting.State.HELD if entry.is_held else Meeting.State.PLANNED,
                business=entry.business,
                source=entry.source,
                **self.change,
            )
            self.loaded.count("meetings")
        else:
            # What a file does not call held may have been held since.
            held = {"status": Meeting.State.HELD} if entry.is_held else {}
            self.loaded.compare(f"The meeting of {entry.date}", standing, {"business": entry.business, **held})

    def _report(self, entry: ReportEntry) -> None:
        body = self.bodies[entry.to]
        standing = BoardReport.objects.filter(plan=self.plan, body=body, date_on=entry.date.on).first()
        if standing is not None:
            self.loaded.compare(f"The report of {entry.date}", standing, {"title": entry.title})
            return
        add_published_report(
            plan=self.plan,
            body=body,
            meeting=Meeting.objects.filter(body=body, date_on=entry.date.on).first(),
            date=entry.date,
            title=entry.title,
            report_of="\n".join(entry.posts),
            recommendations=entry.recommendations,
            differs=BY_HAND,
            **self.change,
        )
        self.loaded.count("reports")

    def _commitment(self, entry: CommitmentEntry) -> None:
        body = self.bodies[entry.to]
        standing = Commitment.objects.filter(to_body=body, title=entry.title).first()
        if standing is not None:
            self.loaded.compare(f"The promise {entry.title!r}", standing, {"due": entry.due, "note": entry.note})
            return
        add_commitment(
            to_body=body,
            title=entry.title,
            due=entry.due,
            note=entry.note,
            source=entry.source,
            recommendation=self._promised_by(entry, body),
            **self.change,
        )
        self.loaded.count("promises")

    def _promised_by(self, entry: CommitmentEntry, body: Body) -> Recommendation | None:
        """The recommendation that the source of a promise names: "4, recommendation 2"."""
        named = RECOMMENDATION.search(entry.source)
        if named is None:
            return None
        return Recommendation.objects.filter(report__body=body, report__plan=self.plan, number=named[1]).first()
