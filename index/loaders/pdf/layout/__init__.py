"""Words into columns, lines, paragraphs, headings and lists."""
