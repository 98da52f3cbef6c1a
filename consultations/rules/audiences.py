"""Who may read a contribution: the audience its author chose, and who belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Max, QuerySet

from board.models import Account
from board.states import MEMBERS, Role
from consultations.models import Contribution, ContributionText, Invitation
from consultations.rules.emergencies import may_open_in_emergency
from consultations.states import SEEN_BY_MEMBERS, TAKE_BACK_WINDOW, ContributionState
from privacy import clock, consent
from privacy.audit.acts import Person as Reader
from privacy.consent import Use
from privacy.reading import Cover, Purpose, Verdict
from privacy.states import Audience, Form

OWN_PURPOSES = frozenset({Purpose.OWN, Purpose.READ})
OTHERS_PURPOSES = frozenset({Purpose.READ, Purpose.SYNTHESIS})
BY_THE_BOARD = Use(Form.READ, Audience.BOARD)
# The joint text is seen by the whole board.
IN_JOINT_TEXT = frozenset({Use(Form.PARAPHRASE, Audience.BOARD), Use(Form.QUOTE, Audience.BOARD)})


def readings_of(account: UUID, role: str, *, is_invited: bool) -> frozenset[Use]:
    """What lets this account read in this role, towards one request: one of these has to be allowed.

    Members count when it was opened to them. A text for the contact names one person of the secretariat, as
    its author chose; who looks after the request now is not asked.
    """
    if role in MEMBERS and is_invited:
        return frozenset({Use(Form.READ, Audience.MEMBERS), BY_THE_BOARD})
    if role == Role.SECRETARIAT:
        return frozenset({Use(Form.READ, Audience.SECRETARIAT, account), BY_THE_BOARD})
    return frozenset()


def is_standing(contribution: Contribution) -> bool:
    """Given and not resting, and the ten minutes after sending are over."""
    sent = contribution.sent_at
    return (
        contribution.state == ContributionState.SENT
        and sent is not None
        and sent + TAKE_BACK_WINDOW <= clock.now()
    )


def is_readable(text: ContributionText, newest: int) -> bool:
    """Whether anybody but the author may read this version: a text that stands, in its newest wording."""
    return text.number == newest and is_standing(text.contribution)


def may_open_contribution_texts(
    reader: Reader, rows: Sequence[UUID], purpose: Purpose
) -> Mapping[UUID, Verdict]:
    """The author her own.

    Others if they belong to an audience and the text stands. Consent is asked after this.
    """
    if not isinstance(reader, Account) or not reader.is_active:
        return {}
    texts = list(_texts(rows).annotate(newest=Max("contribution__texts__number")))
    if purpose == Purpose.EMERGENCY:
        return may_open_in_emergency(reader, [text for text in texts if text.number == text.newest])
    readers = _readings(reader, texts)
    verdicts = {}
    for text in texts:
        if text.contribution.author.account_id == reader.pk:
            if purpose in OWN_PURPOSES:
                verdicts[text.id] = Verdict.OWN
        elif purpose in OTHERS_PURPOSES and readers[text.id] and is_readable(text, text.newest):
            verdicts[text.id] = Verdict.MAY
    return _who_writes(reader, verdicts, texts, readers) if purpose == Purpose.SYNTHESIS else verdicts


def cover_contribution_texts(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Cover]:
    """For reading.

    The cell of an audience the reader belongs to. For the joint text: one of its two forms.
    """
    if not isinstance(reader, Account):
        return {}
    texts = list(_texts(rows))
    readers = _readings(reader, texts)
    return {
        text.id: Cover(
            text.contribution_id,
            IN_JOINT_TEXT if purpose == Purpose.SYNTHESIS else readers[text.id],
        )
        for text in texts
    }


def readable_now(reader: Account, texts: Sequence[UUID]) -> set[UUID]:
    """Those of these texts that the reader could open now to read them. Nothing is opened or noted."""
    verdicts = may_open_contribution_texts(reader, texts, Purpose.READ)
    others = [text for text, verdict in verdicts.items() if verdict == Verdict.MAY]
    found = verdicts.keys() - set(others)
    covers = cover_contribution_texts(reader, others, Purpose.READ)
    for uses in {cover.uses for cover in covers.values()}:
        things = {text: cover.thing for text, cover in covers.items() if cover.uses == uses}
        live = consent.in_force(things.values(), uses)
        found |= {text for text, thing in things.items() if thing in live}
    return found


def _who_writes(
    reader: Account,
    verdicts: dict[UUID, Verdict],
    texts: Sequence[ContributionText],
    readers: dict[UUID, frozenset[Use]],
) -> dict[UUID, Verdict]:
    # The cover asks for the use in the joint text; whoever writes it must be allowed to read as well.
    if reader.role != Role.SECRETARIAT:
        return {}
    allowed: set[UUID] = set()
    for readings in set(readers.values()):
        things = [text.contribution_id for text in texts if readers[text.id] == readings]
        live = consent.in_force(things, readings)
        allowed |= {text.id for text in texts if text.contribution_id in live}
    return {row: verdict for row, verdict in verdicts.items() if row in allowed}


def _texts(rows: Sequence[UUID]) -> QuerySet[ContributionText]:
    texts: QuerySet[ContributionText] = ContributionText.objects.filter(id__in=rows)
    return texts.select_related("contribution__author", "contribution__consultation")


def _readings(reader: Account, texts: Sequence[ContributionText]) -> dict[UUID, frozenset[Use]]:
    about = {text.contribution.consultation_id for text in texts}
    invited = set()
    if reader.is_member:
        found = Invitation.objects.filter(
            account=reader, consultation__in=about, consultation__state__in=SEEN_BY_MEMBERS
        )
        invited = set(found.values_list("consultation_id", flat=True))
    return {
        text.id: readings_of(reader.pk, reader.role, is_invited=text.contribution.consultation_id in invited)
        for text in texts
    }
