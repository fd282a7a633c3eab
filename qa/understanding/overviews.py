"""Questions for what documents are about as a whole: «О чём эти статьи?», "Summarise this"."""

import re

from qa.types import Language

_GAP = r"[\s,.!?:;…]"
_PLEASE = re.compile(r",? ?\b(?:пожалуйста|плиз|please|kindly)\b,?", re.I)
_FRAME = {
    "ru": r"(?:а|ну|и|так|привет|здравствуйте?|прошу|давай(?:те)?|можно(?: ли)?"
    r"|(?:ты |вы )?може(?:шь|те)(?: ли)?(?: ты| вы)?|(?:не )?мог(?:ла|ли)? бы(?: ты| вы)?"
    r"|хочу(?: знать| узнать| понять)?|хотелось бы(?: знать| узнать| понять)?|нуж(?:ен|но|на)"
    r"|(?:скажи|подскажи|расскажи|объясни)(?:те)?|мне|нам|будь(?:те)? добры?)",
    "en": r"(?:and|so|ok|okay|hi|hello|hey|just|let's|help me(?: to)?"
    r"|(?:can|could|will|would) you|i(?:'d| would) like(?: you)?(?: to)?|i want(?: you)?(?: to)?"
    r"|i need|tell me|let me know)",
}
_SHORTLY = {
    "ru": r"(?:очень |совсем )?(?:кратко|вкратце|коротко|сжато|в целом|в двух словах"
    r"|в нескольких словах|в общих чертах|своими словами)",
    "en": r"(?:very )?(?:briefly|shortly|quickly|concisely|in brief|in short"
    r"|in (?:a few|simple) (?:words|sentences))",
}
_CLOSE = {
    "ru": rf"(?:{_SHORTLY['ru']}|спасибо|мне|для меня)",
    "en": rf"(?:{_SHORTLY['en']}|thanks|thank you|for me|to me)",
}
_WHICH = {
    "ru": r"(?:эт(?:от|а|о|и|у|ой|ого|ом|их|им|ими)|вс(?:е|ех|ем|ю|ей|его)|весь|кажд\w+|данн\w+"
    r"|ваш\w*|наш\w*|тво(?:и|ей|их|[её]м|его|ю|я)|мо(?:й|я|и|ей|их|[её]м|ю|его)|загруженн\w+"
    r"|имеющ\w+ся|содержани[ея]|содержанием|суть|смысл|об?|по|из)",
    "en": r"(?:the|this|these|those|that|all|each|every|both|your|my|our|of|for|on|about"
    r"|uploaded|given|attached|available|whole|entire|indexed|contents?)",
}
_NOUN = {
    "ru": r"(?:(?:документ|текст|материал|источник|файл|отч[её]т|доклад|репортаж)"
    r"(?:ами|ов|ам|ах|ом|а|у|е|ы)?|стат(?:ь[её]й|ьями|ьям|ьях|ья|ьи|ье|ью|ей)"
    r"|(?:публикаци|презентаци)(?:ями|ям|ях|ей|я|и|ю|й)|замет(?:ками|кам|ках|кой|ка|ки|ке|ку|ок)"
    r"|новост(?:ями|ям|ях|ью|ей|ь|и)|(?:книг|брошюр)(?:ами|ам|ах|ой|а|и|ы|е|у)?)",
    "en": r"(?:(?:news )?(?:document|doc|text|article|report|paper|file|source|material"
    r"|publication|book|booklet|brochure|note|presentation|page|post)s?)",
}
# A document of these is named by the very word: "agreement" may as well be what others tell of.
_KIND = {
    "ru": r"(?:(?:инструкци|руководств|письм|договор|соглашени|закон|приказ|положени|исследовани"
    r"|протокол|памятк|регламент|рассказ)[а-яё]{0,3})",
    "en": r"(?:(?:guide|manual|handbook|letter|agreement|contract|law|memo|transcript|tutorial"
    r"|leaflet)s?|instructions|minutes|polic(?:y|ies)|stor(?:y|ies)|stud(?:y|ies))",
}
# What may stand before the noun: Russian adjectives by their endings, English words with meaning.
_ATTRIBUTE = {
    "ru": r"[\w-]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ую|юю|ым|им|ых|их|ыми|ими)",
    "en": r"(?!(?:what|whom?|whose|how|which|where|when|why|if|whether|that|the|to|is|are|was|were"
    r"|do|does|did|has|have|and|or|in|of|from|by|with|at)\b)[\w'-]+",
}
# A clause behind an English noun says more than which document is meant.
_REST = {
    "ru": r"\b.*?",
    "en": r"\b(?:,? (?:about|on|of|by|from|for|regarding|concerning|called|titled|entitled|named|in"
    r"|with|at|(?:that )?(?:you|i|we)) .*?|,? [«\"“„\d].*?| [\w./-]+\.\w{2,5}| here)??",
}
_NAMED = r"[«\"“„][^«»\"“”„]+[»\"”“]|[\w./-]+\.(?=[a-z])\w{2,5}"
_EVERYTHING = {"ru": r"вс[её]|всего|их всех", "en": r"everything|all of (?:it|them)|them all"}
# What is said of all documents there are, and names none.
_THERE = re.compile(
    r",? ?(?:которые (?:есть )?(?:у (?:тебя|вас)|я загрузила?|я дала?)(?: есть)?"
    r"|у (?:тебя|вас|нас)(?: есть)?|в (?:базе|индексе|системе|папке|архиве)(?: знаний)?|здесь|тут"
    r"|(?:that )?(?:you (?:have|know|were given)|i (?:uploaded|gave you|sent(?: you)?)|we have)"
    r"|(?:in|from) (?:the|your|this) (?:index|database|folder|collection|system|library"
    r"|knowledge base)|here|as a whole)",
    re.I,
)
_CALLED = re.compile(r"^(?:на тему|с названием|под названием|called|titled|entitled|named)\b", re.I)

