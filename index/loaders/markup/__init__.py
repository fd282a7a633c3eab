"""HTML, Markdown and books, which are pages of HTML."""
