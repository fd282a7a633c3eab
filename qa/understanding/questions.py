"""What kind of thing a question wants: yes or no, several things, or no answer from documents.

Rules are patterns by language, each with the name of what it recognises.
"""

import re
from typing import Literal

from qa.types import Language

Talk = Literal["greeting", "thanks", "farewell", "about_us", "instruction"]

_END = r"[\s!?.,…)👋🙂😊]*$"
_TALK: dict[Language, dict[Talk, re.Pattern[str]]] = {
    "ru": {
        "greeting": re.compile(
            r"^(?:(?:привет(?:ик|ствую)?|здравствуй(?:те)?|доброе утро|добрый (?:день|вечер)|салам"
            r"|хай|доброго времени суток)[\s,!.]*)+(?:как (?:дела|жизнь|ты|вы)\??)?" + _END,
            re.I,
        ),
        "thanks": re.compile(
            r"^(?:(?:большое |огромное )?(?:спасибо|благодарю|спс)(?: (?:большое|огромное|вам|тебе"
            r"|за (?:помощь|ответ)))*|(?:всё )?понятно,? спасибо)" + _END,
            re.I,
        ),
        "farewell": re.compile(
            r"^(?:пока(?:-пока)?|до свидания|до встречи|всего (?:доброго|хорошего)|прощай(?:те)?)"
            + _END,
            re.I,
        ),
        "about_us": re.compile(
            r"^(?:кто (?:ты|вы)(?: так(?:ой|ая|ие))?|(?:что|чем|как) (?:ты|вы) (?:умее(?:шь|те)"
            r"|може(?:шь|те)(?: (?:делать|помочь))?|зна(?:ешь|ете)|работае(?:шь|те)"
            r"|дела(?:ешь|ете))"
            r"|что (?:ты|вы) тако[ей]|как (?:тебя|вас) зовут|(?:ты|вы) (?:бот|человек|робот)"
            r"|(?:по|о) (?:каким|каких) (?:документам|документах|источникам|источниках)(?: .*)?"
            r"|какие (?:у тебя|у вас)(?: есть)? (?:документы|источники|материалы)"
            r"|о ч[её]м (?:тебя|вас) (?:можно )?спросить|о ч[её]м можно спросить|помощь|справка)"
            + _END,
            re.I,
        ),
        "instruction": re.compile(
            r"^(?:пожалуйста,? )?(?:напиши(?:те)?|сочини(?:те)?|придумай(?:те)?|нарисуй(?:те)?"
            r"|переведи(?:те)?|спой(?:те)?|пошути(?:те)?|забудь(?:те)?|игнорируй(?:те)?"
            r"|притворись|представь, что ты|реши(?:те)?|посчитай(?:те)?|запрограммируй(?:те)?"
            r"|сгенерируй(?:те)?|расскажи(?:те)? (?:мне )?(?:анекдот|шутку|сказку|стих\w*))\b",
            re.I,
        ),
    },
    "en": {
        "greeting": re.compile(
            r"^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings)(?: there)?"
            r"[\s,!.]*)+(?:how are you(?: doing)?)?" + _END,
            re.I,
        ),
        "thanks": re.compile(
            r"^(?:(?:ok(?:ay)?|great|got it)[,.! ]*)?(?:thanks?(?: you)?|thx|cheers)"
            r"(?: (?:so much|very much|a lot|for (?:your|the) (?:help|answer)))?" + _END,
            re.I,
        ),
        "farewell": re.compile(r"^(?:good ?bye|bye(?:[ -]bye)?|see you(?: later)?)" + _END, re.I),
        "about_us": re.compile(
            r"^(?:who are you|what are you|what(?:'s| is) your name|are you (?:a )?(?:bot|human"
            r"|robot|real)|what (?:can|do) you (?:do|know|answer)"
            r"|what can i ask(?: you)?(?: about)?|how (?:can you help|do you work)(?: me)?"
            r"|(?:what|which) (?:documents|sources) do you (?:have|use|know)|help(?: me)?)" + _END,
            re.I,
        ),
        "instruction": re.compile(
            r"^(?:please,? |can you |could you )?(?:write|compose|draw|translate|sing|pretend"
            r"|forget|ignore|solve|calculate|generate|code"
            r"|tell (?:me )?a (?:joke|story|poem|tale))\b",
            re.I,
        ),
    },
}

