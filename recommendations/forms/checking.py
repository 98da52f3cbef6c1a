"""The form that takes a file to be checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class _Whole(forms.FileField):
    """A file that arrived whole. What was dropped on the way is empty, and is not called so."""

    def to_python(self, data: Any) -> Any:
        problem = getattr(data, "problem", "")
        if problem == "no_room":
            raise ValidationError(_("There is no room to look at a file just now. Please try again later"))
        if problem:
            raise ValidationError(_("This is larger than any file of the board. Choose another one"))
        return super().to_python(data)


class CheckForm(forms.Form):
    """One file. While it is looked at, it lies sealed under a key that is in memory alone."""

    document = _Whole(
        label=_("The package, or one file of it"),
        help_text=_("A ZIP or a PDF, up to 20 MB."),
        widget=forms.FileInput(attrs={"class": "in"}),
        error_messages={
            "required": _("Choose a file of up to 20 MB"),
            "empty": _("This file is empty. Choose another one"),
        },
    )
