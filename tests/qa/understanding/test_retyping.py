"""What was typed with the wrong keyboard layout or in Latin letters, and what only looks so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.understanding.retyping import Retyped, retyped

ON_ENGLISH_KEYS = """
Crjkmrj rybu d ,b,kbjntrt&                | Сколько книг в библиотеке?
rjulf jnrhsdftncz xbnfkmysq pfk           | когда открывается читальный зал
ULT GJKEXBNM XBNFNTKMCRBQ GHJGECR         | ГДЕ ПОЛУЧИТЬ ЧИТАТЕЛЬСКИЙ ПРОПУСК
rfr ghjlkbnm rybue?                       | как продлить книгу?
ghbdtn? rnj dbltk cdj,jlysq cnjk          | привет, кто видел свободный стол
'nj j,]zdktybt yf 2023 ujl&               | это объявление на 2023 год?
xnj yfgbcfyj yf 12 cnhfybwt               | что написано на 12 странице
bp-pf xtuj pfrhskb fh[bd                  | из-за чего закрыли архив
"Djqye b vbh" xbnfkb                      | "Войну и мир" читали
rfr ecnfyjdbnm software yf yjen,er        | как установить software на ноутбук
ult rfccf                                 | где касса
f d zydfht?                               | а в январе?
cgfcb,j                                   | спасибо
pfqvbnt? gj;fkeqcnf? rybub                | займите, пожалуйста, книги
"""
ON_RUSSIAN_KEYS = """
Рщц ьфтн ищщлы фку еруку,                 | How many books are there?
црут вщуы еру куфвштп кщщь щзут            | when does the reading room open
Црщ цкщеу "Цфк фтв Зуфсу",                | Who wrote "War and Peace"?
црфеэы еру зкшсу ща ф ешслуе              | what's the price of a ticket
ЦРУКУ ШЫ ЕРУ ДШИКФКН                      | WHERE IS THE LIBRARY
рщц вшв Лкглщмшср внштп                   | how did Krukovich dying
ерфтлы                                    | thanks
црщ фку нщг,                              | who are you?
"""
IN_LATIN_LETTERS = """
Skol'ko knig v biblioteke?                | Сколько книг в библиотеке?
kogda otkryvaetsya chitalnyy zal          | когда открывается читальный зал
Kogda otkryvaetsja čitalʹnyj zal?         | Когда открывается читальный зал?
kak prodlit' knigu na mesyac              | как продлить книгу на месяц
4to napisano na 12 stranice               | что написано на 12 странице
po4emu zakryli nawu wkolu                 | почему закрыли нашу школу
kakoj byl plan na 2023 god                | какой был план на 2023 год
komu prinadlezhit ob''ekt                 | кому принадлежит объект
kto vyigral shahmatnyi turnir             | кто выиграл шахматный турнир
gde hranyatsia novye zhurnaly             | где хранятся новые журналы
gde ŝuka i ëž                             | где щука и ёж
komu nujno vzyat' slovar domoi            | кому нужно взять словарь домой
Kto takoy Kravchuk?                       | Кто такой Кравчук?
chto takoe github                         | что такое github
prodlenie srokov vozvrata                 | продление сроков возврата
kto direktor                              | кто директор
spasibo                                   | спасибо
"""
AS_IT_SHOULD_BE = """
How many books are there in the library?
Who is Zhomart Kravchuk?
Kravchuk Borodino Chernyshevsky
Almaty Astana Shymkent
director Ivan Petrov biography
museum ticket price
serial killer documentary
programmer activist Richard
hotel internet
telefon adres
XKCD 1053
CSV GEO
vs th bn gj kt
entity
kubectl get pods -n kube-system
pip install python-docx==1.2
SELECT name FROM users WHERE id = 7;
git rebase -i HEAD~3
def on_keys(text: str) -> str: ...
docs/index.html
foo@example.org
OAuth PKCE TTL
0x7fff5fbff8a0
Wie viele Bücher hat die Bibliothek?
Wo ist das Theater und was kostet eine Karte?
Wann macht die Kasse auf
Combien de livres y a-t-il dans la bibliothèque ?
ou se trouve le musee national
Donde esta la biblioteca nacional
Quanti libri ci sono nella biblioteca
dove si trova il museo
Quantos livros tem a biblioteca
Ile ksiazek jest w bibliotece?
Gdzie jest biblioteka narodowa
Kolik knih je v knihovne
Kde je divadlo
Koliko knjiga je u biblioteci?
Gde se nalazi pozoriste
Kutuphanede kac kitap var
Kitapxanada qansha kitap bar?
muzei qai jerde ornalasqan
Kutubxonada nechta kitob bor
Montako kirjaa kirjastossa on
Berapa banyak buku di perpustakaan
Hur manga bocker finns det
Сколько книг в библиотеке?
кто такой Кравчук
Где купить ноутбук ASUS?
МЦПС и ТРЦ
ЫВА
ёж
Кравчук Бородин Шымкент
Кітапханада қанша кітап бар?
Скільки книг у бібліотеці?
Колко книги има в библиотеката?
сколько nehbcnjd
2024?
?!
多少本书
"""


def lines(listed: str) -> list[tuple[str, str]]:
    pairs = [line.split("|") for line in listed.strip().splitlines()]
    return [(typed.strip(), meant.strip()) for typed, meant in pairs]


@pytest.mark.parametrize(("typed", "meant"), lines(ON_ENGLISH_KEYS))
def test_russian_on_english_keys(typed: str, meant: str) -> None:
    assert retyped(typed) == Retyped(meant, "ru")


@pytest.mark.parametrize(("typed", "meant"), lines(ON_RUSSIAN_KEYS))
def test_english_on_russian_keys(typed: str, meant: str) -> None:
    assert retyped(typed) == Retyped(meant, "en")


@pytest.mark.parametrize(("typed", "meant"), lines(IN_LATIN_LETTERS))
def test_russian_in_latin_letters(typed: str, meant: str) -> None:
    assert retyped(typed) == Retyped(meant, "ru")


@pytest.mark.parametrize("text", AS_IT_SHOULD_BE.strip().splitlines())
def test_what_is_meant_as_it_stands(text: str) -> None:
    assert retyped(text) is None


@pytest.mark.parametrize(("typed", "_"), [*lines(ON_ENGLISH_KEYS), *lines(ON_RUSSIAN_KEYS)])
def test_what_was_meant_is_as_it_should_be(typed: str, _: str) -> None:
    meant = retyped(typed)
    assert meant is not None
    assert retyped(meant.text) is None


def test_a_long_text_is_left_alone() -> None:
    assert retyped("rjulf jnrhsdftncz xbnfkmysq pfk " * 10) is not None
    assert retyped("rjulf jnrhsdftncz xbnfkmysq pfk " * 20) is None


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    meant = retyped(text)
    assert meant is None or meant.text
