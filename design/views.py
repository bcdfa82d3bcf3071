"""The component page: what pages are made of, in every state."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from design import samples
from design.soft_questions import Question


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Show every component; for staff alone, to others the page is not there."""
    if not getattr(request.user, "is_staff", False):
        raise Http404
    wrong_form = samples.SampleForm(samples.WRONG_ANSWERS, prefix="wrong")
    wrong_form.add_error(None, "Somebody else has updated this action since you opened it")
    context = {
        "looks": samples.LOOKS,
        "at_risk": samples.AT_RISK,
        "flags": samples.FLAGS,
        "facts": samples.FACTS,
        "gaps": samples.GAPS,
        "said": samples.MESSAGES,
        "changes": samples.CHANGES,
        "terms": samples.TERMS,
        "bars": samples.bars(),
        "strip": samples.STRIP,
        "steps": samples.STEPS,
        "form": samples.SampleForm(),
        "wrong_form": wrong_form,
        "pages": [(f"At page {number}", Paginator(range(500), 25).page(number)) for number in (1, 7, 20)],
        "questions": [
            Question("overdue-milestone", "A milestone of 14 August has not been met. Is the action still on track?")
        ],
    }
    return render(request, "design/design.html", context)
