# What a newcomer types. Everything is installed into $(VENV) from lists of versions with hashes (requirements/).
VENV ?= .venv
BIN := $(VENV)/bin
OUT ?= demo
# Processes that the test suite is run by.
TESTERS ?= 2
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  "$$p" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check docs frontend screenshots bench evaluate torture train spark lock release pythons clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

demo: $(VENV)/.run ## read examples/, print the incidents, write demo/record.html
	@rm -rf $(OUT) && mkdir -p $(OUT)
	@$(BIN)/tallybook add $(OUT)/demo.book examples
	@$(BIN)/tallybook incidents $(OUT)/demo.book
	@$(BIN)/tallybook record $(OUT)/demo.book --out $(OUT)/record.html >/dev/null
	@echo
	@echo "The book:   $(OUT)/demo.book"
	@echo "The record: $(OUT)/record.html (open it in a browser; it needs no network)"
	@echo "The desk:   $(BIN)/tallybook desk $(OUT)/demo.book"

test: $(VENV)/.dev ## the whole test suite
	@$(BIN)/python -m pytest -n $(TESTERS) --dist loadfile

check: $(VENV)/.dev ## lint, types, and docs that match the code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/tallybook vocabulary check
	@$(BIN)/python scripts/reference.py --check
	@if command -v node >/dev/null; then ./scripts/frontend check; fi

docs: $(VENV)/.dev ## write the generated pages and the outputs in the docs anew
	@$(BIN)/python scripts/reference.py
	@$(BIN)/python scripts/blocks.py

frontend: $(VENV)/.run ## build the desk's page anew into src/tallybook/web/static
	@./scripts/frontend build

screenshots: $(VENV)/.dev ## draw every view of the desk into docs/screens
	@$(BIN)/python scripts/screenshots.py

bench: $(VENV)/.run ## speed, memory and growth, on generated reports and claims; the desk over 100,000 incidents
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.sources
	@$(BIN)/python -m bench.desk

evaluate: $(VENV)/.run ## measures against the gold in evals/own, and their floors
	@$(BIN)/tallybook evaluate evals/own
	@$(BIN)/python evals/check.py

torture: $(VENV)/.dev ## many writers at once, 200 kills, full disks, on SQLite and PostgreSQL: an hour or so
	@$(BIN)/python -m tests.torture

train: $(VENV)/.train ## fits the learned reader anew: make train GOLD=folder TRAIN="folder folder"
	@test -n "$(GOLD)$(TRAIN)" || { echo "Name folders of NAME.txt with NAME.gold.json: make train GOLD=gold TRAIN=train" >&2; exit 2; }
	@$(BIN)/python -m training $(TRAIN) $(GOLD) $(TRAIN_OPTIONS)

spark: $(VENV)/.spark ## install what a cluster needs (pyspark is large; Java 17 is not among it)

lock: $(VENV)/.dev ## resolve requirements/*.txt anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@./scripts/lock $(BIN)/uv

release: $(VENV)/.run ## the wheel (twice, byte for byte), its parts in dist/, tried in an empty environment
	@$(BIN)/python scripts/release.py dist --try

pythons: $(VENV)/.dev ## the wheel in dist/ on the other Pythons that this machine has, from 3.11 to 3.13
	@$(BIN)/python scripts/pythons.py dist

clean: ## remove what make has made
	rm -rf $(VENV) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# A virtual environment, then the pinned packages, then this project as an editable install.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Tallybook needs Python 3.11 or newer with venv (on Debian: apt-get install python3 python3-venv)." >&2; \
	  echo "  Where it has another name: make PYTHON=/path/to/python3.11 demo" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.train: pyproject.toml $(VENV)/.run
	@echo "Installing what training needs into $(VENV) (torch is large) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements/run.txt -e ".[train]"
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what the tests need into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.spark: requirements/spark.txt $(VENV)/.dev
	@echo "Installing Spark into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/spark.txt
	@touch $@
