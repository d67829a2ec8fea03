# Two commands matter: `make demo` and `make test`. Both set up what they need.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: demo test install lock browser office clean

demo: install  ## Read the seed corpus into a desk of its own and open the dashboard.
	$(BIN)/claims demo

test: install browser office  ## Everything that must hold: style, types, imports, tests.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder  # files of few long tests must not come last

install: $(STAMP)  ## Make .venv with exactly what requirements.lock names.

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else \
	  f"Claimdesk needs Python 3.11 to 3.13, and {sys.executable} is {v[0]}.{v[1]}. Try: make PYTHON=python3.12 ...")'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "This Python cannot make virtual environments; on Debian: apt-get install python3-venv"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

browser:  ## The tests drive a real Chromium: find one, or install it, or say what to do.
	@sh tests/e2e/browser.sh

office:  ## One test opens exports in LibreOffice: find it, or install it, or say what to do.
	@sh tests/e2e/office.sh

lock:  ## Pin every dependency, direct and transitive, with hashes, for all supported Pythons.
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --no-header --output-file requirements.lock

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache
