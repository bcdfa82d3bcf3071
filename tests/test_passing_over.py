"""What is left out on PostgreSQL asks no database."""

import pytest

from tests.passing_over import may_differ


def test_what_asks_no_database_is_passed_over() -> None:
    assert not may_differ({"request", "monkeypatch", "reconciled"}, {"parametrize"}, "/x/tests/design/test_fields.py")


@pytest.mark.parametrize(
    ("fixtures", "marks", "path"),
    [
        ({"request", "db", "people"}, set(), "/x/tests/actions/test_edit_action.py"),
        ({"prepared_portal", "portal"}, set(), "/x/tests/test_migrations.py"),
        (set(), {"django_db"}, "/x/tests/design/test_brand.py"),
        (set(), {"browser"}, "/x/tests/browser/test_paper.py"),
        ({"tmp_path"}, {"process"}, "/x/tests/process/test_database_crash.py"),
        (set(), set(), "/x/tests/send_portal/test_settings.py"),
    ],
)
def test_what_may_differ_is_not(fixtures: set[str], marks: set[str], path: str) -> None:
    assert may_differ(fixtures, marks, path)
