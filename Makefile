# The chores of the project. `make` alone lists them; everything happens in .venv, nothing outside it is changed.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
GOLD_DATA ?=
KILLS ?= 30
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo serve test format lint types pytest chromium gate-long scoreboard lock clean python

help:  ## list the chores
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(VENV)/run  ## read the sample reports into demo/register.db and print what they tell
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh scripts/demo.sh

serve: $(VENV)/run  ## open the demo register as a desk in the browser
	@$(BIN)/legation serve --open --register demo/register.db

test: lint types pytest  ## format, lint, types and tests, as CI runs them; under 10 minutes

lint: $(VENV)/dev  ## the form of the code: ruff format --check, ruff check
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: $(VENV)/dev  ## mypy --strict over src
	$(BIN)/mypy --strict src

pytest: $(VENV)/dev chromium  ## the tests, the long ones left out, in JOBS=2 processes
	$(BIN)/pytest -n $(JOBS) --dist worksteal

chromium:  ## make sure of the browser that the tests of the desk need
	@sh scripts/chromium.sh

format: $(VENV)/dev  ## bring the code into form
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format

gate-long: $(VENV)/dev chromium  ## killing runs (KILLS=200 for more), deep fuzzing, and public sets in the folder GOLD_DATA=...
	$(BIN)/pytest -m "long or not long" --hypothesis-profile=long
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh scripts/gate_long.sh "$(GOLD_DATA)" "$(KILLS)"

scoreboard: $(VENV)/dev  ## score the samples, the records of ../shared/gold/contacts, and the swapped reports
	@for board in benchmarks/samples.py benchmarks/contacts.py "tests/swap.py --table"; do \
		printf '\n%s\n' "$$board"; $(BIN)/python $$board || exit 1; done

lock: $(VENV)/dev  ## write requirements/*.lock anew from pyproject.toml
	$(PIP) install uv
	$(BIN)/uv pip compile -q $(LOCKING) --extra dev pyproject.toml -o requirements/dev.lock
	$(BIN)/uv pip compile -q $(LOCKING) -c requirements/dev.lock pyproject.toml -o requirements/run.lock

clean:  ## throw away the environment, the demo and all caches
	rm -rf $(VENV) demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

LOCKING := --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header

python:
	@test -n "$(PYTHON)" || { echo "Legation needs Python 3.11 or newer, and none is on the PATH; name one: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Legation needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1 | tail -n 1); name another: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make environments; install its venv module (on Debian and Ubuntu: apt install python3-venv)" >&2; exit 2; }

$(BIN)/python: | python
	@echo "making $(VENV); the first time this takes a minute or two"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run: requirements/run.lock pyproject.toml | $(BIN)/python
	@$(PIP) install --require-hashes -r requirements/run.lock
	@$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/dev: requirements/dev.lock pyproject.toml | $(VENV)/run
	@$(PIP) install --require-hashes -r requirements/dev.lock
	@touch $@
