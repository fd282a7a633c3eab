"""What is learnt from: examples, pairs written by hand, and which of them a stretch sees.

It imports `training.twins`, which makes twins of its examples, and what lies below `training`.
"""
