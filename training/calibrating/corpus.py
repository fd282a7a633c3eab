"""A corpus of many kinds of documents, and the questions that are asked over all of it.

News, encyclopaedia passages, a program's documentation, our own structured documents: whatever a
question is about, most of the corpus is about something else, and some of it about nearly the same.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from evals.types import Case, Gold, Suite
from index.loaders import iter_documents
from index.types import Document
from qa.types import Language
from training.sets.examples import Example, read_examples
from training.sets.hand_pairs import (
    Pair,
    Part,
    laid_out,
    own_texts,
    pair_files,
    part_of,
    read_pairs,
    read_texts,
)

HELD_OUT: tuple[Part, Part] = ("dev", "test")
# Of the news, the encyclopaedia passages and the pages of documentation that nothing is asked
# about, one of so many joins the corpus.
_NEWS_OF, _PASSAGES_OF, _PAGES_OF = 2, 7, 4
# Of the texts that pairs are held out over to choose by, one of so many is left out of the corpus:
# questions about them are off its topics.
_LEFT_OUT_OF = 6
# Of SQuAD's unanswerable questions one of so many is asked.
_MARKED_OF = 3


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents, and suites over them: `dev` to fit, `test` to report; tags are kinds."""

    documents: list[Document]
    suites: dict[Part, Suite]


def mixed_corpus(data: Path) -> Corpus:
    """Put the corpus together from a folder with `train/`, `dev/` and `corpora/`."""
    texts = read_texts(data / "train")
    pairs = {
        part: [
            pair for path in pair_files(data / "train") for pair in read_pairs(path, texts, part)
        ]
        for part in HELD_OUT
    }
    documents = {document.id: document for document in _texts(data / "train", pairs)}
    articles = _Articles(data / "dev")
    documents |= {document.id: document for document in articles.documents()}
    for document in iter_documents([data / "corpora"]):
        if _drawn(document.id, _PAGES_OF):
            documents[f"corpora/{document.id}"] = replace(document, id=f"corpora/{document.id}")
    cases = {part: list(_asked(pairs[part], documents)) for part in HELD_OUT}
    cases["dev"] += articles.cases()
    suites = {part: Suite(f"mixed-{part}", tuple(cases[part])) for part in HELD_OUT}
    return Corpus(list(documents.values()), suites)


def _texts(data: Path, pairs: dict[Part, list[Pair]]) -> Iterator[Document]:
    asked = {_text_of(pair.asked) for part in pairs.values() for pair in part}
    own = own_texts()
    for name, text in read_texts(data).items():
        if part_of(name) == "dev" and _drawn(name, _LEFT_OUT_OF):
            continue
        if name in own and name in asked:
            yield laid_out(name, text.title, text.language, own[name])
        elif name in asked or _joins(name, name in own):
            yield Document(name, text.title, text.text, text.language)


def _joins(name: str, own: bool) -> bool:
    """Whether a text that nothing is asked about stands among the others."""
    if own or name.startswith("tydi-"):
        return False
    return _drawn(name, _PASSAGES_OF if name.startswith("danetqa") else _NEWS_OF)


def _drawn(name: str, of: int) -> bool:
    return int(hashlib.sha256(f"corpus {name}".encode()).hexdigest(), 16) % of == 0


def _text_of(example: Example) -> str:
    return example.id.split("/")[0]


def _asked(pairs: Iterable[Pair], documents: dict[str, Document]) -> Iterator[Case]:
    for pair in pairs:
        name = _text_of(pair.asked)
        way = f"{pair.asked.language}→{pair.asked.passage.language}"
        document = documents.get(name)
        if document is None:
            for example in (pair.asked, pair.twin):
                yield _case(example, f"off topic {way}", ())
            continue
        golds = tuple(_golds(pair.asked, document))
        if golds:  # else the words stand in the view of a row alone
            yield _case(pair.asked, f"pairs {way}", golds)
        yield _case(pair.twin, f"twins {way}", ())


def _golds(example: Example, document: Document) -> Iterator[Gold]:
    """Where the answers of an example stand in a document, which may be laid out otherwise."""
    text = example.passage.text
    for answer in example.answers:
        words = text[answer.start : answer.end]
        if document.text == text:
            yield Gold(document.id, words, answer.start)
            continue
        at = document.text.find(words)
        while at >= 0:
            yield Gold(document.id, words, at)
            at = document.text.find(words, at + 1)


def _case(example: Example, kind: str, golds: tuple[Gold, ...], suffix: str = "") -> Case:
    language: Language = "ru" if example.language == "ru" else "en"
    assert example.language in get_args(Language)
    answers = tuple(dict.fromkeys(gold.quote for gold in golds))
    return Case(
        id=f"{example.id}{suffix}",
        question=example.question,
        language=language,
        answers=(answers,) if answers else (),
        evidence=(replace(golds[0], others=golds[1:]),) if golds else (),
        answerable=bool(golds),
        tags=(kind,),
    )


class _Articles:
    """The articles of dev, every second paragraph of XQuAD in Russian alone, all else in English.

    Questions in either language thus meet passages in either; the unanswerable ones are SQuAD's.
    """

    def __init__(self, dev: Path) -> None:
        self._files = {c: read_examples(dev / f"xquad-dev.{c}.json") for c in ("en", "ru")}
        self._squad = read_examples(dev / "squad2-dev.en.json")
        self._russian = {
            english.passage.text: own.passage
            for english, own in zip(self._files["en"], self._files["ru"], strict=True)
            if own.passage.place % 2
        }
        self._paragraphs: dict[str, list[str]] = {}
        self._places: dict[str, tuple[str, int]] = {}  # of a paragraph: document, where it starts
        for example in [*self._squad, *self._files["en"]]:
            passage = self._russian.get(example.passage.text, example.passage)
            if passage.text not in self._places:
                name = f"squad/{example.passage.title}/{passage.language}"
                known = self._paragraphs.setdefault(name, [])
                self._places[passage.text] = (name, sum(len(text) + 2 for text in known))
                known.append(passage.text)

    def documents(self) -> Iterator[Document]:
        """One document an article and language."""
        for name, paragraphs in self._paragraphs.items():
            _, title, language = name.split("/")
            yield Document(name, title, "\n\n".join(paragraphs), language)

    def cases(self) -> Iterator[Case]:
        """The questions of XQuAD in both languages, and a part of those that nothing answers."""
        for asked in self._files:
            for read in self._files:
                for question, example in zip(self._files[asked], self._files[read], strict=True):
                    if example.passage.text in self._places:
                        way = f"{asked}→{read}"
                        golds = tuple(self._golds(example))
                        yield _case(question, f"xquad {way}", golds, f" {way}")
        unanswered = [example for example in self._squad if not example.answers]
        for example in unanswered[::_MARKED_OF]:
            language = "ru" if example.passage.text in self._russian else "en"
            yield _case(example, f"squad unanswerable en→{language}", (), " squad")

    def _golds(self, example: Example) -> Iterator[Gold]:
        name, start = self._places[example.passage.text]
        for span in example.answers:
            words = example.passage.text[span.start : span.end]
            yield Gold(name, words, start + span.start)
