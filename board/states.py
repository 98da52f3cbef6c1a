"""Roles, states and what each role may do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """One role an account. The chair is a member too."""

    MEMBER = "member", _("Member")
    CHAIR = "chair", _("Chair")
    SECRETARIAT = "secretariat", _("Secretariat")
    OFFICER = "officer", _("Partner officer")
    DATA_PROTECTION = "data_protection", _("Data protection")
    ADMINISTRATOR = "administrator", _("Administrator")


MEMBERS = frozenset({Role.MEMBER, Role.CHAIR})
# Those who may switch on a neutral message outside the site: data protection is told of what takes two.
REACHED = MEMBERS | {Role.DATA_PROTECTION}
# Those who work on the board's texts from inside.
INSIDE = frozenset({Role.MEMBER, Role.CHAIR, Role.SECRETARIAT})
STAFF = frozenset({Role.CHAIR, Role.SECRETARIAT})
# To members a second step is offered, without a date; of everybody else it is asked.
WITHOUT_SECOND_STEP = frozenset({Role.MEMBER})

# Minutes without a sign of life after which a session ends (WCAG 2.2.1 asks that it can be chosen).
IDLE_SHORTEST, IDLE_USUAL, IDLE_LONGEST = 10, 30, 60
IDLE_STAFF = 15
IDLE_CHOICES = (10, 20, 30, 45, 60)

ROLE_MAY: dict[str, frozenset[str]] = {
    Role.MEMBER: frozenset(),
    Role.CHAIR: frozenset({"board.read_identity", "board.decide_in_pairs", "board.pause_access"}),
    Role.SECRETARIAT: frozenset(
        {
            "board.decide_in_pairs",
            "board.manage_people",
            "board.manage_partners",
            "board.pause_access",
            "board.read_identity",
            "privacy.read_status",
            "privacy.unlock",
        }
    ),
    Role.OFFICER: frozenset(),
    Role.DATA_PROTECTION: frozenset(
        {
            "board.see_pairs",
            "privacy.read_audit",
            "privacy.read_copies",
            "privacy.read_status",
            "privacy.unlock",
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {"privacy.keep_copies", "privacy.read_copies", "privacy.read_status", "privacy.unlock"}
    ),
}


class PersonState(TextChoices):
    """How things stand with a person."""

    ACTIVE = "active", _("active")
    PAUSED = "paused", _("not available for requests")
    ENDED = "ended", _("access ended")
    ERASED = "erased", _("erased")


PERSON_TRANSITIONS: dict[str, frozenset[str]] = {
    PersonState.ACTIVE: frozenset({PersonState.PAUSED, PersonState.ENDED, PersonState.ERASED}),
    PersonState.PAUSED: frozenset({PersonState.ACTIVE, PersonState.ENDED, PersonState.ERASED}),
    PersonState.ENDED: frozenset({PersonState.ERASED}),
    PersonState.ERASED: frozenset(),
}


# Those who have not left: their account is open, or paused for a while.
WITH_ACCESS = frozenset({PersonState.ACTIVE, PersonState.PAUSED})


class OrganisationKind(TextChoices):
    """What kind of body it is."""

    STATE = "state", _("State")
    AGENCY = "agency", _("Agency")
    INTERNATIONAL = "international", _("International organisation")
    CIVIL = "civil", _("Civil society organisation")


class OfficeKind(TextChoices):
    """What a member was elected for. One member at a time in each, but several rapporteurs."""

    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice_chair", _("Vice-chair")
    RAPPORTEUR = "rapporteur", _("Rapporteur")


HELD_BY_ONE = frozenset({OfficeKind.CHAIR, OfficeKind.VICE_CHAIR})


class JoiningState(TextChoices):
    """How things stand with a way in for somebody new. After its last day an open one is of no use."""

    OPEN = "open", _("open")
    USED = "used", _("used")
    ENDED = "ended", _("taken back")


JOINING_TRANSITIONS: dict[str, frozenset[str]] = {
    JoiningState.OPEN: frozenset({JoiningState.USED, JoiningState.ENDED}),
    JoiningState.USED: frozenset(),
    JoiningState.ENDED: frozenset(),
}


class DepartureKind(TextChoices):
    """How somebody leaves: what she allowed stays, or everything goes."""

    LEAVE = "leave", _("leave the board")
    ERASE = "erase", _("leave, and have everything erased")


class DepartureState(TextChoices):
    """Seven days to change one's mind, then it is done."""

    WAITING = "waiting", _("waiting")
    STAYED = "stayed", _("changed her mind")
    DONE = "done", _("done")


