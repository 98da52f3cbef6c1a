"""The files of requests, for those who prepare them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext_lazy

from board.models import Account, Membership
from board.queries import names_of_accounts
from board.states import PersonState, Role
from consultations import rules
from consultations.models import Consultation
from consultations.queries.slices import PER_PAGE, Slice, cut
from consultations.states import ConsultationState
from privacy import clock
from privacy.audit import Outcome
from privacy.models import Event
from privacy.permissions import Denied
from privacy.queries import pseudonyms_of
from privacy.reading import Opened, Purpose, open_many

# The most first; each is a sentence of its own, for languages order and bend it in their own ways.
BANDS = (
    (15, gettext_lazy("15 or more answers")),
    (10, gettext_lazy("10 to 14 answers")),
    (5, gettext_lazy("5 to 9 answers")),
    (1, gettext_lazy("Some answers")),
    (0, gettext_lazy("No answers yet")),
)
NUMBERED = re.compile(r"(?P<before>.*?)(?P<year>\d{4})/(?P<number>\d{1,6})")
ON_AGENDA = (ConsultationState.OPEN, ConsultationState.CLOSED, ConsultationState.SYNTHESISED)
# What the file tells of its own history: nothing that a member did.
TOLD = ("consultation.", "question.", "synthesis.", "check.asked")


@dataclass(frozen=True, slots=True)
class RequestWords:
    """The sealed words of a request, opened.

    Background, content note (None where there is none), questions.
    """

    background: Opened
    content_note: Opened | None
    questions: list[Opened]


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that was done to a request: the code of its event, by whom in which role, when."""

    when: datetime
    code: str
    role: str


def requests_for(account: Account, after: UUID | None = None) -> Slice[Consultation]:
    """Every request, the newest first, for those who prepare them. Raises Http404."""
    _staff_or_404(account)
    rows: QuerySet[Consultation] = Consultation.objects.select_related("requester")
    rows = rows.defer("background", "content_note").order_by("-asked_on", "-id")
    if after is not None:
        here = Subquery(Consultation.objects.filter(id=after).values("asked_on")[:1])
        rows = rows.filter(Q(asked_on__lt=here) | Q(asked_on=here, id__lt=after))
    found = list(rows[: PER_PAGE + 1])
    return cut(found, (one.id for one in found))


def file_for(account: Account, consultation: UUID) -> Consultation:
    """One request, in any state, for those who prepare it. Raises Http404."""
    _staff_or_404(account)
    found = Consultation.objects.filter(id=consultation).select_related("requester", "assigned_to").first()
    if found is None:
        raise Http404
    return found


def words_of(consultation: Consultation, *, reader: Account, purpose: Purpose = Purpose.READ) -> RequestWords:
    """Background, note and questions, opened in one call."""
    questions = list(consultation.questions.all())
    sealed = [consultation.background, *(question.body for question in questions)]
    note = consultation.content_note
    opened = open_many(
        [*sealed, *([note] if note else [])], reader=reader, purpose=purpose, about=consultation
    )
    return RequestWords(opened[0], opened[-1] if note else None, opened[1 : 1 + len(questions)])


def timeline_of(consultation: Consultation) -> list[Happened]:
    """What was done to the file itself, the newest first; never what a member did."""
    told = Q()
    for start in TOLD:
        told |= Q(code__startswith=start)
    events = Event.objects.filter(told, about__in=pseudonyms_of([consultation.id]), outcome=Outcome.DONE)
    rows = events.order_by("-seq").values_list("happened_at", "code", "role")
    return [Happened(*row) for row in rows]


def next_reference() -> str:
    """The next running number of this year, like "2026/33", written as the last one was."""
    year = str(clock.today().year)
    used = Consultation.objects.filter(reference__contains=f"{year}/").values_list("reference", flat=True)
    found = [match for one in used if (match := NUMBERED.fullmatch(one)) and match["year"] == year]
    if not found:
        return f"{year}/1"
    last = max(found, key=lambda match: int(match["number"]))
    number = str(int(last["number"]) + 1).zfill(len(last["number"]))
    return f"{last['before']}{year}/{number}"


def secretariat_names(account: Account) -> list[tuple[UUID, str]]:
    """Account id and chosen name of everybody in the secretariat, by name."""
    ids = Account.objects.holding(Role.SECRETARIAT).filter(is_active=True)
    names = names_of_accounts(ids.values_list("id", flat=True), reader=account)
    return sorted(names.items(), key=lambda pair: pair[1])


def members_it_would_reach() -> int:
    """To how many members a request would open now: those with a seat who are not on a break."""
    return Membership.objects.filter(
        ended_on=None, person__state=PersonState.ACTIVE, person__account__is_active=True
    ).count()


def consultations_for_agenda() -> list[Consultation]:
    """Requests a meeting may talk about, the newest first."""
    rows = Consultation.objects.filter(state__in=ON_AGENDA).select_related("requester")
    return list(rows.order_by("-asked_on", "-id"))


def band(count: int) -> str:
    """How many answers there are, in words that point to nobody."""
    return next(str(words) for least, words in BANDS if count >= least)


def _staff_or_404(account: Account) -> None:
    try:
        rules.check_can_prepare(account)
    except Denied:
        raise Http404 from None
