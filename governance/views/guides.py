"""Help: the guides, open to everybody, since who cannot sign in needs one too."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance import guides


@login_not_required
@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    """Every guide, with whom it is for."""
    return render(request, "governance/guide_list.html", {"guides": guides.guides()})


@login_not_required
@require_safe
def guide(request: HttpRequest, guide: str) -> HttpResponse:
    """One guide; 404 where there is none of that name."""
    try:
        found = guides.guide(guide)
    except KeyError:
        raise Http404 from None
    context = {"guide": found, "html": guides.guide_html(guide)}
    return render(request, "governance/guide.html", context)
