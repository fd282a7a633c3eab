"""Languages told by the words of a text, or by what its front matter says."""

from tests.documents.kinds.kind import Kind

LANGUAGES = [
    Kind(
        "language",
        "sdk.md",
        "# SDK Lumen\n\nВызовите `lumen.connect(timeout=30)` и проверьте `response.status_code`; "
        "если `ConnectionError`, то повторите `lumen.connect` через `retry.backoff` секунд. "
        "Ключ `API_TOKEN` хранится в файле `config/secrets.toml`, а не в `environment`.\n",
        "Где хранится ключ SDK Lumen?",
        ("config/secrets.toml",),
        (),
        "ru",
    ),
    Kind(
        "language",
        "pipeline.md",
        "# Конвейер Tern\n\nСборка описана в `tern.yaml`:\n\n```yaml\nstages:\n  - build\n"
        "  - test\n  - deploy\nbuild:\n  image: tern/builder:4.2\n  script: make release\n"
        "test:\n  image: tern/runner:4.2\n  script: make check\n```\n\nЧтобы отменить сборку, "
        "нажмите `Ctrl+Q` в окне `Tern Dashboard`. Журналы хранятся 45 дней.\n",
        "Сколько дней хранятся журналы конвейера Tern?",
        ("45 дней",),
        (),
        "ru",
    ),
    Kind(
        "language",
        "fleet.md",
        "---\ntitle: Fleet 2031\nlanguage: Russian\n---\n\n| Яхта | Model | Crew |\n|---|---|---|\n"
        "| Aurelia | Swift Deckhouse 38 | 6 |\n| Bonaventure | Morning Breeze 45 | 8 |\n"
        "| Corvina | Sea Falcon 29 | 4 |\n",
        "Какой экипаж у яхты Bonaventure?",
        ("Bonaventure", "8"),
        ("Corvina",),
        "ru",
    ),
    Kind(
        "language",
        "proverb.md",
        "# The gate of Oldmere\n\nAbove the gate of Oldmere is an old Russian inscription: "
        "«Кто с добром пришёл, тому и ворота не заперты, а кто со злом, тому и стены высоки». "
        "It was carved by the mason Fedor Lyalin in 1702.\n",
        "Who carved the inscription above the gate of Oldmere?",
        ("Fedor Lyalin",),
        (),
        "en",
    ),
    Kind(
        "language",
        "samovar.md",
        "---\ntitle: Samovar House\nlang: en-GB\n---\n\n| Dish | Name | Price |\n|---|---|---|\n"
        "| Beet soup | Борщ со сметаной и пампушками | £6 |\n"
        "| Dumplings | Пельмени в горшочке под грибным соусом | £9 |\n"
        "| Honey cake | Торт «Медовик» по рецепту Анфисы Тихоновны | £5 |\n",
        "How much are the dumplings at Samovar House?",
        ("Dumplings", "£9"),
        ("£6", "£5"),
        "en",
    ),
    Kind(
        "language",
        "phrases.md",
        "# At the market of Karelskaya Gora\n\nTo ask for the price, say «Подскажите, пожалуйста, "
        "почём у вас огурцы и помидоры?» and smile. To leave, say «Благодарю вас, загляну в другой "
        "раз». The market closes at 3 p.m. when the last boat goes.\n",
        "When does the market of Karelskaya Gora close?",
        ("3 p.m.",),
        (),
        "en",
    ),
]
