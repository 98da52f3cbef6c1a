"""The product's own settings, with the patience of a test; every file that Python opens to write is noted."""

import os
import sys

from config.settings import *  # noqa: F403  (settings on top of the product's)

FILE_UPLOAD_PATIENCE = int(os.environ["PATIENCE"])
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

if "NOTED" in os.environ:
    _noted = os.open(os.environ["NOTED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def _note(event: str, arguments: tuple) -> None:
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
            os.write(_noted, f"{arguments[0]}\n".encode())

    sys.addaudithook(_note)
