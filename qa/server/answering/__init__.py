"""Answers for everybody at once: the pool, the pipeline it loads, and what routes share.

It imports `qa.server.guards` and `qa.server.wire` of the server.
"""
