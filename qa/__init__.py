"""Question in, cited answer out.

It imports `index`, never `evals` or `training`; what its packages import of each other is held by
the contracts in `pyproject.toml`.
"""
