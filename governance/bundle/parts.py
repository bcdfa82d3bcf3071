"""The parts of a bundle in the order of its index."""

from collections.abc import Iterator

from governance.bundle.change_files import changes_part
from governance.bundle.meeting_files import attendance_part, decisions_part, held_in, minutes_part
from governance.bundle.pack_files import packs_part
from governance.bundle.period import Part, Period
from governance.bundle.plan_files import evidence_part, plan_part
from governance.bundle.question_files import questions_part
from governance.bundle.report_files import reports_part


def parts_of(period: Period) -> Iterator[Part]:
    """Each part when it is asked for."""
    then, later = period.plans()
    yield plan_part(period, then, later)
    yield changes_part(period, then, later)
    yield reports_part(period)
    yield packs_part(period)
    meetings = held_in(period)
    yield minutes_part(period, meetings)
    yield decisions_part(period)
    yield attendance_part(period, meetings)
    yield questions_part(period, later)
    yield evidence_part(period, later)
