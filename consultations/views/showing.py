"""What pages say about a request: its facts, its state, the people who read."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from board.models import Account
from consultations.forms import Reading, value_of
from consultations.models import Consultation, Contribution, Invitation
from consultations.queries import Readers, readers_of_request, secretariat_names
from consultations.rules import Wish, is_taking_answers
from consultations.states import ConsultationState, ContributionState, InvitationState
from pages.days import full_day
from privacy.consent import Notice, Use
from privacy.states import Audience, Form, Naming

SHAPES = {
    ConsultationState.RECEIVED: "draft",
    ConsultationState.SCREENED: "draft",
    ConsultationState.OPEN: "open",
    ConsultationState.CLOSED: "wait",
    ConsultationState.SYNTHESISED: "done",
    ConsultationState.ANSWERED: "done",
    ConsultationState.ARCHIVED: "done",
    ConsultationState.DECLINED: "note",
    ConsultationState.WITHDRAWN: "note",
}
PERMISSION_NOTICE = "contribution-permission-1"


@dataclass(frozen=True, slots=True)
class Tag:
    """A pill: its shape and its words."""

    shape: str
    words: str


def state_tag(consultation: Consultation) -> Tag:
    """Where a request stands."""
    state = ConsultationState(consultation.state)
    if state == ConsultationState.OPEN and not is_taking_answers(consultation):
        return Tag("wait", _("Closed"))
    return Tag(SHAPES[state], str(state.label))


def own_tag(invitation: Invitation, own: str | None) -> Tag | None:
    """What she has said or written, for her own list."""
    if own in {ContributionState.SENT, ContributionState.ON_HOLD}:
        return Tag("done", str(ContributionState(own).label))
    if own == ContributionState.DRAFT:
        return Tag("draft", _("Your draft is saved"))
    if own in {ContributionState.WITHDRAWN, ContributionState.ERASED}:
        return Tag("note", _("You took your text back"))
    if not is_taking_answers(invitation.consultation):
        return None
    return Tag("open", str(InvitationState(invitation.state).label))


def facts_of(consultation: Consultation) -> list[tuple[str, str]]:
    """About this request: who asks, since when, until when, how long it takes, whether it is paid."""
    minutes = ngettext("%(n)s minute", "%(n)s minutes", consultation.minutes_needed)
    paid = _("Yes, whatever you answer") if consultation.is_paid else _("No")
    facts = [
        (_("Asked by"), consultation.requester.name),
        (_("Asked on"), full_day(consultation.asked_on)),
        (_("Takes about"), minutes % {"n": consultation.minutes_needed}),
        (_("Paid"), paid),
        (_("Languages"), consultation.languages),
    ]
    if consultation.closes_on is not None:
        facts.insert(2, (_("Closes on"), full_day(consultation.closes_on)))
    return facts


def people_in_words(readers: Readers) -> str:
    """ "20 members and 3 people in the secretariat"."""
    members = ngettext("%(n)s member", "%(n)s members", readers.members) % {"n": readers.members}
    staff = ngettext(
        "%(n)s person in the secretariat", "%(n)s people in the secretariat", readers.secretariat
    ) % {"n": readers.secretariat}
    if readers.members and readers.secretariat:
        return _("%(members)s and %(staff)s") % {"members": members, "staff": staff}
    if readers.members:
        return members
    return staff if readers.secretariat else _("Nobody")


def reading_choices(consultation: Consultation, author: Account, *before: UUID | None) -> list[Reading]:
    """Whom she may let read, with how many people that is now besides herself.

    `before`: contacts she chose or saw earlier. They stay a choice, or her text would go to somebody else.
    """
    names = dict(secretariat_names(author))
    contacts = [one for one in dict.fromkeys((consultation.assigned_to_id, *before)) if one is not None]
    return [
        _for_many(consultation, author, Audience.BOARD),
        *(_for_one(one, names, is_now=one == consultation.assigned_to_id) for one in contacts),
        _for_many(consultation, author, Audience.MEMBERS),
    ]


def _for_many(consultation: Consultation, author: Account, audience: Audience) -> Reading:
    use = Use(Form.READ, audience)
    hint = _("%(people)s.") % {
        "people": people_in_words(readers_of_request(consultation, use, but=author.id))
    }
    if audience == Audience.BOARD:
        said = _("This holds if you choose nothing.")
        return Reading(value_of(use), _("The board and the secretariat"), f"{hint} {said}")
    return Reading(value_of(use), _("Only members"), hint)


def _for_one(contact: UUID, names: dict[UUID, str], *, is_now: bool) -> Reading:
    label = _("Only the secretariat contact") if is_now else _("Only the contact from before")
    hint = _("%(name)s. It stays with this person, also when the contact changes.")
    if contact not in names:
        hint = _("Nobody now: this person has left the secretariat.")
    return Reading(
        value_of(Use(Form.READ, Audience.SECRETARIAT, contact)),
        label,
        hint % {"name": names.get(contact, "")},
    )


def reading_in_words(consultation: Consultation, wish: Wish, author: Account) -> str:
    """Who can read it if she chooses this, besides herself; the contact by name, for it is one person."""
    if wish.reading.recipient is None:
        return people_in_words(readers_of_request(consultation, wish.reading, but=author.id))
    name = dict(secretariat_names(author)).get(wish.reading.recipient)
    if name is None:
        return _("Nobody now: the contact you chose has left the secretariat.")
    return _("In the secretariat only %(name)s, whoever is the contact later") % {"name": name}


def permission_notice() -> Notice:
    """The words she has in front of her when she chooses; their hash is kept with her choice."""
    text = render_to_string("consultations/notice.txt").strip()
    return Notice(PERMISSION_NOTICE, text, get_language() or "en")


def is_alive(contribution: Contribution | None) -> bool:
    """Whether there is a text that was not taken back."""
    gone = {ContributionState.WITHDRAWN, ContributionState.ERASED}
    return contribution is not None and contribution.state not in gone


def wish_in_words(wish: Wish, reading: str, agencies: dict[str, str]) -> list[tuple[str, str]]:
    """What she allows, in the words of the form. `agencies`: id to name."""
    uses = {
        "paraphrase": _("In the joint text, in our own words"),
        "quote": _("In the joint text, in our own words and word for word"),
        "read": _("Only as background"),
    }
    outside = [agencies.get(str(one), _("an agency")) for one in sorted(wish.agencies, key=str)]
    outside += [_("the public")] if wish.public else []
    months = ngettext("%(n)s month", "%(n)s months", wish.months) % {"n": wish.months}
    return [
        (_("Who can read it"), reading),
        (_("How it may be used"), uses[str(wish.use)]),
        (_("Who outside may get it"), ", ".join(outside) if outside else _("Nobody")),
        (_("How we name you"), _name_in_words(wish)),
        (_("For how long"), months),
        (_("See it first"), _("Yes, the exact words") if wish.show_first else _("No need")),
        (_("Ask again"), _("Once, when the time is up") if wish.ask_again else _("No")),
        (_("Translation"), _("Yes, shown to you") if wish.show_translation else _("No")),
    ]


def _name_in_words(wish: Wish) -> str:
    # A pen name may be left in its box though another choice is ticked; one that cannot be opened is "".
    pen_name = wish.pen_name if wish.naming == Naming.PEN_NAME else ""
    return pen_name or str(wish.naming.label)
