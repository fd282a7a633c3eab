"""How models say in a sentence that what they were given to read doesn't tell.

Patterns for texts in small letters, «ё» as «е», straight apostrophes. They speak of the passages a
model was given, not of what a document calls a report or a source.
"""

# To the end of the sentence or clause.
_END = r"\s*(?:$|[.,;:!?)\[—–-])"
_MARKER = r"(?:\s*\[[\d,; -]{1,12}\])?"

_EN_NOUN = (
    r"(?:sources?|passages?|documents?|contexts?|texts?|excerpts?|snippets?|fragments|materials"
    r"|search results|references|knowledge base)"
)
_EN_GIVEN = r"(?:provided|given|available|supplied|retrieved|above|attached)"
_EN_SOURCES = (
    rf"(?:(?:any of )?(?:(?:the|these|those|this|your|my|our)"
    rf"(?: (?:{_EN_GIVEN}|following|cited|listed|numbered|relevant|search|source|text|\d|two|three"
    rf"|four|five|six|seven|eight|nine|ten)){{0,4}} {_EN_NOUN}"
    rf"|{_EN_GIVEN}(?: source| text)? {_EN_NOUN}|(?:the )?{_EN_GIVEN} information"
    rf"|the information (?={_EN_GIVEN}))"
    rf"(?: (?:that|which|i|i've|you|we|was|were|have|has|been|are|is|gave|me|to|{_EN_GIVEN}|below"
    rf"|here|shared|at hand)){{0,6}}{_MARKER})"
)
_EN_ADVERB = (
    r"(?: (?:also|simply|explicitly|directly|actually|clearly|specifically|however|unfortunately"
    r"|anywhere|yet|currently|themselves))*"
)
_EN_INFO = r"(?:information|info|mention|details?|data|answers?|indication|explanation|context)"
_EN_SOME = r"(?:[a-z-]+ ){0,3}"
_EN_TELL = (
    r"(?:mention|specify|say|state|tell|address|answer|discuss|describe|indicate|explain|reveal"
    r"|disclose)s?"
)
_EN_HOLD = r"(?:contain|provide|include|give|offer|have|hold|supply)s?"
_EN_TOLD = (
    r"(?:mentioned|specified|stated|provided|given|discussed|addressed|described|covered|included"
    r"|indicated|available|found|listed|said|explained|disclosed|answered|contained|present)"
)
_EN_CANNOT = (
    r"(?:cannot|can't|can not|could not|couldn't|am unable to|'m unable to|was unable to"
    r"|am not able to|'m not able to|did not|didn't|do not|don't)"
)
_EN_PERSON = (
    rf"(?:i (?:really )?(?:do not|don't) know(?: the answer)?(?:{_END}|,? (?:based|from|given"
    rf"|because|since|as)\b| how to answer)"
    rf"|i (?:(?:do not|don't) have|have no|lack) {_EN_SOME}{_EN_INFO}\b"
    rf"|(?:i|we) ?{_EN_CANNOT} (?:answer|determine)\b"
    rf"|(?:i|we) ?{_EN_CANNOT} (?:provide|give|find|locate|tell|say|see|identify|confirm)\b"
    rf"[^.!?\n]{{0,120}}? (?:{_EN_INFO}\b|{_EN_SOURCES})"
    r"|(?:it is|it's|it was) (?:not possible|impossible|unclear|not clear)\b)"
)
_EN_SUBJECT = (
    r"(?P<at>)(?P<subject>(?:(?!(?:is|are|was|were)\b)[^\W\d_]+(?:['-][^\W\d_]+)* ){1,10}?)"
)
_EN_NOT = r"(?:(?:is|are|was|were) not|isn't|aren't|wasn't|weren't)"

