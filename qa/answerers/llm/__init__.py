"""The LLM answerer: writes an answer sentence by sentence, each citing passages and checked
against them.

It imports `index.text` and what lies below it.
"""
