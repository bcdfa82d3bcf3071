"""A council's own colour, logo and contact."""

from pathlib import Path

import pytest
from django.test import Client

from send_portal.brand import colour_problem, contrast_with_white, darker, logo_problem

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#5c2d91"/></svg>'


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.svg"
    path.write_bytes(SVG)
    return path


def test_contrast_is_reckoned_as_the_guidelines_do():
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#17485a") == pytest.approx(9.95, abs=0.01)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colour", ["#17485a", "#767676", "#5c2d91", "#000000"])
def test_colour_that_carries_white_text(colour):
    assert colour_problem(colour) == ""


@pytest.mark.parametrize("colour", ["17485a", "#17485", "#17485g", "red", "", "#17485a;", "#17485a\n", "rgb(0,0,0)"])
def test_what_is_no_colour(colour):
    assert "write it like" in colour_problem(colour)


@pytest.mark.parametrize("colour", ["#777777", "#ffc247", "#ffffff"])
def test_colour_that_is_too_pale(colour):
    assert "is too pale" in colour_problem(colour)


def test_darker_keeps_its_hue():
    assert darker("#64c832", 0.5) == "#326419"


def test_logo_that_cannot_be(tmp_path, logo):
    large = tmp_path / "large.png"
    large.write_bytes(b"x" * 200_001)

    assert logo_problem(logo) == ""
    assert "is not there" in logo_problem(tmp_path / "none.svg")
    assert "too large" in logo_problem(large)
    assert ".svg nor a .png" in logo_problem(tmp_path / "logo.gif")


def test_colour_comes_as_a_stylesheet_of_its_own(settings):
    settings.PORTAL_BRAND_COLOUR = "#5c2d91"

    page, style = Client().get("/sign-in/"), Client().get("/brand.css?5c2d91")

    assert '<link rel="stylesheet" href="/brand.css?5c2d91">' in page.content.decode()
    assert '<meta name="theme-color" content="#5c2d91">' in page.content.decode()
    assert style["Content-Type"] == "text/css; charset=utf-8"
    assert style["Cache-Control"] == "public, max-age=86400"
    assert "--portal-brand: #5c2d91;" in style.content.decode()


def test_the_menu_takes_the_colour():
    style = (Path(__file__).parents[2] / "static/portal.css").read_text(encoding="utf-8")

    assert ".govuk-service-navigation__item--active {\n  border-color: var(--portal-brand);" in style


def test_without_a_colour_or_a_logo_there_is_neither():
    page = Client().get("/sign-in/").content.decode()

    assert "brand.css" not in page
    assert "portal-logo" not in page
    assert [Client().get(address).status_code for address in ("/brand.css", "/brand/logo")] == [404, 404]


@pytest.mark.parametrize("address", ["/sign-in/", "/no-such-page/"])
def test_logo_stands_in_the_header_with_the_councils_name(address, settings, logo):
    settings.PORTAL_LOGO, settings.PORTAL_COUNCIL_NAME = logo, "North Council"

    page, image = Client().get(address), Client().get("/brand/logo")

    assert '<img class="portal-logo" src="/brand/logo" alt="North Council">' in page.content.decode()
    assert "portal-mark" not in page.content.decode()
    assert (image.content, image["Content-Type"]) == (SVG, "image/svg+xml")
    assert "default-src 'none'" in image["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/sign-in/", "/no-such-page/", "/privacy/", "/accessibility/"])
def test_contact_stands_wherever_somebody_may_want_it(address, settings):
    settings.PORTAL_CONTACT = "Ask <Cora>, cora@north.example"

    page = Client().get(address).content.decode()

    assert "Questions about this portal: Ask &lt;Cora&gt;, <a " in page
    assert '<a class="govuk-link" href="mailto:cora@north.example">' in page


def test_council_answers_for_the_portal(settings):
    settings.PORTAL_COUNCIL_NAME, settings.PORTAL_ORGANISATION_NAME = "North Council", "North Partnership"

    said = [" ".join(Client().get(page).content.decode().split()) for page in ("/privacy/", "/accessibility/")]

    assert "North Council runs this portal for the North Partnership to" in said[0]
    assert "which North Council runs" in said[1]


def test_demonstration_says_what_it_is_made_of(settings):
    assert "those of the plan of June 2023" in Client().get("/sign-in/").content.decode()

    settings.PORTAL_PLAN = "none"

    for address in ("/sign-in/", "/no-such-page/"):
        page = Client().get(address).content.decode()
        assert "June 2023" not in page
        assert "The people are invented, and anything entered here" in page
