"""What the page shows, as HTML: the conversation, sources, documents, and the links between them.

It imports `qa.wording`, `qa.citing` and the types; nothing of Gradio.
"""