_YES_NO_OPENING = {
    "ru": re.compile(
        r"^(?:правда(?:,? что| ли)|верно(?:,? что| ли)|действительно|разве|неужели)\b", re.I
    ),
    "en": re.compile(
        r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b",
        re.I,
    ),
}
_YES_NO_PARTICLE = re.compile(r"^\W*(?:[\w-]+\s+){1,4}?ли\b", re.I)
_INTERROGATIVE = {
    "ru": re.compile(
        r"\b(?:кто|кого|кому|кем|ком|что|чего|чему|чем|ч[её]м|где|куда|откуда|когда|почему|зачем"
        r"|отчего|как|како\w+|каки\w+|каку\w+|какая|сколь\w+|насколько|чей|чья|чьё|чьи|котор\w+"
        r"|каков\w*)\b",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:who|whom|whose|what|which|where|when|why|how (?:many|much|large|big|long|far"
        r"|old))\b",
        re.I,
    ),
}

_SEVERAL = {
    "ru": re.compile(
        r"\b(?:какие|каких|каким|какими|перечисли(?:те)?|назови(?:те)?|кто ещё|что ещё)\b"
        r"|\bи (?:кто|что|где|куда|откуда|когда|почему|зачем|как|какой|какая|какое|сколько"
        r"|насколько)\b",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:which|what) (?:[\w-]+ ){0,2}?(?!is\b|was\b|this\b|does\b|has\b)[a-z-]{2,}(?<!s)s\b"
        r"(?!['’])|\bwhat (?:are|were)\b|\b(?:list|name) (?:the|all|some)\b|^list\b|\bwho else\b"
        r"|\band (?:who|what|where|when|why|how|which)\b",
        re.I,
    ),
}

# What begins a question that several things together may answer; how many, when and who ask for
# one thing.
_OPEN = re.compile(
    r"^\W*(?:(?:а|и|но)\s+)?(?:(?:из|для|от|до|с|без|о|об)\s+)?(?:что|чего|чему|чем|ч[её]м"
    r"|как(?!\s+(?:зовут|называ\w+|част\w+|долго|давно|далеко|много|скоро|быстро)\b))\b"
    r"|^\W*(?:(?:and|but)\s+)?(?:how\s+(?:do|does|to|can|could|should|is|are|am)|what)\b",
    re.I,
)


def talk_of(text: str, language: Language) -> Talk | None:
    """Recognise what isn't a question to the documents; None for everything else."""
    text = text.strip()
    talk = next((talk for talk, rule in _TALK[language].items() if rule.search(text)), None)
    # «Напиши, сколько гостей приехало» asks after all.
    asks = talk == "instruction" and _INTERROGATIVE[language].search(text)
    return None if asks else talk


def is_yes_no(text: str, language: Language) -> bool:
    """Tell whether yes or no would answer."""
    text = text.strip()
    if _YES_NO_OPENING[language].search(text):
        return True
    if language == "en":
        return False
    if _INTERROGATIVE[language].search(text):
        return False
    return bool(_YES_NO_PARTICLE.search(text)) or text.endswith("?")


def wants_several(text: str, language: Language) -> bool:
    """Tell whether a question asks for more than one thing."""
    return bool(_SEVERAL[language].search(text))


def asks(text: str, language: Language) -> bool:
    """Tell whether a text is a question: a headline may be one without its mark."""
    first = _INTERROGATIVE[language].match(text.strip())
    return first is not None or text.rstrip().endswith("?")


def is_open(text: str) -> bool:
    """Tell whether a question, in either language, leaves open what kind of thing answers it."""
    return bool(_OPEN.search(text))
