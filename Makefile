# One command each: `make` lists them. Nothing needs to be installed by hand but Python, make and git.
PYTHON := .venv/bin/python

# Only what is typed on this command line counts: some shells export HOST with another meaning.
ifeq ($(origin DEMO),command line)
export BR_DEMO := $(DEMO)
endif
ifeq ($(origin PORT),command line)
export BR_PORT := $(PORT)
endif
ifeq ($(origin HOST),command line)
export BR_HOST := $(HOST)
endif

# Compiled Python is kept, whatever the shell says: every process would otherwise compile the whole program anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run machines test passes check format bench deployed pins audit clean

help:  ## List these commands.
	@sed -n 's/^\([a-z]*\): *## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '%-14s %s\n' "$$name" "$$text"; done

run: export BR_DEMO ?= 1
run:  ## Start the program with its demo unit; DEMO=0 starts empty, PORT=… and HOST=… say where it listens.
	@sh .setup/prepare run
	@exec $(PYTHON) app.py up

machines:  ## Install what several machines need beside it: the clients of an S3 store and of a broker.
	@sh .setup/prepare machines

# Tests write through to the disk as the program does; in memory that takes minutes less. They wait for browsers and for
# child processes much of the time: three at once keep two cores busy. What is slow to make, and marked xdist_group for
# that, is made in one of the three only.
test: export PYTEST_DEBUG_TEMPROOT ?= $(shell test -w /dev/shm && echo /dev/shm)
test:  ## Check the code and run every test, on SQLite and on PostgreSQL.
	@sh .setup/prepare test
	@$(PYTHON) -m tests.browser
	@BR_TEST_DATABASE=postgresql $(PYTHON) -m tests.servers
	@$(MAKE) --no-print-directory --jobs=2 check passes

# Beside the check, which keeps one core busy for a minute and leaves the other.
passes:
	@BR_TEST_DATABASE=sqlite BR_TEST_COVERAGE=1 $(PYTHON) -m pytest -n 3 --dist loadgroup --statements note
	@BR_TEST_DATABASE=postgresql $(PYTHON) -m pytest -n 3 --dist loadgroup -m "database and not one_database" --statements choose
	@$(PYTHON) -m tests.coverage_floor

check:  ## Check format, style, types and the order of the rooms; needs no browser and no server.
	@sh .setup/prepare test
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m mypy
	@$(PYTHON) .venv/bin/lint-imports

format:  ## Format the code, and mend what can be mended by machine.
	@sh .setup/prepare test
	@$(PYTHON) -m ruff format
	@$(PYTHON) -m ruff check --fix

bench:  ## Measure start, memory, page times and transcription on this machine.
	@sh .setup/prepare test
	@$(PYTHON) -m tests.bench

deployed:  ## Start what deploy/ offers for true, containers and services, in under ten minutes; as root, on a machine of its own.
	@sh .setup/prepare test
	@$(PYTHON) -m tests.deployed

pins:  ## Choose new versions of everything we depend on; for developers, needs the net.
	@sh .setup/prepare test
	@sh .setup/pins

audit:  ## Ask what is known about the packages that we pin; says so where nobody can be asked.
	@sh .setup/prepare test
	@$(PYTHON) -m tests.dependency_audit

clean:  ## Remove what can be built again; instance/ with its data is left alone.
	@rm -rf .venv .cache build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage.json .statements
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
