"""Two people unlock, each with her passphrase; then the report of the restore is signed into the chain."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from privacy import audit, clock, lock, signing, withdrawal
from privacy.audit import Outcome
from privacy.audit.acts import Person
from privacy.backup import Code, Problem
from privacy.gate.remains import GATE
from privacy.gate.steps import standing
from privacy.keystore import disk
from privacy.models import Head, Upkeep
from privacy.permissions import Denied, Holder, require

PEOPLE = 2
REPORT = "restore"


class Opener(Person, Holder, Protocol):
    """An account that may be asked for its permissions; `human` is the same for all of one person."""

    human: UUID


def check_can_unlock(opener: Opener) -> None:
    """Whoever looks after the machine, the data or the board; all steps are taken. Raises Denied."""
    require(opener, "privacy.unlock")
    if not standing().ready:
        raise Denied("gate_not_ready")


def unlock(opener: Opener) -> int:
    """This person unlocks; how many are still to come. The second one of two opens Atrium.

    Raises Denied: who has unlocked before does not count twice, by whichever account. Once there were two,
    and a crash came before Atrium was open, any one of them opens it. Problem when the report cannot be
    written.
    """
    check_can_unlock(opener)
    with lock.changing() as state:
        people, human = state.setdefault("unlocked", []), str(opener.human)
        if human in people and len(people) < PEOPLE:
            raise Denied("unlocked_before", _("You have unlocked already. Now a second person is needed."))
        if human not in people:
            audit.record("gate.unlocked", actor=opener, about=Head(id=1), outcome=Outcome.DONE)
            people.append(human)
            lock.write(state)
        if len(people) >= PEOPLE:
            withdrawal.resume()
            _report(state)
            lock.lift()
    return max(0, PEOPLE - len(people))


def _report(state: dict[str, Any]) -> None:
    """A signed note beside the data, and its digest in the chain: it cannot be another one tomorrow."""
    now = clock.now()
    said = {name: state.get(name) for name in ("manifests", "steps", "since", "head")}
    text = json.dumps(
        {"restored": said, "unlocked_at": now.isoformat(), "people": PEOPLE}, indent=1, sort_keys=True
    )
    note = signing.signed_note(signing.AUDIT, f"{text}\n")
    folder = Path(settings.HOME) / "reports"
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        disk.write_new(folder / f"{REPORT}-{now:%Y%m%d-%H%M%S-%f}.txt", note)
    except disk.CannotWrite as problem:
        raise Problem(Code.DISK, str(problem)) from None
    row = Upkeep(what=REPORT, outcome=0, done_at=now, digest=hashlib.sha256(note).digest())
    with audit.act("gate.passed", actor=GATE, about=row) as act:
        row.save(act=act)
