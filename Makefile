# The only list of commands: `make help` prints it. GNU make, and Python 3.11 to 3.13.

PORT ?= 8001
# PYTHON=... names the interpreter to use; otherwise the first of these that fits is taken.
CANDIDATES = $(or $(PYTHON),python3 python3.13 python3.12 python3.11)
FITS = import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
python = $(shell for p in $(CANDIDATES); do $$p -c "$(FITS)" 2>/dev/null && echo $$p && break; done)
ensurepip = $(shell $(python) -c "import ensurepip, venv; print('yes')" 2>/dev/null)

PY = .venv/bin/python
PEDANA = $(PY) -m ingest.cli
STAMP = .venv/.stamp
UV = uv==0.13.9

# The stamp holds the folder the environment was made in and is written last: an environment
# that is half made, was moved or has lost its Python has none, and is made again.
$(shell [ "$$(cat $(STAMP) 2>/dev/null)" = "$(CURDIR)" ] && $(PY) -c "" 2>/dev/null || rm -f $(STAMP))

.DEFAULT_GOAL := help
.PHONY: help serve demo test lint build check coverage screenshots bench bench-identity new-source lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(STAMP) ## build the release from archive/ and serve it on http://127.0.0.1:8001 (PORT=...)
	@$(PEDANA) build || echo "serving what could be read; what could not is named above" >&2
	$(PEDANA) serve build/pedana.db --port $(PORT)

demo: $(STAMP) ## the same with a small synthetic archive (every name and score is invented)
	rm -rf build/demo-archive
	$(PY) -m bench.synthetic --out build/demo-archive --size small
	$(PEDANA) build --archive build/demo-archive --out build/demo
	$(PEDANA) serve build/demo/pedana.db --port $(PORT)

test: $(STAMP) ## the whole suite, headless browser included where Chromium is installed
	$(PY) -m pytest

lint: $(STAMP) ## rules, format and strict types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

build: $(STAMP) ## archive/ becomes build/pedana.db, offline
	$(PEDANA) build

check: build ## run the data checks on the release
	$(PEDANA) check build/pedana.db

coverage: build ## account for every row of every document
	$(PEDANA) coverage

screenshots: build ## take the picture of the README anew (needs Chromium)
	$(PY) -m bench.screenshots

bench: $(STAMP) ## measure archive, build and readers against the budgets
	$(PY) -m bench

bench-identity: $(STAMP) ## score the linking of names (FILE=rows.csv.gz with a column "number"; and the synthetic archive)
	rm -rf build/identity-archive
	$(PY) -m bench.synthetic --out build/identity-archive --size medium
	$(PY) -m bench.identity $(or $(FILE),$(wildcard ../shared/real/identity/*.csv.gz)) build/identity-archive

new-source: $(STAMP) ## begin a source: make new-source KEY=publisher_format
	@$(PY) -m ingest.new_source "$(KEY)"

lock: $(STAMP) ## write requirements.txt anew from pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(PY) -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet $(UV)
	build/lock/bin/uv pip compile pyproject.toml --extra dev --universal --generate-hashes \
	  --custom-compile-command "make lock" --no-annotate --quiet $(UPGRADE) --output-file requirements.txt

clean: ## remove everything that was generated, the environment included
	rm -rf build .venv *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(STAMP): requirements.txt pyproject.toml
	$(if $(python),,$(error No Python 3.11, 3.12 or 3.13 found; on Debian: apt install python3 python3-venv))
	$(if $(ensurepip),,$(error $(python) cannot make environments; on Debian: apt install $(if $(PYTHON),python3,$(python))-venv))
	@echo "Making the environment in .venv: about a minute"
	@$(python) -m venv --clear .venv && $(PY) -m pip --version >/dev/null || \
	  { echo "The environment came out without pip; on Debian: apt install python3-pip" >&2; exit 1; }
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@PYTHONWARNINGS=ignore $(PY) -m pip install --quiet --disable-pip-version-check \
	  --no-deps --no-build-isolation --editable .
	@echo "$(CURDIR)" >$(STAMP)
