"""Forms as crispy prints them, and their error list."""

import datetime

from django import forms
from django.template import Context, Template

from accounts.models import Organisation
from design.fields import CheckboxesField, DateField, LineField, RadioField, TextField
from design.forms import PortalForm, PortalFormMixin, RevisionForm
from design.layout import Group, PrintedLine
from design.widgets import PlainSelect, RadioChoice
from tests.design.markup import elements, ids, pointed_to


class StatusForm(PortalForm):
    layout = ("status", Group("If it is at risk", "reason", "note", hint="Leave these empty otherwise."), "met_on")
    label_sizes = {"status": "m"}

    met_on = DateField(label="When was it met?", subject="the date", help_text="For example, 27 March 2024.")
    status = RadioField(
        label="How is it going?",
        subject="how it is going",
        help_text="Judge it.",
        choices=[RadioChoice("on_track", "On track", "As agreed.", "on-track", "(green)"), ("at_risk", "At risk")],
    )
    reason = TextField(label="Why", subject="why", max_length=1500, help_text="In short.")
    note = LineField(label="Note", required=False)
    tags = CheckboxesField(label="Tags", choices=[("a", "A"), ("b", "B")], required=False)
    organisation = forms.ChoiceField(label="Organisation", choices=[("", "Choose"), ("1", "Council")], required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    agreed = forms.BooleanField(label="It is agreed", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


RIGHT = {
    "status": "at_risk",
    "reason": "A <post> is vacant",
    "met_on_0": "4",
    "met_on_1": "Sept",
    "met_on_2": "2024",
    "revision": "3",
}


def render(form, source="{% crispy form %}"):
    return Template("{% load crispy_forms_tags %}" + source).render(Context({"form": form}))


def by_id(html, element_id):
    return next(attrs for attrs in elements(html) if attrs.get("id") == element_id)


def test_hidden_fields_are_printed_without_any_visible_one():
    revisions = [attrs["value"] for attrs in elements(render(RevisionForm(initial={"revision": 3})), "input")]
    assert revisions == ["3"]


def test_right_answers_are_taken():
    form = StatusForm(RIGHT)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["met_on"] == datetime.date(2024, 9, 4)
    assert form.error_list == []


def test_every_field_is_printed_once_and_every_reference_leads_somewhere():
    for form in (StatusForm(), StatusForm(RIGHT), StatusForm({}), StatusForm({}, prefix="b")):
        html = render(form)
        assert len(ids(html)) == len(set(ids(html)))
        assert pointed_to(html) <= set(ids(html))
        names = {attrs["name"] for attrs in elements(html) if "name" in attrs}
        assert {form.add_prefix(name) for name in ("status", "met_on_1", "agreed", "tags", "revision")} <= names


def test_page_writes_form_element_and_token():
    html = render(StatusForm())
    assert "<form" not in html
    assert "csrf" not in html


def test_no_browser_checks_of_its_own():
    html = render(StatusForm())
    assert not [attrs for attrs in elements(html) if "required" in attrs or "maxlength" in attrs or "style" in attrs]


def test_hint_and_error_are_tied_to_the_input():
    html = render(StatusForm({}))
    assert by_id(html, "id_reason")["aria-describedby"] == "id_reason-info id_reason_helptext id_reason_error"
    assert by_id(html, "id_reason")["aria-invalid"] == "true"
    assert "govuk-textarea--error" in by_id(html, "id_reason")["class"]
    assert '<span class="govuk-visually-hidden">Error:</span> Enter why' in html
    fieldsets = [attrs.get("aria-describedby") for attrs in elements(html, "fieldset")]
    assert "id_status_helptext id_status_error" in fieldsets


def test_long_text_is_counted():
    html = render(StatusForm())
    assert {"data-module": "govuk-character-count", "data-maxlength": "1500"}.items() <= next(
        attrs for attrs in elements(html, "div") if "data-maxlength" in attrs
    ).items()
    assert "You can enter up to 1,500 characters" in html


def test_choice_shows_hint_symbol_note_and_marker():
    form = StatusForm()
    marked = RadioChoice("on_track", "On track", "As agreed.", "on-track", "(green)", "Last time, 3 July")
    form.fields["status"].offer([marked])
    html = render(form)
    assert by_id(html, "id_status_0")["aria-describedby"] == "id_status_0_helptext"
    for words in ("As agreed.", "#symbol-on-track", "(green)", "Last time, 3 July"):
        assert words in html
    assert "Last time" not in render(StatusForm())


def test_what_was_typed_comes_back():
    typed = RIGHT | {"met_on_0": " 31", "met_on_1": "Febtember", "reason": "<b>\r\nbold"}
    html = render(StatusForm(typed))
    assert [by_id(html, f"id_met_on_{part}")["value"] for part in range(3)] == [" 31", "Febtember", "2024"]
    assert "&lt;b&gt;" in html
    assert "checked" in by_id(html, "id_status_1")


def test_typed_texts_may_be_shown_as_initial():
    html = render(StatusForm(initial={"met_on": ["31", "Feb", ""]}))
    assert by_id(html, "id_met_on_1")["value"] == "Feb"
    html = render(StatusForm(initial={"met_on": datetime.date(2024, 9, 4)}))
    assert by_id(html, "id_met_on_1")["value"] == "9"


def test_only_the_wrong_part_of_a_date_is_marked():
    html = render(StatusForm(RIGHT | {"met_on_1": "13"}))
    assert ["aria-invalid" in by_id(html, f"id_met_on_{part}") for part in range(3)] == [False, True, False]


def test_password_is_not_printed_again():
    assert "secret" not in render(StatusForm(RIGHT | {"password": "secret"}))


def test_error_list_follows_the_page_and_leads_to_inputs():
    form = StatusForm({"met_on_0": "4", "met_on_1": "", "met_on_2": "2024"})
    html = render(form)
    assert [(error.message, error.href) for error in form.error_list] == [
        ("Enter revision", "#id_status_0"),
        ("Select how it is going", "#id_status_0"),
        ("Enter why", "#id_reason"),
        ("The date must include a month", "#id_met_on_1"),
    ]
    inputs = {attrs.get("id") for tag in ("input", "textarea", "select") for attrs in elements(html, tag)}
    assert {error.href[1:] for error in form.error_list} <= inputs


def test_non_field_error_leads_to_the_first_field():
    form = StatusForm(RIGHT)
    form.add_error(None, "Somebody else was first")
    assert form.error_list[0] == ("Somebody else was first", "#id_status_0")


def test_prefix_keeps_links_right():
    form = StatusForm({}, prefix="b")
    assert {error.href[1:] for error in form.error_list} <= set(ids(render(form)))


def test_dropped_field_is_left_out():
    form = StatusForm()
    del form.fields["reason"], form.fields["note"], form.fields["met_on"]
    html = render(form)
    assert "If it is at risk" not in html
    assert "id_status_0" in html


def test_field_that_the_layout_forgets_is_printed():
    assert "id_tags_0" in ids(render(StatusForm()))


def test_field_group_looks_as_crispy_prints_it():
    html = str(StatusForm({})["reason"].as_field_group())
    assert "govuk-form-group--error" in html
    assert "id_reason_error" in ids(html)


def test_plain_django_choices_get_the_same_markup():
    class PlainForm(PortalForm):
        colour = forms.ChoiceField(widget=forms.RadioSelect, choices=[(1, "Red"), (2, "Blue")])

    html = render(PlainForm({"colour": "2"}))
    assert "govuk-radios__input" in html
    assert "checked" in by_id(html, "id_colour_1")
    assert PlainForm({}).error_list == [("Select colour", "#id_colour_0")]


def test_placeholders_are_dropped():
    class PlainForm(PortalForm):
        login = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Your name"}))

    assert "placeholder" not in render(PlainForm())


def test_model_form_gets_the_same_markup():
    class OrganisationForm(PortalFormMixin, forms.ModelForm):
        class Meta:
            model = Organisation
            fields = ("name", "sector")
            widgets = {"sector": forms.RadioSelect}

    form = OrganisationForm({})
    assert form.error_list == [("Enter name", "#id_name"), ("Select sector", "#id_sector_0")]
    html = render(form)
    assert {"id_name", "id_name_error", "id_sector_0", "id_sector_error"} <= set(ids(html))
    assert "govuk-radios__input" in html


def test_printed_line_mirrors_its_field():
    class LineForm(PortalForm):
        layout = ("headline", PrintedLine("headline", reference="4c", title="Improve <it>"))
        headline = LineField(label="In one sentence")

    html = render(LineForm({"headline": "Posts <filled>"}))
    mirror = next(attrs for attrs in elements(html, "span") if "data-printed-for" in attrs)
    assert mirror["data-printed-for"] == "id_headline"
    assert "Posts &lt;filled&gt;" in html
    assert "Improve &lt;it&gt;" in html
    assert "your sentence will appear here" in render(LineForm())


def test_a_plain_select_looks_like_djangos():
    class Chosen(PortalForm):
        who = forms.ChoiceField(choices=[("", "All"), ("1", "A & <b>"), ("2", "Two")])

    class Plain(Chosen):
        who = forms.ChoiceField(choices=Chosen.base_fields["who"].choices, widget=PlainSelect)

    for data in ({"who": "2"}, {"who": ""}, {}, {"who": "9"}):
        theirs, ours = str(Chosen(data)["who"]), str(Plain(data)["who"])
        assert elements(ours) == elements(theirs)
        assert "A &amp; &lt;b&gt;</option>" in ours
