"""What every test gets."""

pytest_plugins = ["tests.portal_process", "tests.world", "tests.reconciling", "tests.growing"]
