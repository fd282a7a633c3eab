"""The course of a run: its corpus, case after case, what is kept of them, what made them."""
