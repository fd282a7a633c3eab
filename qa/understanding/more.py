"""Texts that name no subject and go on with the last one: «А подробнее?», "Tell me more"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.types import LANGUAGES, Turn
from qa.understanding.questions import talk_of

_GAP = r"[\s,.!?:;…—–-]"
_FRAME = (
    r"(?:а|ну|и|да|ага|ок|окей|ладно|хорошо|интересно|понятно|пожалуйста|плиз|прошу|давай(?:те)?"
    r"|можно(?: ли)?|нельзя ли|(?:ты |вы )?може(?:шь|те)(?: ли)?(?: ты| вы)?"
    r"|(?:не )?мог(?:ла|ли)? бы(?: ты| вы)?|хочу|хотелось бы|хотел[аи]? бы|будь(?:те)? добры?"
    r"|and|so|ok|okay|well|yes|sure|great|interesting|thanks|please|kindly"
    r"|(?:can|could|will|would) (?:you|i|we)|i(?:'d| would) like(?: you)?(?: to)?"
    r"|i(?:'d| would) love(?: to)?|i want(?: you)?(?: to)?|let's|let me)"
)
_CLOSE = r"(?:можно|пожалуйста|плиз|пж|пжлст|спасибо|please|pl[sz]|thanks|thank you|for me)"
# What is meant was named before: it is no subject of its own.
_OF_IT = (
    r"(?:об? (?:этом|том же|н[ёе]м|ней|них)|про (?:это|него|не[ёе]|них)|на эту тему|по этой теме"
    r"|по этому (?:поводу|вопросу)"
    r"|(?:about|on|of|regarding) (?:it|this|that|them|these|those|him|her|this (?:topic|subject)))"
)
_RUSSIAN = (
    r"(?:(?:расскажи(?:те)?|рассказать|скажи(?:те)?|сказать|сообщи(?:те)?|сообщить|объясни(?:те)?"
    r"|объяснить|поясни(?:те)?|пояснить|опиши(?:те)?|описать|узнать|знать|дай(?:те)?|покажи(?:те)?"
    r"|показать|процитируй(?:те)?|есть)(?: мне| нам)?"
    rf"(?: {_OF_IT})? )?(?:(?:ещё|еще)?\s*(?:чуть |немного )?"
    r"(?:(?:по)?подробн(?:ее|ей)|(?:по)?детальн(?:ее|ей)|более (?:подробно|детально)"
    r"|(?:подробности|детали)|(?:больше|побольше) (?:подробностей|деталей|информации|сведений))"
    r"|(?:ещё|еще)(?: что[- ](?:нибудь|то)| немного| чуть-чуть| информаци[яию]| сведения)?)"
    r"|(?:расскажи(?:те)?|рассказать|узнать|знать)(?: мне| нам)? (?:подробно|больше|побольше"
    r"|дальше|далее|в подробностях|в деталях)"
    r"|продолжай(?:те)?|продолжи(?:те)?|продолжить|продолжение|(?:что )?(?:дальше|далее)"
    r"|читай(?:те)? дальше|какие (?:ещё |еще )?(?:подробности|детали)"
    rf"|что (?:ещё|еще)(?: {_OF_IT})?(?: (?:известно|сказано|говорится|написано|там|есть"
    r"|(?:ты |вы )?може(?:шь|те)(?: мне)? (?:сказать|рассказать))){0,2}"
    r"|что[- ](?:нибудь|то) (?:ещё|еще)|подробностей|(?:дальше|далее) что"
    r"|развернуто|развёрнуто|разверни(?:те)?(?: ответ)?"
    r"|(?:в|со всеми) (?:подробностях|деталях|подробностями|деталями)"
    r"|это вс[её]"
)
_ENGLISH = (
    r"(?:(?:tell|give|show|say)(?: me| us| that| it)? )?(?:with |in )?"
    r"(?:some |a bit |a little |any |anything |something )?"
    r"(?:more|(?:more|further|additional|other) (?:details?|information|info|context))"
    r"|(?:know|learn|hear|see|read|say) more|details"
    r"|go on|continue|keep going|carry on|read on|elaborate(?: further)?|expand"
    r"|(?:(?:tell me|explain|describe)(?: it| that| this)? )?in (?:more |greater |further )detail"
    r"|(?:what|anything)(?: else|'s next| comes next| follows)"
    r"(?: (?:is there|is known|is said|does it say|do you know|can you (?:say|tell me)))?"
    r"|is there (?:anything else|anything more|more)|is that all"
    r"|what more (?:is there|is known|do you know|can you (?:say|tell me))"
)
_MORE = re.compile(
    rf"{_GAP}*(?:{_FRAME}{_GAP}+)*(?:{_RUSSIAN}|{_ENGLISH})"
    rf"(?:{_GAP}+(?:{_OF_IT}|{_CLOSE}))*{_GAP}*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Continued:
    """A question that is gone on with, the turns before it, and how often in a row."""

    text: str
    before: tuple[Turn, ...]
    times: int


def wants_more(text: str) -> bool:
    """Tell whether a text asks for no more than to go on: «подробнее о ценах» asks for prices."""
    return _MORE.fullmatch(text.replace("’", "'")) is not None


def continued(text: str, history: Sequence[Turn]) -> Continued | None:
    """The question that "tell me more" goes on with; None where it is none, or nothing was asked.

    It is the last one that is no small talk and doesn't itself ask to go on.
    """
    if not wants_more(text):
        return None
    times = 1
    for at in range(len(history) - 1, -1, -1):
        turn = history[at]
        if turn.role != "user" or not turn.content.strip() or _is_talk(turn.content):
            continue
        if not wants_more(turn.content):
            return Continued(turn.content, tuple(history[:at]), times)
        times += 1
    return None


def _is_talk(text: str) -> bool:
    return any(talk_of(text, language) for language in LANGUAGES)
