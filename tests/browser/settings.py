"""What a server of the browser tests runs on: the product's settings as delivered, over TLS.

Only passphrases are hashed cheaply, as in `tests.settings`: the accounts were made there.
"""

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
