# Everything a machine with Python 3.11 or newer and make needs; each target does its own set-up.
#   make demo    the made-up reference project, and the dashboard on it (DEMO_FLAGS=--no-serve: without)
#   make test    style, types, architecture and every test
#   make walk    every page in every dress, photographed and tried with axe: ten minutes
#   make lint    style and types only
#   make bench   figures against peers and floors
#   make fuzz    damaged and made-up files through the reader, for a quarter of an hour
#   make docs    the pages that are made from the code

SHELL := /bin/sh
PYTHON ?= python3
UV := .uv/bin/uv
RUN := .venv/bin
UV_VERSION := 0.13.9
DEMO_FLAGS ?=
PYTEST_FLAGS ?= -n 2 --dist loadfile

.PHONY: demo test walk lint bench fuzz docs clean
.DEFAULT_GOAL := demo
# Some machines forbid Python to keep what it compiled; then every command would compile every library anew.
unexport PYTHONDONTWRITEBYTECODE

demo: .venv/.ready
	$(RUN)/frivillig demo $(DEMO_FLAGS)

test: lint
	@FRIVILLIG_BROWSER="$$($(RUN)/python tests/browser/find_browser.py)" && export FRIVILLIG_BROWSER && \
	$(RUN)/pytest $(PYTEST_FLAGS)

walk: .venv/.ready
	@FRIVILLIG_BROWSER="$$($(RUN)/python tests/browser/find_browser.py)" && export FRIVILLIG_BROWSER && \
	FRIVILLIG_WALK=1 $(RUN)/pytest -n 2 --dist load tests/browser/test_every_page.py

lint: .venv/.ready
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy

bench: .venv/.ready
	$(RUN)/python bench/night.py
	$(RUN)/python bench/intake.py
	$(RUN)/python -m bench.inactivity
	$(RUN)/python -m bench.forecast
	$(RUN)/python -m bench.dashboard_load

# Ten minutes of damaged files through the reader, and the property tests on many more tables.
fuzz: .venv/.ready
	PYTHONPATH=. $(RUN)/python -W ignore bench/fuzz_readers.py 10
	PROPERTY_EXAMPLES=500 $(RUN)/pytest -q tests/test_reading_properties.py

docs: .venv/.ready
	FRIVILLIG_LANG=en $(RUN)/typer flows.commands utils docs --name frivillig --title Commands --output docs/en/commands.md
	$(RUN)/python -m tests.lessons_page
	$(RUN)/python -m tests.access_page
	$(RUN)/python -c "from pathlib import Path; from flows.xlsform import write_xlsform; from warehouse.source import load_sources; write_xlsform(load_sources()['questionnaire'], Path('docs/da')).rename('docs/da/spoergeskema-xlsform.xlsx')"

clean:
	rm -rf .venv .uv

.venv/.ready: uv.lock pyproject.toml $(UV)
	$(UV) sync --frozen --quiet --compile-bytecode
	@touch $@

# A private uv, so that nothing is installed outside this folder.
$(UV):
	@set -e; \
	for candidate in "$(PYTHON)" python3.13 python3.12 python3.11; do \
		if "$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then found="$$candidate"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Python 3.11, 3.12 eller 3.13 mangler. Installér en af dem, eller angiv den: make PYTHON=/sti/til/python3" >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "Python mangler modulet venv. Installér det (på Debian og Ubuntu hedder pakken python3-venv) og prøv igen." >&2; exit 1; \
	fi; \
	"$$found" -m venv .uv; \
	.uv/bin/pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"; \
	.uv/bin/uv venv --quiet --allow-existing --python "$$(command -v "$$found")" .venv
