"""How passphrases are kept: Argon2id, 64 MiB, three passes (OWASP and RFC 9106 second choice)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """About 110 ms for one passphrase."""

    time_cost = 3
    memory_cost = 65536
    parallelism = 1
