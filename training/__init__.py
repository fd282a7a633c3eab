"""How the reader's weights are made: plans, data, twins, the course of learning. Not in the wheel.

Above `evals`, `qa` and `index`, and may import them all; nothing imports it.
"""
