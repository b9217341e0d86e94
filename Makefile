# Two commands to begin with: `make chat` and `make ask Q="…"`.
PYTHON ?= python3
VENV ?= .venv
ARCHIVE ?= archive/sample
ARTICLES ?= eval/sample/articles
PORT ?= 7860
Q ?=
DATA ?=
TEXTS ?=
PEER ?=
BARS ?=
BIN := $(VENV)/bin

.PHONY: help chat ask test lint check bench eval pins clean
.DEFAULT_GOAL := help

help: ## List what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(VENV)/.base: requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Groundwire needs Python 3.11 or newer; this is %d.%d. Set PYTHON=… to another one." % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) (once, some minutes) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@echo "Adding the test tools …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(ARCHIVE)/.sample: $(VENV)/.base $(wildcard $(ARTICLES)/*)
	@$(BIN)/groundwire index $(ARTICLES) --archive $(ARCHIVE) --prune
	@touch $@

chat: $(ARCHIVE)/.sample ## Index the sample articles and serve the chat page
	@$(BIN)/groundwire chat --archive $(ARCHIVE) --port $(PORT)

ask: $(ARCHIVE)/.sample ## Answer one question in the terminal: make ask Q="…"
	@test -n "$(value Q)" || { echo 'Give a question: make ask Q="…"' >&2; exit 2; }
	@$(BIN)/groundwire ask "$$Q" --archive $(ARCHIVE)
ask: export Q := $(value Q)

test: $(VENV)/.dev ## Run the whole test suite
	@$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile

lint: $(VENV)/.dev ## Formatter, linter, types and import contract
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint test ## The above and the tests

eval: $(ARCHIVE)/.sample ## Answer and score the sample cases, and test the scores themselves
	@$(BIN)/groundwire eval check eval/sample/cases.yaml --archive $(ARCHIVE)
	@$(BIN)/groundwire eval run eval/sample/cases.yaml --archive $(ARCHIVE) --out runs/sample $(BARS)
	@$(BIN)/groundwire eval selftest

bench: $(ARCHIVE)/.sample $(VENV)/.dev ## Cold starts; with TEXTS=folder also speed and plots; with DATA=folder of the public sets also quality
	@$(BIN)/python bench/cold_start.py $(ARCHIVE)
	@test -z "$(TEXTS)" || $(BIN)/python -m bench.speed $(TEXTS) $(if $(PEER),--peer $(PEER))
	@test -z "$(DATA)" || $(BIN)/python -m bench.retrieval $(DATA)
	@test -z "$(DATA)" || $(BIN)/python -m bench.answering $(DATA)
	@test -z "$(DATA)" || $(BIN)/python bench/extraction.py $(DATA)/html/article_extraction

pins: $(VENV)/.dev ## Compile the pinned requirements anew from pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml requirements/build.in -o requirements/base.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev --extra bench -c requirements/base.txt pyproject.toml requirements/build.in -o requirements/dev.txt

clean: ## Remove the virtual environment, the sample archive and caches
	@rm -rf $(VENV) $(ARCHIVE) .pytest_cache .mypy_cache .ruff_cache .hypothesis
