# Chancery: `make demo` shows it, `make test` checks it. README.md says what each does and how long it takes.
.DEFAULT_GOAL := help
.PHONY: help demo test lint accuracy bench lock messages clean browser train train-mentions export evaluate-analyser
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

PORT ?= 8000
VENV := .venv
PYTHON := $(VENV)/bin/python
MANAGE := $(PYTHON) manage.py
# a server as the public would reach it, for Django's own check of settings
PUBLIC := DJANGO_DEBUG=0 DJANGO_ALLOWED_HOSTS=chancery.example.org DATABASE_URL=sqlite:///:memory: \
	DJANGO_SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')

help:
	@echo "make demo   a knowledge base to look at, on http://127.0.0.1:$(PORT)/ (another port: make demo PORT=8001)"
	@echo "make test   everything that is checked: lint, accuracy, every test on SQLite, those of databases on PostgreSQL"
	@echo "make lint   only the checks that read the code"
	@echo "make accuracy  only how right extraction is, against the committed figures"
	@echo "make bench  how fast it is"
	@echo "make train  train the analyser anew, then make train-mentions (training/README.md); make evaluate-analyser measures it"
	@echo "make export write a trained analyser as the product runs it"
	@echo "make lock   pin the newest dependencies that pyproject.toml allows"
	@echo "make messages  collect the strings of the interface for translation (docs/languages.md)"
	@echo "make clean  take away the environment and caches; the database stays"

demo: export DJANGO_DEBUG := 1
demo: export DJANGO_RUNSERVER_HIDE_WARNING := true
demo: $(VENV)/.runtime
	@$(PYTHON) .ci/port.py $(PORT)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) import_articles articles/sample_corpus/texts
	@echo
	@$(MANAGE) create_demo_editor
	@echo "An administrator of your own: DJANGO_DEBUG=1 $(MANAGE) createsuperuser"
	@echo "Editing desk: http://127.0.0.1:$(PORT)/admin/"
	@echo "Chancery:     http://127.0.0.1:$(PORT)/     (Ctrl-C stops it)"
	@echo
	@$(MANAGE) runserver --noreload 127.0.0.1:$(PORT)

# what reads the code and what measures extraction take one core each
test: $(VENV)/.dev browser
	$(MAKE) -j2 lint accuracy
	$(PYTHON) -m pytest -n 2 --dist worksteal
	$(PYTHON) -m pytest -n 2 --dist worksteal -p tests.postgresql

lint: $(VENV)/.dev
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/djlint --lint --quiet templates
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo --no-cache
	DJANGO_DEBUG=1 DATABASE_URL=sqlite:///:memory: $(MANAGE) makemigrations --check --dry-run
	$(PUBLIC) $(MANAGE) check --deploy --fail-level WARNING
	$(VENV)/bin/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

accuracy: $(VENV)/.dev
	DJANGO_DEBUG=1 DATABASE_URL=sqlite:///:memory: $(MANAGE) evaluate --check

bench: $(VENV)/.dev
	$(PYTHON) -m pytest tests/benchmarks -o python_files='bench_*.py' -p no:xdist -s
	$(PYTHON) -m tests.benchmarks.dates

browser: $(VENV)/.dev
	@.ci/browser

# The analyser: training/README.md tells what the folders hold
TRAIN := .venv-train
RUN ?= training/runs/1
VERSION ?= 1.0.0
train: $(TRAIN)/.ready
	$(TRAIN)/bin/python -m training.train --treebanks "$(TREEBANKS)" --minilm "$(MINILM)" --run "$(RUN)"

train-mentions: $(TRAIN)/.ready
	$(TRAIN)/bin/python -m training.train_mentions --checkpoint "$(RUN)/last.pt" --minilm "$(MINILM)" --run "$(RUN)"

export: $(TRAIN)/.ready
	$(TRAIN)/bin/python -m training.export --checkpoint "$(RUN)/last.pt" --mentions "$(RUN)/mentions.pt" --minilm "$(MINILM)" --version "$(VERSION)" \
		--out articles/extraction/models/english

