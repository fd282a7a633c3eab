"""The answerer that quotes: the sentence with the answer, and who said it where that is asked.

It imports `qa.reader`, `qa.understanding`, `qa.citing`, `qa.wording` and what lies below them.
"""
