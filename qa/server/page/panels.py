"""What stands beside the conversation, and in its place while it is empty."""

from index.errors import SeedQAError
from index.storage import list_in_language
from index.types import Span
from qa.records.exchanges import Conversation
from qa.server.answering.services import Services
from qa.server.page.rendering.corpus_panel import CorpusView, corpus_panel
from qa.server.page.rendering.links import Link, parse_link
from qa.server.page.rendering.render import WELCOME_DOCUMENTS, notice, welcome
from qa.server.page.rendering.source_panel import citation_panel, document_panel, empty_panel
from qa.server.page.updates import excuse
from qa.types import Language
from qa.wording.messages import message


class Panels:
    """Shows sources and documents of the index as it is at the moment."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._settings = services.settings
        self._loader = services.loader

    def opened(self, conversation: Conversation, interface: Language, words: str = "") -> str:
        """The source that is open, or the documents, searched by words."""
        link = parse_link(conversation.opened)
        if link is None:
            return empty_panel(interface)
        try:
            return self._of(link, conversation, interface, words) or empty_panel(interface)
        except SeedQAError as error:
            return _not_ready(excuse(error, interface), interface)

    def welcome(self, interface: Language) -> tuple[str, bool]:
        """What an empty conversation shows, and whether that is all there will be.

        It is the documents with questions made of them, or why nothing can be asked yet.
        """
        try:
            store = self._loader.get().searcher.open().store
            # One more than is shown tells that there are more.
            documents = list_in_language(store, interface, WELCOME_DOCUMENTS + 1)
            suggestions = self._services.suggestions()
        except SeedQAError as error:
            return _not_ready(excuse(error, interface), interface), False
        if not documents:  # an index that is being built
            return _not_ready(message("page.no_documents", interface), interface), False
        ready = suggestions.ready
        return welcome(documents, suggestions.opening(interface), interface), ready

    def _of(
        self, link: Link, conversation: Conversation, interface: Language, words: str
    ) -> str | None:
        searcher = self._loader.get().searcher
        if link.kind == "corpus":
            changeable = self._settings.has_admin
            return corpus_panel(CorpusView(searcher, link.page, words, changeable), interface)
        if link.kind == "src":
            citation = conversation.citation(link.turn, link.number)
            if citation is None:
                return None
            answering = Span(*(citation.focus or (citation.start, citation.end)))
            shown = searcher.open().anchors(citation.document_id, answering)
            return citation_panel(citation, searcher.document, interface, shown)
        document = searcher.document(link.document_id)
        if document is None:
            return None
        anchors = searcher.open().anchors(document.id, link.span) if link.span else ()
        return document_panel(document, interface, link.span, anchors)


def _not_ready(sentence: str, interface: Language) -> str:
    return notice(message("page.not_ready", interface), sentence)
