"""What hostile or careless people type, for the tests of every form and every query string."""

import os
from urllib.parse import quote

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

HUGE = "9" * 40
UNPRINTABLE = ("a\x00b", "a\x07b", "a\x1bb", "a\x7fb", "a\x9fb", "a\u202eb", "a\ufffeb", "a\ufffdb")
WORDS = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(), min_size=1, max_size=8),
    st.sampled_from([*UNPRINTABLE, "", " ", "on_track", "complete", "1", "31", "2", "2024", "0", HUGE, "x" * 5000,
                     "=1+1", "<b>", "{{ x }}", "http://x", "http://[", "\ud800", "September", "spring"]),
)  # fmt: skip
# `make drill` tries a thousand on each form and query, more than ten thousand together; every other run a few of each.
often = settings(
    max_examples=int(os.environ.get("PORTAL_TEST_EXAMPLES", "20")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
URLENCODED = "application/x-www-form-urlencoded"


def encoded(fields: dict[str, object]) -> str:
    """The fields as a body (to be sent as URLENCODED) or a query string, lone surrogates and all."""
    return "&".join(f"{quote(name)}={quote(str(value), errors='surrogatepass')}" for name, value in fields.items())
