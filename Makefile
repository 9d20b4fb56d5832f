# Two commands matter: `make run` and `make test`. Everything they need, they install.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
export PYTHONPATH := $(CURDIR)

.PHONY: run test test-fast check bench docs locks clean

run: .venv/runtime.ok ## the server with Chiang Rai loaded
	@exec $(BIN)/python -m thaktho.cli run

test: .venv/dev.ok ## everything: SQLite, PostgreSQL, S3, the journeys in a browser
	@ops/debian.sh test
	@$(BIN)/python -m thaktho.cli prepare
	$(BIN)/python -m pytest -n 2 -m "not journey"
	$(BIN)/python -m tests.tools.postgres $(BIN)/python -m pytest -n 2 $(NO_DATABASE:%=--ignore=tests/%)
# These know no database; what they do on SQLite's round stands for both.
NO_DATABASE := engines thai documents

test-fast: .venv/dev.ok ## the quick half, on SQLite
	@$(BIN)/python -m thaktho.cli prepare
	$(BIN)/python -m pytest -n 2 -q -m "not journey and not slow"

check: .venv/dev.ok ## style, types, import contracts, templates, migrations, translations
	@ops/debian.sh check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy thaktho/engines thaktho/thai thaktho/documents
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet thaktho
	DJANGO_SETTINGS_MODULE=thaktho.settings.test $(BIN)/django-admin makemigrations --check --dry-run
	$(BIN)/python -m ops.translations --check

bench: .venv/dev.ok ## figures and ratios; asserts nothing
	@ops/debian.sh test
	@$(BIN)/python -m thaktho.cli prepare
	$(BIN)/python -m bench

docs: .venv/dev.ok ## the documentation as a site in site/
	$(BIN)/mkdocs build --strict

locks: ## pin anew what pyproject.toml asks for
	$(BIN)/pip-compile $(LOCK) -o requirements.lock pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
LOCK := --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options -q

.venv/runtime.ok: requirements.lock ops/debian.sh
	@ops/debian.sh runtime
	@ops/venv.sh $(PYTHON) requirements.lock
	@touch $@

.venv/dev.ok: requirements-dev.lock ops/debian.sh
	@ops/debian.sh runtime
	@ops/venv.sh $(PYTHON) requirements-dev.lock
	@touch $@ .venv/runtime.ok

clean:
	rm -rf .venv var site build
