"""Frozen values from a question to its cited answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from index.types import Hit, PlaceKind

Role = Literal["user", "assistant"]
Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Status = Literal["supported", "partial", "unsupported"]
# How an answer is meant: said plainly, said as what comes closest, not said at all.
Certainty = Literal["sure", "unsure", "none"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands by itself; `text` is what the asker wrote.

    `carried`: something was taken over from before. Of "tell me more" `before` is the question it
    goes on with, `times` how often in a row.
    Where that was typed in other letters, `text` is what was meant, and `typed` what was written.
    """

    text: str
    language: Language
    standalone: str
    before: "Question | None" = None
    times: int = 0
    typed: str | None = None
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of `hit.document.text` that may answer; scores compare within one read.

    `focus` is the (start, end) of the answering words inside it, where the reader finds any.
    """

    hit: Hit
    start: int
    end: int
    score: float
    focus: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The evidence, best first, and the probability in [0, 1] that it answers the question.

    `features` are what that probability was made of, by their names.
    """

    evidence: tuple[Evidence, ...]
    confidence: float
    features: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the cited words bear what is said; `reason` names the check that decided.

    `faults` are (start, end) offsets of the words at fault, in the sentence checked.
    """

    status: Status
    reason: str
    faults: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where cited words stand in their original, from the page, slide or row to the last of them.

    Counted from 1; `label` is what is printed on the page, or the sheet's name.
    """

    kind: PlaceKind
    number: int
    last: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """Another document that has the words of a citation, or nearly the same ones."""

    document_id: str
    title: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a document, exactly: `quote == document.text[start:end]`.

    `focus` is the (start, end) of the words that answer, in document offsets; `original` the same
    citation in the text that this one translates. `place` is where the words stand in a file that
    has pages, slides or sheets; `section` the headings they stand under, the outermost first;
    `view` a table's row with the names of its columns. `copies` repeat the passage cited.
    """

    number: int
    document_id: str
    title: str
    language: str
    date: str | None
    source: str | None
    url: str | None
    start: int
    end: int
    quote: str
    focus: tuple[int, int] | None = None
    verdict: Verdict | None = None
    original: "Citation | None" = None
    place: Place | None = None
    section: tuple[str, ...] = ()
    view: str | None = None
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer with the numbers of the citations it rests on.

    A `remark` is about the question, says nothing of its matter and so rests on none. `verdict` is
    that on a sentence that a model wrote; `end` what stands between it and the next.
    """

    text: str
    citations: tuple[int, ...] = ()
    remark: bool = False
    verdict: Verdict | None = None
    end: str = " "


@dataclass(frozen=True, slots=True)
class Usage:
    """What an answer took of a model: tokens in, tokens out, calls, and the wait for the first.

    `verdicts` are those on all that it wrote, said in the end or not. `untold_tokens` are those of
    calls whose server told of none, reckoned by characters: for budgets.
    """

    prompt_tokens: int = 0
    completion_tokens: int = 0
    calls: int = 0
    first_token_ms: float | None = None
    verdicts: tuple[Status, ...] = ()
    untold_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in the asker's language, or an honest refusal (`answered` is False).

    `short` holds the answering words alone; `related` the nearest passages where nothing answers.
    `certainty` is "none" exactly where it isn't answered. `fallback` names why a model's answer was
    given up for a quotation; `usage` is what was spent on the model all the same. `understood` is
    the question that was answered where that isn't as it was written, which the first sentence
    then says.
    """

    question: str
    language: Language
    answered: bool
    short: str | None
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    related: tuple[Citation, ...]
    confidence: float
    answerer: str
    model: str | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)
    certainty: Certainty = "none"
    usage: Usage | None = None
    fallback: str | None = None
    understood: str | None = None

    @property
    def text(self) -> str:
        """The whole answer as one text without citation marks."""
        return in_a_row(self.sentences)

    @property
    def said(self) -> str:
        """The answer itself: the same without remarks on the question."""
        return in_a_row([sentence for sentence in self.sentences if not sentence.remark])


def in_a_row(sentences: Sequence[Sentence]) -> str:
    """Put sentences one after another, each parted from the next as it wants."""
    return "".join(sentence.text + sentence.end for sentence in sentences).rstrip()
