"""What a server of the browser tests runs on: the product's settings as delivered, over TLS.

Passphrases are hashed cheaply, as in `tests.settings`: the accounts were made there. And a test may let time
pass: the product has no switch for that and must have none, so Django's own clock is wound here, before any
app is loaded. A row moved back in time by hand would be found by `audit verify`, as it should be.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from config.mail import mail_server
from config.settings import *  # noqa: F403  (settings on top of the product's)
from config.settings import HOME

# A way to be reached is there to be looked at; nothing is sent, for nothing ticks.
MAIL_SERVER, MAIL_FROM = mail_server("smtp://127.0.0.1:1"), "desk@pages.example.org"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

AHEAD = HOME / "minutes-ahead"
_now = timezone.now


def later() -> datetime:
    """This moment, and as many minutes later as the test says."""
    minutes = int(AHEAD.read_text()) if AHEAD.exists() else 0
    return _now() + timedelta(minutes=minutes)


timezone.now = later
