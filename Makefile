# make help lists what there is.
PORT ?= 8000
# PLAN=none starts without a plan, with data of its own.
PLAN ?= first
PORTAL_DATA ?= $(if $(filter none,$(PLAN)),var/none,var)
PARTNERSHIP ?= $(if $(filter none,$(PLAN)),,Stockton-on-Tees Local Inclusion Partnership)
# Passed on to pytest: make test ARGS="-k history"
ARGS ?=

# As one word of a shell command, whatever stands in it.
quoted = '$(subst ','\'',$(1))'

python := .venv/bin/python
manage := PORTAL_MODE=demonstration PORTAL_PLAN=$(call quoted,$(PLAN)) PORTAL_DATA=$(call quoted,$(PORTAL_DATA)) \
	PORTAL_ORGANISATION_NAME="$${PORTAL_ORGANISATION_NAME:-$(PARTNERSHIP)}" $(python) manage.py
# A production portal as the checks imagine it; nothing is reached under these names.
production := PORTAL_MODE=production DATABASE_URL=postgresql://portal@localhost/portal \
	PORTAL_ALLOWED_HOSTS=portal.example SECRET_KEY="$$($(python) -c 'import secrets; print(secrets.token_urlsafe(60))')"
drilled := env PORTAL_TEST_KILLS=50 PORTAL_TEST_CRASHES=10 PORTAL_TEST_EXAMPLES=1000 PORTAL_TEST_BUILDS=200 \
	$(python) -m pytest tests/process tests/test_bad_input.py tests/test_hostile_input.py tests/test_replayed_year.py \
	tests/governance/test_same_report.py
looked_at := DJANGO_SETTINGS_MODULE=tests.settings

.DEFAULT_GOAL := help
.PHONY: help run test test-postgres drill bench check fix guide-pictures demo-reset packages packages-dev

help: ## list these commands
	@grep -E '^[a-z-]+: .*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+): .*## /\1|/' \
		| while IFS='|' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done
	@echo
	@echo '  PORT=8000 and PORTAL_DATA=var say where make run serves and where it keeps its data.'
	@echo '  PLAN=none starts without a plan: the co-ordinator sets one up.'

run: packages ## the portal with the real plan and made-up people, on http://127.0.0.1:8000
	@exec env $(manage) serve --port=$(call quoted,$(PORT))

test: packages-dev ## all tests, on SQLite
	$(python) -m pytest $(ARGS)

test-postgres: packages-dev ## the same tests on PostgreSQL, without those that ask for no database
	scripts/with-postgres $(python) -m pytest $(ARGS)

drill: packages-dev ## kills, crashes and hostile inputs by the hundred, on both databases; takes an hour
	$(drilled) $(ARGS)
	scripts/with-postgres $(drilled) $(ARGS)

bench: packages-dev ## how much pages, papers and mails cost, at up to 10,000 actions; takes half an hour
	$(python) benchmarks/run.py $(ARGS)
	$(python) -m benchmarks.reports
	$(python) -m benchmarks.notices
	scripts/with-postgres $(python) -m benchmarks.past $(ARGS)

check: packages-dev ## look at the code and the settings; change nothing
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy .
	.venv/bin/djlint --lint --quiet templates
	$(python) scripts/accessibility_review.py
	$(looked_at) $(python) manage.py makemigrations --check --dry-run
	$(looked_at) $(python) manage.py lintmigrations --warnings-as-errors
	$(looked_at) $(python) manage.py check --fail-level WARNING
	$(production) $(python) manage.py check --deploy --fail-level WARNING

fix: packages-dev ## put right what can be put right by itself
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

guide-pictures: packages-dev ## take the pictures of docs/guides/ anew, from the demonstration
	$(python) scripts/guide_pictures.py $(ARGS)

demo-reset: packages ## forget the demonstration's data (SQLite only) and start again
	@$(manage) demo_reset
	@$(manage) prepare

packages:
	@scripts/environment requirements.lock

packages-dev:
	@scripts/environment requirements-dev.lock
