import pytest

from index.text.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Сколько туристов?", "ru"),
        ("Хоргос", "ru"),
        ("Где центр «Жетісу»?", "ru"),
        ("Что такое ITB China?", "ru"),
        ("How many Chinese tourists came?", "en"),
        ("Khorgos?", "en"),
        ("Urumqi gastronomic festival", "en"),
        ("Nauryzfest Beijing Almaty Astana Urumqi", "en"),
        ("Отличие useMemo и useCallback", "ru"),
        ("Настройка webpack dev server", "ru"),
        ("import json ошибка ModuleNotFoundError", "ru"),
        ("Kubernetes pod: перезапуск", "ru"),
        ("What does бешбармак mean?", "en"),
        ("Алматы hotels list", "en"),
        ("address Хоргос", "en"),
        ("Қазақстанға қанша турист келді?", "kk"),
        ("Скільки туристів приїхало?", "uk"),
        ("Combien de touristes chinois?", "fr"),
        ("Wie viele Touristen kamen?", "de"),
        ("多少中国游客", "zh"),
        ("كم عدد السياح", "ar"),
        ("78%?", None),
        ("", None),
        ("🙂", None),
    ],
)
def test_detect(text: str, language: str | None) -> None:
    assert detect(text) == language


def test_a_russian_list_of_english_names_is_russian() -> None:
    names = "Proxmox Backup Server Guide\nZigbee Mosquitto Bridge Setup\nHow Debian Boots\n"
    links = f"Ссылки\n{names * 2}Home Assistant on Raspberry — установка\n"
    assert detect(links + "The Things Network — краткий обзор и настройка") == "ru"
    prose = "This is what the guide tells you: how it is set up and when you will need it. "
    assert detect(prose * 3 + "Смотри раздел Настройка сети и раздел Установка") == "en"
