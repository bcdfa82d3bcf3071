"""The portal's settings without the portal: what Django alone needs to show signed-in people the same data."""

from send_portal.settings import *  # noqa: F403

# The admin's pages name their services, and those name packages that are left out.
INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith(("allauth", "django.contrib.admin"))]  # noqa: F405
ROOT_URLCONF = "benchmarks.floor"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
