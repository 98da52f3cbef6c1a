"""The form that takes a file to be checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LARGEST = 30 * 1024 * 1024


class CheckForm(forms.Form):
    """One file; it stays in memory."""

    document = forms.FileField(
        label=_("The package, or one file of it"),
        help_text=_("A ZIP or a PDF, up to 30 MB."),
        widget=forms.FileInput(attrs={"class": "in"}),
        error_messages={
            "required": _("Choose a file of up to 30 MB"),
            "empty": _("This file is empty. Choose another one"),
        },
    )

    def clean_document(self) -> Any:
        """No file larger than what the board makes. Raises ValidationError."""
        document = self.cleaned_data["document"]
        if (document.size or 0) > LARGEST:
            raise ValidationError(_("This is larger than any file of the board. Choose another one"))
        return document
