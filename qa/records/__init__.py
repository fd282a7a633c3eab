"""What is kept of visitors: conversations and feedback, in one SQLite file.

It imports `qa.types` and `index.errors`; whoever shows or takes records lies above it.
"""
