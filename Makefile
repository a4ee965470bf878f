# Two commands for a fresh checkout: "make demo" and "make test". They need Python 3.11 or newer, make and, the first
# time, a package index that pip reaches. Everything lands in this folder.

PYTHON ?=
GRAPH ?= graph
VENV := .venv
BIN := $(VENV)/bin
QUERIES := $(wildcard queries/*/* queries/*)
LOCKS := requirements.lock requirements-build.lock requirements-dev.lock
UV_LOCK := $(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --quiet

.PHONY: demo test format docs lock install clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.installed  ## build the graph of examples/minutes, ask it a question, draw it
	@$(BIN)/graphbuild build examples/minutes --graph $(GRAPH) --municipalities examples/municipalities.csv \
		|| { code=$$?; [ $$code -eq 1 ] || exit $$code; }
	@printf '\nWho decided what about the night shelter?  (graphbuild ask who-decided-what --topic natvarmestue)\n\n'
	@$(BIN)/graphbuild ask who-decided-what --topic natvarmestue --graph $(GRAPH)
	@$(BIN)/graphbuild view network --graph $(GRAPH) -o $(GRAPH)/network.html
	@printf '\nThe picture: open %s in a browser (it needs no network).\n' "$(CURDIR)/$(GRAPH)/network.html"

test: $(VENV)/.installed-dev  ## linter, formatter, strict types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n auto

install: $(VENV)/.installed

# The stamps are older than the locks after a change of the locks, so a pulled update reinstalls and nothing else does.
$(VENV)/.installed: requirements.lock requirements-build.lock pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null  # a stopped first run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -r requirements-build.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/bin/python:
	@set -e; chosen=; \
	for one in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python); do \
		if "$$one" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			chosen="$$one"; break; fi; \
	done; \
	if [ -z "$$chosen" ]; then \
		echo "graphbuild needs Python 3.11 or newer with its venv module, and found none." >&2; \
		echo "Install it (Debian and Ubuntu: python3 python3-venv; macOS and Windows: python.org), or say where it is:" >&2; \
		echo "    make demo PYTHON=/path/to/python3.12" >&2; exit 2; fi; \
	echo "Making $(VENV) with $$("$$chosen" --version)"; \
	"$$chosen" -m venv $(VENV)

format: $(VENV)/.installed-dev  ## write the formatter's and the linter's own repairs
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.installed-dev  ## write anew what the documents take from the program
	$(BIN)/python docs/cli_reference.py
	$(BIN)/python docs/property_graph.py
	$(BIN)/python docs/ontology.py
	$(BIN)/python docs/examples.py

lock: $(VENV)/.installed-dev  ## compile the lock files anew from pyproject.toml
	$(UV_LOCK) pyproject.toml -o requirements.lock
	$(UV_LOCK) --group build -c requirements.lock -o requirements-build.lock
	$(UV_LOCK) pyproject.toml --group dev -c requirements.lock -c requirements-build.lock -o requirements-dev.lock

clean:  ## remove what demo and test made
	rm -rf $(VENV) $(GRAPH) .mypy_cache .pytest_cache .ruff_cache .hypothesis
