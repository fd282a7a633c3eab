"""Whether a sentence holds against the words that it cites, by rules alone.

It imports `qa.reader`, `qa.understanding`, `qa.wording`, `qa.citing`, `qa.types` and `index`.
"""
