"""Measure what the keys of names do for BM25, across languages and within one.

    python benchmarks/names_across_scripts.py --english xquad.en.json --russian xquad.ru.json \
        [--others squad.en.json] [--json figures.json]

The two files are parallel. Every passage is a document without its title, for XQuAD's are English
in both files. "mixed" passages are those of every other article in English, of the rest in
Russian, and then the other way round; "small" questions are typed without capitals; `--others`
are English passages that answer nothing. Places are those of CLDR with a name of one word.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from babel import Locale

from index.keywords import KeywordIndex
from index.text.names import name_keys, question_keys
from index.text.words import normalise

DEPTH = 50  # as deep as the search looks
CUT = 5


@dataclass(frozen=True)
class Article:
    """The passages of an article and the questions to each."""

    passages: tuple[str, ...]
    questions: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Scene:
    """Passages, and questions by name, each with the place of the passage that answers it."""

    passages: tuple[str, ...]
    questions: dict[str, list[tuple[int, str]]]


@dataclass(frozen=True)
class Figures:
    """Shares of the questions whose passage is first, or among the first five; reciprocal rank."""

    recall_1: float
    recall_5: float
    mrr: float


@dataclass(frozen=True)
class Places:
    """How many places meet their name in the other language, and meetings of two others."""

    places: int
    meet: int
    wrong: int


def read(path: Path) -> list[Article]:
    """Read a file of SQuAD's layout."""
    return [
        Article(
            tuple(paragraph["context"] for paragraph in article["paragraphs"]),
            tuple(tuple(q["question"] for q in p["qas"]) for p in article["paragraphs"]),
        )
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]
    ]


def scenes(english: list[Article], russian: list[Article], others: list[str]) -> Iterator[Scene]:
    """Give the passages of each language alone, then of both mixed."""
    languages = {"en": english, "ru": russian}
    for there, articles in languages.items():
        passages = [passage for article in articles for passage in article.passages]
        questions = {f"{asked}→{there}": _placed(languages[asked]) for asked in languages}
        yield Scene((*passages, *(others if there == "en" else ())), questions)
    for turn in (0, 1):
        pairs = [
            pair if number % 2 == turn else pair[::-1]
            for number, pair in enumerate(zip(english, russian, strict=True))
        ]
        passages = [passage for shown, _ in pairs for passage in shown.passages]
        questions = {
            "mixed, within": _placed([shown for shown, _ in pairs]),
            "mixed, across": _placed([hidden for _, hidden in pairs]),
        }
        yield Scene((*passages, *others), questions)


def _placed(articles: Sequence[Article]) -> list[tuple[int, str]]:
    passages = [questions for article in articles for questions in article.questions]
    return [(place, text) for place, questions in enumerate(passages) for text in questions]


def measure(scene: Scene) -> dict[tuple[str, str], list[int | None]]:
    """Rank the right passage for every question, by the questions' name and the kind of search."""
    ranks: dict[tuple[str, str], list[int | None]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        words = [normalise(text) + name_keys(text) for text in scene.passages]
        index = KeywordIndex.build(Path(folder), enumerate(words))
        for name, questions in scene.questions.items():
            for gold, text in questions:
                for kind, names in (
                    ("words", {}),
                    ("words and keys", question_keys(text)),
                    ("the same, small", question_keys(text.lower())),
                ):
                    found = [place for place, _ in index.search(normalise(text), DEPTH, names)]
                    ranks[name, kind].append(found.index(gold) + 1 if gold in found else None)
    return ranks


def figures(ranks: Sequence[int | None]) -> Figures:
    """Average the ranks of the questions; one that isn't found counts as 0."""
    found = [rank for rank in ranks if rank is not None]
    return Figures(
        sum(rank == 1 for rank in found) / len(ranks),
        sum(rank <= CUT for rank in found) / len(ranks),
        sum(1 / rank for rank in found) / len(ranks),
    )


def places() -> Places:
    """Count the places of CLDR whose English and Russian names have a key in common."""
    english, russian = Locale("en"), Locale("ru")
    names = {
        english.territories[code]: name
        for code, name in russian.territories.items()
        if code.isalpha() and code in english.territories
    }
    for zone, forms in russian.time_zones.items():
        # English names of cities stand in the zones' own names where they aren't given.
        own = zone.rsplit("/", 1)[-1].replace("_", " ")
        if "city" in forms:
            names.setdefault(english.time_zones.get(zone, {}).get("city", own), forms["city"])
    words = {en: ru for en, ru in names.items() if en.isascii() and (en + ru).isalpha()}
    keys = {name: _bare_keys(name) for pair in words.items() for name in pair}
    meetings = [(en, ru) for en in words for ru in words.values() if keys[en] & keys[ru]]
    right = sum(words[en] == ru for en, ru in meetings)
    return Places(len(words), right, len(meetings) - right)


def _bare_keys(name: str) -> set[str]:
    """The keys of one word, whatever its script; a word alone counts as a name in a question."""
    return {key.split("=")[1] for key in question_keys(f"{name} {name}")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--english", type=Path, required=True)
    parser.add_argument("--russian", type=Path, required=True)
    parser.add_argument("--others", type=Path)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    others = [p for a in read(arguments.others) for p in a.passages] if arguments.others else []
    ranks: dict[tuple[str, str], list[int | None]] = defaultdict(list)
    for scene in scenes(read(arguments.english), read(arguments.russian), others):
        for place, found in measure(scene).items():
            ranks[place] += found
    table = {place: figures(found) for place, found in ranks.items()}
    print(f"{'questions':14}  {'n':>4}  {'BM25 over':16} recall@1  recall@{CUT}    MRR")
    for (name, kind), row in table.items():
        numbers = "  ".join(f"{100 * value:7.1f}" for value in asdict(row).values())
        print(f"{name:14}  {len(ranks[name, kind]):4}  {kind:16} {numbers}")
    met = places()
    print(f"{met.meet} of {met.places} places meet; of different ones, {met.wrong} pairs")
    if arguments.json:
        rows = [{"questions": n, "search": k} | asdict(row) for (n, k), row in table.items()]
        report = {"rows": rows, "places": asdict(met)}
        arguments.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
