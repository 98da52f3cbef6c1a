"""People whom the board's texts mention: whom one may mention, and how each is named to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from board import rules
from board.models import Account, MentionChoice, Person
from board.queries.people import UNKNOWN, chosen_names, person_of
from board.states import INSIDE, PersonState, Role
from pages.mentions import Roster, Say, people_in, said
from privacy.fields import Sealed
from privacy.reading import Opened, Purpose, open_many
from privacy.rules import NAMES
from privacy.states import Audience, Naming


def roster(account: Account) -> Roster:
    """Whom this account may mention: everybody inside. Their names are opened in one call."""
    people = list(
        Person.objects.filter(account__in=Account.objects.holding(*INSIDE)).select_related("account")
    )
    living = [one for one in people if one.state != PersonState.ERASED]
    names = chosen_names(living, reader=account) if account.role in INSIDE else {}
    former = frozenset(one.id for one in people if one.state == PersonState.ERASED)
    shown = {one.id: names.get(one.id, "").replace(UNKNOWN, "") for one in living}
    return Roster({**shown, **dict.fromkeys(former, _("a former member"))}, former)


def naming(texts: Iterable[str | None], audience: Audience) -> Say:
    """What puts words in the place of each token of these texts, as each person chose for this audience.

    The words are in the language of the board's documents: they stand in the middle of its sentences.
    """
    with translation.override(settings.LANGUAGE_CODE):
        nobody = _("a member")
        names = _words(people_in(texts), audience)

    def say(text: str) -> str:
        return said(text, names, nobody)

    return say


def saying(opened: Sequence[Opened], audience: Audience) -> list[Opened]:
    """Opened texts of the board with everybody named as she chose."""
    say = naming((one.text for one in opened), audience)
    return [one if one.text is None else Opened(say(one.text)) for one in opened]


def mention_choices(account: Account) -> tuple[MentionChoice | None, str, str]:
    """One's own newest choice, with pen name and other names opened."""
    newest = MentionChoice.objects.filter(person__account=account).order_by("given_at", "id").last()
    if newest is None:
        return None, "", ""
    sealed = [one for one in (newest.pen_name, newest.other_names) if one is not None]
    opened = open_many(sealed, reader=account, purpose=Purpose.OWN, about=person_of(account))
    texts = {value.place: one.text or "" for value, one in zip(sealed, opened, strict=True)}
    return newest, _at(texts, newest.pen_name), _at(texts, newest.other_names)


def _at(texts: Mapping[object, str], sealed: Sealed | None) -> str:
    return texts[sealed.place] if sealed is not None else ""


def _words(wanted: set[UUID], audience: Audience) -> dict[UUID, str]:
    people = list(Person.objects.filter(id__in=wanted).select_related("account")) if wanted else []
    living = {one.id: one for one in people if one.state != PersonState.ERASED}
    chosen: dict[UUID, list[MentionChoice]] = {}
    for choice in MentionChoice.objects.filter(person__in=living) if living else ():
        chosen.setdefault(choice.person_id, []).append(choice)
    now = {one: rules.naming_now(chosen.get(one, ()), audience) for one in living}
    names = chosen_names([living[one] for one, (how, _by) in now.items() if how == Naming.NAME], reader=NAMES)
    pens = _pen_names({one: by for one, (how, by) in now.items() if how == Naming.PEN_NAME and by})
    opened = {who: name for who, name in {**names, **pens}.items() if name and name != UNKNOWN}
    plain = {one: _plain(living[one], now[one][0]) for one in living}
    gone = dict.fromkeys((one.id for one in people if one.id not in living), _("a former member"))
    return {**gone, **plain, **opened}


def _plain(person: Person, how: Naming) -> str:
    if how == Naming.NOBODY:
        return _("somebody")
    return _("somebody of the secretariat") if person.account.role == Role.SECRETARIAT else _("a member")


def _pen_names(wearing: Mapping[UUID, MentionChoice]) -> dict[UUID, str]:
    worn = {who: choice for who, choice in wearing.items() if choice.pen_name is not None}
    if not worn:
        return {}
    about = next(iter(worn.values()))
    opened = open_many(
        [choice.pen_name for choice in worn.values()], reader=NAMES, purpose=Purpose.LISTING, about=about
    )
    return {who: one.text or "" for who, one in zip(worn, opened, strict=True)}
