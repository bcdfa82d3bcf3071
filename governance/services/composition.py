"""What a body that is run here is made of: its particulars, phases, quorum rules and terms of reference.

Nothing is deleted: what was recorded wrongly is changed with a reason, and history keeps both.
"""

import datetime
import hashlib
from collections.abc import Iterable
from typing import Any

from accounts.models import Organisation, User
from audit.recording import Process, Refused, recording
from design.fields import date_words
from governance.models import Body, BodyPhase, QuorumRule, TermsOfReference
from governance.services.body_rules import require_meetings_fit, require_sound
from priorities.partial_date import PartialDate
from send_portal import clock

By = User | Process

WHY = "Say why this changes."
RECORDED_HERE = (
    "This body is recorded here and run elsewhere: its phases, its quorum, its terms of reference, its members and "
    "its decisions are its own."
)
PARTICULARS = {
    "name", "purpose", "is_run_here", "sets_cycles", "resolution_form", "reports_to", "replaces", "ended",
}  # fmt: skip


def edit_body(
    *, body: Body, by: By, now: datetime.datetime, reason: str = "", revision: int | None = None, **values: Any
) -> Body:
    """Change what is said of a body (PARTICULARS); what is left out stays, and so does its address.

    Raises Refused where what stands changes without a reason or one of `body_rules.require_sound` is broken, or its
    meetings to come do not fit (`body_rules.require_meetings_fit`); StaleRecord where `revision` is not its any more.
    """
    if unknown := values.keys() - PARTICULARS:
        raise TypeError(f"A body has no {', '.join(sorted(unknown))} to change.")
    with recording(by=by, now=now, reason=reason):
        body = Body.objects.locked(body.pk, revision)
        body.set_values(values, reason=reason, why=WHY)
        require_sound(body)
        require_meetings_fit(body, clock.london_date(now))
        body.save()
    return body


def locked_run_here(body: Body) -> Body:
    """The body, locked until the change ends. Raises Refused where it is not run here."""
    found: Body = Body.objects.locked(body.pk)
    if not found.is_run_here:
        raise Refused(RECORDED_HERE)
    return found


def add_phase(
    *,
    body: Body,
    by: By,
    now: datetime.datetime,
    phase: str,
    begins: PartialDate,
    source: str = "",
    reason: str = "",
) -> BodyPhase:
    """From when a body is a shadow, or full. Raises Refused where another phase begins then."""
    with recording(by=by, now=now, reason=reason):
        body = locked_run_here(body)
        added = BodyPhase(body=body, phase=phase, source=source)
        added.begins = begins
        _require_own_beginning(added)
        added.save()
    return added


def edit_phase(
    *,
    phase: BodyPhase,
    by: By,
    now: datetime.datetime,
    kind: str,
    begins: PartialDate,
    reason: str = "",
    revision: int | None = None,
) -> BodyPhase:
    """Put a phase right. Raises as `add_phase`, Refused without a reason, StaleRecord where `revision` is not its."""
    with recording(by=by, now=now, reason=reason):
        locked_run_here(phase.body)
        phase = BodyPhase.objects.locked(phase.pk, revision)
        phase.set_values({"phase": kind, "begins": begins}, reason=reason, why=WHY)
        _require_own_beginning(phase)
        phase.save()
    return phase


def _require_own_beginning(phase: BodyPhase) -> None:
    for other in phase.body.phases.exclude(pk=phase.pk):
        if other.begins.first_day == phase.begins.first_day or other.from_on == phase.from_on:
            raise Refused(f"The phase “{other}” begins then. Change that one, or enter another date.")


RULE = {"from_on", "members", "organisations", "sectors", "named_posts", "remote_counts"}


def set_quorum_rule(
    *,
    body: Body,
    by: By,
    now: datetime.datetime,
    from_on: datetime.date | None = None,
    members: int | None = None,
    organisations: int | None = None,
    sectors: Iterable[str] = (),
    named_posts: str = "",
    remote_counts: bool = True,
    rule: QuorumRule | None = None,
    reason: str = "",
    revision: int | None = None,
) -> QuorumRule:
    """A new quorum rule, or a `rule` put right. `named_posts` is a post a line.

    Raises Refused where it asks nothing, another rule begins on the same day, a sector is unknown or what stands
    changes without a reason; StaleRecord where `revision` is not the rule's any more.
    """
    codes = list(sectors)
    if not set(codes) <= set(Organisation.Sector.values):
        raise Refused("Choose sectors from the list.")
    posts = _tidied(named_posts)
    if not (members or organisations or codes or posts):
        raise Refused("Enter at least one of members, organisations, sectors and posts.")
    with recording(by=by, now=now, reason=reason):
        body = locked_run_here(body)
        standing = QuorumRule(body=body) if rule is None else QuorumRule.objects.locked(rule.pk, revision)
        values = {
            "from_on": from_on, "members": members or None, "organisations": organisations or None,
            "sectors": " ".join(code for code in Organisation.Sector.values if code in codes), "named_posts": posts,
            "remote_counts": remote_counts,
        }  # fmt: skip
        if rule is not None:
            _require_reason(standing, values, reason)
        for name, value in values.items():
            setattr(standing, name, value)
        _require_own_day(standing)
        standing.save()
    return standing


def _require_reason(rule: QuorumRule, values: dict[str, Any], reason: str) -> None:
    """A rule that stands is a rule: whatever changes of it, what was empty too, has a reason."""
    if not reason.strip() and any(getattr(rule, name) != value for name, value in values.items()):
        raise Refused(WHY)


def _tidied(posts: str) -> str:
    """A post a line, without lines that name none."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in posts.splitlines())))


def _require_own_day(rule: QuorumRule) -> None:
    if rule.body.quorum_rules.exclude(pk=rule.pk).filter(from_on=rule.from_on).exists():
        day = f"from {date_words(rule.from_on)}" if rule.from_on else "from the beginning"
        raise Refused(f"There is a quorum rule {day} already. Change that one, or enter another day.")


def add_terms(
    *,
    body: Body,
    by: By,
    now: datetime.datetime,
    text: str = "",
    file_name: str = "",
    file: bytes | None = None,
    from_on: datetime.date | None = None,
    source: str = "",
    reason: str = "",
) -> TermsOfReference:
    """The next version of a body's terms of reference; those before it stay. One that only `source` names was not
    supplied. Raises Refused where there is neither text nor file nor source.
    """
    if not (text.strip() or file or source.strip()):
        raise Refused("Enter the terms of reference, or choose their file.")
    with recording(by=by, now=now, reason=reason):
        body = locked_run_here(body)
        newest = body.terms_of_reference.order_by("-version").values_list("version", flat=True).first() or 0
        return TermsOfReference.objects.create(
            body=body, version=newest + 1, text=text, file_name=file_name if file else "", file=file, from_on=from_on,
            sha256=hashlib.sha256(file).hexdigest() if file else "", source=source,
        )  # fmt: skip
