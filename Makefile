# Copy of a Copy: `make run` opens the dashboard, `make test` proves it.
#
#   make run       set up what is missing, then serve at http://localhost:8501
#                  (PORT=8600 for another port, ADDRESS=0.0.0.0 for the whole room)
#   make check     format, lint, types, import rules and the fast tests: under a minute
#                  (the scripts of the browser are linted too where npm is)
#   make test      the same and the other tests, those in a real Chromium included
#   make test-long what takes minutes to say more sharply: more lineages, other sizes, other
#                  servers, larger networks; CI runs it after the others
#   make test-hours  trains the transformers of the presets anew, and cuts many connections; by hand
#   make bench     the engine and the player against their peers, measured side by side and
#                  written to benchmarks/latest.json
#   make pictures  draw the README's pictures again
#   make clean     remove what can be made again, .venv included

PYTHON   ?= $(shell command -v python3.11 || command -v python3)
PORT     ?= 8501
ADDRESS  ?= localhost
BROWSER  := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
# Tests take the shell where there is one: the same pages, and no window that nobody sees. Figures and
# pictures are of the browser that people have.
CHROMIUM ?= $(shell command -v chromium-headless-shell || echo $(BROWSER))
bench pictures: CHROMIUM := $(or $(BROWSER),$(CHROMIUM))

# A lineage is too small a task for several threads: they only wait for each other.
OMP_NUM_THREADS      ?= 1
OPENBLAS_NUM_THREADS ?= 1
MKL_NUM_THREADS      ?= 1
WORKERS              ?= 2
export CHROMIUM OMP_NUM_THREADS OPENBLAS_NUM_THREADS MKL_NUM_THREADS

BIN     := .venv/bin
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet
# Who is done first takes over what the other has not begun: those in a browser come first of all.
PYTEST  := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run check test test-long test-hours bench pictures clean lint scripts kernels chromium

help:
	@sed -n 's/^# \{0,1\}//p' $(firstword $(MAKEFILE_LIST)) | sed '/^A lineage/,$$d'

run: .venv/.installed
	@echo "Copy of a Copy: http://$(if $(filter 0.0.0.0,$(ADDRESS)),$$(uname -n),$(ADDRESS)):$(PORT)"
	@echo "Ctrl+C stops it; make run PORT=8600 takes another port."
	@$(BIN)/python -m streamlit run app.py --server.address=$(ADDRESS) --server.port=$(PORT) \
		--logger.hideWelcomeMessage=true

check: lint kernels
	$(PYTEST) -m "not slow and not browser and not long and not hours"

test: chromium lint kernels
	$(PYTEST) -m "not long and not hours"

test-long: kernels
	$(PYTEST) -m long

test-hours: kernels
	$(PYTEST) -m hours -o faulthandler_timeout=0

# Compiled once, before several processes would each compile them.
kernels: .venv/.installed-dev
	@$(BIN)/python -m engine run --generations 10 --csv - > /dev/null 2>&1

lint: .venv/.installed-dev scripts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Their unit tests need no npm: pytest runs them in the Node that Playwright brings.
scripts:
	@if ! command -v npm >/dev/null; then echo "The scripts are not linted, for npm is not here."; \
	elif ! $(MAKE) --silent --no-print-directory node_modules/.installed; then echo "The scripts are not linted, for npm could not install what lints them."; \
	else npm run --silent lint && npm run --silent types; fi

node_modules/.installed: package.json package-lock.json
	@npm ci --silent --no-audit --no-fund
	@touch $@

bench: .venv/.installed-dev chromium
	$(BIN)/python -m benchmarks

pictures: .venv/.installed-dev chromium
	$(BIN)/python -m docs.pictures

clean:
	rm -rf .venv node_modules out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp is newer than the requirements it stands for; a failed installation leaves none.
.venv/.installed: requirements.txt | .venv/bin/python
	@echo "Installing what the dashboard needs; the first time takes some minutes."
	$(INSTALL) -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements.txt requirements-cluster.txt requirements-dev.txt | .venv/bin/python
	@echo "Installing what the tests need; the first time takes some minutes."
	$(INSTALL) -r requirements-dev.txt
	@touch .venv/.installed $@

.venv/bin/python:
	@command -v "$(PYTHON)" >/dev/null || { echo "Python 3.11 or newer is needed: install it, or say make PYTHON=/path/to/python3.11." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, and $(PYTHON) is older: install it, or say make PYTHON=/path/to/python3.11." >&2; exit 1; }
	"$(PYTHON)" -m venv --clear .venv

chromium:
	@command -v "$(CHROMIUM)" >/dev/null || { echo "The browser tests need Chromium: install it (on Debian: apt-get install chromium-headless-shell), or say make CHROMIUM=/path/to/chromium." >&2; exit 1; }
