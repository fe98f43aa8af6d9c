# Two commands do everything on a fresh machine with Python 3.11: `make play` and `make test`.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# What is installed is described by these; a change in them installs anew.
NEEDS := pyproject.toml constraints.txt sim/version.py
CODE := sim tui bench tests tools
# Tests run on all cores; whoever is done early takes work from the others.
CORES := --numprocesses auto --dist worksteal

.PHONY: help play test fuzz validate validate-full coverage lint bench wheel clean

help:
	@echo "make play      start the game (installs what it needs first)"
	@echo "make test      run the tests, the linters and the wheel's check"
	@echo "make validate  run the slow statistics as well, and 2,000 random acts on each screen (some 20 minutes of two cores; FUZZ_ACTS=200: seven)"
	@echo "make fuzz      2,000 random acts on each screen (FUZZ_ACTS=60: a minute); part of validate"
	@echo "make validate-full  everything at full length: engines, tables, the bench of the screen (an hour or less)"
	@echo "make coverage  run the tests and say what they touch"
	@echo "make lint      ruff, mypy, import contracts"
	@echo "make bench     measure the engine on this machine"

play: $(VENV)/installed
	@$(BIN)/tactegic play

test: lint
	@$(BIN)/python -m pytest $(CORES)
	@$(MAKE) --no-print-directory wheel

validate: $(VENV)/developing
	@$(BIN)/python -m pytest $(CORES) -m validate

# Random acts on every screen and random changes of scenario files.
fuzz: $(VENV)/developing
	@$(BIN)/python -m pytest $(CORES) -m validate tests/tui/test_fuzz.py tests/scenario/test_fuzz.py

# What has two processes of its own, or measures time, runs alone; the study of the engines tells how far it is.
ALONE := tests/batch tests/bench/test_screen.py
validate-full: $(VENV)/developing
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest --capture=no -m full $(ALONE)
	@$(BIN)/python -m pytest $(CORES) -m full $(addprefix --ignore=,$(ALONE))

# Half as slow again as `make test`, so not part of it; the figure is there to be looked at, not to be chased.
coverage: $(VENV)/developing
	@$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

lint: $(VENV)/developing
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/installed
	@$(BIN)/tactegic bench

# The wheel, in a fresh environment outside of the checkout, plays a scenario.
wheel: $(VENV)/developing
	@BIN="$(CURDIR)/$(BIN)" sh tests/wheel.sh

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage

$(BIN)/python:
	@sh tools/venv.sh $(VENV)

$(VENV)/installed: $(BIN)/python $(NEEDS)
	@echo "installing tactegic and what it needs (once; a minute or so) ..."
	@$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/developing: $(VENV)/installed
	@echo "installing the tools for tests (once; a minute or so) ..."
	@$(PIP) install --quiet --constraint constraints.txt --requirement tests/requirements.txt
	@touch $@
