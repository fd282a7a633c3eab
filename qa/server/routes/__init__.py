"""The routes of the API: REST, OpenAI's, MCP, documents, feedback.

It imports `answering`, `guards`, `watching` and `wire` of the server; not page or widget.
"""
