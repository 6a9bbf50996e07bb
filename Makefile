# make demo, make test: each sets up .venv first, and skips what is already done. Choose a Python with `make PYTHON=python3.12 …`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# the version that the workflows have too
QUARTO := quarto-cli==1.9.38
READS  := settings.ini setup.py  # not pyproject.toml, which every nbdev_export writes anew
SHELL  := /bin/sh

.PHONY: demo test package docs lists lab readme clean help
.NOTPARALLEL:

help:                     ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /make \1  \t/p' $(MAKEFILE_LIST)

demo: $(VENV)/.runtime    ## train on handwritten digits, plain, Fisher and Hessian: a table and a figure
	$(BIN)/newton_sort

test: export OMP_NUM_THREADS = 1
test: $(VENV)/.dev        ## everything that a change has to pass, pytest last
	@# the pages take half a minute of one processor, and the rest up to pytest goes on beside them;
	@# each notebook in a process of its own: a worker of nbdev_test keeps one notebook's default dtype for the next
	$(BIN)/python tools/check_notebooks.py pages & pages=$$!; \
	$(BIN)/python tools/check_notebooks.py export \
	&& $(BIN)/python tools/check_notebooks.py clean \
	&& $(BIN)/python tools/check_notebooks.py lessons \
	&& $(BIN)/python tools/check_order.py \
	&& $(BIN)/python tools/stages.py --check \
	&& $(BIN)/python tools/book.py --check \
	&& $(BIN)/python tools/make_readme.py --check \
	&& $(BIN)/python tools/first_losses.py --check \
	&& $(BIN)/python tools/run_notebooks.py \
	&& wait $$pages || { kill $$pages 2>/dev/null; exit 1; }
	$(BIN)/python -m pytest -n 2 newton_losses_nb

package: $(VENV)/.dev     ## source archive and wheel: built, read by twine, and the wheel tried where nothing else is installed
	$(BIN)/python -m pip install --disable-pip-version-check --quiet build twine
	$(BIN)/python tools/check_package.py --install

docs: $(VENV)/.dev        ## the site, in _docs; installs Quarto into .venv where there is none
	@# README first: nbdev makes one in Quarto's form where it finds an old one
	$(BIN)/python tools/make_readme.py
	PATH="$(CURDIR)/$(BIN):$$PATH"; export PATH; export PYTHONPATH="$(CURDIR)/tools"; \
	command -v quarto >/dev/null || $(BIN)/python -m pip install --disable-pip-version-check '$(QUARTO)' \
	  || { echo 'No Quarto, and its package cannot be installed: see https://quarto.org'; exit 1; }; \
	nbdev_docs
	@test -f _docs/index.html

lists:                    ## sidebar, map, page of names, drawings of the stages and README, from the notebooks
	$(BIN)/python tools/book.py
	$(BIN)/python tools/stages.py
	$(BIN)/python tools/make_readme.py

lab: $(VENV)/.lab         ## the notebooks in JupyterLab
	$(BIN)/jupyter lab nbs

readme: $(VENV)/.dev      ## README.md from nbs/index.ipynb
	$(BIN)/python tools/make_readme.py

clean:                    ## remove what was built; .venv, runs and data stay
	rm -rf _proc _docs build dist *.egg-info .pytest_cache nbs/nbdev.yml nbs/sidebar.yml
	find newton_losses_nb nbs tools -name __pycache__ -o -name .ipynb_checkpoints | xargs rm -rf

# A stamp is touched after its last command succeeded, so a set-up that was cut short starts again.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo 'Python 3.10 or newer is needed: make PYTHON=/path/to/python3 …'; exit 1; }
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.runtime: $(READS) | $(VENV)/.python
	$(BIN)/python -m pip install --disable-pip-version-check -e '.[experiments]'
	@touch $@

$(VENV)/.dev: $(READS) | $(VENV)/.python
	$(BIN)/python -m pip install --disable-pip-version-check -e '.[dev]'
	@touch $(VENV)/.runtime $@

$(VENV)/.lab: | $(VENV)/.dev
	$(BIN)/python -m pip install --disable-pip-version-check jupyterlab
	@touch $@
