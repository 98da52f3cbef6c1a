"""A list of legal names and contacts: fetched once by whoever asked, after another one said yes."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language

from board import rules
from board.models import Account, Board, SecondYes
from board.states import SecondYesState
from documents import locking, pdf
from privacy import audit, clock, withdrawal
from privacy.reading import Opened

# A name here, a legal name, a contact; None where nothing was given.
Row = tuple[str, Opened | None, Opened | None]


def fetch_identities(
    *, actor: Account, asked: SecondYes, rows: Sequence[Row], passphrase: str, mark: int
) -> bytes:
    """The list as a PDF that opens with this passphrase. It is made once: the list ends with it.

    `rows` were opened before, each opening noted; `mark` is `withdrawal.so_far()` before that. Raises Denied
    and `documents.errors.NotRendered`.
    """
    rules.check_can_fetch(actor, asked)
    context = {"rows": rows, "board": Board.objects.get().name, "reason": asked.get_reason_display()}
    language = get_language() or "en"
    made = pdf.render("documents/identities.html", context, language=language, made_on=clock.today())
    sealed = locking.lock(made, passphrase)
    with audit.act("identities.fetched", actor=actor, about=asked) as act:
        row = act.lock(asked)
        rules.check_can_fetch(actor, row)
        withdrawal.check_none_since(mark)
        row.state = SecondYesState.ENDED
        row.save(act=act)
    return sealed
