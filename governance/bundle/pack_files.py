"""Packs that went out in a period: the bytes that were kept."""

from collections.abc import Iterator

from governance.bundle.period import File, Part, Period
from governance.models import Pack
from governance.pack.kept import pack_file
from governance.reports.draft import moment_words
from governance.services.packs import FORMATS


def packs_part(period: Period) -> Part:
    """Each pack that went out in the period, also one that was taken back, in Word and PDF.

    Where something that a pack told has become exempt since, it is left out, as it is for every reader.
    """
    return Part("Packs as they went out", _files(period), "No pack went out in this period.")


def _files(period: Period) -> Iterator[File]:
    packs = Pack.objects.filter(recorded_at__range=period.moments).select_related("meeting__body__house_style")
    for pack in packs.order_by("meeting__date_on", "meeting__slug", "number"):
        meeting = pack.meeting
        named = f"Pack {pack.number} for the meeting of the {meeting.body}, {meeting.date}"
        for format in FORMATS:
            file = pack_file(pack, format)
            words = f"{named}, as it went out on {moment_words(pack.recorded_at)} ({format.label})"
            yield File(f"packs/{file.name}", words, file.body)
