"""What is said to users: the catalogue of sentences, dates, confidence, whole conversations.

It imports `qa.citing`, `qa.settings` and `qa.types`.
"""
