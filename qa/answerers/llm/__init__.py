"""The LLM answerer: writes an answer sentence by sentence, each citing passages and checked
against them.

It imports `qa.answerers.extractive`, which answers where it fails, and what lies below both.
"""
