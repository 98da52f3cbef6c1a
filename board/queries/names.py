"""Names in texts before they are published: looked for by the machine, which keeps nothing it finds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.crypto import salted_hmac

from board.models import Account, Identity, MentionChoice, Person
from board.queries.boards import the_board
from board.rules import SCAN
from board.states import INSIDE, PersonState
from pages.mentions import TOKEN
from pages.names import Spot, Watched, watch
from privacy import audit
from privacy.audit import Outcome
from privacy.fields import Sealed
from privacy.models import ConsentRecord
from privacy.reading import Purpose, open_many
from privacy.rules import NAMES


@dataclass(frozen=True, slots=True)
class Found:
    """A word that may be a name, or a number, and in which place of a text. `key` says that it was looked at.

    The key is bound to the place and to the whole text there: another text asks again.
    """

    place: str
    spot: Spot
    key: str

    def __repr__(self) -> str:
        return "<Found>"


def names_found(
    texts: Iterable[tuple[str, str | None]], *, reader: Account, about: models.Model
) -> list[Found]:
    """What may name somebody in these texts, each with the name of its place, in their order.

    Opens the names of everybody inside, and what else the board knows them by: as the machine, noted as such.
    What the reader learns is noted under her own account: a text full of guesses is seen in the log.
    """
    filled = [(place, text) for place, text in texts if text]
    if not filled:
        return []
    watched = _watched()
    found = [
        Found(place, spot, _key(place, text, spot)) for place, text in filled for spot in watched.spots(text)
    ]
    if found:
        audit.record("names.found", actor=reader, about=about, outcome=Outcome.READ, count=len(found))
    return found


def _watched() -> Watched:
    people = Person.objects.filter(account__in=Account.objects.holding(*INSIDE)).exclude(
        state=PersonState.ERASED
    )
    rows = list(people.select_related("account"))
    own = [one.chosen_name for one in rows]
    choices = MentionChoice.objects.filter(person__in=rows).order_by("given_at")
    other = [value for one in choices for value in (one.pen_name, one.other_names) if value is not None]
    legal = [one.legal_name for one in Identity.objects.filter(person__in=rows)]
    pens = [
        one.pen_name
        for one in ConsentRecord.objects.filter(subject__in=[row.id for row in rows], pen_name__isnull=False)
        if one.pen_name is not None
    ]
    names = [*_opened(own, Purpose.LISTING), *_opened([*other, *legal], Purpose.CHECK), *_pens(pens)]
    return watch([*names, *(_sign_in(one.account) for one in rows)])


def _opened(sealed: list[Sealed], purpose: Purpose) -> Iterator[str]:
    if sealed:
        for one in open_many(sealed, reader=SCAN, purpose=purpose, about=the_board()):
            yield from (one.text or "").splitlines()


def _pens(sealed: list[Sealed]) -> Iterator[str]:
    if sealed:
        opened = open_many(sealed, reader=NAMES, purpose=Purpose.LISTING, about=the_board())
        yield from (one.text or "" for one in opened)


def _sign_in(account: Account) -> str:
    """The word of a sign-in name ("river-4821"): it is random by default, and a word of every day."""
    head, _dash, tail = account.sign_in_name.rpartition("-")
    return "" if tail.isdigit() else (head + tail)


def _key(place: str, text: str, spot: Spot) -> str:
    said = hashlib.sha256("\0".join((place, TOKEN.sub("@", text), spot.words)).encode()).hexdigest()
    return salted_hmac("board.names", said, algorithm="sha256").hexdigest()[:32]
