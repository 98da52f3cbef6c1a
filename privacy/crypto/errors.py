"""Why a value does not open. None of these carries content."""


class CannotOpen(Exception):
    """A value that does not open; the base of the others."""


class Malformed(CannotOpen):
    """The bytes are not in the format."""


class NotForThisPlace(CannotOpen):
    """Changed bytes, or a value that was moved to another row, column or table."""


class WrongKey(CannotOpen):
    """The key offered is not the one that sealed."""


class KeyMissing(CannotOpen):
    """The key is not in the store, and was never destroyed on purpose: something is lost."""


class KeyDestroyed(CannotOpen):
    """The key was destroyed on purpose; the words are gone for good."""


class KeyNotInUse(CannotOpen):
    """The key is there, but its state does not permit this use; or nobody knows its state."""
