"""E11: the chain holds no personal data, and without the year's key nobody finds out whom it speaks of."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
from collections.abc import Iterator
from uuid import UUID

from django.apps import apps

from board import actions
from board.models import Account, Identity, Person
from privacy import anchors, clock
from privacy.audit import pseudonym, pseudonym_key
from privacy.models import Event, Trace
from privacy.reading import Purpose, open_many
from tests.canary import CANARY
from tests.consultations import stories
from tests.leakscan import scan
from tests.people import Cast, shown


def told(cast: Cast) -> None:
    """Readings, refusals, changes, a removal: events of every kind about everybody."""
    request = stories.opened(cast)
    hers = stories.standing(cast.anna, request, words="hers")
    text = stories.text_of(hers)
    for reader in (cast.sam, cast.olga):
        open_many([text.body], reader=reader.account, purpose=Purpose.READ, about=hers)
    actions.record_identity(
        actor=cast.bea.account, person=cast.bea, legal_name=f"{CANARY} name", contact=f"{CANARY} street"
    )
    row = Identity.objects.get()
    sealed = [row.legal_name, row.contact]
    shown(cast.bea, cast.sam.account)
    open_many(sealed, reader=cast.sam.account, purpose=Purpose.IDENTITY, about=cast.bea)
    actions.remove_identity(actor=cast.bea.account, person=cast.bea)


def whole_chain() -> bytes:
    """Every byte of it, the columns and the traces too, and what is handed out of it."""
    parts = [line.encode() for line in anchors.export()]
    for event in Event.objects.all():
        parts += [bytes(event.payload), bytes(event.actor), bytes(event.about)]
        parts += [event.code.encode(), event.role.encode(), event.about_type.encode()]
    parts += [bytes(thing) for thing in Trace.objects.values_list("thing", flat=True)]
    return b"\n".join([*parts, anchors.drop()])


def known() -> list[str]:
    """What somebody with the full list of members, and of everything there is, has in hand."""
    ids = [
        str(key) for model in apps.get_models() for key in model._base_manager.values_list("pk", flat=True)
    ]
    names = list(Account.objects.values_list("sign_in_name", flat=True))
    return [one for one in ids + names if len(one) > 8]


def guesses(one: str, year: int) -> Iterator[bytes]:
    """What an attacker tries without the key: plain, hashed, and under keys that anybody can make."""
    forms = {one.encode(), f"{year}{one}".encode(), f"pseudonym-{year}{one}".encode()}
    with contextlib.suppress(ValueError):
        forms |= {UUID(one).bytes, UUID(one).hex.encode()}
    for form in forms:
        yield form
        yield from (hashlib.new(name, form).digest()[:16] for name in ("md5", "sha1", "sha256", "blake2b"))
        for key in (b"", bytes(32), str(year).encode(), f"pseudonym-{year}".encode(), b"atrium"):
            yield hmac.digest(key, form, "sha256")[:16]


def test_e11_chain_holds_no_personal_data(cast: Cast) -> None:
    told(cast)
    chain, year = whole_chain(), clock.now().year
    names = [*Account.objects.values_list("sign_in_name", flat=True)]
    assert scan(chain, [CANARY, *names]) == set()
    assert scan(chain + CANARY.encode(), [CANARY]) == {CANARY}
    everything = known()
    assert len(everything) > 50
    assert {one for one in everything if any(guess in chain for guess in guesses(one, year))} == set()
    # with the year's key the ties are there: so the guesses above were made at the right things
    assert len(pseudonym_key(year)) == 32
    people = [str(one.pk) for one in Person.objects.all()] + [str(one.pk) for one in Account.objects.all()]
    assert len({one for one in people if pseudonym(one, year) in chain}) > 5
    assert pseudonym(cast.sam.account_id, year) in chain
