"""What the ground floor wants on paper, as PDFs: a page of the root key, a certificate of erasure."""

from __future__ import annotations

from django.utils import translation

from board import queries
from documents import pdf
from documents.errors import NotRendered
from privacy import clock
from privacy.queries import Erasure
from privacy.sheets import NotPrinted, Page

COLUMNS = 4


def root_key_page(page: Page) -> bytes:
    """A PDF of one A4 page, made in memory. Raises documents.errors.NotRendered."""
    numbered = list(enumerate(page.words, 1))
    shown = {
        "page": page,
        "board": queries.the_board().name,
        "columns": range(COLUMNS),
        "rows": [numbered[at : at + COLUMNS] for at in range(0, len(numbered), COLUMNS)],
        "set": " ".join(page.words[:2]),
    }
    return pdf.render("documents/share.html", shown, language=_language(), made_on=page.made_on)


def certificate(erasure: Erasure) -> bytes:
    """A PDF of what the page says today. It names nobody, and not the board either. Raises NotPrinted."""
    shown = {"erasure": erasure}
    try:
        return pdf.render(
            "documents/certificate.html", shown, language=_language(), made_on=clock.now().date()
        )
    except NotRendered as fault:
        raise NotPrinted(fault.sentence) from None


def _language() -> str:
    return translation.get_language() or "en"
