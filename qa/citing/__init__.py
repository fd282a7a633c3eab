"""Citations: made, checked against the words they cite, and opened at them.

It imports `index` and `qa.types`.
"""
