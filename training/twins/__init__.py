"""Twins made of examples: nearly the same question or passage, and no answer any more.

It imports `training.sets.examples`, `training.sets.lexicon` and what lies below `training`.
"""
