# The commands of this project; each works as the first one after a clone. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
# Dagster reports usage and Streamlit gathers statistics unless told otherwise
export DAGSTER_DISABLE_TELEMETRY := yes
export STREAMLIT_BROWSER_GATHER_USAGE_STATS := false

.PHONY: help setup demo app run dev test check lint types format floors bench dictionary sites clean
help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup:  ## make .venv; nothing when nothing changed
	@$(PYTHON) .ci/setup.py

demo: setup  ## run the whole job on the recorded web, and search it
	@$(BIN)/talks demo

app: setup  ## open the search app on data/, or on the demo where data/ has no corpus yet
	@$(BIN)/talks app

run: setup  ## run the job on data/corpus.toml
	@$(BIN)/talks run

dev: setup  ## Dagster's web interface, with the schedule
	@$(BIN)/talks dev

test: setup  ## the tests
	@$(BIN)/pytest -n auto

check: setup lint types test floors  ## everything that must hold before a commit

lint: setup
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: setup
	@$(BIN)/mypy

format: setup  ## put the code in form
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

floors: setup  ## measured quality against the floors in benchmarks/floors; skips what ../shared does not give
	@$(BIN)/python -m benchmarks.floors

dictionary: setup  ## docs/dictionary.md from the schema
	@$(BIN)/python -m pipeline.corpus.dictionary > docs/dictionary.md

sites: setup  ## docs/sites.md from the sites' readers
	@$(BIN)/python -m pipeline.sites.overview > docs/sites.md

clean:  ## remove .venv and caches; data/ stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
