# Everything a newcomer runs. Needs only Python 3.11 to 3.13, gcc, make and a package registry.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
DOSSIER := demo/caucasus.dossier
PAGE := demo/caucasus.html

# uv: the one on the path, else one of our own in .tools, which needs no root and leaves the system's Python alone.
UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .tools/bin/uv)
export UV_PROJECT_ENVIRONMENT := $(VENV)
export UV_PYTHON_DOWNLOADS := never

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## install everything into .venv (quick when nothing changed)

$(STAMP): pyproject.toml uv.lock | uv
	@echo "setup: installing what uv.lock names into $(VENV)"
	@$(UV) sync --frozen --quiet
	@touch $@

.PHONY: uv
uv:
	@$(UV) --version >/dev/null 2>&1 || sh -eu -c '\
	  echo "setup: no uv on the path, installing one into .tools"; \
	  mkdir -p .tools; echo "*" > .tools/.gitignore; \
	  if $(PYTHON) -m venv .tools >/dev/null 2>&1; then .tools/bin/python -m pip install --quiet uv; exit; fi; \
	  if $(PYTHON) -m pip install --quiet --target .tools/lib uv; then \
	    mkdir -p .tools/bin; ln -sf ../lib/bin/uv .tools/bin/uv; exit; fi; \
	  echo "setup: neither venv nor pip works here (on Debian: apt-get install python3-venv)" >&2; exit 1'

demo: setup ## read the six example pages, print the most disputed stories, write demo/caucasus.html
	@mkdir -p $(dir $(PAGE))
	@$(BIN)/dragoman read examples/caucasus --into $(DOSSIER) || { code=$$?; [ $$code -eq 1 ] || exit $$code; \
	  echo "demo: done, but some pages were refused:"; $(BIN)/dragoman refusals $(DOSSIER); }
	@$(BIN)/dragoman stories $(DOSSIER) --limit 6
	@$(BIN)/dragoman report $(DOSSIER) -o $(PAGE)
	@echo "demo: open $(CURDIR)/$(PAGE) in a browser (no network needed)"

test: setup ## run the tests
	@$(BIN)/pytest

check: setup ## all that CI runs: lock file, format, lint, types, import contract, tests and docs
	@$(UV) lock --check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest
	@echo "check: all passed"

bench: setup ## measure speed and memory
	@$(BIN)/python -m bench
