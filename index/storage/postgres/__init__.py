"""A corpus in PostgreSQL with pgvector, which several servers read and one at a time writes.

Documents, passages and all vectors live in the database, which searches the vectors itself; what
finds words is derived from it on each machine. It imports psycopg, which is an extra.
"""
