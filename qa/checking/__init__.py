"""Whether a sentence that a model wrote holds against what it cites.

It imports `qa.reader` and what lies below it.
"""
