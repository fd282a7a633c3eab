"""Reading in a process of its own, within limits of time and memory.

It imports the loaders' own modules and `index.errors`.
"""
