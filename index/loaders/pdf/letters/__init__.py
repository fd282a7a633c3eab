"""Letters of a page into words."""
