"""Function words of Russian (as lemmas) and English (as stems) that carry no subject matter."""

_RUSSIAN = """
а без более больше бы быть в весь во вообще вот все всего всё где да даже для до его ее если есть
еще же за и из или им их к как какой каков ко когда который кто кто-то ли либо между меньше мой мы
на над наш не него нет ни но ну о об однако он она они оно от ото очень по под почему при про ради
с сам свой себя со сколько так также такой там то тоже только тот ты у уже уж хотя чего чей чем что
чтобы чуть эта это этот я ваш вы ведь зачем куда откуда насколько именно ещё ли мочь
"""
_ENGLISH = """
a about all also an and ani are as at be been befor being but by can could did do doe done for from
had has have he her hi him his how i if in into is it it its itself just like mani may me might more
most much must my no nor not of off on onli or other our out own per she should so some such than
that the their them then there these they this those through to too under until up us veri was we
were what when where which while who whom whose whi will with would you your
"""
STOPWORDS = frozenset(_RUSSIAN.split()) | frozenset(_ENGLISH.split())
