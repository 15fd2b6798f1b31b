# The same recipes for people, hooks and CI. `make report` and `make test` set everything up.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: report test check summary verify changes locked twice law soak fuzz preview lint conformance compare bench lock clean
.DEFAULT_GOAL := report

report: $(READY)   ## build site and PDFs into _site/
	$(BIN)/report build

test: $(READY)     ## all tests; browser tests need Chromium, Quarto tests Quarto
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

check: $(READY)    ## data, citations, chapters, figures; runs no cell
	$(BIN)/report check

summary: $(READY)  ## what a build would run again and why, into a CI job's summary or to the terminal
	$(BIN)/report why --format markdown >> "$${GITHUB_STEP_SUMMARY:-/dev/stdout}"

verify: $(READY)   ## the site that stands: its files, its links, and report.lock
	$(BIN)/report verify

changes: $(READY)  ## what `make verify` would say, into a CI job's summary or to the terminal; never fails
	-$(BIN)/report verify --format markdown >> "$${GITHUB_STEP_SUMMARY:-/dev/stdout}"

locked: $(READY)   ## build, and write report.lock: inputs and outputs of every chapter, to be committed
	$(BIN)/report lock

twice: $(READY)    ## build twice, in places that are unlike, and compare every byte
	$(BIN)/report verify --twice

law: $(READY)      ## editions of earlier days from all rows and from earlier rows alone: the same bytes; takes minutes
	nice $(BIN)/python scripts/edition_law.py

soak: $(READY)     ## 500 random edits, a build after each, every site held against a clean build; takes an hour
	$(BIN)/python -m tests.soak --edits 500

fuzz: $(READY)     ## every reader of what authors write, ten minutes each; `python -m tests.fuzz --help` for one
	nice $(BIN)/python -m tests.fuzz --seconds 600

preview: $(READY)  ## serve on 127.0.0.1 and rebuild on change
	$(BIN)/report preview

lint: $(READY)     ## style and floor plan
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

conformance: $(READY)  ## what Quarto makes of small projects, and what we make of them
	$(BIN)/python -m pytest -n auto tests/conformance

compare: $(READY)  ## the report by Quarto (needs it) and by us: which facts of its pages agree
	QUARTO_PYTHON=$(CURDIR)/$(BIN)/python quarto render --output-dir _quarto-site
	$(BIN)/report build
	$(BIN)/python -m tests.conformance _quarto-site _site

bench: $(READY)    ## what builds cost, as a table and JSON; beside Quarto where there is one
	$(BIN)/python -m benchmarks

lock: $(READY)     ## resolve the dependencies again (needs uv)
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --extra test --extra preview --extra browser --quiet -o requirements.lock

clean:             ## remove what was built and remembered, keep the environment
	rm -rf _site _book _briefs _quarto-site .report .quarto _freeze

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing; on Debian: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)
