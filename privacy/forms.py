"""What of the log is wanted; one file, to be added to something."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy import files
from privacy.audit import Outcome
from privacy.files import Incoming
from privacy.queries import Asked, event_words
from privacy.states import CopyOf

OUTCOMES = {
    Outcome.DONE: _("done"),
    Outcome.READ: _("read"),
    Outcome.REFUSED: _("refused"),
    Outcome.BROKEN: _("could not be opened"),
}


class DayBox(forms.DateField):
    """A day in one box: the log is read by people who copy days from it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d.%m.%Y"],
            error_messages={"invalid": _("Check the date. Write it like this: 3 May 2026")},
            widget=forms.DateInput(attrs={"class": "w8", "autocomplete": "off"}, format="%Y-%m-%d"),
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        """The formats know the months of English alone; the page is read in other languages too."""
        return super().to_python(_in_numbers(value) if isinstance(value, str) else value)


def _in_numbers(typed: str) -> str:
    """ "3 мая 2026" as "3.5.2026", with the months of the page's language; anything else as it was typed."""
    match typed.split():
        case [day, month, year] if number := _number_of(month):
            return f"{day}.{number}.{year}"
    return typed


def _number_of(month: str) -> int | None:
    # of three lists the second is what dates bend: "мая", not "май"
    for names in (MONTHS, MONTHS_ALT, MONTHS_3):
        for number, name in names.items():
            if str(name).casefold().rstrip(".") == month.casefold().rstrip("."):
                return number
    return None


class LogForm(forms.Form):
    """The filters of the log; every one may stay empty."""

    code = forms.ChoiceField(label=_("What"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    outcome = forms.ChoiceField(label=_("How it ended"), required=False)
    since = DayBox(label=_("From the day"))
    until = DayBox(label=_("To the day"))
    about = forms.UUIDField(
        label=_("About this id"),
        required=False,
        error_messages={"invalid": _("This is not an id. Copy it from the address of a page.")},
    )
    before = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = [("", _("Everything"))]
        self._offer(
            "code", [*anything, *sorted(((code, event_words(code)) for code in codes()), key=itemgetter(1))]
        )
        self._offer("role", [("", _("Everybody")), *roles()])
        self._offer("outcome", [*anything, *((str(key), words) for key, words in OUTCOMES.items())])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def asked(self) -> Asked:
        """The filters, after `is_valid`."""
        return Asked(**self.cleaned_data)


def codes() -> list[str]:
    """Every code that has its words."""
    return sorted(file.stem for file in (Path(settings.BASE_DIR) / "templates" / "events").glob("*.txt"))


def roles() -> list[tuple[str, Any]]:
    """Every role, and the machine."""
    field: Any = get_user_model()._meta.get_field("role")
    return [*field.choices, ("system", _("The machine"))]


class CopyForm(forms.Form):
    """A copy of the keys that somebody has made."""

    holds = forms.ChoiceField(label=_("What it holds"), choices=CopyOf.choices)
    medium = forms.CharField(
        label=_("What it is on"),
        max_length=80,
        help_text=_("One line, like “USB stick 4”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    holder = forms.CharField(
        label=_("Where it is kept"),
        max_length=80,
        help_text=_("A place or a role, like “safe of the secretariat”. No names of people."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_holds(self) -> CopyOf:
        """The choice as the register keeps it."""
        return CopyOf(self.cleaned_data["holds"])


ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,.txt,.csv"


class FileForm(forms.Form):
    """The file that was chosen, sealed on its way in. Whether it is taken is found out later."""

    file = forms.FileField(
        label=_("Choose a file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("No file has arrived. Choose one and try again."),
            "invalid": _("No file has arrived. Choose one and try again."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = gettext(
            "PDF, JPEG, PNG, WebP, plain text or CSV, up to %(n)s MB. Hidden details, such as the place"
            " where a picture was taken, are removed."
        ) % {"n": settings.FILE_LARGEST // 10**6}

    def clean_file(self) -> Incoming:
        """The upload. One that did not fit has no content, and says so here."""
        given = self.cleaned_data["file"]
        if not isinstance(given, Incoming):
            raise forms.ValidationError(gettext("No file has arrived. Choose one and try again."))
        if given.problem:
            raise forms.ValidationError(files.problem_in_words(given.problem))
        return given
