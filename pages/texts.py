"""Texts as fields: one of several paragraphs, and one line."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms

JOINERS = "\u200c\u200d"  # Persian and pictures of people are spelt with them
MOST_MARKS = 4  # on one letter; no language needs more
ON_LETTERS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
PILE = re.compile(f"([{ON_LETTERS}]{{{MOST_MARKS}}})[{ON_LETTERS}]+")


class LongText(forms.CharField):
    """Plain text in paragraphs. Browsers send CR LF; LF is kept: the same words are the same bytes."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 8, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class OneLine(forms.CharField):
    """A name, a title: one line that stands among others.

    What would turn the letters round, hide, break the line or pile up over its neighbours falls away; a line
    in which nothing can be seen is empty.
    """

    def to_python(self, value: Any) -> str:
        """Letters, blanks and what belongs to them."""
        typed = "".join(_kept(mark) for mark in super().to_python(value) or "")
        line = PILE.sub(r"\1", " ".join(typed.split()))
        return line if line.strip(JOINERS + " ") else ""


def _kept(mark: str) -> str:
    kind = unicodedata.category(mark)
    if kind in {"Zl", "Zp"} or mark in "\t\n\v\f\r\x85":
        return " "
    return "" if kind in {"Cc", "Cf", "Cs"} and mark not in JOINERS else mark
