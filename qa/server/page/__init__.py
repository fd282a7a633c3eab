"""The chat page: Gradio around a conversation as HTML, its words, style and scripts.

It imports `answering`, `guards` and `wire` of the server; not routes or widget.
"""
