"""HTML that is read with nothing allowed but what we write."""

import re
from html.parser import HTMLParser

PERMITTED = re.compile(
    "div|p|a|ol|ul|li|span|br|blockquote|strong|article|header|h2|mark|aside|button"
)


class Checker(HTMLParser):
    """Collects the text, and refuses elements and attributes that we don't write."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.marked: list[str] = []
        self.links: list[str] = []
        self._marks = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert PERMITTED.fullmatch(tag), tag
        for name, value in attrs:
            assert name in ("class", "href", "id", "title", "lang"), name
            if name == "href":
                self.links.append(value or "")
        if tag == "mark":
            self._marks += 1
            self.marked.append("")
        if tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        self._marks -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._marks:
            self.marked[-1] += data


def read(html: str) -> Checker:
    # A line break would let Markdown begin anew.
    assert "\n" not in html
    checker = Checker()
    checker.feed(html)
    return checker
