"""Documents in, a searchable index out; it knows nothing of settings, LLMs, HTTP or UI."""