DEPARTURE_TRANSITIONS: dict[str, frozenset[str]] = {
    DepartureState.WAITING: frozenset({DepartureState.STAYED, DepartureState.DONE}),
    DepartureState.STAYED: frozenset(),
    DepartureState.DONE: frozenset(),
}


class TextSize(TextChoices):
    """How large the letters are."""

    NORMAL = "normal", _("Normal")
    LARGE = "large", _("Large")
    LARGEST = "largest", _("Largest")


class Spacing(TextChoices):
    """How much room there is between lines, words and letters."""

    NORMAL = "normal", _("Normal")
    WIDE = "wide", _("Wide")


class Theme(TextChoices):
    """Light or dark."""

    DEVICE = "device", _("As on my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Motion(TextChoices):
    """Whether anything may move."""

    DEVICE = "device", _("As on my device")
    STILL = "still", _("Nothing moves")


class Notes(TextChoices):
    """Whether a text with a content note is shown at once."""

    CLOSED = "closed", _("Closed until I open them")
    OPEN = "open", _("Open at once")


class Device(TextChoices):
    """What somebody signed in on, as roughly as it helps to recognise it."""

    PHONE = "phone", _("a phone")
    TABLET = "tablet", _("a tablet")
    COMPUTER = "computer", _("a computer")


class KeptOn(TextChoices):
    """Where a passkey is kept, so that one's own can be told apart."""

    PHONE = "phone", _("On a phone or tablet")
    COMPUTER = "computer", _("On a computer")
    STICK = "stick", _("On a key that is plugged in")
    PROGRAM = "program", _("In a passphrase keeper")


class Need(TextChoices):
    """What takes two people."""

    WAY_IN = "way_in", _("a new way in")
    ROLES = "roles", _("a second role")
    IDENTITIES = "identities", _("a list of legal names")
    EMERGENCY = "emergency", _("one text opened as an exception")
    REMOVAL = "removal", _("a text of somebody removed")
    ERASURE = "erasure", _("everything of somebody who has left")


# What a role has to hold to ask for each, and to say yes to it.
DECIDED_BY: dict[str, str] = {
    Need.WAY_IN: "board.manage_people",
    Need.ROLES: "board.manage_people",
    Need.IDENTITIES: "board.manage_people",
    Need.EMERGENCY: "board.decide_in_pairs",
    Need.REMOVAL: "board.decide_in_pairs",
    Need.ERASURE: "board.manage_people",
}
# About somebody's words, which stay after she has left.
ABOUT_WORDS = frozenset({Need.EMERGENCY, Need.REMOVAL, Need.ERASURE})


class Reason(TextChoices):
    """Why somebody comes near what is another person's. A closed list: nothing is told about anybody."""

    PAYMENT = "payment", _("To pay")
    TRAVEL = "travel", _("To book travel or a place to stay")
    ENTRY = "entry", _("To enter a building or an event")
    REACH = "reach", _("To reach this person")
    DANGER = "danger", _("Somebody may be in danger")
    HARM = "harm", _("Somebody may be harmed within the board")
    COURT = "court", _("A court or an authority orders it")
    THIRD = "third", _("It tells about somebody who did not agree to it")
    LAW = "law", _("It breaks a law")
    ASKED = "asked", _("Its author asks for it")


REASONS: dict[str, tuple[Reason, ...]] = {
    Need.IDENTITIES: (Reason.PAYMENT, Reason.TRAVEL, Reason.ENTRY, Reason.COURT),
    Need.EMERGENCY: (Reason.DANGER, Reason.HARM, Reason.COURT),
    Need.REMOVAL: (Reason.ASKED, Reason.THIRD, Reason.LAW, Reason.COURT),
}
# What somebody of the secretariat needs one legal name and contact for.
SHOW_REASONS = (Reason.PAYMENT, Reason.TRAVEL, Reason.ENTRY, Reason.REACH, Reason.DANGER, Reason.COURT)


class SecondYesState(TextChoices):
    """How things stand with what one has asked and another decides."""

    WAITING = "waiting", _("waits for a second person")
    GIVEN = "given", _("given")
    REFUSED = "refused", _("not given")
    ENDED = "ended", _("ended")


SECOND_YES_TRANSITIONS: dict[str, frozenset[str]] = {
    SecondYesState.WAITING: frozenset({SecondYesState.GIVEN, SecondYesState.REFUSED}),
    SecondYesState.GIVEN: frozenset({SecondYesState.ENDED}),
    SecondYesState.REFUSED: frozenset(),
    SecondYesState.ENDED: frozenset(),
}
