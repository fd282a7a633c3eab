"""What the server tells of itself: a line for each request, figures, traces.

It imports `answering`, `guards` and `wire` of the server.
"""
