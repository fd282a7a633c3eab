"""The embeddable widget: its script, made small beforehand, its pages and their routes.

It imports `guards` and `wire` of the server; not routes or page.
"""
