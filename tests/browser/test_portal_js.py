"""What static/portal.js does in a browser, on a page served from memory: no server and no database."""

import mimetypes
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

ORIGIN = "http://portal.test"
FORM = """
<form method="post" action="/sent" novalidate data-warn-unsaved>
  <label for="id_headline">Headline</label><input id="id_headline" name="headline" value="">
  <p>In the board report: <span data-printed-for="id_headline">your sentence will appear here</span></p>
  <button>Send</button>
</form>
<form method="post" action="/file" novalidate data-answers-with-file>
  <label for="id_day">Day</label><input id="id_day" name="day" value="1">
  <button>Make the file</button>
</form>
<a href="/elsewhere">Elsewhere</a>
"""


def answer(route, request):
    """The frame with a form for pages, the file for static files."""
    path = request.url.removeprefix(ORIGIN)
    if path.startswith("/static/"):
        file = Path(settings.ROOT) / path.lstrip("/")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)
    elif path == "/file":
        route.fulfill(body="made", headers={"Content-Disposition": "attachment; filename=made.txt"})
    else:
        form = FORM.replace("data-warn", "data-unsaved data-warn") if path == "/again" else FORM
        page = render_to_string("base_plain.html").replace("</main>", f"{form}</main>")
        route.fulfill(body=page, content_type="text/html", headers={"Content-Security-Policy": "default-src 'self'"})


@pytest.fixture
def page(browser):
    page = browser.new_page()
    page.route("**/*", answer)
    page.asked, page.complaints = [], []
    page.on("dialog", lambda dialog: (page.asked.append(dialog.type), dialog.accept()))
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(f"{ORIGIN}/form")
    page.wait_for_load_state("networkidle")
    yield page
    assert page.complaints == []
    page.close()


def test_components_know_that_scripts_run(page):
    assert "govuk-frontend-supported" in page.locator("body").get_attribute("class")


def test_line_of_the_report_follows_the_typing(page):
    line = page.locator("[data-printed-for]")
    page.get_by_label("Headline").fill("<b>Posts filled")
    assert line.inner_text() == "<b>Posts filled"
    page.get_by_label("Headline").fill("  ")
    assert line.inner_text() == "your sentence will appear here"


def test_leaving_unsaved_text_asks(page):
    page.get_by_label("Headline").click()
    page.keyboard.type("Posts")
    page.get_by_role("link", name="Elsewhere").click()
    page.wait_for_url(f"{ORIGIN}/elsewhere")
    assert page.asked == ["beforeunload"]


def test_leaving_an_untouched_form_does_not_ask(page):
    page.get_by_label("Headline").click()
    page.get_by_role("link", name="Elsewhere").click()
    page.wait_for_url(f"{ORIGIN}/elsewhere")
    assert page.asked == []


def test_leaving_a_form_that_has_come_back_asks(page):
    page.goto(f"{ORIGIN}/again")
    page.get_by_label("Headline").click()
    page.get_by_role("link", name="Elsewhere").click()
    page.wait_for_url(f"{ORIGIN}/elsewhere")
    assert page.asked == ["beforeunload"]


def test_sending_does_not_ask(page):
    page.get_by_label("Headline").click()
    page.keyboard.type("Posts")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url(f"{ORIGIN}/sent")
    assert page.asked == []


def test_a_file_is_asked_for_once_and_again_for_another(page):
    asked = []
    page.on("request", lambda request: asked.append(request.post_data) if request.method == "POST" else None)
    button = page.get_by_role("button", name="Make the file")
    with page.expect_download():
        button.click()
    button.click()
    page.get_by_label("Day").fill("2")
    with page.expect_download():
        button.click()
    assert asked == ["day=1", "day=2"]