ENGLISH = (
    rf"{_EN_SOURCES}{_EN_ADVERB} (?:do not|does not|don't|doesn't){_EN_ADVERB}"
    rf" (?:{_EN_TELL}\b|{_EN_HOLD} (?:[^.!?\n]{{0,60}}? )?{_EN_INFO}\b)",
    rf"(?:none|neither) of {_EN_SOURCES}{_EN_ADVERB} (?:{_EN_TELL}\b"
    rf"|{_EN_HOLD} (?:[^.!?\n]{{0,60}}? )?{_EN_INFO}\b)",
    rf"{_EN_SOURCES}{_EN_ADVERB} (?:{_EN_HOLD}|makes?) no {_EN_SOME}{_EN_INFO}\b",
    rf"{_EN_SOURCES} (?:is|are) (?:insufficient|not sufficient|not enough|silent|inadequate)\b",
    rf"(?:there (?:is|are) )?(?:no|not enough|not any|insufficient) {_EN_SOME}{_EN_INFO}\b"
    rf"[^.!?\n]{{0,160}}? (?:(?:in|within|from) {_EN_SOURCES}{_END}"
    rf"|to (?:answer|determine|say|tell)\b)",
    _EN_PERSON.replace(
        "unclear|not clear)\\b",
        r"unclear|not clear)\b[^.!?\n]{0,160}?"
        rf" (?:from|based on|given|in|by|using|with) {_EN_SOURCES}{_END}",
    ),
    rf"(?:based on|from|given|in|within|using|judging by) {_EN_SOURCES},? (?:alone,? )?"
    rf"(?:{_EN_PERSON}|(?:there (?:is|are) )?no {_EN_SOME}{_EN_INFO}\b"
    rf"|nothing (?:is|was) {_EN_TOLD}"
    rf"|{_EN_SUBJECT}(?:{_EN_NOT}|cannot be|can't be){_EN_ADVERB} (?:{_EN_TOLD}|determined)\b)",
    rf"(?:the |this |that |your )?(?:answer|question|requested information|information)\b"
    rf"[^.!?\n]{{0,60}}? (?:is not|isn't|cannot be|can't be|could not be|couldn't be){_EN_ADVERB}"
    rf" (?:{_EN_TOLD}|determined|in {_EN_SOURCES})"
    rf"(?: (?:in|by|from|within|based on|using|with) {_EN_SOURCES}|{_END})",
    rf"nothing in {_EN_SOURCES}\b",
    rf"{_EN_SUBJECT}{_EN_NOT}{_EN_ADVERB} {_EN_TOLD}{_EN_ADVERB}"
    rf" (?:in|by|within) {_EN_SOURCES}{_END}",
    rf"(?:{_EN_NOT}|not){_EN_ADVERB} {_EN_TOLD}{_EN_ADVERB} (?:in|by|within) {_EN_SOURCES}{_END}",
    rf"(?:how|who|what|when|where|why|which|whether)\b[^.!?\n]{{0,140}}? {_EN_NOT}{_EN_ADVERB}"
    rf" {_EN_TOLD} (?:in|by|within) {_EN_SOURCES}{_END}",
)

_RU_GIVEN = (
    r"(?:(?:предоставленн|приведенн|имеющ|указанн|доступн|представленн|найденн|переданн|полученн"
    r"|приложенн|цитируем|вашего|ваших|вышеприведенн|процитированн)\w*(?: мне| вами| выше| ниже)?)"
)
_RU_NOUN = (
    r"(?:источник\w{0,3}|пассаж\w{0,3}|фрагмент\w{0,3}|отрыв(?:ок|к\w{1,3})|контекст\w{0,2}"
    r"|выдержк\w{1,3}|результат\w{0,3} поиска|баз\w знаний)"
)
_RU_LOOSE_NOUN = r"(?:документ(?:а|е|ы|ов|ах)?|текст(?:а|е|ы|ов|ах)?|материал(?:ы|ов|ах))"
_RU_THESE = r"(?:(?:эт\w{1,3}|данн\w{2,3}|все|всех) )?"
_RU_AFTER = rf"(?:,? котор\w+ (?:мне |вы |вами )?(?:да\w+|предостав\w+)| мне| выше| ниже)?{_MARKER}"
_RU_SOURCES = (
    rf"(?:(?:(?:ни )?одно(?:м|го) из )?{_RU_THESE}(?:{_RU_GIVEN} (?:мной )?"
    rf"(?:{_RU_NOUN}|{_RU_LOOSE_NOUN}|информаци\w|данн\w{{2,3}})|{_RU_NOUN}){_RU_AFTER})"
)
# «В тексте договора не указано» speaks of a treaty: what is said has to follow at once.
_RU_ANY_SOURCES = rf"(?:{_RU_SOURCES}|(?:(?:ни )?одном из )?{_RU_THESE}{_RU_LOOSE_NOUN}{_RU_AFTER})"
_RU_ADVERB = (
    r"(?: (?:прямо|явно|точно|конкретно|подробно|напрямую|ничего|нигде|также|однако|к сожалению"
    r"|об этом|ни слова|вообще))*"
)
_RU_INFO = (
    r"(?:информаци\w|данны[ехм]\w?|сведени[йяе]\w?|упоминани[йяе]\w?|ответа?|подробност\w+"
    r"|указани[йя])"
)
_RU_SOME = r"(?:[а-я-]+ ){0,3}"
_RU_TOLD = (
    r"(?:указан[аоы]?|указыва\w+|упоминается|упоминаются|упомянут[аоы]?|сказано|говорится"
    r"|сообщается|сообщаются|описан[аоы]?|описывается|описываются|раскрыт[аоы]?|раскрывается"
    r"|раскрываются|уточняется|приведен[аоы]?|приводится|приводятся|назван[аоы]?|называется"
    r"|объясняется|рассказывается|затрагивается|отражен[аоы]?)"
)
_RU_THERE = (
    r"(?:содержится|содержатся|имеется|найден[аоы]?|обнаружен[аоы]?|представлен[аоы]?"
    r"|предоставлен[аоы]?|встречается|нашлось|нашел|нашла)"
)
_RU_LACKS = rf"(?:нет|отсутству[ею]т|недостаточно|не хватает|не {_RU_THERE})"
_RU_QUESTION = r"на (?:этот|ваш|данный|поставленный|такой|заданный) вопрос"
_RU_PERSON = (
    rf"(?:(?:я )?не знаю(?: ответа?)?(?:{_END}|,? (?:исходя|на основ\w+|так как|поскольку"
    rf"|как ответить)\b)"
    rf"|(?:я не (?:\w+ ){{0,2}}?|не могу (?:\w+ ){{0,2}}?|у меня (?:нет|недостаточно) {_RU_SOME}"
    rf"|мне не (?:\w+ ){{0,2}}?)(?:ответить\b|{_RU_INFO}\b)"
    rf"|(?:невозможно|нельзя|не представляется возможным|не удалось|не удается)"
    rf"[^.!?\n]{{0,60}}? {_RU_QUESTION}"
    rf"|ответить {_RU_QUESTION}[^.!?\n]{{0,100}}? (?:невозможно|нельзя|не могу|не удалось"
    rf"|не удается|не представляется))"
)
_RU_SUBJECT = (
    r"(?P<at>)(?P<subject>(?:(?!(?:не|нет|в)\b)[^\W\d_]+(?:-[^\W\d_]+)* "
    r"(?:(?:в|о|об) (?!\w{0,14}источник)[^\W\d_]+ )?){1,10}?)"
)
_RU_NOT_TOLD = (
    rf"(?:во? {_RU_ANY_SOURCES}{_RU_ADVERB} не {_RU_TOLD}\b"
    rf"|не {_RU_TOLD}(?: ни)? во? {_RU_ANY_SOURCES}{_END})"
)

