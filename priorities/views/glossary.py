"""What belongs to every plan: the glossary."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from priorities.models import GlossaryTerm


@login_not_required
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Abbreviations and what they mean; open to visitors."""
    return render(request, "priorities/glossary.html", {"terms": GlossaryTerm.objects.all()})
