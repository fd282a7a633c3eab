"""An answer as the content of a message, whole or as it comes, with marks and annotations."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from fastapi import Request

from qa.citing.links import link_to_quote
from qa.types import Answer, Citation, Sentence


class Links:
    """Where a citation can be looked at."""

    def __init__(self, request: Request) -> None:
        self._base = str(request.base_url).rstrip("/")

    def of(self, citation: Citation) -> str:
        """The publisher's page at the words, else the document on this server."""
        own = f"{self._base}/api/documents/{quote(citation.document_id, safe='')}"
        return link_to_quote(citation) or own


class Content:
    """What has been said of an answer; what is sent can't be taken back, only added to.

    White space is held back, so that the marks of a sentence stand right behind it.
    """

    def __init__(self) -> None:
        self.text = ""
        self._space = ""
        self._between = ""  # what parts two sentences where the pieces don't
        self._start = 0
        self._said: list[tuple[Sentence, int, int]] = []

    def add(self, piece: str) -> str:
        """Take a piece of a sentence; gives what may be sent."""
        piece = self._space + piece
        if piece.strip() and not piece[0].isspace():
            piece = self._between + piece
        words = piece.rstrip()
        self._space = piece[len(words) :]
        if not self.text:
            words = words.lstrip()
        if words:
            self._between = ""
        self.text += words
        return words

    def end(self, sentence: Sentence) -> str:
        """Take the end of a sentence, which has been added; gives its marks."""
        marks = "".join(f"[{number}]" for number in sentence.citations)
        sent = f" {marks}" if marks else ""
        self.text += sent
        start = self._start
        while self.text[start : start + 1].isspace():
            start += 1
        self._said.append((sentence, start, len(self.text)))
        self._start = len(self.text)
        self._between = sentence.end
        return sent

    def finish(self, answer: Answer) -> str:
        """Take the whole answer; gives what of it hasn't been said, in a paragraph of its own."""
        said = [sentence for sentence, _, _ in self._said]
        left = [sentence for sentence in answer.sentences if sentence not in said]
        if left and self.text:
            self._space = "\n\n"
        self._start = len(self.text)
        return "".join(self.add(sentence.text) + self.end(sentence) for sentence in left)

    def annotations(self, citations: Sequence[Citation], links: Links) -> list[dict[str, Any]]:
        """The citations of what was said; each spans the sentence with its marks."""
        return [
            {
                "type": "url_citation",
                "url_citation": {
                    "url": links.of(citation),
                    "title": citation.title,
                    "start_index": start,
                    "end_index": end,
                },
            }
            for sentence, start, end in self._said
            for citation in citations
            if citation.number in sentence.citations
        ]
