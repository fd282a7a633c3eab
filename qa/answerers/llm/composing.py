"""Sentences that a model wrote, checked and cited one by one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from index.text.names import name_keys
from index.text.vocabulary import is_known
from index.text.words import TOKEN, is_number, is_stopword
from index.types import Span
from qa.answerers.extractive.quoting import quote_of
from qa.answerers.extractive.saying import sentences_of
from qa.answerers.llm.markers import Marked
from qa.checking.checker import Checked, Checker, Source
from qa.citing.citations import Lookup, cite
from qa.types import Citation, Evidence, Question, Sentence, Verdict
from qa.wording.messages import message

Policy = Literal["mark", "replace", "drop"]

# A sentence without a claim has no number, no name and at most so many telling words; one that
# leads in what follows at most so many.
_TRANSITION_WORDS, _LEAD_WORDS = 1, 6
_MARK = r"[-*+•]|\d+[.)]"
_ITEM = re.compile(rf"\s*(?:{_MARK})\s+")
_MARKUP = re.compile(rf"^\s*(?:{_MARK}|#{{1,6}})\s+|[*_`#>|]")


@dataclass(slots=True)
class Composer:
    """Checks sentences as they come and numbers what they cite; made for one answer."""

    question: Question
    sources: Sequence[Source]
    lookup: Lookup
    checker: Checker
    citations: list[Citation] = field(default_factory=list)

    def check(self, marked: Marked) -> tuple[Sentence, Checked | None]:
        """Give a sentence with its verdict; None where it claims nothing."""
        said = plain(marked.text)
        if not marked.citations and claims_nothing(said):
            return Sentence(marked.text, remark=True, end=marked.end), None
        checked = self._checked(said, marked.citations)
        if checked.verdict.status == "unsupported":
            return Sentence(marked.text, verdict=checked.verdict, end=marked.end), checked
        numbers = tuple(dict.fromkeys(self._cite(unit) for unit in checked.bearing))
        return Sentence(marked.text, numbers, verdict=checked.verdict, end=marked.end), checked

    def quote(self, checked: Checked, replaced: Sentence) -> Sentence | None:
        """The closest words of the sources in place of a sentence; None where they were said."""
        if not checked.bearing:
            return None
        known = len(self.citations)
        number = self._cite(checked.bearing[0])
        if number <= known:
            return None
        (said,) = sentences_of([self.citations[number - 1]], self.question.language)
        item = _ITEM.match(replaced.text)
        text = f"{item[0] if item else ''}{said.text}"
        return replace(said, text=text, verdict=Verdict("supported", "quoted"), end=replaced.end)

    def _checked(self, said: str, numbers: Sequence[int]) -> Checked:
        """Check what was said against what it cites; failing that, against all that was given."""
        cited = [self.sources[number - 1] for number in numbers]
        checked = self._check(said, cited) if cited else None
        if checked and checked.verdict.status != "unsupported":
            return checked
        others = [source for source in self.sources if source not in cited]
        found = self._check(said, others) if others else None
        if found is None or found.verdict.status != "supported":
            if checked:
                return checked
            return Checked(Verdict("unsupported", "nothing_cited"), found.bearing if found else ())
        bearing = [source for source in others if any(u in source.units for u in found.bearing)]
        found = self._check(said, bearing)
        if checked and found.verdict.status == "supported":
            # It is true, but it isn't said where the model found it.
            return replace(found, verdict=Verdict("partial", "other_passage"))
        return found

    def _check(self, said: str, cited: Sequence[Source]) -> Checked:
        return self.checker.check(said, cited, self.question.standalone)

    def _cite(self, unit: Evidence) -> int:
        """The number of the citation of a unit's words."""
        span = quote_of(unit, self.question.standalone, several=False)
        document = unit.hit.document
        for citation in self.citations:
            if citation.document_id == document.id and span == Span(citation.start, citation.end):
                return citation.number
        number = len(self.citations) + 1
        self.citations.append(
            cite(number, document, span.start, span.end, self.lookup, copies=unit.hit.copies)
        )
        return number


def plain(text: str) -> str:
    """A sentence without the marks of Markdown, as long as it was."""
    return _MARKUP.sub(lambda found: " " * len(found.group()), text)


def claims_nothing(said: str) -> bool:
    """Whether a sentence only leads over to others."""
    words = TOKEN.findall(said)
    telling = [word for word in words if not is_stopword(word)]
    if any(map(is_number, words)) or name_keys(_begun_small(said)):
        return False
    return len(telling) <= (_LEAD_WORDS if leads_in(said) else _TRANSITION_WORDS)


def leads_in(said: str) -> bool:
    """Whether a sentence ends with what follows it still to come."""
    return said.rstrip().endswith((":", "："))


def _begun_small(said: str) -> str:
    """A sentence without its capital, where its first word is one that is no name."""
    first = TOKEN.search(said)
    if first is None or not is_known(first.group().lower()):
        return said
    return said[: first.start()] + first.group().lower() + said[first.end() :]


def marked_as_unsupported(sentence: Sentence, question: Question) -> Sentence:
    """The sentence with words that say so; it cites nothing."""
    doubt = message("answer.unsupported", question.language)
    return replace(sentence, text=f"{sentence.text} {doubt}")
