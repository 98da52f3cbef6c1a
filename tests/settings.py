"""The product's own settings, on a home that is made for this run and thrown away after it.

pytest-django reads this before any conftest: here, and nowhere later, the home and its root key can be made
in time. Each process of pytest-xdist gets a home of its own. DATABASE_URL and KEYS_DATABASE_URL are honoured.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path


def _make_home() -> Path:
    # Whoever runs the tests may have a board of her own in ATRIUM_HOME: nothing of it may reach a test.
    for name in [name for name in os.environ if name.startswith("ATRIUM_")]:
        del os.environ[name]
    home = Path(tempfile.mkdtemp(prefix="atrium-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for folder in ("data", "keys", "root"):
        (home / folder).mkdir(mode=0o700)
    root_key = home / "root" / "root.key"
    root_key.touch(mode=0o600)
    root_key.write_bytes(secrets.token_bytes(32))
    (home / "secret.key").write_text(secrets.token_urlsafe(50))
    os.environ["ATRIUM_HOME"] = str(home)
    # Tables of letters take seconds to make; they are kept where pytest keeps its own.
    kept = Path(__file__).parents[1] / ".pytest_cache" / "hypothesis"
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(kept)
    return home


_home = _make_home()

from config.settings import *  # noqa: E402, F403  (the environment had to be there first)
from config.settings import DATABASES  # noqa: E402  (the same)

for _database in DATABASES.values():
    if _database["ENGINE"].endswith("postgresql"):
        # A test is one transaction from its beginning to its end, however slow the machine.
        _database["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=0"
    if _database["ENGINE"].endswith("sqlite3"):
        # A file, as in the product: threads and child processes can open it, and its bytes can be looked at.
        # Its name is the product's own, so a child process finds it through ATRIUM_HOME.
        _database["TEST"] = {"NAME": _database["NAME"]}
        # Power cuts are not tested here; waiting for the disk would be most of the run.
        _options = _database["OPTIONS"]
        _options["init_command"] = (
            _options["init_command"]
            .replace("synchronous=FULL", "synchronous=OFF")
            .replace("synchronous=NORMAL", "synchronous=OFF")
        )

# Argon2id takes its time by design; who signs in in a test is not attacked. tests/board/ tests the real one.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The test client speaks http. K03 looks at the settings as they are delivered.
SECURE_SSL_REDIRECT = False
