"""One file, chosen on a page of its own: whatever becomes of it, nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy import files
from privacy.files import Incoming

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,.txt,.csv"


class FileForm(forms.Form):
    """The file that was chosen, sealed on its way in. Whether it is taken is found out later."""

    file = forms.FileField(
        label=gettext_lazy("Choose a file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "invalid": gettext_lazy("Choose a file first."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "PDF, JPEG, PNG, WebP, plain text or CSV, up to %(n)s MB. Hidden details, such as the place"
            " where a picture was taken, are removed."
        ) % {"n": settings.FILE_LARGEST // 10**6}

    def clean_file(self) -> Incoming:
        """The upload. One that did not fit has no content, and says so here."""
        given = self.cleaned_data["file"]
        if not isinstance(given, Incoming):
            raise forms.ValidationError(_("Choose a file first."))
        if given.problem:
            raise forms.ValidationError(files.problem_in_words(given.problem))
        return given
