"""What this floor does when a member takes a text back, or allows less than before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from privacy import clock
from privacy.audit import Act
from privacy.consent import Use
from privacy.states import Audience, Form
from privacy.withdrawal import Withdrawal
from recommendations.actions.closing import close_wordings
from recommendations.actions.recalling import ask_back
from recommendations.models import Evidence, Recommendation, Release


def flag_evidence(sender: object, withdrawal: Withdrawal, **kwargs: Any) -> None:
    """Flag what rests on the texts; close wordings that have not left, ask for copies that have.

    A release that has not left needs no mark: its gate asks again, and finds the passage closed.
    """
    cited = Evidence.objects.filter(passage__citations__text__contribution__in=withdrawal.things)
    quoted = Evidence.objects.filter(entry__contribution__in=withdrawal.things)
    for found in (cited, quoted):
        withdrawal.touched |= set(found.values_list("recommendation", flat=True))
    ties = list(Evidence.objects.filter(id__in=cited.values("id"), flagged_on=None))
    resting = {tie.recommendation_id for tie in ties}
    quoting = Q(copies__quoted__passage__in={tie.passage_id for tie in ties})
    # Releases before recommendations, as whoever hands over holds them; these before their ties and wordings,
    # as whoever writes does.
    left = _handed_over(Q(copies__recommendation__in=resting) | quoting)
    list(Recommendation.objects.filter(id__in=resting).order_by("id").select_for_update())
    for row in Evidence.objects.filter(id__in=[tie.id for tie in ties]).order_by("id").select_for_update():
        row.flagged_on = clock.today()
        row.save(act=withdrawal.act)
    withdrawal.keys |= close_wordings(withdrawal.act, resting)
    for release in left:
        ask_back(withdrawal.act, release)


def ask_for_what_is_allowed_no_more(
    sender: object, act: Act, thing: UUID, uses: Iterable[Use], **kwargs: Any
) -> None:
    """What an agency was given, and may not have any more in this form, is asked back."""
    for use in uses:
        if use.audience == Audience.AGENCY:
            for release in _handed_over(_holding(thing, Form(use.form)), organisation=use.recipient):
                ask_back(act, release)


def _holding(thing: UUID, form: Form) -> Q:
    """Releases that rest on a text in this form, or quote it."""
    passages = Evidence.objects.filter(passage__citations__text__contribution=thing, passage__form=form)
    rests = Q(copies__recommendation__in=passages.values("recommendation"))
    quotes = Q(copies__quoted__passage__citations__text__contribution=thing)
    return rests | quotes if form == Form.QUOTE else rests


def _handed_over(which: Q, **where: Any) -> list[Release]:
    """Those of these releases that have left. The ones that could are held: before this, or never."""
    concerned = Release.objects.filter(which, **where).values("id")
    held = Release.objects.filter(id__in=concerned).order_by("id").select_for_update()
    return [release for release in held if release.handed_over_on is not None]
