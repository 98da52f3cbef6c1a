"""People in the board's own texts: kept as `{{person:<uuid>}}`, typed as `[Anna #3f9a]`, shown as each chose.

A text of the board holds no name. Whoever edits it sees and types a code in brackets; what is sealed is the
token; what a reader sees is put in its place at each reading, outside the seal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pages.texts import LongText

TOKEN = re.compile(r"\{\{person:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}\}", re.IGNORECASE)
CODED = re.compile(r"\[([^\[\]\n#]{0,80})#([0-9a-f]{4,32})\]", re.IGNORECASE)
NAMED = re.compile(r"\[([^\[\]\n#]{1,80})\]")
BEGINS = re.compile(r"(?:^|[.!?…][\"”»)]?\s+|\n\s*(?:- )?)$")
SHORTEST = 4  # of a code; as long as all of them stay apart
IN_A_CODE = re.compile(r"[\[\]#\n\r{}]+")


def token(person: UUID) -> str:
    """What stands in a sealed text for a person."""
    return f"{{{{person:{person}}}}}"


def people_in(texts: Iterable[str | None]) -> set[UUID]:
    """Everybody these texts mention."""
    return {UUID(found) for text in texts if text for found in TOKEN.findall(text)}


def said(text: str, names: Mapping[UUID, str], nobody: str) -> str:
    """The text with words in the place of each token (`nobody` for whom we do not know).

    One pass: what a name brings along is never looked at again. Words at the start of a sentence are
    capitalised.
    """

    def put(found: re.Match[str]) -> str:
        words = names.get(UUID(found.group(1)), nobody)
        return words[:1].upper() + words[1:] if BEGINS.search(text[: found.start()][-8:]) else words

    return TOKEN.sub(put, text)


@dataclass(frozen=True, slots=True)
class Roster:
    """Those whom one may mention, by id with the name that an editor sees, and their codes.

    `former`: who has left; they keep their codes, and are not offered.
    """

    names: Mapping[UUID, str] = field(default_factory=dict)
    former: frozenset[UUID] = frozenset()

    def __repr__(self) -> str:
        return "<Roster>"

    @property
    def offered(self) -> list[tuple[str, str]]:
        """Name and code of everybody one may mention, in the order of names."""
        people = sorted(
            ((name, who) for who, name in self.names.items() if who not in self.former),
            key=lambda one: (one[0].casefold(), one[1]),
        )
        return [(name, self.code(who)) for name, who in people]

    def code(self, person: UUID) -> str:
        """`[Anna #3f9a]`: the id is what counts, the name is there to be read."""
        name = " ".join(IN_A_CODE.sub(" ", self.names.get(person, "")).split())[:60]
        return f"[{name} #{self._short(person)}]" if name else f"[#{self._short(person)}]"

    def shown(self, text: str) -> str:
        """The sealed form as an editor sees it; a token we do not know stays as it is."""

        def put(found: re.Match[str]) -> str:
            person = UUID(found.group(1))
            return self.code(person) if person in self.names else found.group(0)

        return TOKEN.sub(put, text)

    def stored(self, text: str) -> str:
        """What an editor typed, in the sealed form. Raises ValidationError for a code that is nobody's."""
        coded = CODED.sub(lambda found: token(self._by_code(found.group(2))), text)
        return NAMED.sub(self._by_name, coded)

    def _short(self, person: UUID) -> str:
        length = SHORTEST
        while any(other != person and other.hex[:length] == person.hex[:length] for other in self.names):
            length += 1
        return person.hex[:length]

    def _by_code(self, code: str) -> UUID:
        found = [person for person in self.names if person.hex.startswith(code.lower())]
        if len(found) != 1:
            raise ValidationError(
                _("Nobody has the code #%(code)s. Copy it from the list of people once more."),
                params={"code": code},
            )
        return found[0]

    def _by_name(self, found: re.Match[str]) -> str:
        typed = found.group(1).strip().casefold()
        people = [who for who, name in self.names.items() if name.casefold() == typed]
        if len(people) > 1:
            raise ValidationError(_("Two people have this name. Copy the code from the list of people."))
        return token(people[0]) if people else found.group(0)


class GroupText(LongText):
    """A text of the board: cleans to its sealed form, is shown to its editor with codes."""

    roster = Roster()

    def clean(self, value: Any) -> str:
        """Raises ValidationError for a code that is nobody's; what was typed stays in the form."""
        return self.roster.stored(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return self.roster.shown(value) if isinstance(value, str) else value


class Mentioning(forms.Form):
    """A form with texts of the board: each of them knows whom one may mention."""

    def __init__(self, *args: Any, people: Roster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = people
        for one in self.fields.values():
            if isinstance(one, GroupText):
                one.roster = people

    @property
    def people(self) -> list[tuple[str, str]]:
        """Name and code of everybody one may mention, for the list beside the text."""
        return self.roster.offered

    def theirs(self, text: str) -> str:
        """What somebody else wrote meanwhile, with codes."""
        return self.roster.shown(text)


Say = Callable[[str], str]
