"""How much one account may bring in a day, and how much there may be at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from privacy import clock
from privacy.crypto.stream import stored_size
from privacy.files import folder
from privacy.models import StoredFile
from privacy.permissions import Denied

DAY = timedelta(hours=24)
# The databases need room on the same disk; a board that cannot write is worse than one without a file.
LEFT_FREE = 512 * 1024 * 1024


def room_today(account: UUID) -> int:
    """Bytes that this account may still bring in the 24 hours that end now."""
    mine = StoredFile.objects.filter(by=account, added_at__gt=clock.now() - DAY)
    return max(0, int(settings.FILES_A_DAY) - _sum(mine))


def check_room(account: UUID, size: int) -> None:
    """A file of `size` bytes may be kept now. Raises Denied with a sentence.

    Asked before the file is sealed, and in the act again: two at once do not get twice the room.
    """
    takes = stored_size(size)
    if size > settings.FILE_LARGEST:
        raise Denied("file_too_large", too_large())
    if takes > room_today(account):
        raise Denied(
            "file_day_is_full",
            _("You have added many files today. You can add more tomorrow. Nothing is lost."),
        )
    if _sum(StoredFile.objects.all()) + takes > settings.FILES_IN_ALL or folder.free() - takes < LEFT_FREE:
        raise Denied("file_no_room", _no_room())


def check_one_more(there: int) -> None:
    """One more file may be added to a record that has `there` of them. Raises Denied with a sentence."""
    if there >= settings.FILES_A_RECORD:
        most = int(settings.FILES_A_RECORD)
        raise Denied("file_record_is_full", _("There are %(n)s files here. Remove one first.") % {"n": most})


def problem_in_words(problem: str) -> str:
    """A sentence about an upload that has no content: "too_large", "no_room"."""
    return too_large() if problem == "too_large" else _no_room()


def too_large() -> str:
    """What is said of a file that is larger than one may be."""
    megabytes = int(settings.FILE_LARGEST) // 10**6
    return _("This file is larger than %(n)s MB. Choose a smaller one.") % {"n": megabytes}


def _no_room() -> str:
    return _("There is no room for files at the moment. Please tell the secretariat.")


def _sum(rows: QuerySet[Any]) -> int:
    return int(rows.aggregate(all=Sum("takes"))["all"] or 0)
