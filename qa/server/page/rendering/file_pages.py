"""The page of a file that cited words stand on: its picture, and a link that opens it there."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from index.loaders.formats import PDF
from index.types import Anchor, Document, Span
from qa.server.page.rendering.markup import attribute, text
from qa.types import Language, Place
from qa.wording.messages import message


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page of a document, with the words on it that are boxed; nothing where it has no pages.

    `anchors` are those of the words to be looked at.
    """

    document: Document
    place: Place | None
    marked: Span | None
    anchors: Sequence[Anchor] = ()

    def picture(self, interface: Language) -> str:
        """The page as a picture, and a place on it that the panel scrolls to."""
        if not self._number:
            return ""
        span = f"?start={self.marked.start}&end={self.marked.end}" if self.marked else ""
        told = message("page.file_page", interface, number=self._number)
        address = f"{self._address}/pages/{self._number}.png{span}"
        return (
            f'<figure class="sq-page"><span class="sq-sheet"><img src="{attribute(address)}"'
            f' alt="{attribute(told)}">{self._here()}</span></figure>'
        )

    def _here(self) -> str:
        tops = [a.box[1] for a in self.anchors if a.number == self._number and a.box]
        return f'<span class="sq-here" style="top:{min(tops):.1%}"></span>' if tops else ""

    def link(self, interface: Language) -> str:
        """A link to the file at that page."""
        if not self._number:
            return ""
        told = message("page.open_file", interface, number=self._number)
        address = f"{self._address}/original#page={self._number}"
        return f'<a href="{attribute(address)}" target="_blank" rel="noopener">{text(told)}</a>'

    @property
    def _address(self) -> str:
        # From where the chat page lies, behind whatever prefix.
        return f"api/documents/{quote(self.document.id)}"

    @property
    def _number(self) -> int:
        is_page = self.place and self.place.kind == "page" and self.document.media_type == PDF
        return self.place.number if self.place and is_page else 0
