"""The optional LLM judge, by ragas, which is imported only where it is asked for.

It imports `evals.summary` and `evals.types` of the evaluation.
"""
