"""Documents by kind of structure, each with a question, words its answer quotes and words not."""

from tests.documents.kinds.characters import CHARACTERS
from tests.documents.kinds.code import CODE
from tests.documents.kinds.dates import DATES
from tests.documents.kinds.encodings import ENCODINGS
from tests.documents.kinds.kind import Kind
from tests.documents.kinds.languages import LANGUAGES
from tests.documents.kinds.lists import LISTS
from tests.documents.kinds.markup import MARKUP
from tests.documents.kinds.notes import NOTES
from tests.documents.kinds.sentences import SENTENCES
from tests.documents.kinds.tables import TABLES
from tests.documents.kinds.transcripts import TRANSCRIPTS

__all__ = ["KINDS", "Kind"]

KINDS = [
    *TABLES,
    *LISTS,
    *CODE,
    *MARKUP,
    *NOTES,
    *DATES,
    *CHARACTERS,
    *ENCODINGS,
    *LANGUAGES,
    *SENTENCES,
    *TRANSCRIPTS,
]
