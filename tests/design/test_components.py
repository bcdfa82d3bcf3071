"""The parts of pages: what they print, what they leave out, and that they are documented."""

import pytest
from django.contrib.messages import INFO, SUCCESS
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.utils.html import format_html

from design.samples import AT_RISK, ON_TRACK, bars
from tests.design.markup import elements, ids, pointed_to

pytestmark = pytest.mark.urls("tests.design.stub_urls")


def component(name, **context):
    return render_to_string(f"components/{name}.html", context)


def test_every_component_says_which_variables_it_takes(settings):
    folder = settings.ROOT / "templates" / "components"
    for path in sorted(folder.glob("*.html")):
        head = path.read_text()[:1200]
        assert head.startswith(("{#", "{% comment %}")), path.name
        assert "ariable" in head, path.name


def test_error_summary_links_and_escapes():
    html = component("error_summary", errors=[{"message": "Enter <why>", "href": "#id_reason"}])
    assert elements(html, "a") == [{"href": "#id_reason"}]
    assert "Enter &lt;why&gt;" in html
    assert component("error_summary", errors=[]).strip() == ""


def pagination(client, number, of=500):
    query = f"status=at_risk&flag=overdue&flag=slipped&of={of}&page={number}"
    return client.get(f"/pages/?{query}").content.decode()


def test_pagination_keeps_the_filter(client):
    html = pagination(client, 3)
    link = next(attrs["href"] for attrs in elements(html, "a") if attrs.get("rel") == "next")
    assert link == "?status=at_risk&flag=overdue&flag=slipped&of=500&page=4"
    assert [attrs for attrs in elements(html, "a") if attrs.get("aria-current") == "page"]


def test_pagination_ends(client):
    assert not [attrs for attrs in elements(pagination(client, 1), "a") if attrs.get("rel") == "prev"]
    assert not [attrs for attrs in elements(pagination(client, 20), "a") if attrs.get("rel") == "next"]
    assert pagination(client, 1, of=25).strip() == ""


def test_bar_table_has_every_number_with_its_list():
    html = component("stacked_bar_table", table=bars())
    assert pointed_to(html) <= set(ids(html))
    cells = [attrs for attrs in elements(html, "td") if attrs.get("data-label") == "No status yet"]
    assert len(cells) == 5
    assert "The report names this priority and sets none" in html
    for tag, role in (("table", "table"), ("tr", "row"), ("td", "cell")):
        assert {attrs.get("role") for attrs in elements(html, tag)} == {role}


def test_table_names_its_columns():
    html = component("table", caption="Two", headings=["Action", "Lead"], rows=[["4c", "<b>"], ["4d", ""]])
    assert [attrs.get("data-label") for attrs in elements(html, "td")] == ["Lead", "Lead"]
    assert "portal-empty" in html
    assert "&lt;b&gt;" in html


def test_timeline_entry_shows_a_move_only_when_it_moved():
    entry = {"heading": "3 July", "look": AT_RISK, "text": "One\ntwo"}
    assert "From " in component("timeline_entry", look_before=ON_TRACK, **entry)
    assert "From " not in component("timeline_entry", look_before=AT_RISK, **entry)


def test_summary_list_leaves_out_what_is_not_there():
    assert "Due" not in component("summary_list", rows=[("Lead", "Council"), ("Due", "")])
    assert "Not recorded" in component("summary_list", rows=[("Due", "")], empty_text="Not recorded")


def test_soft_questions_carry_their_codes():
    html = component("soft_questions", questions=[("overdue", "Is it on <track>?")])
    assert {"type": "hidden", "name": "considered", "value": "overdue"} in elements(html, "input")
    assert "&lt;track&gt;" in html
    assert component("soft_questions", questions=[]).strip() == ""


@pytest.mark.parametrize("kind", ["callout", "gap", "query", "warning", "notice"])
def test_banner_escapes(kind):
    html = component("banner", kind=kind, text="<b>bold", heading="<i>head")
    assert "&lt;b&gt;bold" in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_frame_of_a_visitor(client):
    html = client.get("/frame/").content.decode()
    assert 'lang="en-GB"' in html
    assert "/account_login/" in html
    for not_theirs in ("/account_logout/", "/my-actions/", "/roles/", "/me/"):
        assert not_theirs not in html


@pytest.mark.parametrize("page", ["/frame/", "/plain/"])
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


@pytest.mark.parametrize("page", ["/frame/", "/plain/"])
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
