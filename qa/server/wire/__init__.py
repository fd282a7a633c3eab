"""What every request and answer is made of: problems, events, languages, paths, encodings.

It imports nothing of the server outside this package.
"""
