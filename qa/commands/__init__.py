"""The command line: `seedqa` and what its commands print.

It may import all of `qa`; nothing imports it.
"""
