"""What a body that is run here is made of: the co-ordinator's forms, and its terms of reference to read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from accounts.models import Organisation, User
from design.uploads import BYTES, kind_of
from governance import access
from governance.forms.bodies import (
    ChangeMembershipForm,
    ChangePhaseForm,
    MembershipForm,
    PhaseForm,
    TermsForm,
)
from governance.forms.quorum import ChangeQuorumForm, QuorumForm
from governance.models import Body, BodyPhase, Membership, QuorumRule, TermsOfReference
from governance.services import composition as services
from governance.services import memberships
from send_portal import clock

RULE = ("from_on", "members", "organisations", "named_posts", "remote_counts")
MEMBERSHIP = ("organisation", "role", "is_voting", "deputy", "from_on", "until_on")
PHASE_LEDE = (
    "A shadow body’s decisions have to be ratified by the body once it is full. A body without a phase is full."
)
QUORUM_LEDE = (
    "Each part that you fill in must be met. Voting members count, and whoever stands in for one: a deputy counts as "
    "the member, with the member’s organisation, sector and post."
)
QUORUM_CHANGE_LEDE = (
    "Change a rule only where it was recorded wrongly: meetings held under it are counted anew. Where the body has "
    "agreed another one, add a rule from that day on."
)
TERMS_LEDE = "The versions before this one stay, and can be read by everybody."
MEMBER_LEDE = (
    "Chairs, co-chairs and members can read the exempt items and papers of this body’s meetings from their first day "
    "to their last."
)
CHANGE_MEMBER_LEDE = (
    "A membership is never deleted. To end it, enter the last day. Where somebody goes on for another organisation or "
    "in another part, end this membership and add a new one, so that earlier meetings stay as they were."
)


@form_view
def add_phase(request: HttpRequest, slug: str) -> HttpResponse:
    """From when a body is a shadow, or full."""
    body = access.body_to_compose(request.user, slug)

    def save(form: PhaseForm) -> BodyPhase:
        return services.add_phase(body=body, by=request.user, now=clock.now(), **form.cleaned_data)

    return composition_form(
        request, PhaseForm, save, body,
        heading="Add a phase", lede=PHASE_LEDE, message="The phase has been added.",
    )  # fmt: skip


@form_view
def edit_phase(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A phase put right."""
    found = access.phase_to_edit(request.user, slug, pk)

    def save(form: ChangePhaseForm) -> BodyPhase:
        values = {name: value for name, value in form.cleaned_data.items() if name != "phase"}
        kind = form.cleaned_data["phase"]
        return services.edit_phase(phase=found, by=request.user, now=clock.now(), kind=kind, **values)

    return composition_form(
        request, ChangePhaseForm, save, found.body, found,
        heading="Change a phase", lede=PHASE_LEDE, message="The phase has been saved.",
        initial={"phase": found.phase, "begins": found.begins},
    )  # fmt: skip


@form_view
def add_quorum_rule(request: HttpRequest, slug: str) -> HttpResponse:
    """A quorum rule, from a day on."""
    body = access.body_to_compose(request.user, slug)

    def save(form: QuorumForm) -> QuorumRule:
        return services.set_quorum_rule(body=body, by=request.user, now=clock.now(), **form.cleaned_data)

    return composition_form(
        request, QuorumForm, save, body,
        heading="Add a quorum rule", lede=QUORUM_LEDE, message="The quorum rule has been added.",
        initial={"remote_counts": True},
    )  # fmt: skip


@form_view
def edit_quorum_rule(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A quorum rule put right."""
    found = access.rule_to_edit(request.user, slug, pk)

    def save(form: ChangeQuorumForm) -> QuorumRule:
        return services.set_quorum_rule(
            body=found.body, rule=found, by=request.user, now=clock.now(), **form.cleaned_data
        )

    return composition_form(
        request, ChangeQuorumForm, save, found.body, found,
        heading="Change a quorum rule", lede=QUORUM_CHANGE_LEDE, message="The quorum rule has been saved.",
        initial={name: getattr(found, name) for name in RULE} | {"sectors": found.sector_codes},
    )  # fmt: skip


@form_view
def add_terms(request: HttpRequest, slug: str) -> HttpResponse:
    """The next version of the terms of reference."""
    body = access.body_to_compose(request.user, slug)

    def save(form: TermsForm) -> TermsOfReference:
        return services.add_terms(body=body, by=request.user, now=clock.now(), **form.values)

    return composition_form(
        request, TermsForm, save, body,
        heading="Add terms of reference", lede=TERMS_LEDE,
        message=lambda saved: f"Version {saved.version} of the terms of reference has been added.",
    )  # fmt: skip


@require_safe
def terms(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A version of the terms of reference."""
    found = access.visible_terms(slug, version)
    return render(request, "governance/terms.html", {"section": "meetings", "terms": found, "body": found.body})


@require_safe
def terms_file(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """The file of a version, as it was sent: to be kept, never shown as a page of ours."""
    found = access.visible_terms_file(slug, version)
    content = bytes(found.file or b"")
    kind = kind_of(content)
    headers = {"Content-Disposition": content_disposition_header(True, found.file_name)}
    return HttpResponse(content, content_type=kind.content_type if kind else BYTES, headers=headers)


@form_view
def add_member(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody sits on the body."""
    body = access.body_to_compose(request.user, slug)

    def save(form: MembershipForm) -> Membership:
        return memberships.add_member(body=body, by=request.user, now=clock.now(), **form.cleaned_data)

    return composition_form(
        request, MembershipForm, save, body,
        heading="Add a member", lede=MEMBER_LEDE, message=lambda saved: f"{saved.user} has been added.",
        initial={"role": Membership.Role.MEMBER, "is_voting": True, "from_on": clock.today()},
        people=people_to_name(), organisations=Organisation.objects.filter(is_active=True), sits_on=body,
    )  # fmt: skip


@form_view
def edit_membership(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A membership put right, or ended."""
    found = access.membership_to_edit(request.user, slug, pk)

    def save(form: ChangeMembershipForm) -> Membership:
        return memberships.edit_membership(membership=found, by=request.user, now=clock.now(), **form.cleaned_data)

    organisations = [*Organisation.objects.filter(is_active=True)]
    return composition_form(
        request, ChangeMembershipForm, save, found.body, found,
        heading=str(found.user), lede=CHANGE_MEMBER_LEDE, message="The membership has been saved.",
        initial={name: getattr(found, name) for name in MEMBERSHIP}, of=found,
        people=people_to_name(found.deputy),
        organisations=organisations if found.organisation in organisations else [*organisations, found.organisation],
    )  # fmt: skip


def people_to_name(*named: User | None) -> list[User]:
    """Everybody with an open account, and those who are named already, by name."""
    people = list(User.objects.active().with_organisation().order_by("name", "pk"))
    return [*people, *(one for one in named if one is not None and one not in people)]


def composition_form(
    request: HttpRequest, form: Any, save: Any, body: Body, record: Any = None, *, heading: str, lede: str,
    message: Any, initial: dict[str, Any] | None = None, **arguments: Any,
) -> HttpResponse:  # fmt: skip
    """A form about a body, from which one comes back to the body's page."""
    return form_page(
        request,
        form,
        save,
        template="governance/body_form.html",
        context={"section": "meetings", "body": body, "caption": body.name, "heading": heading, "lede": lede,
                 "back_href": body.get_absolute_url(), "back_text": "Back to the body"},
        to=body,
        message=message,
        record=record,
        initial=initial,
        **arguments,
    )  # fmt: skip