# For `@` stands what names documents, for `#` what names them without saying which: "What does the
# report say about prices?" asks for the prices. `~` is «кратко», "briefly".
_FORMS = {
    "ru": (
        r"(?:о ч[её]м|про что) @",
        r"(?:о ч[её]м|про что) (?:рассказыва[ею]т(?:ся)?|повествует(?:ся)?|говор(?:ит|ят)"
        r"|говорится|ид[её]т речь|речь(?: ид[её]т)?|сказано|написано|пишется|пишут|рассказано"
        r"|сообща[ею]т(?:ся)?)(?: во?)? @",
        r"(?:~ )?(?:переска(?:жи(?:те)?|зать|жешь|жете)|резюмир(?:уй|уйте|овать)|обобщи(?:те|ть)?"
        r"|суммир(?:уй|уйте|овать)|суммаризир(?:уй|уйте|овать)|изложи(?:те|ть)?)(?: ~)?(?: @)?",
        r"(?:(?:сдела(?:й(?:те)?|ть)|дай(?:те)?|дать|состав(?:ь(?:те)?|ить)|подготовь(?:те)?"
        r"|напиши(?:те)?|написать|покажи(?:те)?|представь(?:те)?)(?: мне| нам)? )?"
        r"(?:(?:(?:кратк|общ|коротк|сжат|небольш)\w+ )?(?:обзор|пересказ|резюме|изложение|саммари"
        r"|аннотаци[яю]|выжимк[ау]|конспект)|кратк(?:ое|им|ого) содержани[ея])(?: @)?",
        r"(?:(?:каков[ао]|какая|какое) )?(?:(?:основн|главн|общ)\w+ )?(?:тема|содержание) @",
        r"(?:каковы|какие) (?:(?:основн|главн)\w+ )?темы(?: у)? @",
        r"какие темы (?:(?:затрагива|освеща|обсужда|поднима|рассматрива)\w+|есть) во? #",
        r"что (?:(?:содержится|говорится|сказано|написано|есть) )?во? #",
        r"об? (?=эт|всех|загруж)#",
    ),
    "en": (
        r"what(?:'s| is| are|'re| was| were) @ (?:all )?about",
        r"what @ (?:is|are) (?:all )?about",
        r"what (?:does|do) @ (?:say|cover|discuss|contain|describe|deal with|talk about|tell us)",
        r"(?:~ )?(?:summari[sz]e|sum up|recap|outline)(?: ~)?(?: @)?",
        r"(?:(?:give|write|show|make|provide|get)(?: me| us)? )?(?:an? |the )?"
        r"(?:(?:short|brief|quick|general|concise|high-level) )*"
        r"(?:overview|summary|synopsis|abstract|gist|digest|recap|tl;?dr)(?: @)?",
        r"what(?:'s| is| are) the (?:(?:main|general|overall) )?(?:gist|topics?|subjects?|themes?"
        r"|summary|contents?) of @",
        r"what(?:'s| is| are) in #",
        r"about (?=(?:all|this|these|your) )#",
    ),
}


def overview_topic(text: str, language: Language) -> str | None:
    """What a question for an overview says of the documents it means, "" where it means any.

    None for every other question: «О чём договорились стороны?» asks for what was agreed.
    """
    text = " ".join(_PLEASE.sub(" ", text.replace("’", "'")).split())
    for form in _PATTERNS[language]:
        found = form.fullmatch(text)
        if found:
            return _topic(found)
    return None


def _topic(found: re.Match[str]) -> str:
    said = {name: words or "" for name, words in found.groupdict().items()}
    if said.get("named"):
        return said["named"].strip('«»"“”„ ')
    rest = said.get("rest", "").strip(" ,")
    rest = "" if _THERE.fullmatch(rest) else _CALLED.sub("", rest)
    words = (said.get("attributes", ""), said.get("kind", ""), rest)
    return " ".join(part for word in words if (part := word.strip('«»"“”„ ')))


def _compiled(form: str, language: Language) -> re.Pattern[str]:
    which, noun = _WHICH[language], _NOUN[language]
    meant = (
        rf"(?:(?:{which} )*(?:(?:{_EVERYTHING[language]})|(?P<named>{_NAMED})"
        rf"|(?P<attributes>(?:{_ATTRIBUTE[language]} ){{0,3}}?)"
        rf"(?:{noun}|(?P<kind>{_KIND[language]}))(?P<rest>{_REST[language]})))"
    )
    form = form.replace("@", meant).replace("#", rf"(?:(?:{which} )*{noun})")
    form = form.replace("~", _SHORTLY[language])
    return re.compile(
        rf"{_GAP}*(?:{_FRAME[language]}{_GAP}+)*(?:{form})(?:{_GAP}+{_CLOSE[language]})*{_GAP}*",
        re.I,
    )


_PATTERNS: dict[Language, list[re.Pattern[str]]] = {
    "ru": [_compiled(form, "ru") for form in _FORMS["ru"]],
    "en": [_compiled(form, "en") for form in _FORMS["en"]],
}
