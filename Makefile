# The one door to the project. Each target does all of its own set-up: python3, python3-venv and make suffice.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
UV := $(shell sed -n 's/^ *"\(uv==[^"]*\)".*/\1/p' pyproject.toml)

export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_DOWNLOADS := never
unexport VIRTUAL_ENV
unexport PYTHONDONTWRITEBYTECODE # tests start thousands of commands: each would compile everything anew

.DEFAULT_GOAL := help
.PHONY: help run tour test check bench format promises

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1 \t/p' Makefile | expand -t 18

run: $(READY)  ## a support desk with a year behind it, over https: who is there, and where to look
	@$(BIN)/python examples/support-desk/demo.py

tour: $(READY)  ## a small shop of its own: its policy kept from start to end, each step shown
	@$(BIN)/python examples/small-shop/tour.py

test: $(READY)  ## all tests; ARGS="-k word" chooses
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(READY)  ## format, lint, strict types, import map, dependencies
	@$(BIN)/ruff format --check --quiet . || { echo "Run: make format"; exit 1; }
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/deptry src
	@$(BIN)/uv lock --check --quiet || { echo "pyproject.toml and uv.lock differ. Run: $(BIN)/uv lock"; exit 1; }
	@$(BIN)/python -m tests.dependencies_audited

bench: $(READY)  ## how fast, beside a reference in the same run
	@$(BIN)/python -m bench --svg docs/performance.svg $(ARGS)

format: $(READY)  ## rewrite the layout of the code, and mend what can be mended without thought
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --fix .

promises: $(READY)  ## ISSUE=B1, SITE=support-desk: fails for each promise of it without a passing test marked with it
	@$(BIN)/python -m tests.promises_marked "$(ISSUE)" "$(SITE)"

$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Honour needs Python 3.11 or later. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$(UV)"
	@$(BIN)/uv sync --frozen --quiet --compile-bytecode
	@touch $@
