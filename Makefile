# Everything needs only python3.11 (or newer), make and the package registry.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

run: $(READY) ## migrate, fill an empty database with the example articles, serve on http://127.0.0.1:8000
	$(BIN)/factcheck migrate
	$(BIN)/factcheck seed --if-empty
	$(BIN)/factcheck serve

test: lint ## lint, types, import contract, then every test on SQLite and on PostgreSQL
	OPENBLAS_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term

prove: $(READY) ## the long tests in full: descriptions, hostile input, many writers, kills; about an hour
	TEST_THOROUGH=1 OPENBLAS_NUM_THREADS=1 $(BIN)/pytest -rP --tb=short tests/described tests/hostile tests/test_writers.py tests/test_crashes.py tests/test_linking_crashes.py tests/test_idempotency_crashes.py

lint: $(READY) ## style, types and the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

quality: $(READY) ## how well the service reads; FACTCHECK_QUALITY_DIR names a folder with more to measure on
	$(BIN)/python -m tests.quality

bench: $(READY) ## what reading, linking, serving, searching and requests cost, as a table and in bench.json; BENCH="--help" says what may be chosen
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks $(BENCH)

migrate: $(READY) ## bring the database to the newest schema
	$(BIN)/factcheck migrate

$(READY): pyproject.toml constraints.txt
	@echo "Setting up $(VENV): about a minute the first time"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev --editable .
	touch $@

.PHONY: run test prove lint quality bench migrate
