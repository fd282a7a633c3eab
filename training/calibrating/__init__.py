"""The numbers that the reader ranks and decides by, fitted on a corpus as it is in life.

Imports `training.sets`, `evals` and what lies below; nothing imports it.
"""
