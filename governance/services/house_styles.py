"""What changes the house style of a body: how its papers look, their headings, the Word file for their look.

A report's sections are copied when it starts; everything else of a style is read when a report is built. So each
change is refused that would count as made before a version which has been finalised meanwhile.
"""

import datetime
import hashlib
from typing import Any

from accounts.models import User
from audit.recording import Process, Refused, recording
from documents.office import BadBase
from governance.models import HouseSection, HouseStyle, ReportVersion, StyleBase
from governance.reports.bases import check_base
from governance.reports.draft import SectionDraft
from governance.reports.naming import naming_problems

By = User | Process
Presence = HouseSection.Presence

DETAILS = {
    "header_lines", "recommendation_lead", "recommendation_verbs", "people", "numbering", "page_limit",
    "classification", "has_separate_appendices",
}  # fmt: skip


def edit_style(
    *, style: HouseStyle, by: By, now: datetime.datetime, revision: int | None = None, reason: str = "", **values: Any
) -> HouseStyle:
    """Change what is printed on every paper of a body (DETAILS); what is left out stays.

    Raises Refused where paragraphs would lose the numbers that a standing text cites, or a report to the body was
    finalised meanwhile; StaleRecord where `revision` is not the style's any more.
    """
    unknown = values.keys() - DETAILS
    if unknown:
        raise TypeError(f"A house style has no {', '.join(sorted(unknown))} to change.")
    with recording(by=by, now=now, reason=reason):
        style = _to_change(style.pk, now, revision)
        for name, value in values.items():
            setattr(style, name, value)
        if not style.has_numbers:
            for section in style.sections.exclude(standing_text=""):
                if naming_problems([_as_written(section)], (), has_numbers=False):
                    raise Refused(
                        f"The standing text of “{section.heading}” names a paragraph or cites its number. Take that "
                        "away first."
                    )
        style.save()
    return style


def edit_heading(
    *,
    section: HouseSection,
    by: By,
    now: datetime.datetime,
    heading: str,
    presence: str,
    is_on: bool,
    position: int,
    standing_text: str = "",
    review_on: datetime.date | None = None,
    revision: int | None = None,
    reason: str = "",
) -> HouseSection:
    """Change a heading of a house style. Reports that have been started keep theirs.

    Raises Refused where it has no words, is required and off, has a review date and no standing text, or the standing
    text cannot be numbered; and as `edit_style`.
    """
    if not heading.strip():
        raise Refused("Enter the heading.")
    if presence == Presence.REQUIRED and not is_on:
        raise Refused("A required heading is in every new report: switch it on, or make it optional.")
    if review_on is not None and not standing_text:
        raise Refused("Write the standing text, or take its review date away.")
    with recording(by=by, now=now, reason=reason):
        style = _to_change(section.style_id, now)
        section = HouseSection.objects.locked(section.pk, revision)
        if problems := standing_text_problems(style, section, standing_text):
            raise Refused(". ".join(problems) + ".")
        section.heading, section.presence, section.is_on, section.position = heading, presence, is_on, position
        section.standing_text, section.review_on = standing_text, review_on
        section.save()
    return section


def standing_text_problems(style: HouseStyle, section: HouseSection, text: str) -> list[str]:
    """Why a report could not number the standing text among those of the other headings, a sentence each."""
    others = [_as_written(one) for one in style.sections.exclude(pk=section.pk).exclude(standing_text="")]
    own = SectionDraft(section.kind, section.heading, text)
    before = naming_problems(others, (), has_numbers=style.has_numbers)
    problems = naming_problems([*others, own], (), has_numbers=style.has_numbers)
    return [problem for problem in problems if problem not in before]


def _as_written(section: HouseSection) -> SectionDraft:
    return SectionDraft(section.kind, section.heading, section.standing_text)


def use_base(
    *,
    style: HouseStyle,
    by: By,
    now: datetime.datetime,
    name: str,
    body: bytes,
    revision: int | None = None,
    reason: str = "",
) -> HouseStyle:
    """Write the body's papers into this .docx file from now on. The files that were in use before it stay kept.

    Raises Refused, in words for the person who gave it, where no paper can be written into it or it is in use already;
    and as `edit_style`.
    """
    try:
        check_base(body)
    except BadBase as error:
        raise Refused(str(error)) from error
    sha256 = hashlib.sha256(body).hexdigest()
    with recording(by=by, now=now, reason=reason):
        style = _to_change(style.pk, now, revision)
        if style.base is not None and (style.base.name, style.base.sha256) == (name, sha256):
            raise Refused("This file is in use already.")
        style.base = StyleBase.objects.create(name=name, body=body, sha256=sha256)
        style.save()
    return style


def drop_base(
    *, style: HouseStyle, by: By, now: datetime.datetime, revision: int | None = None, reason: str = ""
) -> HouseStyle:
    """Write the body's papers into the portal's own plain file again. Raises as `edit_style`."""
    with recording(by=by, now=now, reason=reason):
        style = _to_change(style.pk, now, revision)
        style.base = None
        style.save()
    return style


def _to_change(pk: int, now: datetime.datetime, revision: int | None = None) -> HouseStyle:
    """The style, locked; finalising locks it as well."""
    style: HouseStyle = HouseStyle.objects.locked(pk, revision)
    if ReportVersion.objects.filter(report__body_id=style.body_id, recorded_at__gt=now).exists():
        raise Refused("A report to this body was finalised while you were saving. Save again.")
    return style
