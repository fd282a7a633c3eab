"""Words that say the opposite of each other, in Russian and English, by their beginnings."""

import re

# Either side of a pair: a sentence that has one where what it cites has only the other is reversed.
_PAIRS_LISTED = (
    (
        r"rose|rise[sn]?|rising|grew|grow(?:s|n|ing|th)?|increas\w+|climb\w*|soar\w*|surg(?:ed"
        r"|es|ing)"
        r"|gain(?:s|ed)?|went up|вырос\w*|раст[иеуё]\w*|рост|роста|росту|ростом|увелич\w+"
        r"|повы[шс]\w+"
        r"|возрос\w*|подорожа\w+|поднял\w*|прибав\w+|прирост\w*",
        r"fell|fall(?:s|en|ing)?|declin\w+|decreas\w+|dropp\w+|drops?|shr[aiu]nk\w*|plung\w+"
        r"|plummet\w*"
        r"|went down|reduc\w+|упал\w*|пада\w+|падени\w+|сни[зж]\w+|уменьш\w+|сократи\w+|сокращ\w+"
        r"|подешеве\w+|убыл\w*|спад\w*",
    ),
    (
        r"allow(?:s|ed|ing)?|permit(?:s|ted|ting)?|may|can|legal\w*|lawful\w*|разреш\w+|допуска\w+"
        r"|позвол\w+|можно|мо[гж]\w+|узакон\w+|законн\w+|признани\w+",
        r"forb[aio]d\w*|prohibit\w*|bann?(?:ed|s|ing)?|must not|outlaw\w*|запре[тщ]\w+"
        r"|нельзя|воспрещ\w+",
    ),
    (
        r"open(?:s|ed|ing)?|reopen\w*|откры\w+|распахну\w+",
        r"clos(?:e[sd]?|ing|ure)|shut(?:s|ting)?|закры\w+",
    ),
    (
        r"accept(?:s|ed|ing)?|agree[sd]?|approv\w+|grant(?:s|ed)?|passed|endors\w+|adopt(?:s|ed)?"
        r"|соглас\w+|одобр\w+|принял\w*|утверд\w+|предоставил\w*|поддержал\w*|удовлетвор\w+",
        r"reject\w*|refus\w+|declined|turn(?:s|ed)? down|отказ\w*|отклон\w+|отверг\w*|отвергл\w*",
    ),
    (
        r"confirm(?:s|ed|ing)?|подтвер[дж]\w+|признал\w*|admit(?:s|ted)?",
        r"den(?:y|ies|ied|ying|ial)|refut\w+|опроверг\w*|отриц\w+",
    ),
    (
        r"positive(?:ly)?|положительн\w+",
        r"negative(?:ly)?|отрицательн\w+",
    ),
    (
        r"temporar\w+|provisional\w*|interim|временн\w+",
        r"permanent\w*|постоянн\w+|навсегда|окончательн\w+|final(?:ly)?",
    ),
    (r"free|free of charge|бесплатн\w+|безвозмездн\w+", r"paid|платн\w+|за плату"),
    (r"largest|biggest|greatest|крупнейш\w+|наибольш\w+", r"smallest|least|наименьш\w+"),
    (r"oldest|earliest|старейш\w+|древнейш\w+", r"youngest|newest|latest|самы\w+ молод\w+"
        r"|новейш\w+"),
    (r"highest|tallest|высочайш\w+|самы\w+ высок\w+", r"lowest|самы\w+ низк\w+"),
    (r"best|лучш\w+", r"worst|худш\w+"),
    (r"minim(?:um|al)|минимальн\w+|минимум\w*", r"maxim(?:um|al)|максимальн\w+|максимум\w*"),
    (r"exports?|exported|экспорт\w*", r"imports?|imported|импорт\w*"),
    (r"outdoors?|под открытым небом|на улице", r"indoors?|в помещени\w+"),
    (r"voluntar\w+|добровольн\w+", r"mandatory|compulsory|obligatory|обязательн\w+"),
    (r"safe(?:ly)?|безопасн\w+|безвредн\w+", r"dangerous\w*|unsafe|опасн\w+|вредн\w+"),
    (r"inside|внутри", r"outside|снаружи"),
    (r"cheaper|дешевле", r"more expensive|dearer|дороже"),
    (r"successful\w*|успешн\w+|удал(?:ось|ся|ась)", r"unsuccessful\w*|fail(?:ed|ure|s)"
        r"|неудачн\w+|провал\w*"),
    (r"guilty|виновн\w+", r"innocent|невиновн\w+|acquitted|оправдан\w*"),
)  # fmt: skip
OPPOSITES = [
    tuple(re.compile(rf"(?<!\w)(?:{side})(?!\w)", re.I) for side in pair) for pair in _PAIRS_LISTED
]
# Of these one alone is meant where one is named.
EXCLUSIVE = [
    [re.compile(rf"(?<!\w)(?:{word})(?!\w)", re.I) for word in group]
    for group in (
        (
            r"north(?:ern|ward\w*)?|север\w*", r"south(?:ern|ward\w*)?|юг\w{0,2}|южн\w+",
            r"east(?:ern|ward\w*)?|восто[кч]\w*", r"west(?:ern|ward\w*)?|запад\w*",
            r"(?:north|south)-?(?:east|west)\w*|(?:северо|юго)-?(?:восто[кч]|запад)\w*",
        ),
        (
            r"winters?|зим[аыуеой]{1,2}|зимн\w+", r"springs?|весн[аыуеой]{1,2}|весенн\w+",
            r"summers?|летом|летн(?:ий|его|ем|яя|ей|ие|их)", r"autumn|осень\w*|осени|осенн\w+",
        ),
    )
]  # fmt: skip
