"""Headers stand on every answer, whatever its status."""

import pytest
from django.conf import settings
from django.test import Client

pytestmark = [pytest.mark.urls("tests.send_portal.faulty_urls"), pytest.mark.django_db]

ANSWERS = {
    "/health/live": 200,
    "/static/portal.css": 200,
    "/admin/": 302,
    "/no-such-page/": 404,
    "/fault/bug/": 500,
    "/fault/locked/": 503,
    "/fault/forbidden/": 403,
    "/fault/suspicious/": 400,
}


@pytest.mark.parametrize(("address", "status"), ANSWERS.items())
def test_every_answer_has_the_headers(address, status):
    response = Client(raise_request_exception=False).get(address)
    response.close()

    assert response.status_code == status
    assert_guarded(response)


def test_wrong_host_has_the_headers():
    response = Client().get("/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert_guarded(response)


def test_pages_are_not_stored_and_static_files_are():
    page, file = (Client().get(address) for address in ("/no-such-page/", "/static/portal.css"))
    file.close()

    assert page["Cache-Control"] == "no-store"
    assert "no-store" not in file["Cache-Control"]


def assert_guarded(response) -> None:
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cache-Control"]


class TestProduction:
    """With the settings of production, which a test otherwise does without."""

    @pytest.fixture(autouse=True)
    def production(self, production_settings, settings):
        for name, value in production_settings.items():
            if name.startswith(("SECURE_", "SESSION_COOKIE", "CSRF_COOKIE")):
                setattr(settings, name, value)
        settings.ALLOWED_HOSTS = ["portal.example"]

    def test_encrypted_answers_ask_for_encryption_from_now_on(self):
        response = Client().get("/no-such-page/", secure=True, headers={"host": "portal.example"})

        age = int(response["Strict-Transport-Security"].partition("max-age=")[2].partition(";")[0])
        assert age >= 365 * 24 * 60 * 60

    def test_plain_visit_is_sent_to_https(self):
        response = Client().get("/glossary/", headers={"host": "portal.example"})

        assert response.status_code == 301
        assert response["Location"] == "https://portal.example/glossary/"
        assert_guarded(response)

    def test_wrong_host_before_the_redirect_has_the_headers(self):
        response = Client().get("/", headers={"host": "elsewhere.example"})

        assert response.status_code == 400
        assert_guarded(response)

    def test_monitor_needs_neither_encryption_nor_host_name(self):
        assert Client().get("/health/live", headers={"host": "10.0.0.7"}).status_code == 200

    def test_cookies_are_bound_to_this_host(self):
        assert settings.SESSION_COOKIE_NAME == "__Host-session"
        assert settings.CSRF_COOKIE_NAME == "__Host-csrf"
        assert settings.SESSION_COOKIE_SECURE
        assert settings.SESSION_COOKIE_HTTPONLY
        assert settings.SESSION_COOKIE_SAMESITE == "Lax"

    def test_a_proxy_that_the_settings_do_not_know_is_named_instead_of_a_redirect_in_circles(self):
        response = Client().get("/", headers={"host": "portal.example", "x-forwarded-proto": "https"})

        assert response.status_code == 400
        assert b"PORTAL_TRUSTED_PROXIES" in response.content

    def test_a_proxy_that_does_not_say_whether_the_visit_is_encrypted_is_named(self, settings):
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

        known = Client().get("/no/", headers={"host": "portal.example", "x-forwarded-proto": "https"})
        silent = Client().get("/no/", headers={"host": "portal.example"})

        assert known.status_code == 404
        assert silent.status_code == 400
