"""A corpus in Milvus, which several servers read and one at a time writes.

Milvus keeps every document as rows and searches the vectors of passages; it has neither
transactions nor locks, so that one row says which revision is whole and another who writes. Each
machine mirrors the rows into a store of its own (SQLite), which the rest of the program reads. It
imports pymilvus, which is an extra.
"""