RUSSIAN = (
    rf"(?:ни )?во? {_RU_ANY_SOURCES},?{_RU_ADVERB}"
    rf" (?:не {_RU_TOLD}\b|{_RU_LACKS} {_RU_SOME}{_RU_INFO}\b)",
    rf"во? {_RU_SOURCES},? {_RU_SUBJECT}не {_RU_TOLD}\b",
    rf"во? {_RU_SOURCES},? (?:[а-я-]+ ){{0,8}}?(?:{_RU_INFO})[^.!?,\n]{{0,80}}? {_RU_LACKS}\b",
    rf"(?:ни один из )?{_RU_ANY_SOURCES}{_RU_ADVERB} не (?:(?:содерж[иа]т|да[ею]т|предоставля[ею]т"
    rf"|включа[ею]т|име[ею]т|привод[ия]т) {_RU_SOME}{_RU_INFO}\b|(?:упомина[ею]т|сообща[ею]т"
    r"|говор[ия]т|указыва[ею]т|отвеча[ею]т|раскрыва[ею]т|уточня[ею]т|описыва[ею]т|объясня[ею]т)\b)",
    rf"{_RU_LACKS} {_RU_SOME}{_RU_INFO}\b[^.!?\n]{{0,160}}?"
    rf" (?:(?:во?|из) {_RU_SOURCES}{_END}|для (?:\w+ )?ответа\b)",
    rf"(?:[а-я]+(?:ая|ое|ые|ие|ой|ых|их) ){{0,2}}{_RU_INFO}\b[^.!?\n]{{0,120}}?"
    rf" (?:во? {_RU_SOURCES}{_RU_ADVERB} (?:{_RU_LACKS}"
    rf"|не {_RU_TOLD})\b|(?:{_RU_LACKS}|не {_RU_TOLD}) во? {_RU_SOURCES}{_END})",
    _RU_PERSON,
    r"(?:невозможно|нельзя|не представляется возможным|сложно|трудно|не удалось|не удается)"
    rf"[^.!?\n]{{0,120}}? (?:на основ\w+|по|из|исходя из|во?) {_RU_SOURCES}{_END}",
    rf"(?:на основ\w+|исходя из|судя по|по|из) {_RU_SOURCES},? (?:{_RU_PERSON}"
    rf"|(?:[а-я-]+ ){{0,3}}(?:невозможно|нельзя|не представляется возможным|не удалось|неясно"
    r"|неизвестно)\b"
    rf"|{_RU_LACKS} {_RU_SOME}{_RU_INFO}\b)",
    rf"{_RU_SUBJECT}{_RU_NOT_TOLD}",
    rf"(?:сколько|кто|что|когда|где|почему|зачем|куда|как\w{{0,3}}|чей)\b[^.!?\n]{{0,140}}?,?"
    rf" {_RU_NOT_TOLD}",
)

# Behind words of regret it needn't be said of what.
REGRET = (
    rf"(?:[^.!?;\n]{{0,160}}? )?(?:не {_RU_TOLD}\b|{_RU_LACKS} {_RU_SOME}{_RU_INFO}\b"
    rf"|{_EN_NOT}{_EN_ADVERB} {_EN_TOLD}\b|no {_EN_SOME}{_EN_INFO}\b)"
)
