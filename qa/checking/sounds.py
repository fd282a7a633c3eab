"""How alike two names sound that may be spelt in two scripts, where their keys differ."""

import re
from difflib import SequenceMatcher

from anyascii import anyascii

from index.text.remembering import remember_of_words
from index.text.words import bare, is_cyrillic, name_forms

# Of 517 places in CLDR that have one word in Russian and English, keys pair 413; 84 of the others
# are at least this much alike, and 1.4 % of random pairs.
_ALIKE_ACROSS = 0.6
# Two names in one script differ by a letter of a long word, as spellings do.
_ALIKE_WITHIN = 0.86
# What begins with another sound has to be more alike: «Харви», Garvey.
_OTHER_BEGINNING = 0.1
_SHORTEST_STEM = 4
_FORM_ENDING = re.compile(r"[a-z]{0,2}|[аеиоуыюя]{0,2}|[аяоыеи]?[йхм]|[ая]ми|ск\w+")
_SPELLINGS = (
    ("dzh", "C"), ("shch", "s"), ("tch", "C"), ("zh", "C"), ("ch", "C"), ("sh", "s"), ("kh", "h"),
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("x", "ks"), ("q", "k"), ("wh", "v"), ("w", "v"),
    ("j", "y"), ("ts", "C"),
)  # fmt: skip
# Names that are others in Russian and English, by the beginnings of their forms.
_EXONYMS_LISTED = """
пекин beijing|москв moscow|рим rome roman|афин athens|вен vienna|швейцар switzerland swiss
|мехико mexico|копенгаген copenhagen|брюссел brussels|флоренци florence|венеци venice|неапол naples
|милан milan|турин turin|женев geneva|мюнхен munich|кельн cologne|аахен aachen|гааг hague|льеж liege
|прага праг prague|варшав warsaw|краков krakow cracow|иерусалим jerusalem|каир cairo|дамаск damascus
|багдад baghdad|тегеран tehran|киев kyiv kiev|харьков kharkiv kharkov|львов lviv|рейн rhine
|дуна danube|темз thames|сен seine|тибр tiber|нил nile|одер oder|альп alps|балкан balkan
|европ europ|аз asia|африк africa|америк america|арктик arctic|антарктид antarctica
|антарктик antarctic
|христ christ jesus|иисус jesus|бог god|моисе moses|иоанн john|иван john ivan|петр peter
|павел павл paul
|карл charles karl|генрих henry heinrich|людовик louis|вильгельм william wilhelm
|фридрих frederick friedrich
|мари mary maria|елизавет elizabeth|екатерин catherine katerina|георг george|яков jacob james
|иаков jacob james
|филипп philip|стефан stephen|лаврент lawrence|матве matthew|лук luke|иосиф joseph|иоаким joachim
|юст justin|август augustus|цезар caesar|аристотел aristotle|платон plato|сократ socrates
|гомер homer
|евклид euclid|архимед archimedes|птолем ptolemy|вергили virgil|плини pliny|ксенофонт xenophon
|тихи pacific|атлантическ atlantic|индийск indian|средиземн mediterranean|балтийск baltic
|черн black|каспийск caspian|кремл kremlin|госдум duma|дум duma|рождеств christmas|пасх easter
|олимпи olymp|нобел nobel|кита china|цин qing|мин ming|хань han|тан tang|норвег norway|ливан lebanon
|венгр hungar|черногор montenegro|шотланд scot|уэльс wales|англи england|калькутт kolkata calcutta
|кишинев chisinau|пхеньян pyongyang|шеньчжэн shenzhen|гонконг hong kong|сянган hong kong|макао macau
|аомын macau|внутренн inner|тайван taiwan|чикаго chicago|хьюстон houston|техас texas|ватикан vatican
|византи byzanti|мусульман muslim islam|ислам islam|християн christian|христиан christian|иуде jew
|евре jew|цыган rom|буддизм buddh|коран quran koran|библи bible|талмуд talmud|голливуд hollywood
|мэр mayor|конгресс congress|сенат senate|парламент parliament|интерпол interpol|ливерпул liverpool
|юпитер jupiter|сатурн saturn|марс mars|венер venus|меркури mercury|земл earth|лун moon|солнц sun
|уран uranus|нептун neptune|совет ссср soviet ussr|ес europ|москв muscov|миха michael
|никола nicholas|андре andrew|григори gregory
|васили basil|симеон simon|елен helen|анн ann|гийом guillaume william|саудовск saudi
|аравий arabia|троя trojan troy|тро troy
"""
_EXONYMS = [group.split() for group in _EXONYMS_LISTED.replace("\n", " ").split("|")]


def may_be_one(said: str, cited: str) -> bool:
    """Tell whether two words with a capital may be spellings of one name."""
    across = is_cyrillic(said) != is_cyrillic(cited)
    if across and _are_exonyms(said, cited):
        return True
    if across and not _consonants(said).isdisjoint(_consonants(cited)):
        return True
    wanted = _ALIKE_ACROSS if across else _ALIKE_WITHIN
    return any(
        _ratio(one, two) >= wanted + (0 if one[:1] == two[:1] else _OTHER_BEGINNING)
        for one in _sounds(said)
        for two in _sounds(cited)
    )


def may_be_of(said: str, cited: str) -> bool:
    """Tell whether a word in small letters may be made of a name: "Moscow" and «московский»."""
    across = is_cyrillic(said) != is_cyrillic(cited)
    if across and _are_exonyms(said, cited):
        return True
    return any(
        two.startswith(one[: max(_SHORTEST_STEM, 0 if across else len(one) - 2)])
        for one in _sounds(said)
        for two in _sounds(cited)
        if len(one) >= _SHORTEST_STEM
    )


def _are_exonyms(one: str, two: str) -> bool:
    low, other = bare(one), bare(two)
    return any(
        any(_begins(low, stem) for stem in group) and any(_begins(other, stem) for stem in group)
        for group in _EXONYMS
    )


def _begins(word: str, stem: str) -> bool:
    """Whether a word is a form of a name; short stems begin too many others («Вена», «Венеция»)."""
    if not word.startswith(stem):
        return False
    return len(stem) >= _SHORTEST_STEM or bool(_FORM_ENDING.fullmatch(word, len(stem)))


def _consonants(word: str) -> set[str]:
    """What is left of a name without its vowels; one letter is nothing."""
    bones = {re.sub("[aeiou]", "", sound) for sound in _sounds(word)}
    return {bone for bone in bones if len(bone) > 1}


def _ratio(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio() if one and two else 0.0


@remember_of_words
def _sounds(word: str) -> frozenset[str]:
    low = bare(word)
    # A form may be one of another word: «Даны» of Dana, and the short form of «данный».
    if is_cyrillic(low):
        forms = name_forms(low) | {low, low.rstrip("аеиоуыюя")}
    else:
        forms = {low, low.replace("j", "dzh")}
    return frozenset(_folded(form) for form in forms)


def _folded(word: str) -> str:
    sound = re.sub("[^a-z]", "", anyascii(word).lower())
    for spelling, replacement in _SPELLINGS:
        sound = sound.replace(spelling, replacement)
    sound = re.sub("^u(?=[aeio])", "v", sound)  # Уайт, White
    sound = re.sub("c(?=[eiy])", "s", sound).replace("c", "k").replace("z", "s").replace("y", "i")
    return re.sub(r"(.)\1+", r"\1", sound.replace("g", "h"))
