"""Tables of a page, with lines or without."""
