"""The component page, and with it every component in every state."""

import pytest
from django.template.library import SimpleNode

from design.templatetags.design import register
from tests.design.markup import elements, ids, pointed_to

pytestmark = pytest.mark.django_db
STATES = (
    "Off track", "No status yet", "Overdue by 35 days", "There is a problem", "Open query", "Success", "Important",
    "No actions", "Month or season", "Not recorded", "What has changed since you opened this page", "Previous", "Next",
)  # fmt: skip
# Tags that stand in no page of its kind.
ELSEWHERE = {"portal_names"}  # for fault pages


def test_staff_see_every_state(as_):
    response = as_("cora").get("/design/")
    assert response.status_code == 200
    for words in STATES:
        assert words in response.content.decode()


def test_every_component_is_shown(as_, settings):
    shown = {template.name for template in as_("cora").get("/design/").templates}
    folder = settings.ROOT / "templates"
    assert {str(path.relative_to(folder)) for path in folder.glob("components/*.html")} - shown == set()


def test_every_tag_is_shown(as_):
    templates = as_("cora").get("/design/").templates
    nodes = [node for template in templates for node in template.nodelist.get_nodes_by_type(SimpleNode)]
    assert set(register.tags) - {node.func.__name__ for node in nodes} == ELSEWHERE


def test_ids_are_unique_and_references_lead_somewhere(as_):
    html = as_("ada").get("/design/").content.decode()
    assert len(ids(html)) == len(set(ids(html)))
    links = {attrs["href"][1:] for attrs in elements(html, "a") if attrs["href"].startswith("#")}
    assert pointed_to(html) | links <= set(ids(html))
    used = {attrs["href"][1:] for attrs in elements(html, "use")}
    assert used <= {attrs["id"] for attrs in elements(html, "symbol")}


def test_nothing_that_the_security_policy_drops(as_):
    for attrs in elements(as_("cora").get("/design/").content.decode()):
        assert "style" not in attrs
        assert not [name for name in attrs if name.startswith("on")]


def test_frame_of_a_signed_in_person(as_, people, settings):
    settings.IS_DEMONSTRATION = False
    html = as_("mo").get("/my-actions/").content.decode()
    assert people.mo.name in html
    assert settings.PORTAL_SERVICE_NAME in html
    assert settings.PORTAL_ORGANISATION_NAME in html
    current = [attrs["href"] for attrs in elements(html, "a") if attrs.get("aria-current") == "true"]
    assert current == ["/my-actions/"]
    assert [attrs["action"] for attrs in elements(html, "form")] == ["/sign-out/"]
    assert "csrfmiddlewaretoken" in html
    assert "Demonstration" not in html


@pytest.mark.parametrize("name", ["olive", "mo", "ian"])
def test_for_others_the_page_is_not_there(as_, name):
    assert as_(name).get("/design/").status_code == 404


def test_visitor_is_asked_to_sign_in(as_):
    response = as_("anon").get("/design/")
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_only_reading(as_):
    assert as_("cora").post("/design/").status_code == 405
