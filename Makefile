# The commands of this project. `make demo` and `make test` work as the first command on a fresh clone.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: env demo test test-helpdesk bench lock format

env: .venv/ready

.venv/ready: requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 with venv and pip is needed; none was found on the PATH."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up the environment (once, about a minute) ..."
	@sed -n '/^uv==/,/[^\\]$$/p' requirements/dev.txt > .venv/uv.txt
	@$(PIP) --require-hashes -r .venv/uv.txt
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --system-certs --require-hashes -r requirements/dev.txt \
	  || { echo "uv could not fetch the packages; pip, which has settings of its own, takes its place ..."; \
	       $(PIP) --require-hashes -r requirements/dev.txt; }
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: env
	@$(BIN)/infracare demo

test: env
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses 2 --dist loadfile

# The real Request Tracker, where it is installed; no part of the gate.
test-helpdesk: env
	$(BIN)/pytest -m helpdesk -v -s tests/helpdesk tests/stories/test_helpdesk.py tests/stories/test_helpdesk_by_mail.py

bench: env
	$(BIN)/python -m bench

format: env
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The locks hold hashes and no addresses: requirements/run.txt to run, requirements/encoder.txt to run with an encoder,
# requirements/dev.txt to work on it.
lock: env
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra postgres pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra postgres --extra encoder pyproject.toml -o requirements/encoder.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra postgres --extra encoder --group dev pyproject.toml -o requirements/dev.txt
