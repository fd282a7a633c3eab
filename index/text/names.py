"""Names across scripts: one key for «Хоргос», "Khorgos" and "Horgos".

A word is romanised by anyascii and folded by rules of spelling, so that what is left is nearly
how the name sounds. A name with several readings (the "q" of "Urumqi" and of "Iraq") has a key
for each. Capitals in the rules are sounds that scripts spell in many ways: C is any of ж ч ц дж
чж цз, H is х, I is the glide that begins Юлия.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from anyascii import anyascii

from index.text.remembering import remember_of_words
from index.text.words import TOKEN, bare, is_cyrillic, is_name, is_stopword, name_forms

# What a name that question and passage share weighs beside a word they share. In another script it
# is often all they share; in the same one the words have said it, and a key only joins spellings.
# On XQuAD train among 3,696 other passages (benchmarks/names_across_scripts.py): with 1 for both,
# recall@1 of English questions falls from 86.9 to 75.1 %; with 2 for the other script, that of
# questions to passages in two languages from 90.5 to 85.9 %. As it is, neither falls.
OTHER_SCRIPT_WEIGHT = 0.75
SAME_SCRIPT_WEIGHT = 0.05
_CYRILLIC_SCRIPT, _LATIN_SCRIPT = _SCRIPTS = "c", "l"
# Between the letter of the script and the key; no normalised word has it.
_MARK = "="
# Shorter keys are shared by too many names: «Али», "Ely", "Oahu".
_SHORTEST_KEY = 3
# A word of a question in small letters may be a name if it is as long as this.
_SHORTEST_WORD = 4
# Vowels are what the spellings of a name differ in most. A name with so many consonants is known
# by them: of 456 places in CLDR 376 meet their Russian names, without this 372; pairs of different
# places that meet stay 9. With 4 it would be 386 and 14.
_CONSONANTS_ENOUGH = 5
# Of the other readings of one name, no more than this many are combined; a fourth finds nothing.
_MOST_READINGS = 3

Rules = Sequence[tuple[re.Pattern[str], str]]


def _rules(*pairs: tuple[str, str]) -> Rules:
    return [(re.compile(pattern), replacement) for pattern, replacement in pairs]


_CYRILLIC = _rules(
    ("[ъь]", ""),
    ("юй", "ю"),  # Сюйчжоу, Xuzhou
    ("чж|дж|цз|дз|[жцч]", "C"),
    ("щ|ш", "s"),
    ("[хһ]", "H"),
)
# Spellings with more than one reading; the usual one is in `_LATIN`.
_READINGS = _rules(
    ("(?<=...[^su])s$", ""),  # Bahamas, Normans
    ("(?<![ckpstzgrwbd])h(?=[aeiouy])", "g"),  # Harvard, Гарвард
    ("q(?!u)", "C"),  # Urumqi
    ("x", "s"),  # Xinjiang, Синьцзян
    ("j", "y"),  # Julia, Юлия
    ("c(?=[eiy])", "C"),  # Cicero, Цицерон
    ("(?<![tsc])z(?!h)", "C"),  # Mozart, Моцарт; Zedong, Цзэдун
    ("(?<![ts])ch", "H"),  # Bach, Бах
    ("(?<!n)g(?:e(?=o)|(?=[eiy]))", "C"),  # George, Джордж
    ("(?<=[aeiouy])h(?=[^aeiouy])", ""),  # Bahrain, Бахрейн; Mahler, Малер
    ("^x", "H"),  # Xorgos
)
_LATIN = _rules(
    ("(?<=[oe])ff?$", "v"),  # Rachmaninoff
    ("n+gh", "nH"),  # Shanghai
    ("kh", "H"),
    ("s?chtch|shch|sch|sh", "s"),
    ("ch(?=[lr])", "H"),  # Christian
    ("tch|ch|cz|dg(?=e)|dzh|zh|dj|tz|dz|j", "C"),
    ("ph", "f"),
    ("(?<=[bdgtr])h", ""),  # Gandhi
    ("ck", "k"),
    ("sc(?=[eiy])", "s"),
    ("qu(?=[ei])", "k"),  # Martinique
    ("gu(?=[ei])", "g"),  # Prague
    ("qu", "kv"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
    ("x", "ks"),
    ("w(?=u)", ""),  # Wuhan, Ухань
    ("ew(?=[^aeiouy]|$)", "yu"),  # Newton
    ("oo|ou", "u"),
    ("w", "v"),
    ("(?<=[aeiouy])h$", ""),
    ("h", "H"),
)
_BOTH = _rules(
    ("q", "k"),
    ("gh", "g"),
    ("ts", "C"),
    ("^[yi](?=[aou])", "I"),
    ("(?<=[aeo])v(?=[^aeiouy])", ""),  # Austria, Австрия
    ("u(?=[aeioy])", "v"),  # Rwanda, Руанда
    ("ng(?=[^aeiouyv]|$)", "n"),  # Beijing's "ng" is н, Washington's нг
    ("z", "s"),  # Venezuela, Венесуэла
    (r"([^aeiouy])\1+", r"\1"),
    ("[aeiouy]+$", ""),  # where the case endings are
)
_VOWELS = re.compile("[aeiouy]+")
# anyascii spells some letters with signs or spaces, which would break a key in two.
_NO_LETTER = re.compile("[^A-Za-z]+")
_SENTENCE_END = re.compile(r"[.!?…\n]")


def name_keys(text: str) -> list[str]:
    """List the keys of the names in a passage, in order, as often as they stand there."""
    return [f"{_script(token)}{_MARK}{key}" for token in _names(text) for key in keys_of(token)]


def question_keys(text: str) -> dict[str, float]:
    """Map the keys that may stand in an answering passage to their weights.

    Questions are often typed in small letters, so every word of some length may be a name; one
    that isn't finds hardly anything, for passages have keys for names alone.
    """
    weights: dict[str, float] = {}
    for position, token in enumerate(TOKEN.findall(text)):
        capital = position > 0 and token[0].isupper()
        if is_stopword(token) or not (capital or len(token) >= _SHORTEST_WORD):
            continue
        for script in _SCRIPTS:
            weight = SAME_SCRIPT_WEIGHT if script == _script(token) else OTHER_SCRIPT_WEIGHT
            for key in keys_of(token):
                name = f"{script}{_MARK}{key}"
                weights[name] = max(weight, weights.get(name, 0.0))
    return weights


def is_name_key(word: str) -> bool:
    """Tell a key from a normalised word."""
    return _MARK in word


def _names(text: str) -> Iterator[str]:
    """Give the words of a passage that name somebody or something.

    Any word with a capital, but a Russian one that may only begin its sentence. Of an English
    one nothing tells; function words aside, few that begin a sentence sound like a name.
    """
    end = 0
    for match in TOKEN.finditer(text):
        token = match.group()
        begins = end == 0 or _SENTENCE_END.search(text, end, match.start()) is not None
        end = match.end()
        if not token[0].isupper() or is_stopword(token):
            continue
        if not begins or not is_cyrillic(token) or is_name(token):
            yield token


def _script(token: str) -> str:
    """The letter of a word's script; what isn't Cyrillic counts as Latin."""
    return _CYRILLIC_SCRIPT if is_cyrillic(token) else _LATIN_SCRIPT


@remember_of_words
def keys_of(token: str) -> tuple[str, ...]:
    """The keys of a word in either script, one for each way to read it."""
    word = bare(token)
    if is_cyrillic(word):
        spelt = {anyascii(_apply(_CYRILLIC, form.replace("ё", "е"))) for form in name_forms(word)}
    else:
        spelt = {_apply(_LATIN, reading) for reading in _readings(anyascii(word).lower())}
    keys = {_skeleton(_apply(_BOTH, _NO_LETTER.sub("", spelling))) for spelling in spelt}
    return tuple(sorted(key for key in keys if len(key) >= _SHORTEST_KEY))


def _readings(word: str) -> Iterator[str]:
    """Give a Latin word in its usual spelling and with every choice of its other readings."""
    possible = [rule for rule in _READINGS if rule[0].search(word)][:_MOST_READINGS]
    for count in range(len(possible) + 1):
        for chosen in combinations(possible, count):
            yield _apply(chosen, word)


def _skeleton(spelling: str) -> str:
    """Keep the consonants and the kind of vowel between them; of a long name the consonants."""
    consonants = _VOWELS.sub("", spelling)
    first = _VOWELS.match(spelling)
    if len(consonants) >= _CONSONANTS_ENOUGH:
        return (_vowel(first) if first else "") + consonants
    return _VOWELS.sub(_vowel, spelling)


def _vowel(run: re.Match[str]) -> str:
    """The kind of a run of vowels: a, e (with и ы) or o (with у); a glide beside it is dropped."""
    vowels = run.group().strip("y") or "y"
    if len(vowels) > 1 and vowels[0] in "yi" and vowels[1] in "aeou":
        vowels = vowels[1:]
    return {"a": "a", "o": "o", "u": "o"}.get(vowels[0], "e")


def _apply(rules: Rules, text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text
