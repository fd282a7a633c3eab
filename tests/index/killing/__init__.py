"""Kills syncs at chosen instants while a reader asks on, and looks whether anything was lost.

    python -m tests.index.killing --kills 200 --commands 10

A server of its own, in which everything is imported already, forks a process for each sync, so that
kills fall into the work and not into its beginning; another one asks all the while. The command
itself is killed at any instant from its start on.
"""
