"""The portal's settings for tests: a demonstration that touches nothing outside the test database."""

import os

for name in (
    "DATABASE_URL",
    "EMAIL_URL",
    "NOTIFY_API_KEY",
    "PORTAL_URL",
    "PORTAL_ALLOWED_HOSTS",
    "PORTAL_TRUSTED_PROXIES",
    "PORTAL_TRUSTED_ORIGINS",
):
    os.environ.pop(name, None)
os.environ.update(PORTAL_MODE="demonstration", SECRET_KEY="only for tests " * 5, PORTAL_CLOCK_SHIFT="0")
url = os.environ.get("PORTAL_TEST_DATABASE_URL")
if url:
    os.environ["DATABASE_URL"] = url

from send_portal.settings import *  # noqa: E402, F403

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]  # noqa: F405
# Tables made in one go lock nobody out; what comes after them is looked at, in our own apps.
MIGRATION_LINTER_OPTIONS = {
    "include_apps": ["accounts", "actions", "audit", "governance", "notices", "priorities"],
    "ignore_initial_migrations": True,
    "no_cache": True,
    "quiet": ["ok", "ignore"],
}
if not url:
    DATABASES["default"]["NAME"] = ":memory:"  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None  # type: ignore[assignment]
# Static files come straight from the repository: a test needs no collectstatic.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
