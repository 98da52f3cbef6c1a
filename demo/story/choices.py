"""The words a demonstration file may choose from, one enum for each place where there is a choice."""

from enum import StrEnum


class AccountRole(StrEnum):
    """What an account may be; the chair is a member too."""

    MEMBER = "member"
    CHAIR = "chair"
    SECRETARIAT = "secretariat"
    PARTNER = "partner"
    DATA_PROTECTION = "data_protection"
    ADMINISTRATOR = "administrator"


class AccountOffice(StrEnum):
    """What a member was elected for, beside the chair."""

    VICE_CHAIR = "vice_chair"
    RAPPORTEUR = "rapporteur"


class OrganisationKind(StrEnum):
    AGENCY = "agency"
    NGO = "ngo"
    STATE = "state"
    INTERNATIONAL = "international"


class ConsultationKind(StrEnum):
    """The seven matters on which a board of this kind is asked."""

    NRM_STRUCTURES = "nrm_structures"
    SERVICE_DELIVERY = "service_delivery"
    LEGISLATION = "legislation"
    GOVERNMENT_POLICY = "government_policy"
    AWARENESS_RAISING = "awareness_raising"
    EDUCATION_TRAINING = "education_training"
    FRONTLINE_STANDARDS = "frontline_standards"


class ConsultationState(StrEnum):
    """How far a request for advice has come on the last day of the demonstration."""

    RECEIVED = "received"
    OPEN = "open"
    ANSWERED = "answered"


class Readers(StrEnum):
    """Who may read a contribution; `BOARD` is the board with its secretariat."""

    BOARD = "board"
    SECRETARIAT_CONTACT = "secretariat_contact"
    MEMBERS_ONLY = "members_only"


class Use(StrEnum):
    """How far words may be used; `QUOTE` includes paraphrase, `BACKGROUND` excludes every text."""

    PARAPHRASE = "paraphrase"
    QUOTE = "quote"
    BACKGROUND = "background"


class Naming(StrEnum):
    """How the author of a contribution is named."""

    NOBODY = "nobody"
    A_MEMBER = "a_member"
    PEN_NAME = "pen_name"
    CHOSEN_NAME = "chosen_name"


class PassageKind(StrEnum):
    JOINT = "joint"
    QUOTE = "quote"


class ShownAnswer(StrEnum):
    """What an author said to the exact words she was shown."""

    YES = "yes"
    CHANGE = "change"
    NO = "no"


class ParticipantKind(StrEnum):
    """Kinds of participants who need no account of the board."""

    HOST_COUNTRY = "host_country"
    PEER_COUNTRY = "peer_country"
    INSTITUTION = "institution"
    SECRETARIAT = "secretariat"
    INTERPRETER = "interpreter"
    OBSERVER = "observer"


class Presence(StrEnum):
    ROOM = "room"
    ONLINE = "online"
    NOT_PRESENT = "not_present"


class ListedAs(StrEnum):
    """How a person chose to be listed in the minutes."""

    LEGAL_NAME = "legal_name"
    CHOSEN_NAME = "chosen_name"
    A_MEMBER = "a_member"
    WITHOUT_NAME = "without_name"


class PaperKind(StrEnum):
    COUNTRY_PAPER = "country_paper"


class ItemKind(StrEnum):
    ITEM = "item"
    BREAK = "break"


class Purpose(StrEnum):
    """What an agenda item is for."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


class EntryKind(StrEnum):
    """Kinds of entries in minutes; a `VIEW` was recorded and not agreed."""

    SAID = "said"
    VIEW = "view"
    CONCLUSION = "conclusion"
    DECISION = "decision"
    ACTION = "action"
    FOOTNOTE = "footnote"


class Method(StrEnum):
    """How a decision was taken."""

    CONSENSUS = "consensus"
    NO_OBJECTION = "no_objection"


class Outcome(StrEnum):
    """How a decision is printed: never with numbers of members on a side."""

    AGREED = "agreed"
    AGREED_OTHER_VIEWS = "agreed_other_views"
    NOT_AGREED = "not_agreed"


class Position(StrEnum):
    """What an agency answered to one recommendation."""

    ADOPTED = "adopted"
    IN_PART = "in_part"
    NOTED = "noted"
    NOT_ADOPTED = "not_adopted"
