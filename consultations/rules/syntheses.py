"""Rules of writing the joint text, of showing exact words first, and of agreeing on it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn

from django.db.models import F
from django.utils.translation import gettext as _

from board.models import Account
from board.states import Role
from consultations.models import Consultation, ContributionText, Passage, PassageCheck, Synthesis
from consultations.rules.answers import check_is_author
from consultations.rules.audiences import may_open_contribution_texts
from consultations.states import (
    WRITING,
    CheckAnswer,
    ConsultationState,
    ContributionState,
    PassageState,
    SynthesisState,
)
from privacy import consent
from privacy.consent import Use
from privacy.permissions import Denied
from privacy.reading import Purpose
from privacy.states import Audience, Form

CONTESTED = frozenset({CheckAnswer.CHANGE, CheckAnswer.NO})


def check_can_write_synthesis(account: Account, consultation: Consultation) -> None:
    """The secretariat, while the request is open or closed. Raises Denied."""
    _check_secretariat(account)
    if consultation.state not in WRITING:
        raise Denied("wrong_state", _("The joint text is agreed. Take it up again to change it."))


def check_can_write_passage(account: Account, passage: Passage) -> None:
    """A passage that is still part of the text. Raises Denied."""
    check_can_write_synthesis(account, passage.synthesis.consultation)
    if passage.state == PassageState.REMOVED:
        raise Denied("wrong_state", _("This passage was removed in the meantime."))


def check_can_cite(
    account: Account, consultation: Consultation, form: Form, texts: Collection[ContributionText]
) -> None:
    """What a passage rests on: texts of this request that the writer may use in this form now. Raises Denied.

    At least one; words taken over exactly come from exactly one.
    """
    if not texts:
        raise Denied("nothing_cited", _("Choose at least one text that this passage rests on."))
    if any(text.contribution.consultation_id != consultation.id for text in texts):
        raise Denied("cited_elsewhere")
    if form == Form.QUOTE and len(texts) != 1:
        raise Denied("one_source", _("Words taken over exactly come from one text. Choose one."))
    readable = may_open_contribution_texts(account, [text.id for text in texts], Purpose.SYNTHESIS)
    things = {text.contribution_id for text in texts}
    allowed = consent.in_force(things, [Use(form, Audience.BOARD)])
    if len(readable) != len(texts) or allowed != things:
        raise Denied("no_permission", _("A text you chose may not be used like this now. Choose again."))


def check_revision(seen: int, now: int) -> None:
    """Two people write one text.

    Whoever saves second sees the other's words first. Raises Denied("stale").
    """
    if seen != now:
        refuse_stale()


def refuse_stale() -> NoReturn:
    """No to whoever acts on what is no longer what there is. Raises Denied("stale")."""
    raise Denied("stale", _("Somebody changed this since you opened it."))


def check_can_ask_authors(account: Account, consultation: Consultation) -> None:
    """Whoever writes shows the exact words. Raises Denied."""
    check_can_write_synthesis(account, consultation)
    if not Synthesis.objects.filter(consultation=consultation).exists():
        raise Denied("nothing_written", _("There is no passage yet."))


def check_can_answer_check(account: Account, check: PassageCheck) -> None:
    """Her own, about the words as they stand now, as often as she likes. Raises Denied."""
    check_is_author(account, check.contribution)
    if check.contribution.state != ContributionState.SENT:
        raise Denied("wrong_state", _("Your text is on hold. Let it be used again first."))
    if check.revision != check.passage.revision or check.passage.state != PassageState.LIVE:
        raise Denied("stale", _("These words have been changed since. You will be shown the new ones."))


def check_can_agree(account: Account, synthesis: Synthesis) -> None:
    """When the request has closed, every passage has words, and no author objects to hers. Raises Denied."""
    _check_secretariat(account)
    if synthesis.consultation.state != ConsultationState.CLOSED:
        raise Denied("wrong_state", _("Close the request first. Then nobody is left out."))
    passages = Passage.objects.filter(synthesis=synthesis).exclude(state=PassageState.REMOVED)
    if not passages.exists():
        raise Denied("nothing_written", _("There is no passage yet."))
    if passages.filter(state=PassageState.NEEDS_WORDING).exists():
        raise Denied("needs_wording", _("A passage needs new wording. Write it anew, or remove it."))
    contested = PassageCheck.objects.filter(
        passage__in=passages, revision=F("passage__revision"), answer__in=CONTESTED
    )
    if contested.exists():
        raise Denied(
            "contested", _("An author asked for other words, or for none. Change that passage first.")
        )


def check_can_reopen(account: Account, synthesis: Synthesis) -> None:
    """Take an agreed text up again, as long as the answer has not gone out. Raises Denied."""
    _check_secretariat(account)
    agreed = synthesis.state == SynthesisState.AGREED
    if not agreed or synthesis.consultation.state != ConsultationState.SYNTHESISED:
        raise Denied("wrong_state", _("This has changed in the meantime. Look at it again."))


def _check_secretariat(account: Account) -> None:
    if not account.is_active or account.role != Role.SECRETARIAT:
        raise Denied("not_secretariat")
