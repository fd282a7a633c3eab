"""Translations of documents by a language model, written beside them.

It imports `qa.answerers.llm`, `qa.checking`, `qa.settings`, `qa.types` and `index`.
"""
