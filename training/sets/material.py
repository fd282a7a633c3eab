"""Everything that examples are drawn from, read from a folder once."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.embedding import Embedder
from training.sets.examples import Example, Passage, passages_of, read_examples, without_texts
from training.sets.hand_pairs import LANGUAGES, Pair, pair_files, part_of, read_pairs, read_texts
from training.sets.hand_statements import read_statements
from training.sets.lexicon import Lexicon, build_lexicon
from training.twins.exchange import Vocabulary, build_vocabulary
from training.twins.negatives import mine

READING = {
    "squad": ("squad2-train.en.json", "squad2-ten.en.json"),
    "shifts": ("squadshifts-wiki.en.json",),
    "forums": ("squadshifts-reddit.en.json", "squadshifts-reviews.en.json"),
    "tydi": ("tydi.en.json",),
    "persian": ("pquad.fa.json",),
    "french": ("piaf.fr.json",),
    "japanese": ("jaquad.ja.json",),
    "chinese": ("cmrc.zh.json",),
    "kazakh": ("kazqad.kk.json",),
    "far": tuple(f"tydi.{code}.json" for code in ("ko", "sw", "fi", "id", "ar", "te", "bn")),
}
_PARALLEL = ("ru", "en", "ar", "de", "el", "es", "hi", "ro", "th", "tr", "vi", "zh")
# Wrong passages kept for a question.
_NEGATIVES = 5
# Sets that are searched for them besides the parallel ones and the pairs.
_SEARCHED = ("squad", "shifts", "tydi", "persian")
# More passages than any file has.
_PLACES = 100_000


@dataclass(frozen=True, slots=True)
class Material:
    """Reading sets by name, parallel sets by language, pairs, wrong passages by example id.

    `statements` are sentences that a passage bears out, each with one that it doesn't.
    """

    reading: dict[str, list[Example]]
    parallel: dict[str, list[Example]]
    pairs: list[Pair]
    negatives: dict[str, list[Passage]]
    lexicons: tuple[Lexicon, Lexicon]
    vocabulary: Vocabulary
    statements: list[tuple[Example, Example]]


def gather(
    data: Path,
    tokens: Sequence[str],
    embedder: Embedder,
    say: Callable[[str], None],
    keep: Path,
) -> Material:
    """Read a folder's files, find wrong passages and build the word lists.

    `keep` is a folder in which what takes long to find is kept for the next time.
    """
    texts_by_id = read_texts(data)
    held_out = [text.text for name, text in texts_by_id.items() if part_of(name) != "train"]
    reading = {name: _read(data, paths, held_out) for name, paths in READING.items()}
    parallel = {code: read_examples(data / f"xquad-train.{code}.json") for code in _PARALLEL}
    by_file = {path.name: read_pairs(path, texts_by_id, "train") for path in pair_files(data)}
    say(f"{sum(map(len, reading.values()))} examples, {sum(map(len, by_file.values()))} pairs")
    english = [*reading["squad"], *reading["tydi"], *parallel["en"]]
    russian = [pair.asked for pairs in by_file.values() for pair in pairs]
    negatives: dict[str, list[Passage]] = {}
    for name in _SEARCHED:
        negatives |= _kept(keep / f"negatives-{name}.json", reading[name])
    negatives |= _kept(keep / "negatives-parallel.json", parallel["en"])
    for name, pairs in by_file.items():
        negatives |= _both_languages(_kept(keep / f"negatives-{name}", _in_own_language(pairs)))
    say(f"wrong passages for {len(negatives)} questions")
    lexicons, vocabulary = _word_lists(keep / "words.json", english, russian, tokens, embedder)
    say(f"{len(lexicons[0])} pairs of words, {len(vocabulary.neighbours)} words to exchange")
    pairs = [pair for found in by_file.values() for pair in found]
    statements = read_statements(texts_by_id, "train")
    return Material(reading, parallel, pairs, negatives, lexicons, vocabulary, statements)


def _word_lists(
    path: Path,
    english: Sequence[Example],
    russian: Sequence[Example],
    tokens: Sequence[str],
    embedder: Embedder,
) -> tuple[tuple[Lexicon, Lexicon], Vocabulary]:
    """Words that stand for each other, from a file where they were found before."""
    if path.is_file():
        forth, back, neighbours = json.loads(path.read_text(encoding="utf-8"))
        exchanged = {word: tuple(others) for word, others in neighbours.items()}
        return (forth, back), Vocabulary(exchanged)
    texts = [example.question for example in english]
    texts += [passage.text for passage in {example.passage for example in english}]
    lexicons = build_lexicon(texts, tokens, embedder)
    texts += [example.question for example in russian]
    texts += [passage.text for passage in {example.passage for example in russian}]
    vocabulary = build_vocabulary(texts, tokens, embedder)
    found = [*lexicons, vocabulary.neighbours]
    path.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return lexicons, vocabulary


def _read(data: Path, paths: Sequence[str], held_out: Sequence[str]) -> list[Example]:
    """The examples of some files, whose passages are counted on from file to file."""
    examples = []
    for number, path in enumerate(paths):
        examples += read_examples(data / path, number * _PLACES)
    return without_texts(examples, held_out)


def _in_own_language(pairs: Sequence[Pair]) -> list[Example]:
    return [pair.asked for pair in pairs if pair.asked.language == pair.asked.passage.language]


def _both_languages(found: dict[str, list[Passage]]) -> dict[str, list[Passage]]:
    """What search finds for a question is as wrong for the same question in the other language."""
    return {
        f"{name.rpartition('/')[0]}/{language}": passages
        for name, passages in found.items()
        for language in LANGUAGES
    }


def _kept(path: Path, examples: Sequence[Example]) -> dict[str, list[Passage]]:
    """The wrong passages of a file's questions, from a file where they were found before."""
    by_place = {passage.place: passage for passage in passages_of(examples)}
    if path.is_file():
        found = json.loads(path.read_text(encoding="utf-8"))
        if found.keys() == {example.id for example in examples}:
            return {name: [by_place[at] for at in places] for name, places in found.items()}
    mined = mine(examples, _NEGATIVES)
    places = {name: [passage.place for passage in passages] for name, passages in mined.items()}
    path.write_text(json.dumps(places), encoding="utf-8")
    return mined
