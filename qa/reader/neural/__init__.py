"""The reading network: its inputs, layers and weights, and what it says of passages.

It imports `index` and the types of `qa`; PyTorch only once it reads.
"""
