"""A report's page as its readers and its script have it."""

import json
import re
from html.parser import HTMLParser
from typing import Any


class Page(HTMLParser):
    """What of a page matters here: its elements, its texts, and its scripts of data."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def shown(page: str) -> str:
    """What of a page is seen before the language is switched."""
    return page.partition("<template")[0]


def hidden(page: str) -> str:
    """What is seen after that."""
    return page.partition("<template")[2].partition("</template>")[0]


def data(page: str) -> list[dict[str, Any]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found
    suites: list[dict[str, Any]] = json.loads(found[1])
    return suites
