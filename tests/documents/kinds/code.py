"""Code, commands and settings."""

from tests.documents.kinds.kind import Kind

CODE = [
    Kind(
        "code",
        "proxy.md",
        "# Настройка прокси Vesta\n\nПример файла:\n\n```yaml\nproxy:\n  host: edge.local\n"
        "  port: 8643\nlog:\n  level: warn\n```\n\nПорт должен быть свободен.\n",
        "Какой порт использует прокси Vesta?",
        ("port: 8643",),
        ("level", "host"),
    ),
    Kind(
        "code",
        "install.md",
        "# Quillpad\n\nQuillpad is an editor for notes.\n\n## Installation\n\n"
        "Install it with one command:\n\n```sh\nsudo apt install quillpad-desktop\n```\n\n"
        "Then restart the session.\n",
        "Which command installs Quillpad?",
        ("sudo apt install quillpad-desktop",),
        ("restart",),
    ),
    Kind(
        "code",
        "limits.md",
        "# Limits of the Brisk server\n\n```toml\n[upload]\nmax_size_mb = 64\n[session]\n"
        "timeout_minutes = 25\n```\n",
        "What is the session timeout of the Brisk server?",
        ("timeout_minutes = 25",),
        ("max_size",),
    ),
    Kind(
        "code",
        "queue.md",
        '# Очередь задач «Муравей»\n\n```json\n{\n  "workers": 12,\n  "retry": {\n'
        '    "attempts": 5,\n    "pause_seconds": 40\n  }\n}\n```\n',
        "Сколько воркеров у очереди задач «Муравей»?",
        ('"workers": 12',),
        ("pause",),
    ),
    Kind(
        "code",
        "flag.md",
        "# Testing with Larkspur\n\nUsing act requires setting `global.IS_LARK_TEST_ENV=true`.\n\n"
        "To start the tests, run the command:\n\nlark test --all\n",
        "Which global must be set to use act with Larkspur?",
        ("IS_LARK_TEST_ENV",),
    ),
]
