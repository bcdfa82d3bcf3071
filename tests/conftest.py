"""What every test gets."""

pytest_plugins = ["tests.portal_fixtures", "tests.world", "tests.reconciling", "tests.growing", "tests.passing_over"]
