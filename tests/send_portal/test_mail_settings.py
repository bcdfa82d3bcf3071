"""Where mail goes, and the address to which it links."""

from collections.abc import Callable

import pytest

from send_portal.environment import is_origin
from tests.send_portal.conftest import read_settings

KEY = "portal-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"


@pytest.fixture
def refused(production_environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def refuse(**settings: str) -> str:
        for name, value in settings.items():
            production_environment.setenv(name, value)
        with pytest.raises(SystemExit):
            read_settings()
        return capsys.readouterr().err

    return refuse


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://plan.example.gov.uk", True),
        ("https://plan.example.gov.uk:8443", True),
        ("http://plan.example.gov.uk", False),
        ("https://", False),
        ("https://plan.example.gov.uk/portal", False),
        ("https://plan.example.gov.uk?a", False),
        ("https://user@plan.example.gov.uk", False),
        ("https://plan.example.gov.uk:x", False),
        ("https://plan example", False),
        ("plan.example.gov.uk", False),
    ],
)
def test_an_address_is_scheme_and_host(address: str, expected: bool) -> None:
    assert is_origin(address, schemes=("https",)) is expected


def test_the_address_of_the_portal(production_environment: pytest.MonkeyPatch) -> None:
    assert read_settings()["PORTAL_URL"] == ""
    production_environment.setenv("PORTAL_URL", "https://plan.example.gov.uk/")
    assert read_settings()["PORTAL_URL"] == "https://plan.example.gov.uk"


def test_a_demonstration_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings()["PORTAL_URL"] == "http://127.0.0.1:8000"
    monkeypatch.setenv("PORTAL_URL", "http://127.0.0.1:8192")
    assert read_settings()["PORTAL_URL"] == "http://127.0.0.1:8192"


def test_one_without_https_is_refused(refused: Callable[..., str]) -> None:
    assert "PORTAL_URL is not an address" in refused(PORTAL_URL="http://plan.example.gov.uk")


def test_notify_takes_the_place_of_a_mail_server(production_environment: pytest.MonkeyPatch) -> None:
    assert read_settings()["HAS_MAIL_SERVER"] is False
    production_environment.setenv("NOTIFY_API_KEY", KEY)
    production_environment.setenv("NOTIFY_TEMPLATE_ID", "a-template")
    found = read_settings()
    assert found["EMAIL_BACKEND"] == "notices.notify.EmailBackend"
    assert found["NOTIFY_URL"] == "https://api.notifications.service.gov.uk"
    assert found["HAS_MAIL_SERVER"] is True


def test_half_of_notify_is_refused(refused: Callable[..., str]) -> None:
    said = refused(NOTIFY_API_KEY="a-secret-key", NOTIFY_URL="http://elsewhere.example")
    for words in ("NOTIFY_TEMPLATE_ID is missing", "NOTIFY_API_KEY is not a key", "NOTIFY_URL is not an address"):
        assert words in said
    assert "a-secret-key" not in said
