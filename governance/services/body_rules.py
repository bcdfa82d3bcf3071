"""What must hold of a body among the others."""

import datetime

from django.utils.text import slugify

from audit.recording import Refused
from governance.models import AgendaItem, Attendance, Body, Decision, Meeting

RESOLVED = "RESOLVED that"
# Words that are pages of their own where the address of a body has its name.
TAKEN_BY_PAGES = ("new",)
LONGEST_SLUG = 60
WORK = (AgendaItem, Attendance, Decision)


def slug_for(name: str) -> str:
    """The address that a body of this name gets. Raises Refused where the name has no letter for one."""
    slug = slugify(name)[:LONGEST_SLUG].strip("-_")
    if not slug:
        raise Refused("Enter a name with plain letters or numbers: the body’s address is made of it.")
    return slug


def require_free_slug(slug: str) -> None:
    """Raises Refused where another body or a page has this address."""
    if slug in TAKEN_BY_PAGES:
        raise Refused(f"The address “{slug}” is taken by a page. Choose another name.")
    if Body.objects.filter(slug=slug).exists():
        raise Refused(f"There is a body with the address “{slug}” already. Choose another name.")


def require_sound(body: Body) -> None:
    """Raises Refused, saying what to do, where a body as it would be saved does not fit with the others."""
    if not body.name.strip():
        raise Refused("Enter the name of the body.")
    if Body.objects.exclude(pk=body.pk).filter(name__iexact=body.name).exists():
        raise Refused("There is a body with this name already. Choose another.")
    if body.sets_cycles:
        _require_only_one_sets_cycles(body)
    if body.pk is not None:
        _require_no_circle(body)
        _require_work_stays(body)


def require_meetings_fit(body: Body, today: datetime.date) -> None:
    """Raises Refused, saying what to do, where a body would end before a meeting that it is still to have, or would
    not set the update cycles any more while a meeting to come owns one.
    """
    coming = Meeting.objects.filter(body=body, status__in=Meeting.COMING).order_by("date_on", "pk")
    if body.ended is not None:
        after = next((one for one in coming if one.date is not None and one.date.first_day > body.ended.on), None)
        if after is not None:
            raise Refused(
                f"It has a meeting after it ended: {after.date}. Cancel that meeting or say what became of it, or "
                "enter another date."
            )
    if not body.sets_cycles:
        owner = coming.filter(date_on__gte=today, cycle_links__isnull=False).first()
        if owner is not None:
            raise Refused(
                f"Updates on actions are due for its meeting of {owner.date}, so its meetings still set the update "
                "cycles. Cancel that meeting first, or tick it again."
            )


def _require_only_one_sets_cycles(body: Body) -> None:
    if not body.is_run_here:
        raise Refused("Only a body that is run here can set the update cycles. Choose “Run here”, or untick it.")
    other = Body.objects.exclude(pk=body.pk).filter(sets_cycles=True).first()
    if other is not None:
        raise Refused(
            f"The meetings of the {other} set the update cycles already, and only one body’s can. Change the "
            f"{other} first."
        )


def _require_no_circle(body: Body) -> None:
    chains = {
        "reports_to_id": "This would be a circle: the {} reports, itself or through others, to this body.",
        "replaces_id": "This would be a circle: the {} replaces, itself or through others, this body.",
    }
    for column, said in chains.items():
        named = dict(Body.objects.values_list("pk", column)) | {body.pk: getattr(body, column)}
        seen, at = set[int](), named[body.pk]
        while at is not None and at != body.pk and at not in seen:
            seen.add(at)
            at = named[at]
        if at == body.pk:
            first = body.reports_to if column == "reports_to_id" else body.replaces
            raise Refused("A body cannot name itself." if first == body else said.format(first))


def _require_work_stays(body: Body) -> None:
    if not body.is_run_here and any(model.objects.filter(meeting__body=body).exists() for model in WORK):
        raise Refused(
            "Agendas, attendance or decisions of this body’s meetings are kept here, so it stays one that is run here."
        )
