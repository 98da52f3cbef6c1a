"""A text of several paragraphs, as one field."""

from __future__ import annotations

from typing import Any

from django import forms


class LongText(forms.CharField):
    """Plain text in paragraphs. Browsers send CR LF; LF is kept: the same words are the same bytes."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 8, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")
