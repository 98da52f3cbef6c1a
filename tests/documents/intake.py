"""A file looked at as the child does it: in this process for tables of cases, in a real child for a few."""

from __future__ import annotations

from documents.intake import worker
from documents.intake.cleaning import Refused, cleaned
from documents.intake.names import ending_of
from documents.intake.reasons import Answer, NotTaken, Order, Reason


def looked_at(content: bytes, name: str = "", declared: str = "") -> tuple[Answer, bytes] | Reason:
    """The answer and the clean content, or why it is not taken."""
    order = Order(ending_of(name), declared, 20, 2**30)
    try:
        return worker.cleaned(content, order)
    except NotTaken as refusal:
        return refusal.reason


def in_a_child(content: bytes, name: str = "", declared: str = "") -> tuple[str, bytes] | Reason:
    """Kind and clean content, or why it is not taken, through the pipes of the product."""
    try:
        with cleaned([content], given=name, declared=declared) as clean:
            return clean.kind, b"".join(clean.pieces)
    except Refused as refusal:
        return refusal.reason
