# tourlib: `make` prints what there is.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
# What analysts need, and with what tests and documentation need.
READY := $(VENV)/.ready
DEV := $(VENV)/.ready-dev
COHORTS ?=

.DEFAULT_GOAL := help
.PHONY: help briefing test lint lab docs lock notebooks bench fuzz same sbom licences audit clean

help:  ## Print this list
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "tourlib needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@echo "Setting up $(VENV), once ..."
	@$(PYTHON) -m venv $$(test -e $(READY) || echo --clear) $(VENV)  # a set-up cut short begins anew
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

$(DEV): $(READY) requirements-dev.lock
	@echo "Adding what tests and documentation need, once ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(DEV)

briefing: $(READY)  ## Tables, charts and notebooks of every cohort, in exports/
	@$(BIN)/tourlib build $(COHORTS)

test: $(DEV)  ## All tests; what is skipped is said at the end
	@$(BIN)/python -m pytest -rs -n 2 --dist worksteal --doctest-modules src/tourlib tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile --nbval --nbval-sanitize-with tests/nbval.cfg notebooks

lint: $(DEV)  ## Style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check src tests tools
	@$(BIN)/mypy

lab: export JUPYTER_CONFIG_PATH := $(CURDIR)/tools/jupyter
lab: $(READY)  ## Open the notebooks in JupyterLab
	@$(BIN)/jupyter lab notebooks/index.md

docs: $(DEV)  ## The documentation as a site that works offline, in site/
	@$(BIN)/python -m sphinx -E -W --keep-going -q docs site
	@echo "site/index.html"

notebooks: $(DEV)  ## Execute the committed notebooks anew, in place
	@$(BIN)/python tools/execute_notebooks.py

bench: $(DEV)  ## Benchmarks: ratios, printed
	@for file in $(filter-out %/worth.py %/conditions.py,$(wildcard tests/benchmarks/*.py)); do echo "== $$file"; $(BIN)/python $$file || exit 1; done

fuzz: $(DEV)  ## Fuzz every reader and parser (SECONDS each; needs atheris)
	@for target in text pdf docx odt pages word open parser settled dates; do \
	  $(BIN)/python tests/fuzz/fuzz.py $$target $(or $(SECONDS),60) || exit 1; done
	@$(BIN)/python tests/fuzz/altered.py $(or $(SECONDS),60)

same: $(DEV)  ## Every report's tables, the working tree's code against a commit's (AGAINST=)
	@$(BIN)/python tools/same.py $(or $(AGAINST),HEAD)

sbom: $(DEV)  ## Software bill of materials of the environment, with licences (sbom.json)
	@$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
	  --output-file sbom.json $(BIN)/python
	@echo "sbom.json (CycloneDX): `grep -c '"purl"' sbom.json` components"

licences: $(DEV)  ## Licences of what is installed
	@$(BIN)/python tools/list_licences.py

audit: $(DEV)  ## Known weaknesses of the locked packages: clean, weak, or could not ask
	@$(BIN)/python tools/audit.py

lock:  ## Resolve the dependencies anew (needs uv)
	@uv pip compile pyproject.toml --extra dev --extra docs --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet -o requirements-dev.lock
	@echo 'setuptools>=77' | uv pip compile pyproject.toml - -c requirements-dev.lock --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock

clean:  ## Remove the environment and all exports
	@rm -rf $(VENV) exports build dist site docs/_charts
