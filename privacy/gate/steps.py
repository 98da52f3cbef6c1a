"""The steps of the gate that the machine takes; how far they have come is kept in the lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.core.management import call_command

from privacy import anchors, clock, lock, references, withdrawal
from privacy.anchors import Anchor
from privacy.audit import AuditUnavailable
from privacy.backup import Code, Problem, places
from privacy.backup.restoring import LOCKED, ledger_file
from privacy.gate import anchoring, opening, remains
from privacy.keystore import ledger, root, store
from privacy.keystore.disk import RootKeyProblem
from privacy.keystore.ledger import Head, LedgerDamaged, LedgerForked
from privacy.models import Shredding
from privacy.progress import Progress


class Step(StrEnum):
    """In the order in which they are taken."""

    TABLES = "tables"
    LEDGER = "ledger"
    REMAINS = "remains"
    OPENING = "opening"
    CHAIN = "chain"


@dataclass(frozen=True, slots=True)
class Given:
    """What the people at the gate brought: the newest printed head, an anchor, ledgers; or nothing."""

    head: str = ""
    anchor: Path | None = None
    ledgers: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the gate has come. `problem` is what stopped it last; `unlocked` counts people."""

    locked: bool
    stage: str
    done: dict[str, dict[str, Any]]
    problem: str
    unlocked: int

    @property
    def unreadable(self) -> int:
        """How many values name a key that came with no archive: the keys are older than the data."""
        return int(self.done.get(Step.OPENING, {}).get("lost", 0))

    @property
    def ready(self) -> bool:
        """Whether all that is left is two people."""
        return self.locked and self.stage == LOCKED and all(step in self.done for step in Step)


def standing() -> Standing:
    """Read the lock."""
    state = lock.read()
    return Standing(
        bool(state),
        str(state.get("stage", "")),
        dict(state.get("steps", {})),
        str(state.get("problem", "")),
        len(state.get("unlocked", [])),
    )


def take(given: Given, progress: Progress) -> Standing:
    """Take every step that is left, from the first; all again when something new was brought.

    Raises Problem with what is missing; what was done stays done.
    """
    with lock.changing() as state:
        if not state:
            raise Problem(Code.NOT_LOCKED, "Atrium is not locked. There is no gate to pass.")
        if state["stage"] != LOCKED:
            raise Problem(Code.NOT_EMPTY, "The restore was interrupted. Run manage.py restore once more.")
        if given != Given():
            state["steps"] = {}
        try:
            _take(state, given, progress)
            state["problem"] = ""
        except Problem as problem:
            state["problem"] = str(problem)
            raise
        finally:
            lock.write(state)
    return standing()


def _take(state: lock.State, given: Given, progress: Progress) -> None:
    done = state.setdefault("steps", {})
    work: dict[Step, Callable[[], dict[str, Any]]] = {
        Step.TABLES: _tables,
        Step.LEDGER: lambda: _ledger(state, given),
        Step.REMAINS: lambda: {"repeated": remains.repeat(progress), "finished": withdrawal.resume()},
        Step.OPENING: lambda: {"keys": opening.open_one_of_each(progress), "lost": references.lost().total()},
        Step.CHAIN: lambda: anchoring.check_chain(state["manifests"], _anchor(state)),
    }
    for step in Step:
        if step not in done:
            try:
                found = work[step]()
            except (RootKeyProblem, AuditUnavailable) as problem:
                raise Problem(Code.ROOT, str(problem)) from None
            done[step] = {**found, "at": clock.now().isoformat()}
            lock.write(state)


def _tables() -> dict[str, Any]:
    """An archive of an earlier version is brought up to date; triggers are made again."""
    places.empty(places.staging("restore"))  # a killed restore leaves its last step here
    root.forget()
    root.root()
    for alias in ("keys", "default"):
        call_command("migrate", database=alias, verbosity=0)
    store.sweep()
    return {}


def _ledger(state: lock.State, given: Given) -> dict[str, Any]:
    """Every ledger in hand is brought in first: what it knows as destroyed goes at once, in any case."""
    came = [ledger_file()] if ledger_file().exists() else []
    new = sum(_bring(file) for file in [*came, *given.ledgers])
    _remember(state, given)
    anchor = _anchor(state)
    if not state.get("head") and anchor is None:
        raise Problem(
            Code.LEDGER,
            "Which head of the ledger is the newest? It stands in the newest anchor and minutes."
            " Give it: manage.py gate --head HEAD, or --anchor FILE.",
        )
    wanted = [Head(int(number), bytes.fromhex(found)) for number, found in _heads_of(state["manifests"])]
    wanted += [ledger.said(state["head"])] if state.get("head") else []
    wanted += _heads_in_rows()
    for head in [*wanted, *([anchor.ledger] if anchor else [])]:
        _check_held(head)
    return {"new": new, "head": str(ledger.head())}


def _heads_of(manifests: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """The archives were made when the ledger had grown so far, at the least."""
    return [(one["ledger"][0], one["ledger"][1]) for one in manifests]


def _heads_in_rows() -> list[Head]:
    """The restored rows themselves say how far the ledger had come at the last take-back."""
    newest = Shredding.objects.exclude(ledger_count=None).order_by("-ledger_count").first()
    return [Head(newest.ledger_count or 0, bytes(newest.ledger_head or b""))] if newest else []


def _bring(file: Path) -> int:
    try:
        return ledger.apply(ledger.read(file.read_bytes()))
    except LedgerDamaged as problem:
        raise Problem(Code.LEDGER, f"{file}: {problem}") from None
    except OSError:
        raise Problem(Code.LEDGER, f"The ledger {file} cannot be read.") from None


def _remember(state: lock.State, given: Given) -> None:
    """What was brought once need not be brought again; a head that was mistyped is typed anew."""
    if given.anchor is not None:
        state["anchor"] = _text_of(given.anchor)
    if given.head:
        try:
            ledger.said(given.head)
        except LedgerDamaged as problem:
            raise Problem(Code.LEDGER, str(problem)) from None
        state["head"] = given.head


def _text_of(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8", "replace")
    except OSError:
        raise Problem(Code.CHAIN, f"The anchor {file} cannot be read.") from None


def _anchor(state: lock.State) -> Anchor | None:
    if not state.get("anchor"):
        return None
    try:
        return anchors.read(state["anchor"].encode())
    except anchors.BadAnchor as problem:
        state["anchor"] = ""
        raise Problem(Code.CHAIN, f"The anchor does not count: {problem}") from None


def _check_held(head: Head) -> None:
    here = ledger.head()
    try:
        lacking = ledger.missing(head)
    except LedgerForked:
        raise Problem(
            Code.LEDGER,
            f"The head {head} is not in this ledger, which ends at {here}: one is of another board.",
        ) from None
    if lacking:
        raise Problem(
            Code.LEDGER,
            f"The ledger in hand ends at {here}. The head {head} is missing, {lacking} later."
            " Bring the ledger that ends there: manage.py gate --ledger FILE.",
        )
