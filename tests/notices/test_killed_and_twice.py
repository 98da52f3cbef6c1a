"""A process that is killed neither loses nor doubles a message; two at once send one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from notices import actions
from notices.carriers import Parcel
from notices.models import Channel, Message, Notice
from notices.states import Cause, ChannelState
from privacy import audit, clock
from privacy.reading import System
from tests.notices.conftest import wishes
from tests.people import Cast, assemble
from tests.privacy import forks

pytestmark = pytest.mark.files
OUT = "ATRIUM_TEST_OUT"


class Folder:
    """Another way than mail: a folder. It dies where a test wants it to."""

    name = "folder"
    label = "Folder"
    address_label = "Name of the folder"
    address_hint = "Under the letter box."
    box = Path()
    dies = ""

    def is_ready(self) -> bool:
        return True

    def clean(self, address: str) -> str:
        return address

    def carry(self, parcel: Parcel, *, handing: Callable[[], None]) -> None:
        if Folder.dies == "before":
            forks.killed()
        handing()
        if Folder.dies == "between":
            forks.killed()
        folder = self.box / parcel.address
        folder.mkdir(exist_ok=True)
        (folder / f"{len(list(folder.iterdir()))}.txt").write_text(f"{parcel.line}\n\n{parcel.body}")
        if Folder.dies == "after":
            forks.killed()


@pytest.fixture
def box(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.CARRIERS = ["notices.mailer.Mail", "tests.notices.test_killed_and_twice.Folder"]
    monkeypatch.setattr(Folder, "box", tmp_path)
    monkeypatch.setattr(Folder, "dies", "")
    return tmp_path


def reached(box: Path) -> Cast:
    """Anna, by a folder, with one notice waiting."""
    cast = assemble()
    always = {"opens_at": time(0), "closes_at": time(23, 59, 59), "zone": "UTC"}
    actions.switch_on(
        actor=cast.anna.account, carrier="folder", wishes=wishes(address="anna", has_link=False, **always)
    )
    actions.send_due()
    channel = Channel.objects.get()
    [first] = list((box / "anna").iterdir())
    number = next(line for line in first.read_text().splitlines() if line.isdigit())
    first.unlink()
    assert actions.enter_number(actor=cast.anna.account, channel=channel, number=number)
    with audit.act("consultation.opened", actor=System("test"), about=cast.board) as act:
        actions.queue(act=act, subject=cast.anna.id, cause=Cause.REQUEST)
    return cast


def letters(box: Path) -> list[str]:
    return [one.read_text() for one in (box / "anna").iterdir()]


@pytest.mark.parametrize(
    ("dies", "state", "in_the_end"),
    [
        ("before", "claimed", 1),  # nothing left: it is sent
        ("between", "handed", 0),  # nobody can know: it is not sent again, and waits on the site
        ("after", "handed", 1),  # it had arrived: it is not sent again
    ],
)
def test_a_killed_process_never_doubles(dies: str, state: str, in_the_end: int, box: Path) -> None:
    reached(box)

    def killed() -> None:
        Folder.dies = dies
        actions.send_due()

    assert forks.one(killed) == -9
    assert Message.objects.get().state == state
    actions.send_due()  # too early: another process may be at it still
    assert Message.objects.get().state == state
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        actions.send_due()
        actions.send_due()
    assert letters(box) == ["Seeds\n\nThere is something for you to look at.\n"] * in_the_end
    assert (Message.objects.count(), Notice.objects.count()) == (0, 0)
    assert Channel.objects.get().state == ChannelState.ON


def test_three_processes_at_once_send_one(box: Path) -> None:
    reached(box)
    assert forks.all_of([actions.send_due] * 3) == [0, 0, 0]
    assert letters(box) == ["Seeds\n\nThere is something for you to look at.\n"]
    assert (Message.objects.count(), Notice.objects.count()) == (0, 0)


def test_switched_off_in_the_moment_before_the_words_nothing_leaves(
    box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = reached(box)
    carry = Folder.carry

    def late(self: Folder, parcel: Parcel, *, handing: Callable[[], None]) -> None:
        actions.switch_off(actor=cast.anna.account, channel=Channel.objects.get())
        carry(self, parcel, handing=handing)

    monkeypatch.setattr(Folder, "carry", late)
    actions.send_due()
    assert letters(box) == []
    assert (Channel.objects.count(), Message.objects.count(), Notice.objects.count()) == (0, 0, 0)


def test_the_same_cause_twice_at_once_is_one_notice(box: Path) -> None:
    cast = reached(box)
    Notice.objects.all().delete()
    thing = cast.board.id

    def happens() -> None:
        with audit.act("consultation.opened", actor=System("test"), about=cast.board) as act:
            actions.queue(act=act, subject=cast.anna.id, cause=Cause.REQUEST, thing=thing)

    assert forks.all_of([happens] * 3) == [0, 0, 0]
    assert Notice.objects.count() == 1
    assert isinstance(Notice.objects.get().queued_at, datetime)
