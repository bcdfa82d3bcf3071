"""Who may see and change what a body that is run here is made of."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from governance.access.bodies import body_to_edit, visible_body
from governance.models import Body, BodyPhase, Membership, QuorumRule, TermsOfReference
from governance.services.composition import RECORDED_HERE


def body_to_compose(user: User, slug: str) -> Body:
    """A body that is run here, for the co-ordinator. Raises as `body_to_edit`, PermissionDenied where it is only
    recorded here.
    """
    found = body_to_edit(user, slug)
    if not found.is_run_here:
        raise PermissionDenied(RECORDED_HERE)
    return found


def phase_to_edit(user: User, slug: str, pk: int) -> BodyPhase:
    """A phase of a body. Raises as `body_to_compose`, Http404 where the body has no such phase."""
    body = body_to_compose(user, slug)
    found = body.phases.filter(pk=pk).first()
    if found is None:
        raise Http404("This body has no such phase.")
    found.body = body
    return found


def rule_to_edit(user: User, slug: str, pk: int) -> QuorumRule:
    """A quorum rule of a body. Raises as `body_to_compose`, Http404 where the body has no such rule."""
    body = body_to_compose(user, slug)
    found = body.quorum_rules.filter(pk=pk).first()
    if found is None:
        raise Http404("This body has no such quorum rule.")
    found.body = body
    return found


def membership_to_edit(user: User, slug: str, pk: int) -> Membership:
    """A membership of a body, with its people. Raises as `body_to_compose`, Http404 where the body has no such one."""
    body = body_to_compose(user, slug)
    found = body.memberships.select_related("user", "organisation", "deputy").filter(pk=pk).first()
    if found is None:
        raise Http404("This body has no such membership.")
    found.body = body
    return found


def visible_terms(slug: str, version: int) -> TermsOfReference:
    """A version of a body's terms of reference, without its file; everybody sees it. Raises Http404 where there is
    none, or nothing of it was supplied.
    """
    body = visible_body(slug)
    found = body.terms_of_reference.defer("file").select_related("recorded_by").filter(version=version).first()
    if found is None or not found.is_supplied:
        raise Http404("This body has no such terms of reference.")
    found.body = body
    return found


def visible_terms_file(slug: str, version: int) -> TermsOfReference:
    """The same with its file. Raises as `visible_terms`, Http404 where it has no file."""
    found = visible_terms(slug, version)
    if not found.file_name:
        raise Http404("This version has no file.")
    return found
