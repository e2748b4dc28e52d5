# `make demo` shows the program, `make test` tests it; both set up what they need first.

# Two at a time; a test that hangs for ten minutes is ended and named.
PYTEST := .venv/bin/python -m pytest -n 2 --dist loadfile --max-worker-restart 0 \
	-o faulthandler_timeout=600 -o faulthandler_exit_on_timeout=true

.DEFAULT_GOAL := help
.PHONY: help install tools demo test check bench pictures reference clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

install: ## the program with its libraries, into .venv
	@scripts/set_up.sh

tools: ## the same, with the tools that test it
	@scripts/set_up.sh dev

demo: install ## the sample patient: a window, or without a screen files in demo/
	.venv/bin/vertmeasure demo

test: tools ## the tests, without the slow ones
	$(PYTEST)

check: tools ## everything: style, types, all tests; the import directions are one of them
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	$(PYTEST) -m "" -rs

bench: tools ## speed, as ratios
	@test -d build/bench || .venv/bin/python -m pip install --quiet --no-deps --target build/bench --group bench || true
	PYTHONPATH=build/bench .venv/bin/python -m benchmarks

pictures: install ## the pictures of the documentation
	.venv/bin/python scripts/make_pictures.py

reference: install ## the reference page, from the words of the program
	.venv/bin/python scripts/make_reference.py

clean: ## remove what was made, but keep .venv
	rm -rf build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
