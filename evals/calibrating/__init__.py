"""Calibrations: when a reader may be sure, fitted on questions whose answers are known.

Imports `evals` and what lies below it; `training` fits the shipped calibrations with it.
"""
