"""Every failure a user may meet; whatever descends from the root is safe to show, word for word.

SeedQAError
├── LoadError            a document that can't be read
├── IndexFormatError     an index that is missing, damaged, of an older format or of another model
├── IndexLockedError     another process is writing the index
├── StorageError         a folder that can't be written
├── EngineError          a database that can't be reached or used
├── ModelError           a model that can't be found, unpacked or loaded
├── MissingExtraError    an optional package that isn't installed
├── SettingsError        a setting that isn't known or isn't allowed
├── LLMError             a language model that can't be reached
├── QuestionError        a question that can't be asked
└── SuiteError           gold questions that can't be run

Each is raised with a code; the code's English sentence stands in `error_texts`, its translations in
`qa/wording/messages`, so that `str(error)` is readable in a library and localised in the product.
"""

from typing import ClassVar

from index.error_texts import ENGLISH


class SeedQAError(Exception):
    """The root: a failure with a code, the values its sentence needs, and an English wording."""

    codes: ClassVar[frozenset[str]] = frozenset(ENGLISH)

    def __init__(self, code: str, **values: object) -> None:
        if code not in self.codes:
            raise KeyError(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(ENGLISH[code].format(**self.values))


class LoadError(SeedQAError):
    """A document can't be read."""


class IndexFormatError(SeedQAError):
    """An index is missing, damaged, of an older format or of another model."""


class IndexLockedError(SeedQAError):
    """Another process is writing the index."""


class StorageError(SeedQAError):
    """A folder can't be written."""


class EngineError(SeedQAError):
    """A database can't be reached or used."""


class ModelError(SeedQAError):
    """A model can't be found, unpacked or loaded."""


class MissingExtraError(SeedQAError):
    """An optional package isn't installed."""


class SettingsError(SeedQAError):
    """A setting isn't known or isn't allowed."""


class LLMError(SeedQAError):
    """A language model can't be reached."""


class QuestionError(SeedQAError):
    """A question can't be asked."""


class SuiteError(SeedQAError):
    """Gold questions that can't be run."""
