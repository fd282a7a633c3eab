"""Suites of gold questions, metrics, and the runner that puts numbers to an index."""

from evals.runner import run_suite

__all__ = ["run_suite"]
