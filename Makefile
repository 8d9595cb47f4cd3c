# Two commands matter: `make demo` runs the main job, `make test` passes the tests. Both set everything up.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.foedus-ready
PEERS  := pygambit open_spiel nashpy "quantecon==0.11.4; python_version < '3.12'" "quantecon; python_version >= '3.12'" cvxpy ecos

.PHONY: demo test lint bench peers ci clean requirements

$(STAMP): pyproject.toml requirements/dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: $(STAMP)  ## korea-1958, from documents to dossier
	$(BIN)/foedus run korea-1958 --out dossiers/korea-1958 --draws 256

test: $(STAMP)
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(STAMP)
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.steps

peers: $(STAMP)  ## live comparison with Gambit, OpenSpiel, Nashpy, QuantEcon (some GPL; builds for minutes; never a dependency)
	test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet $(PEERS) --editable .
	.venv-peers/bin/python -m benchmarks.peers

ci: lint test

requirements:  ## refresh the hash-pinned requirements (writes no registry address; needs uv in the environment)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-annotate --group dev pyproject.toml --output-file requirements/dev.txt

clean:
	rm -rf $(VENV) .venv-peers dossiers .pytest_cache .mypy_cache .ruff_cache
