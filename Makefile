# `make corpus` and `make test` do their own set-up; they need Python 3.11 or newer, make, and the package registries.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The day that the corpus of this repository says it was encoded on: passed in, so that a rebuild gives the same bytes.
WHEN := 2026-11-22

.PHONY: corpus test check drift benchmark train clean

corpus: $(READY)
	$(BIN)/gazetei encode seeds --output corpus --when $(WHEN) --force
	$(BIN)/gazetei validate corpus

test: $(READY) check drift
	$(BIN)/python -m pytest --numprocesses auto

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

drift: $(READY)
	$(BIN)/python -m schemas.scripts.generate --check
	$(BIN)/python -m encoder.scripts.gazetteer --check
	$(BIN)/python -m tests.drift $(WHEN)

benchmark: $(READY)
	$(BIN)/python -m tests.benchmarks

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

train: $(READY)
	$(BIN)/python -m encoder.training.train encoder/models/press_fr
