"""Text into its parts: language, paragraphs, sentences, words, names, passages.

Nothing here knows of files, vectors or storage; it imports `index.types` alone.
"""
