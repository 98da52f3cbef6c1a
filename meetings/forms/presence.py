"""Who was there, one choice for each row of the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from meetings.models import Participant
from meetings.states import Attendance


class AttendanceForm(forms.Form):
    """A field for each participant, named by the id of the row and labelled by name."""

    def __init__(
        self, *args: Any, people: Iterable[Participant], names: Mapping[UUID, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = list(people)
        for one in self.people:
            self.fields[one.id.hex] = forms.ChoiceField(
                choices=Attendance.choices, initial=one.attendance, label=names[one.id]
            )

    def rows(self) -> list[tuple[Participant, BoundField]]:
        """Each participant with her field."""
        return [(one, self[one.id.hex]) for one in self.people]

    def attendance(self) -> dict[UUID, Attendance]:
        """Row id to what was chosen."""
        return {one.id: Attendance(self.cleaned_data[one.id.hex]) for one in self.people}
