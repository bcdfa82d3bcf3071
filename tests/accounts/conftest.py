"""What tests of sign-in start from."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_attempts_counted(db: None) -> None:
    cache.clear()
