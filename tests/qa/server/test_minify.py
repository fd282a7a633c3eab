"""Scripts made small: what is written, and what must not change."""

import pytest

from qa.server.minify import minify


@pytest.mark.parametrize(
    ("source", "small"),
    [
        ("const a = 1;\nconst b = 2;\n", "let a=1,b=2;"),
        ("// why\nuse(x /* here */);", "use(x);"),
        # A name that is a property too stays one.
        ("const { url, quote: words } = given;", "let{url:a,quote:b}=given;"),
        ("const url = 1;\nuse({ url, other: url });", "let a=1;use({url:a,other:a});"),
        ("const text = node.text;", "let a=node.text;"),
        ("const f = (one, two = 3) => one + two;", "let c=(a,b=3)=>a+b;"),
        ("const f = (one) => one;", "let b=a=>a;"),
        ("const f = async (one) => await one;", "let b=async a=>await a;"),
        # Functions that don't meet use the same letters.
        ("const f = (one) => one;\nconst g = (two) => two;", "let b=a=>a,c=a=>a;"),
        ("const f = function* (one) { yield { ...one, two: one }; };",
         "let b=function*(a){yield{...a,two:a}};"),
        ("for (const item of list) { use(item); }", "for(let a of list){use(a)}"),
        # What is inside of strings, templates and regular expressions is theirs.
        ('const a1 = "a1 // a1";', 'let a="a1 // a1";'),
        ("const word = 1;\nuse(`word ${word} word ${`${word}`} word`);",
         "let a=1;use(`word ${a} word ${`${a}`} word`);"),
        ("const word = /word[/]word/.test(text);", "let a=/word[/]word/.test(text);"),
        ("const half = all / 2 / third;", "let a=all/2/third;"),
        ("use([1, 2, ], { a: true, }, );", "use([1,2],{a:!0});"),
        ("let i = 0;\ni++;\nuse(1 - -i, 1 + +i);", "let a=0;a++;use(1- -a,1+ +a);"),
        ("let found;\nlet other;\nfound = a?.b ?? c;", "let b,d;b=a?.b??c;"),
        ("const [first, [second]] = given;", "let[a,[b]]=given;"),
        ("try { use(); } catch { no(); }", "try{use()}catch{no()}"),
        ("if (one) return;\nelse throw { two };", "if(one)return;else throw{two};"),
    ],
)  # fmt: skip
def test_what_is_written(source: str, small: str) -> None:
    assert minify(source) == small


def test_a_name_of_others_is_taken_by_nobody() -> None:
    assert minify("const value = a + b + d;") == "let c=a+b+d;"


def test_a_parameter_is_seen_to_the_end_of_its_function() -> None:
    source = "const f = (one) => `${one} ${g((two) => two + one)}` + one;"
    assert minify(source) == "let c=a=>`${a} ${g(b=>b+a)}`+a;"
