"""Texts that models are compared over."""

from pathlib import Path

_SENTENCES = Path(__file__).with_name("packaged") / "sentences"

# What tokenizers get wrong: spaces of all kinds, code points that the map replaces or drops,
# accents after them, characters without a piece, names of special tokens.
AWKWARD = [
    "",
    " ",
    "  two  spaces  ",
    "tab\tand\r\nline ends\n\n",
    "№ 5, ½ кг, 20 ℃, ﬁne, ＡＢＣ１２３",
    "неразрывный\u00a0пробел, тонкий\u2009пробел, мягкий пере\u00adнос",
    "ударе\u0301ние, и\u0306 и й, Ё и Е\u0308",
    "\u00a0\u0301 ²\u0301 ½\ufe0f ﬁ\u0301 …\u0301",
    "zero\u200bwidth\u200djoiner\ufeff",
    "bell\x07 and delete\x7f",
    "😀 👩‍👩‍👧 🏳️‍🌈 ™️ 🇰🇿",
    "𓀀𓀁𓀂 rare signs in a row 𠀋𠀌",
    "the tag <s> and </s> and <mask>, ▁ and ▁▁a",
    "กำลัง की क़ न\u093c 한국어 ㈜ ﷺ",
]


def passages_in(language: str) -> list[str]:
    """The sentences, then each with another one, then each in capitals."""
    sentences = (_SENTENCES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [
        f"{first} {second}"
        for first, second in zip(sentences, sentences[7:] + sentences[:7], strict=True)
    ]
    return sentences + pairs + [sentence.upper() for sentence in sentences]
