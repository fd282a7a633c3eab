"""Who may ask, how often and how much: origins, callers, rates, limits, headers.

It imports `qa.server.wire` and nothing else of the server.
"""
