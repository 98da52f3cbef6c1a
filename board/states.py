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
# Those who work on the board's texts from inside.
INSIDE = frozenset({Role.MEMBER, Role.CHAIR, Role.SECRETARIAT})
STAFF = frozenset({Role.CHAIR, Role.SECRETARIAT})

ROLE_MAY: dict[str, frozenset[str]] = {
    Role.MEMBER: frozenset(),
    Role.CHAIR: frozenset({"board.read_identity"}),
    Role.SECRETARIAT: frozenset(
        {"board.manage_people", "board.manage_partners", "board.read_identity", "privacy.read_status"}
    ),
    Role.OFFICER: frozenset(),
    Role.DATA_PROTECTION: frozenset({"privacy.read_audit", "privacy.read_status"}),
    Role.ADMINISTRATOR: frozenset({"privacy.read_status"}),
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
