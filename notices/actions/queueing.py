"""Something waits for somebody: noted in the act that is its cause, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.crypto import salted_hmac

from notices.models import Channel, Notice, Spent
from notices.states import OPEN, Cause
from privacy import clock
from privacy.audit import Act, Unaudited


def queue(*, act: Act, subject: UUID, cause: Cause, thing: UUID | None = None) -> None:
    """Something waits for one person; `thing` is what, by its id (without one, this act).

    The same cause and thing reach her once, however often this is called. Raises Unaudited outside an act.
    """
    queue_all(act=act, subjects=[subject], cause=cause, thing=thing)


def queue_all(*, act: Act, subjects: Iterable[UUID], cause: Cause, thing: UUID | None = None) -> None:
    """The same for several. For those who have switched nothing on nothing is kept."""
    if not act.open:
        raise Unaudited("A notice is queued in the act that is its cause.")
    reachable = Channel.objects.filter(subject__in=list(subjects), state__in=OPEN)
    names = {
        digest_of("notice", one, cause, thing or act.id): one
        for one in set(reachable.values_list("subject", flat=True))
    }
    spent = set(Spent.objects.filter(digest__in=list(names)).values_list("digest", flat=True))
    Notice.objects.bulk_create(
        [
            Notice(subject=subject, cause=cause, digest=digest, queued_at=clock.now())
            for digest, subject in names.items()
            if digest not in spent
        ],
        ignore_conflicts=True,
    )


def digest_of(kind: str, *parts: object) -> str:
    """What stands for these in a table that must not name them: keyed, 64 letters."""
    return salted_hmac(f"notices.{kind}", "|".join(map(str, parts)), algorithm="sha256").hexdigest()
