# Intaglio: every target sets itself up first. `make` alone lists them.
#
# Needs on the machine: Python 3.11 or newer and node 20 or newer. Everything else is installed
# into .venv and node_modules, at the versions of the lock files; a stamp in each of the two
# remembers the lock it was made from, so that setting up again costs nothing.

# The first of these with wheels for every dependency (pyrevm has none for 3.13), else whatever python3 is.
PYTHON ?= $(shell for p in python3 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null && echo $$p && exit; \
  done; echo python3)
BIN := .venv/bin
VENV_STAMP := .venv/.installed
NODE_STAMP := node_modules/.installed
BROWNIE_STAMP := .brownie-venv/.installed
SLITHER_STAMP := .slither-venv/.installed
LOCK := requirements/all.lock
BROWNIE_LOCK := requirements/brownie.lock
SLITHER_LOCK := requirements/slither.lock

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench brownie slither lock clean

help: ## show this list
	@echo "Intaglio — make targets:"
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV_STAMP) $(NODE_STAMP) ## install .venv and node_modules from the lock files

demo: setup ## compile, deploy, mint and verify the examples on a local chain; leaves a gallery page
	$(BIN)/python -m intaglio_studio.demo

test: lint $(BROWNIE_STAMP) $(SLITHER_STAMP) ## ruff, mypy, then every test
	$(BIN)/python -m pytest -n logical --dist worksteal

lint: setup ## ruff and mypy only
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: setup ## the measurements of tests/bench, printed side by side
	$(BIN)/python -m pytest tests/bench -o python_files='bench_*.py' -o python_functions='bench_*' --timeout=0 -s

brownie: $(BROWNIE_STAMP) ## install .brownie-venv: eth-brownie in an environment of its own, for its tests

slither: setup $(SLITHER_STAMP) ## Slither on the contracts, from an environment of its own: findings and answers
	$(BIN)/python -m tests.slither --slither .slither-venv/bin/slither

lock: ## resolve the lock files anew (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: python3 -m pip install uv"; exit 2; }
	env -u PIP_FIND_LINKS uv pip compile pyproject.toml --no-config --all-extras --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade --quiet -o $(LOCK)
	env -u PIP_FIND_LINKS uv pip compile requirements/brownie.in --no-config --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade --quiet -o $(BROWNIE_LOCK)
	env -u PIP_FIND_LINKS uv pip compile requirements/slither.in --no-config --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade --quiet -o $(SLITHER_LOCK)
	npm install --package-lock-only --ignore-scripts

clean: ## remove .venv, node_modules and caches
	rm -rf .venv .brownie-venv .slither-venv node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis out

$(VENV_STAMP): $(LOCK) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Intaglio needs Python 3.11 or newer; '$(PYTHON)' is older or missing."; \
	  echo "  help: make setup PYTHON=/path/to/python3.12"; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  echo "'$(PYTHON)' has no ensurepip, so it cannot make a virtual environment with pip."; \
	  echo "  help: on Debian and Ubuntu: apt-get install python3-venv"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(LOCK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.%-venv/.installed: requirements/%.lock | $(VENV_STAMP)
	@test -x .$*-venv/bin/python || $(PYTHON) -m venv .$*-venv
	.$*-venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

# No install script has anything to do here: the binaries of anvil, forge and swc ship inside their platform packages.
$(NODE_STAMP): package-lock.json package.json
	@command -v node >/dev/null && command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || { \
	  echo "Intaglio needs node 20 or newer with npm; none was found on PATH."; exit 2; }
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
