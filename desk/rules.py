"""Who may see how the machine stands."""

from __future__ import annotations

from board.models import Account
from privacy.permissions import require


def check_can_read_status(account: Account) -> None:
    """Whoever looks after the machine, the data or the board. Raises Denied."""
    require(account, "privacy.read_status")
