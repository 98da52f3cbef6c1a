"""What is kept when the time is up, and who opens it: nobody but the person who typed it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.urls import Resolver404, resolve

from board.models import Account, Parked
from privacy.audit.acts import Person as Reader
from privacy.reading import Purpose, Verdict

KEPT_FOR = timedelta(hours=24)
# Secrets are typed anew, and what belongs to this visit is of no use to the next.
NEVER_KEPT = frozenset(
    {"csrfmiddlewaretoken", "passphrase", "current", "new", "again", "code", "credential", "kept", "to"}
)
PARK = "/me/kept/park/"
# What is about the person who sends it.
HERSELF = "/me/"
ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.ASCII)
LONGEST = 200_000
LONGEST_PATH = 200


def may_open_parked(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """One's own."""
    if not isinstance(reader, Account):
        return {}
    own = Parked.objects.filter(id__in=rows, person__account_id=reader.pk).values_list("id", flat=True)
    return dict.fromkeys(own, Verdict.OWN)


def texts_of(sent: Mapping[str, Sequence[object]]) -> dict[str, list[str]]:
    """Names and values to keep; empty when there is nothing, or more than a person writes."""
    fields = {name: [str(one) for one in values] for name, values in sent.items() if name not in NEVER_KEPT}
    length = sum(len(value) for values in fields.values() for value in values)
    return fields if any(any(values) for values in fields.values()) and length <= LONGEST else {}


def things_of(path: str, fields: Mapping[str, Sequence[str]], person: UUID) -> frozenset[UUID]:
    """What a form is about: ids in its address and among its choices; on a page about herself, the person."""
    found = set(ID.findall(path))
    found |= {value for values in fields.values() for value in values if ID.fullmatch(value)}
    herself = {person} if path.startswith(HERSELF) else set()
    return frozenset({*map(UUID, found), *herself})


def whither(path: str, to: str) -> str:
    """The address a form was meant for: where it was sent, or what the script names. Else ""."""
    wanted = to if path == PARK else path
    try:
        resolve(wanted)
    except Resolver404:
        return ""
    return wanted if len(wanted) <= LONGEST_PATH else ""
