"""One page of the root key in words, as a PDF: the board's name, the words, how two people use them."""

from __future__ import annotations

from django.utils import translation

from board import queries
from documents import pdf
from privacy.sheets import Page

COLUMNS = 4


def printed(page: Page) -> bytes:
    """A PDF of one A4 page, made in memory. Raises documents.errors.NotRendered."""
    numbered = list(enumerate(page.words, 1))
    shown = {
        "page": page,
        "board": queries.the_board().name,
        "columns": range(COLUMNS),
        "rows": [numbered[at : at + COLUMNS] for at in range(0, len(numbered), COLUMNS)],
        "set": " ".join(page.words[:2]),
    }
    language = translation.get_language() or "en"
    return pdf.render("documents/share.html", shown, language=language, made_on=page.made_on)
