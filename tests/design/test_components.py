"""The parts of pages: what they print, what they leave out, and that they are documented."""

import pytest
from django.contrib.messages import INFO, SUCCESS
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html

from design.samples import bars
from design.soft_questions import Place, Question
from tests.design.markup import elements, ids, pointed_to

FRAMES = ["/glossary/", "/no-such-page/"]  # base.html and base_plain.html


def component(name, **context):
    return render_to_string(f"components/{name}.html", context)


def test_every_component_says_which_variables_it_takes(settings):
    folder = settings.ROOT / "templates" / "components"
    paths = sorted(folder.glob("*.html"))
    assert len(paths) > 10
    for path in paths:
        head = path.read_text()[:1200]
        assert head.startswith(("{#", "{% comment %}")), path.name
        assert "ariable" in head, path.name


def test_error_summary_links_and_escapes():
    html = component("error_summary", errors=[{"message": "Enter <why>", "href": "#id_reason"}])
    assert elements(html, "a") == [{"href": "#id_reason"}]
    assert "Enter &lt;why&gt;" in html
    assert component("error_summary", errors=[]).strip() == ""


def pagination(number, of=500):
    request = HttpRequest()
    request.GET = QueryDict(f"status=at_risk&flag=overdue&flag=slipped&page={number}")
    page = Paginator(range(of), 25).page(number)
    return render_to_string("components/pagination.html", {"page": page}, request)


def test_pagination_keeps_the_filter():
    html = pagination(3)
    link = next(attrs["href"] for attrs in elements(html, "a") if attrs.get("rel") == "next")
    assert link == "?status=at_risk&flag=overdue&flag=slipped&page=4"
    assert [attrs for attrs in elements(html, "a") if attrs.get("aria-current") == "page"]


def test_pagination_ends():
    assert not [attrs for attrs in elements(pagination(1), "a") if attrs.get("rel") == "prev"]
    assert not [attrs for attrs in elements(pagination(20), "a") if attrs.get("rel") == "next"]
    assert pagination(1, of=25).strip() == ""


def test_bar_table_has_every_number_with_its_list():
    html = component("stacked_bar_table", table=bars())
    assert pointed_to(html) <= set(ids(html))
    cells = [attrs for attrs in elements(html, "td") if attrs.get("data-label") == "No status yet"]
    assert len(cells) == 5
    assert "The report names this priority but sets none" in html
    for tag, role in (("table", "table"), ("tr", "row"), ("td", "cell")):
        assert {attrs.get("role") for attrs in elements(html, tag)} == {role}


def test_summary_list_leaves_out_what_is_not_there():
    assert "Due" not in component("summary_list", rows=[("Lead", "Council"), ("Due", "")])
    assert "Not recorded" in component("summary_list", rows=[("Due", "")], empty_text="Not recorded")


def test_soft_questions_carry_their_codes():
    question = Question("overdue", "Is it on <track>?", places=(Place("How is it <going>?", "#id_status_0"),))
    html = component("soft_questions", questions=[question], button_text="Save", form_id="the-form")
    assert {
        "type": "hidden", "name": "considered", "value": "overdue", "form": "the-form"
    } in elements(html, "input")  # fmt: skip
    assert "&lt;track&gt;" in html
    assert '<a class="govuk-link" href="#id_status_0">How is it &lt;going&gt;?</a>' in html
    [button] = elements(html, "button")
    assert (button["type"], button["form"]) == ("submit", "the-form")
    assert "Save as it is</button>" in html
    assert component("soft_questions", questions=[]).strip() == ""


@pytest.mark.django_db
def test_frame_of_a_visitor(client):
    html = client.get("/glossary/").content.decode()
    assert 'lang="en-GB"' in html
    assert "/sign-in/" in html
    for not_theirs in ("/sign-out/", "/my-actions/", "/roles/", "/me/"):
        assert not_theirs not in html


@pytest.mark.django_db
@pytest.mark.parametrize("page", FRAMES)
def test_demonstration_says_so_on_every_page(client, settings, page):
    words = "The people, statuses, dates and updates are invented."
    settings.IS_DEMONSTRATION = True
    assert words in client.get(page).content.decode()
    settings.IS_DEMONSTRATION = False
    assert words not in client.get(page).content.decode()


def test_plain_frame_needs_no_request_and_no_address(settings):
    settings.ROOT_URLCONF = "nothing.here"
    html = render_to_string("base_plain.html")
    assert settings.PORTAL_ORGANISATION_NAME in html


@pytest.mark.django_db
@pytest.mark.parametrize("page", FRAMES)
def test_frame_keeps_within_the_security_policy(client, page):
    html = client.get(page).content.decode()
    assert html.lstrip().startswith("<!DOCTYPE html>")
    for attrs in elements(html):
        assert "style" not in attrs
        assert not [attribute for attribute in attrs if attribute.startswith("on")]
    assert all("src" in attrs for attrs in elements(html, "script"))
    # It must run in the body before anything else, or the components stay without script.
    assert html.index("<body") < html.index("support.js") < html.index("govuk-skip-link")


def test_message_is_escaped_unless_made_safe():
    made = [(SUCCESS, "<b>Not bold"), (INFO, format_html("<a href='/'>{}</a>", "<Next>")), (INFO, "Once more")]
    html = component("messages", messages=[Message(level, text) for level, text in made])
    assert "&lt;b&gt;Not bold" in html
    assert "<a href='/'>&lt;Next&gt;</a>" in html
    assert pointed_to(html) <= set(ids(html))
    assert [attrs["role"] for attrs in elements(html, "div") if "role" in attrs] == ["alert", "region", "region"]
