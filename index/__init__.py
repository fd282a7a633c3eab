"""Documents in, a searchable index out; this package knows nothing of settings, LLMs, HTTP or UI."""
