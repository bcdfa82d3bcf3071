"""Who may see and change bodies and their house styles."""

from django.http import Http404

from accounts.models import User
from governance.models import Body, HouseSection, HouseStyle, StyleBase
from priorities.access import require_coordinator


def visible_body(slug: str) -> Body:
    """A body with those that it names; everybody sees it. Raises Http404 where there is none."""
    body = (
        Body.objects.select_related("reports_to", "replaces").prefetch_related("replaced_by").filter(slug=slug).first()
    )
    if body is None:
        raise Http404("There is no such body.")
    return body


def body_to_edit(user: User, slug: str) -> Body:
    """A body, for the co-ordinator. Raises Http404 as `visible_body`, PermissionDenied saying whom to ask."""
    found = visible_body(slug)
    require_coordinator(user)
    return found


def style_to_edit(user: User, slug: str) -> HouseStyle:
    """The house style of a body, for the co-ordinator. Raises Http404 where there is no such body, PermissionDenied
    saying whom to ask.
    """
    style = HouseStyle.objects.select_related("body", "base").defer("base__body").filter(body__slug=slug).first()
    if style is None:
        raise Http404("There is no such body.")
    require_coordinator(user)
    return style


def heading_to_edit(user: User, slug: str, kind: str) -> HouseSection:
    """A heading of a house style. Raises as `style_to_edit`, and Http404 where it has no such heading."""
    style = style_to_edit(user, slug)
    heading = style.sections.filter(kind=kind).first()
    if heading is None:
        raise Http404("This house style has no such heading.")
    heading.style = style
    return heading


def base_in_use(user: User, slug: str) -> StyleBase:
    """The Word file of a house style. Raises as `style_to_edit`, and Http404 where it has none."""
    base = style_to_edit(user, slug).base
    if base is None:
        raise Http404("This house style has no Word file.")
    return base
