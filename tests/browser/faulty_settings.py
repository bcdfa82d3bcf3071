"""The portal's settings, and addresses that go wrong: for the fault pages in a browser."""

from send_portal.settings import *  # noqa: F403

ROOT_URLCONF = "tests.send_portal.faulty_urls"
