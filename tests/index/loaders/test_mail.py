import pytest

from tests.index.loaders.reading import lines, read

HEAD = "From: =?koi8-r?B?6dfBzg==?= <ivan@example.org>\r\nDate: Mon, 3 Mar 2025 10:00:00 +0300\r\n"


def letter(subject: bytes, more: str, body: bytes) -> bytes:
    return HEAD.encode() + b"Subject: " + subject + b"\r\n" + more.encode() + b"\r\n" + body


@pytest.mark.parametrize(
    ("subject", "more", "body"),
    [
        (
            b"=?windows-1251?Q?=CE=F2=F7=B8=F2?=",
            "Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: "
            "quoted-printable\r\n",
            b"=F7=D3=A3 =C7=CF=D4=CF=D7=CF.",
        ),
        (
            b"=?utf-8?B?0J7RgtGH0ZHRgg==?=",
            "Content-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: "
            "base64\r\n",
            b"wvG4IOPu8u7i7i4=",
        ),
        ("Отчёт".encode(), "Content-Type: text/plain\r\n", "Всё готово.".encode()),
        (
            "Отчёт".encode(),
            "Content-Type: text/plain; charset=nonsense\r\n",
            "Всё готово.".encode(),
        ),
        (
            "Отчёт".encode(),
            "Content-Type: text/html; charset=utf-8\r\n",
            "<p>Всё <b>готово</b>.</p>".encode(),
        ),
    ],
)
def test_words_in_whatever_way_they_are_encoded(subject: bytes, more: str, body: bytes) -> None:
    parsed = read(letter(subject, more, body), "a.eml")
    assert (parsed.front.title, parsed.front.source, parsed.front.date) == (
        "Отчёт",
        "Иван",
        "2025-03-03",
    )
    assert lines(parsed) == [
        "heading1: Отчёт",
        "item1: From: Иван <ivan@example.org>",
        "item1: Date: Mon, 3 Mar 2025 10:00:00 +0300",
        "paragraph: Всё готово.",
    ]


def test_parts_that_are_named_chosen_or_inside() -> None:
    inner = "Subject: Inner\r\nFrom: a@b.c\r\n\r\nInner words.\r\n"
    body = (
        "--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n"
        "--y\r\nContent-Type: text/plain\r\n\r\nPlain words.\r\n"
        "--y\r\nContent-Type: text/html\r\n\r\n<p>Page words.</p>\r\n--y--\r\n"
        "--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; "
        "filename*=utf-8''%D0%A7%D0%B5%D0%BA.pdf\r\n\r\nx\r\n"
        f"--x\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--x--\r\n"
    )
    more = "Content-Type: multipart/mixed; boundary=x\r\n"
    assert lines(read(letter(b"Outer", more, body.encode()), "a.eml"))[3:] == [
        "paragraph: Plain words.",
        "item1: Чек.pdf",
        "heading2: Inner",
        "item1: From: a@b.c",
        "paragraph: Inner words.",
    ]


def test_quoted_and_flowing_lines() -> None:
    more = "Content-Type: text/plain; format=flowed\r\n"
    body = b"One line \r\nthat flows.\r\n\r\n> Said before.\r\n> Twice.\r\n\r\nAnswer.\r\n"
    assert lines(read(letter(b"Re", more, body), "a.eml"))[3:] == [
        "paragraph: One line that flows.",
        "quote: Said before.\nTwice.",
        "paragraph: Answer.",
    ]
