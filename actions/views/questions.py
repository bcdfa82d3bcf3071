"""Questions on an action: ask one, answer one, close one. Their list stands with the agendas that take them up."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.form_page import form_page, form_view
from actions import access, asking, services
from actions.forms.questions import AnswerQuestionForm, AskQuestionForm, CloseQuestionForm
from actions.models import Action, Question
from actions.services.questions import CLOSED
from actions.views.adding import added
from send_portal import clock

TEMPLATE = "actions/question_form.html"


@form_view
def ask_question(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """Ask a question on the action; whoever leads it answers."""
    action = asking.action_to_ask_about(request.user, plan, ref)

    def ask(form: AskQuestionForm) -> Question:
        return services.ask_question(action=action, by=request.user, now=clock.now(), **form.cleaned_data)

    return form_page(
        request,
        AskQuestionForm,
        lambda form: added(action.questions, lambda: ask(form)),
        template=TEMPLATE,
        context=_context(action, heading=f"Ask a question on {action.reference}", submit_text="Ask the question"),
        to=lambda saved: saved.record,
        message=lambda saved: saved.words("Your question has been asked. The answer will stand below it."),
    )


@form_view
def answer_question(request: HttpRequest, plan: str, ref: str, pk: int) -> HttpResponse:
    """Answer a question on the action, or correct the answer with a reason. A closed one leads to its action, and
    that is said.
    """
    question = asking.question_to_answer(request.user, plan, ref, pk)
    if question.is_closed and request.method != "POST":
        return _is_closed(request, question)
    # Of a closed one nothing is asked but that it is closed, whatever somebody wrote while it was open.
    corrects = question.answered_at is not None and not question.is_closed

    def save(form: AnswerQuestionForm) -> Question:
        return services.answer_question(question=question, by=request.user, now=clock.now(), **form.cleaned_data)

    return form_page(
        request,
        AnswerQuestionForm,
        save,
        template=TEMPLATE,
        context=_context(
            question.action,
            question=question,
            part=access.part_in(request.user, question.action),
            heading="Correct the answer" if corrects else "Answer a question",
        ),
        to=question,
        message="The answer has been corrected. The earlier one is in the history."
        if corrects
        else "The question has been answered.",
        record=None if question.is_closed else question,
        initial={"answer": question.answer},
        corrects=corrects,
    )


@form_view
def close_question(request: HttpRequest, plan: str, ref: str, pk: int) -> HttpResponse:
    """Close a question, with what became of it; it stays in sight. Once is enough."""
    question = asking.question_to_close(request.user, plan, ref, pk)
    if question.is_closed and request.method != "POST":
        return _is_closed(request, question)

    def save(form: CloseQuestionForm) -> Question:
        values = form.cleaned_data
        return services.close_question(
            question=question, by=request.user, now=clock.now(), closed_as=values["closed_as"],
            reason=values["closed_reason"], revision=values["revision"],
        )  # fmt: skip

    return form_page(
        request,
        CloseQuestionForm,
        save,
        template=TEMPLATE,
        context=_context(question.action, question=question, heading="Close a question", submit_text="Close it"),
        to=question,
        message="The question has been closed. It stays in sight.",
        record=None if question.is_closed else question,
        is_answered=question.answered_at is not None,
    )


def _is_closed(request: HttpRequest, question: Question) -> HttpResponse:
    """Back to where the question stands, saying why there is no form."""
    messages.info(request, CLOSED)
    return redirect(question)


def _context(action: Action, **shown: Any) -> dict[str, Any]:
    """What every form of a question shows."""
    return {
        "section": "actions",
        "action": action,
        "caption": str(action),
        "back_href": action.get_absolute_url(),
        "back_text": f"Back to {action.reference}",
        **shown,
    }
