"""What was typed, as it is meant: a standalone question, its kind, or small talk.

It imports `index`, `qa.wording` and `qa.types`; it knows neither readers nor answerers.
"""
