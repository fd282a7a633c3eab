"""The web application: `uvicorn app:app`; `python app.py` is `seedqa serve`."""

import sys

if __name__ == "__main__":
    from qa.commands.cli import main

    main(["serve", *sys.argv[1:]], prog_name="seedqa")

from qa.server.app import create_app
from qa.settings import load_settings

app = create_app(load_settings())
