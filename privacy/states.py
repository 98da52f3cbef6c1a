"""The closed lists of this floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """Why a text is opened. There is no default."""

    OWN = "own", _("their own copy")
    READ = "read", _("reading")
    SYNTHESIS = "synthesis", _("writing the joint text")
    CHECK = "check", _("showing the exact words first")
    RECORD = "record", _("agenda and minutes")
    RELEASE = "release", _("sending to a partner")
    IDENTITY = "identity", _("name and contact")
    EMERGENCY = "emergency", _("as an exception, decided by two people")
    LISTING = "listing", _("showing a chosen name")
    UPKEEP = "upkeep", _("upkeep by the machine")
    REACH = "reach", _("sending a message that was asked for")


class Form(TextChoices):
    """How a text may be used."""

    READ = "read", _("read as background")
    PARAPHRASE = "paraphrase", _("in our own words")
    QUOTE = "quote", _("word for word")


class Audience(TextChoices):
    """Who may get it."""

    SECRETARIAT = "secretariat", _("the secretariat contact")
    MEMBERS = "members", _("members of the board")
    BOARD = "board", _("the board and the secretariat")
    AGENCY = "agency", _("one partner agency")
    PUBLIC = "public", _("the public")


# Audiences of one: which agency, or who is the contact, is said with the choice and never looked up later.
OF_ONE = (Audience.AGENCY, Audience.SECRETARIAT)


class Naming(TextChoices):
    """How the person is named where the text is used."""

    NOBODY = "nobody", _("Do not mention anyone")
    MEMBER = "member", _("“A member of the board”")
    PEN_NAME = "pen_name", _("A pen name you choose")
    NAME = "name", _("Your chosen name")


class Ending(TextChoices):
    """How a permission ended before its time."""

    WITHDRAWN = "withdrawn", _("taken back")
    SUPERSEDED = "superseded", _("replaced by another choice")
    REVOKED = "revoked", _("stopped by us")
    INVALIDATED = "invalidated", _("found not to count")


class Cause(TextChoices):
    """Why keys were destroyed."""

    WITHDRAWN = "withdrawn", _("taken back")
    REPLACED = "replaced", _("a later edition stands in its place")
    EXPIRED = "expired", _("kept as long as it may be")


class Archive(TextChoices):
    """The two archives of a backup. Whoever holds one has words without keys, or keys without words."""

    DATA = "data", _("data")
    KEYS = "keys", _("keys")


class CopyOf(TextChoices):
    """What a copy outside the machine holds; either one, with the root key, is needed to open old words."""

    STORE = "store", _("the key store")
    EPOCHS = "epochs", _("the epoch files")


class CopyState(TextChoices):
    """How a copy stands today. Only two of these are kept; the other two follow from the day."""

    LIVE = "live", _("kept")
    RED = "red", _("older than a take-back: delete it")
    DESTROYED = "destroyed", _("deleted")
    EXPIRED = "expired", _("too old to be used")
