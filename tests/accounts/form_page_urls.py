"""Addresses for the test of form pages: one form that edits the wording of an action, beside all of the portal's."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.form_page import form_page
from actions import access
from actions.services import edit_action
from design.fields import TextField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst
from send_portal import clock
from send_portal.urls import *  # noqa: F403
from send_portal.urls import urlpatterns as portal


class WordingForm(AsksFirst, RevisionForm):
    """Two fields of an action."""

    plain_words = TextField(label="In plain words", required=False, max_length=100)
    reason = TextField(label="Why", required=False, widget=forms.Textarea)


def wording(request: HttpRequest, ref: str) -> HttpResponse:
    """The form."""
    action = access.action_to_edit(request.user, "2023-24", ref)
    return form_page(
        request,
        WordingForm,
        lambda form: edit_action(action=action, by=request.user, now=clock.now(), **form.cleaned_data),
        template="form_page.html",
        context={"heading": "Wording"},
        to=action,
        message="Saved",
        record=action,
        initial={"plain_words": action.plain_words},
    )


urlpatterns = [path("wording/<str:ref>/", wording), *portal]
