"""The component page, and with it every component in every state."""

import pytest

from tests.design.markup import elements, ids, pointed_to

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.design.stub_urls")]
COMPONENTS = ("Off track", "No status yet", "Overdue by 35 days", "There is a problem", "Open query", "Submit update")


def test_staff_see_every_component(as_):
    response = as_("cora").get("/design/")
    assert response.status_code == 200
    html = response.content.decode()
    for words in COMPONENTS:
        assert words in html


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
    html = as_("mo").get("/frame/").content.decode()
    assert people.mo.name in html
    assert settings.PORTAL_SERVICE_NAME in html
    assert settings.PORTAL_ORGANISATION_NAME in html
    current = [attrs["href"] for attrs in elements(html, "a") if attrs.get("aria-current") == "true"]
    assert current == ["/short-actions/"]
    assert [attrs["action"] for attrs in elements(html, "form")] == ["/account_logout/"]
    assert "csrfmiddlewaretoken" in html
    assert "Demonstration" not in html


@pytest.mark.parametrize("name", ["olive", "mo", "ian"])
def test_for_others_the_page_is_not_there(as_, name):
    assert as_(name).get("/design/").status_code == 404


def test_visitor_is_asked_to_sign_in(as_):
    response = as_("anon").get("/design/")
    assert response.status_code == 302
    assert response["Location"].startswith("/account_login/")


def test_only_reading(as_):
    assert as_("cora").post("/design/").status_code == 405