evaluate-analyser: $(VENV)/.dev
	DJANGO_DEBUG=1 $(PYTHON) -m training.evaluate --treebanks "$(TREEBANKS)"

$(TRAIN)/.ready: requirements.lock pyproject.toml | $(PYTHON)
	@$(PYTHON) -m venv $(TRAIN)
	@echo "Installing what training needs …"
	@$(TRAIN)/bin/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(TRAIN)/bin/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']\
	['optional-dependencies']['train'], sep='\n')" > $(TRAIN)/requirements.txt
	@$(TRAIN)/bin/python -m pip install --quiet -r $(TRAIN)/requirements.txt
	@touch $@

lock: $(VENV)/.dev
	$(VENV)/bin/uv pip compile pyproject.toml --upgrade --universal --generate-hashes --no-emit-index-url --no-header \
		--quiet --output-file requirements.lock
	$(VENV)/bin/uv pip compile pyproject.toml --upgrade --universal --generate-hashes --no-emit-index-url --no-header \
		--quiet --extra dev --constraint requirements.lock --output-file requirements-dev.lock

# Both files of each language are committed, so that only who changes strings needs gettext
messages: $(VENV)/.dev
	@command -v xgettext msgfmt msgmerge > /dev/null || { \
		echo "make messages needs GNU gettext (xgettext, msgmerge, msgfmt), and found it not on this machine." >&2; \
		echo "Debian and Ubuntu: apt install gettext. Fedora: dnf install gettext. macOS: brew install gettext." >&2; \
		exit 1; }
	DJANGO_DEBUG=1 DATABASE_URL=sqlite:///:memory: $(MANAGE) makemessages --locale vi --locale ru --no-location --no-wrap \
		--no-obsolete --extension html,py --ignore "$(VENV)*" --ignore "tests/*" --ignore "training/*"
	@# when they were collected says nothing, and some msgfmt drop it, so that .po and .mo would differ
	for po in kb/locale/*/LC_MESSAGES/django.po; do grep -v '^"POT-Creation-Date' "$$po" > "$$po.new" && mv "$$po.new" "$$po"; done
	DJANGO_DEBUG=1 DATABASE_URL=sqlite:///:memory: $(MANAGE) compilemessages --locale vi --locale ru --ignore "$(VENV)*"

clean:
	rm -rf $(VENV) staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# The environment. uv installs in a tenth of the time that pip takes; pip, which reads pip's own configuration,
# steps in where uv cannot (a registry of one's own, say). Both install exactly what the lock files pin.
define install
	@echo "Installing $(1) …"
	@$(VENV)/bin/uv pip install --quiet --system-certs --python $(PYTHON) --require-hashes -r $(1) || \
		{ echo "uv could not (see above): trying pip." >&2; $(PYTHON) -m pip install --quiet --require-hashes -r $(1); }
	@touch $@
endef

$(VENV)/.runtime: requirements.lock $(VENV)/bin/uv
	$(call install,requirements.lock)

$(VENV)/.dev: requirements-dev.lock $(VENV)/bin/uv
	$(call install,requirements-dev.lock)

# uv is pinned with the others: its lines of the lock file are a requirements file of their own
$(VENV)/bin/uv: | $(PYTHON)
	@awk '/^[^ ]/ {ours = /^uv==/} ours' requirements-dev.lock > $(VENV)/uv.lock
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock

$(PYTHON):
	@for python in python3 python3.13 python3.12 python3.11; do \
		$$python -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
			&& exec $$python -m venv $(VENV); \
	done; \
	echo "Chancery needs Python 3.11, 3.12 or 3.13 with its venv module, and found none of them." >&2; \
	echo "Debian and Ubuntu: apt install python3 python3-venv. Fedora: dnf install python3.12." >&2; \
	exit 1
