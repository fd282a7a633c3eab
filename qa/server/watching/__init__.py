"""What the server tells of itself: a line for each request, figures, traces.

It listens to `answering`, and imports that and `wire` of the server.
"""
