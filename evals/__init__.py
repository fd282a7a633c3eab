"""Suites of gold questions, metrics, and the runner that puts numbers to an index.

It imports `qa` and `index`, never `training`.
"""

from evals.running.runner import run_suite

__all__ = ["run_suite"]
