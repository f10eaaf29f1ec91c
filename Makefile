# Golden Thread. `make run` for a running product, `make test` for the whole test suite; both need only Python 3.11 and make.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PRESET ?=
SEED   ?=
PORT   ?= 8000
STORE  ?= store
EXTRACTS ?=
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# what was compiled once is kept, or each of some forty processes of a test run compiles it again
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test check bench install install-dev browser format lock docs

run: install  ## a made-up area (town, seed 1, unless PRESET and SEED say), or EXTRACTS=folder of your own files, served
	$(BIN)/goldenthread run --store "$(STORE)" --port $(PORT) $(if $(EXTRACTS),--extracts "$(EXTRACTS)",$(if $(PRESET),--preset $(PRESET)) $(if $(SEED),--seed $(SEED)))

test: install-dev browser  ## every test that can run here; tests/conftest.py says which process runs what
	$(BIN)/python -m pytest -n 3 --no-loadscope-reorder

check: install-dev  ## layers, lint, types, locks, generated documents
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/lint-imports
	$(BIN)/mypy
	@! grep -n '://' requirements/*.lock || { echo "A lock names an address."; exit 1; }
	$(BIN)/python -m pytest -q tests/repository

bench: install-dev  ## speed and memory of the main jobs
	$(BIN)/python -m benchmarks

install: $(VENV)/.core
install-dev: $(VENV)/.dev

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Golden Thread needs Python 3.11 or newer; set PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: requirements/core.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements/core.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements/dev.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.core

browser:  ## Chromium for the journeys: installed from Debian where we may, asked for loudly where we may not
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; then :; \
	else echo "NO CHROMIUM HERE: the browser journeys will be skipped. Install it (Debian: apt-get install chromium)."; [ "$$CI" != true ]; fi

format:
	$(BIN)/ruff check --fix src tests benchmarks
	$(BIN)/ruff format src tests benchmarks

docs: install-dev  ## renew the documents made from declarations
	$(BIN)/python -m goldenthread.extracts._reference docs/files.md

lock:  ## renew the hashed locks (needs uv)
	$(PIP) uv
	$(BIN)/uv pip compile pyproject.toml $(LOCKING) -o requirements/core.lock
	$(BIN)/uv pip compile pyproject.toml --extra spark $(LOCKING) -o requirements/spark.lock
	$(BIN)/uv pip compile pyproject.toml --extra spark --extra dev $(LOCKING) -o requirements/dev.lock

LOCKING := --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet
