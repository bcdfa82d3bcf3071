"""Who may read packs: everybody who signs in, since a pack tells nothing exempt to anybody."""

from django.http import Http404

from governance.access.meetings import visible_meeting
from governance.models import Format, Meeting, Pack
from governance.services.packs import FORMATS


def meeting_with_pack(slug: str) -> Meeting:
    """A meeting with its body. Raises Http404 where the body is not run here: its papers are its own."""
    meeting = visible_meeting(slug)
    if not meeting.body.is_run_here:
        raise Http404("This body's papers are its own.")
    return meeting


def visible_pack(meeting: Meeting, number: int) -> Pack:
    """A pack that went out for a meeting, also one that was taken back. Raises Http404 where there is none."""
    found: Pack | None = Pack.objects.filter(meeting=meeting, number=number).first()
    if found is None:
        raise Http404("There is no such pack.")
    found.meeting = meeting
    return found


def pack_format(name: str) -> Format:
    """The format of an address. Raises Http404 for another than the two of packs."""
    if name not in FORMATS:
        raise Http404("There is no such format.")
    return Format(name)


def meeting_to_preview(meeting: Meeting) -> Meeting:
    """A meeting whose pack can be previewed. Raises Http404 where it was cancelled or has moved."""
    if meeting.is_off:
        raise Http404("This meeting does not take place, so it has no pack.")
    return meeting
