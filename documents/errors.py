"""Why a document could not be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from documents.protocol import Outcome

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES = {
    Outcome.REFUSED: _("This document could not be made safely. The people who run Atrium have been told."),
    Outcome.FAULTY: _("This document could not be made. The people who run Atrium have been told."),
    Outcome.TOO_MUCH: _("This document is too long to be made in one piece. Make a shorter one."),
    Outcome.UNAVAILABLE: _("PDFs cannot be made on this machine yet. The page itself has the same words."),
    Outcome.BUSY: _("Other documents are being made just now. Try again in a minute."),
    Outcome.BROKEN: _("This document could not be made. If it happens again, tell the secretariat."),
}


class NotRendered(Exception):
    """A document was not made. Nothing of its content is in here.

    `outcome` says why in one word, `sentence` says it to the person who asked, `detail` (also in `str()`)
    says it to a developer.
    """

    def __init__(self, outcome: Outcome, detail: str = "") -> None:
        self.outcome = outcome
        self.detail = detail
        super().__init__(f"document not rendered: {outcome}" + (f" ({detail})" if detail else ""))

    @property
    def sentence(self) -> _StrPromise:
        """What to tell the person who asked, in her language."""
        return SENTENCES[self.outcome]
