"""What is said to users: the catalogue of sentences, dates, certainty, whole conversations.

It imports `qa.citing`, `qa.settings` and `qa.types`.
"""
