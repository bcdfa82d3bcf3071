"""Packs that went out in a period: the bytes that were kept."""

from collections.abc import Iterator

from governance.bundle.period import File, Part, Period
from governance.models import Format, Pack
from governance.pack.kept import WITHOUT_EXEMPT, pack_files
from governance.reports.draft import moment_words
from governance.services.packs import FORMATS


def packs_part(period: Period) -> Part:
    """Each pack that went out in the period, also one that was taken back, in Word and PDF.

    Where something that a pack told has become exempt since, it is left out, as it is for every reader.
    """
    return Part("Packs as they went out", _files(period), "No pack went out in this period.")


def _files(period: Period) -> Iterator[File]:
    packs = Pack.objects.filter(recorded_at__range=period.moments)
    order = packs.order_by("meeting__date_on", "meeting__slug", "number")
    # One pack at a time: each holds all that it says.
    for pk in list(order.values_list("pk", flat=True)):
        yield from _files_of(Pack.objects.select_related("meeting__body__house_style").get(pk=pk))


def _files_of(pack: Pack) -> Iterator[File]:
    meeting = pack.meeting
    named = f"Pack {pack.number} for the meeting of the {meeting.body}, {meeting.date}"
    then = f"as it went out on {moment_words(pack.recorded_at)}"
    is_out = meeting.papers_out_at is not None and not meeting.packs.filter(number__gt=pack.number).exists()
    back = "" if is_out else "; it was taken back later"
    for file in pack_files(pack, FORMATS):
        less = ", without what became exempt since" if WITHOUT_EXEMPT in file.name else ""
        yield File(f"packs/{file.name}", f"{named}, {then}{less}{back} ({Format(file.format).label})", file.body)
