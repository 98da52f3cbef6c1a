"""The chain that was restored is whole, and is the one that was anchored before."""

from __future__ import annotations

from typing import Any

from privacy import anchors, pruning, verify
from privacy.anchors import Anchor
from privacy.backup import Code, Problem
from privacy.models import Event
from privacy.verify import Result


def check_chain(manifests: list[dict[str, Any]], anchor: Anchor | None) -> dict[str, int]:
    """Walk the chain and every row; compare with each end in hand that is not later than the backup.

    Gives the number of events, how many ends were compared, and how many events after the backup are lost.
    Raises Problem.
    """
    walked = verify.chain()
    found = walked if walked.result != Result.OK else verify.current()
    if found.result != Result.OK:
        raise Problem(
            Code.CHAIN,
            f"The restored chain does not fit (event {found.at}). Run: manage.py audit verify --current.",
        )
    end = next((one["chain"][0] for one in manifests if one["kind"] == "data"), walked.at)
    ends = [(int(one["chain"][0]), str(one["chain"][1])) for one in manifests]
    compared = [_compared(number, digest) for number, digest in ends if number <= end]
    if anchor is not None and anchor.size <= end:
        _check_anchor(anchor)
        compared.append(1)
    latest = max([number for number, _ in ends] + [anchor.size if anchor else 0])
    return {"events": walked.at, "compared": sum(compared), "lost": max(0, latest - end)}


def _compared(number: int, digest: str) -> int:
    pruned = pruning.in_force()
    if number < pruned.removed or not number:
        return 0
    there = pruned.head if number == pruned.removed else _hash(number)
    if there.hex() != digest:
        raise Problem(
            Code.CHAIN, f"Event {number} of the restored chain is another one than when the archive was made."
        )
    return 1


def _hash(number: int) -> bytes:
    found = Event.objects.filter(seq=number).values_list("hash", flat=True).first()
    return bytes(found or b"")


def _check_anchor(anchor: Anchor) -> None:
    try:
        result = anchors.compare(anchor).result
    except anchors.TooOld:
        return  # retention took those events; the archives' own ends are compared
    if result != Result.OK:
        raise Problem(Code.CHAIN, f"The restored chain is not the one anchored on {anchor.day}.")
