"""Days and times typed in boxes, never picked: three boxes for a day, "14:30" for a time."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT
from django.utils.translation import gettext_lazy as _

EARLIEST_YEAR = 1900
LATEST_YEAR = 2199


class _Box(forms.TextInput):
    """One small box: `part` is the end of its name and id, `label` what stands above it."""

    def __init__(self, part: str, label: Any, width: str, **attrs: str) -> None:
        super().__init__(attrs={"class": width, "autocomplete": "off", **attrs})
        self.part, self.label = part, label


class _Boxes(forms.MultiWidget):
    """Several small boxes with a label each, in one group with a legend."""

    template_name = "django/forms/widgets/boxes.html"
    use_fieldset = True

    def __init__(self, boxes: list[_Box], attrs: dict[str, Any] | None = None) -> None:
        super().__init__({box.part: box for box in boxes}, attrs)
        self.boxes = boxes

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for shown, box in zip(context["widget"]["subwidgets"], self.boxes, strict=True):
            shown["label"] = box.label
            # an id that says which box it is: the error summary's address and the tests name it
            shown["attrs"]["id"] = f"{context['widget']['attrs'].get('id', name)}_{box.part}"
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The first box: the error summary leads there."""
        return f"{id_}_{self.boxes[0].part}"


def _day_boxes() -> list[_Box]:
    return [
        _Box("day", _("Day"), "w4", inputmode="numeric"),
        _Box("month", _("Month"), "w8"),
        _Box("year", _("Year"), "w4", inputmode="numeric"),
    ]


class DayWidget(_Boxes):
    """Three boxes: day, month, year."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(_day_boxes(), attrs)

    def decompress(self, value: dt.date | None) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]


class MomentWidget(_Boxes):
    """Three boxes for the day and one for the time."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([*_day_boxes(), _Box("time", _("Time, like 14:30"), "w8")], attrs)

    def decompress(self, value: dt.datetime | None) -> list[str]:
        if not value:
            return ["", "", "", ""]
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return [str(local.day), str(local.month), str(local.year), f"{local:%H:%M}"]


def month_number(typed: str) -> int:
    """1 to 12 from "5", "05", "May" or "мая" in the language of the page. Raises ValueError."""
    if typed.isdecimal():
        return int(typed)
    word = typed.casefold().rstrip(".")
    # the third as dates bend it: "мая", not "май"
    for names in (MONTHS, MONTHS_3, MONTHS_ALT):
        for number, name in names.items():
            if str(name).casefold().rstrip(".") == word:
                return number
    raise ValueError(typed)


def read_day(day: str, month: str, year: str) -> dt.date:
    """A date from three typed words. Raises ValueError when there is no such day."""
    found = dt.date(int(year), month_number(month.strip()), int(day))
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise ValueError(year)
    return found


def read_clock(typed: str) -> dt.time:
    """A time from "14:30", "14.30" or "9:05". Raises ValueError."""
    found = re.fullmatch(r"\s*(\d{1,2})[:.](\d{2})\s*", typed)
    if not found:
        raise ValueError(typed)
    return dt.time(int(found[1]), int(found[2]))


class _BoxesField(forms.Field):
    """What days and moments share: empty boxes are nothing, and what cannot be read stays as it was typed."""

    def to_python(self, value: Any) -> Any:
        boxes = [str(box or "").strip() for box in (value or [])]
        if not any(boxes):
            return None
        try:
            return self.read(*boxes)
        except (ValueError, TypeError, OverflowError):
            raise ValidationError(self.error_messages["unknown"], code="unknown") from None

    def read(self, *boxes: str) -> Any:
        """The value of the filled boxes. Raises ValueError when they make none."""
        raise NotImplementedError

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as it was shown: a value is taken apart, typed boxes are not."""
        widget = cast("_Boxes", self.widget)
        before: list[str] = initial if isinstance(initial, list) else widget.decompress(initial) or []
        return [str(box or "") for box in (data or [""] * len(before))] != before


class DayField(_BoxesField):
    """A day in three boxes; cleans to `datetime.date` or None."""

    widget = DayWidget
    default_error_messages = {
        "required": _("Write the day, the month and the year"),
        "unknown": _("Check the date. Write it like this: 3 May 2026"),
    }

    def read(self, *boxes: str) -> dt.date:
        """Three typed words. Raises ValueError."""
        day, month, year = boxes
        return read_day(day, month, year)


class MomentField(_BoxesField):
    """A day and a time; cleans to an aware `datetime` in the current zone, or None."""

    widget = MomentWidget
    default_error_messages = {
        "required": _("Write the day, the month, the year and the time"),
        "unknown": _("Check the date and the time. Write them like this: 3 May 2026, 14:30"),
    }

    def read(self, *boxes: str) -> dt.datetime:
        """Four typed words. Raises ValueError, or ValidationError for an hour that the zone skips."""
        day, month, year, clock = boxes
        return from_current_timezone(dt.datetime.combine(read_day(day, month, year), read_clock(clock)))


class ClockField(forms.CharField):
    """A time of day as "14:30"; cleans to `dt.time` or None."""

    default_error_messages = {"unknown": _("Check the time. Write it like this: 14:30")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "w4"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, dt.time) else value

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed:
            return None
        try:
            return read_clock(typed)
        except ValueError:
            raise ValidationError(self.error_messages["unknown"], code="unknown") from None
