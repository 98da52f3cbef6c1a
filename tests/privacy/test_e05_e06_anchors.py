"""E05, E06: one signed note outside shows a cut end and a chain made anew, which the chain alone does not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from privacy import anchors, signing, verify
from privacy.anchors import Anchor, BadAnchor
from privacy.audit.chain import GENESIS, link
from privacy.keystore import store
from privacy.keystore.models import Tombstone
from privacy.models import Head
from privacy.verify import Result, Verified
from tests.privacy import stored
from tests.privacy.stored import Lifted, execute, sql
from tests.privacy.test_crashes import withdraw
from tests.privacy.world import World, look

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
ROOT = Path(__file__).resolve().parents[2]
VERIFIER, MODEL = ROOT / "outside" / "verify_log.py", ROOT / "docs" / "threat-model.md"


@pytest.fixture
def chain(world: World) -> Iterator[World]:
    """A chain with readings and an erasure; the triggers are lifted, as an owner of the database could."""
    look(world.text.body, world.sam)
    withdraw(world)
    look(world.other.body, world.sam)
    with Lifted():
        yield world


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    return Outside(tmp_path)


class Outside:
    """Somebody who holds the public key and an anchor, and has the one file that checks them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key, self.anchor, self.log = folder / "key", folder / "anchor", folder / "log"
        self.command("key", self.key)

    def command(self, what: str, file: Path) -> None:
        with file.open("w") as stream:
            call_command("audit", what, stdout=stream)

    def verify(self, *more: str) -> tuple[int, str]:
        ran = subprocess.run(
            [sys.executable, "-I", str(VERIFIER), str(self.key), str(self.anchor), *more],
            capture_output=True,
            text=True,
            check=False,
            env={},
        )
        assert ran.stderr == ""
        return ran.returncode, ran.stdout

    def verify_log(self) -> int:
        self.command("export", self.log)
        return self.verify("--log", str(self.log))[0]


def exit_code(*arguments: Any) -> int:
    try:
        call_command("audit", "verify", *arguments)
    except SystemExit as ended:
        return int(str(ended.code))
    return 0


def cut(count: int) -> None:
    """The last events go, and the head says so: as somebody does who knows the tables."""
    last = stored.seq() - count
    execute("DELETE FROM privacy_trace WHERE event_id > %s", [last])
    execute("DELETE FROM privacy_event WHERE seq > %s", [last])
    [(found,)] = sql("SELECT hash FROM privacy_event WHERE seq = %s", [last])
    execute("UPDATE privacy_head SET seq = %s, hash = %s", [last, bytes(found)])


def rehash(since: int) -> None:
    """Every hash from an event on is made anew, with one role changed there."""
    rows = sql("SELECT seq, payload, prev FROM privacy_event WHERE seq >= %s ORDER BY seq", [since])
    before = bytes(rows[0][2]) if since > 1 else GENESIS
    for seq, payload, _ in rows:
        content = bytes(payload)
        if seq == since:
            content = content.replace(b"\0\0\0\6system", b"\0\0\0\6member")
            execute("UPDATE privacy_event SET role = 'member' WHERE seq = %s", [seq])
        now = link(seq, before, content)
        execute(
            "UPDATE privacy_event SET payload = %s, prev = %s, hash = %s WHERE seq = %s",
            [content, before, now, seq],
        )
        before = now
    execute("UPDATE privacy_head SET hash = %s", [before])


def test_a_good_chain_is_accepted(chain: World, outside: Outside) -> None:
    outside.command("anchor", outside.anchor)
    size = stored.seq()
    anchor = anchors.read(outside.anchor.read_bytes())
    assert (anchor.size, anchor.head) == (size, bytes(Head.objects.get().hash))
    assert anchors.compare(anchor) == Verified(Result.OK, size)
    assert (exit_code("--anchor", outside.anchor, "--current"), outside.verify_log()) == (0, 0)
    # it came by mail, which ends lines its own way
    outside.anchor.write_bytes(outside.anchor.read_bytes().replace(b"\n", b"\r\n"))
    assert (exit_code("--anchor", outside.anchor), outside.verify_log()) == (0, 0)
    # it grows, and is still the one the anchor was dropped from
    look(chain.other.body, chain.sam)
    withdraw_other(chain)
    assert (exit_code("--anchor", outside.anchor, "--current"), outside.verify_log()) == (0, 0)
    code, said = outside.verify()
    assert code == 0
    assert f"{size} events, ledger 1-" in said


def withdraw_other(world: World) -> None:
    store.destroy([bytes(world.other.contribution.record)])


def test_e05_tail_cut_detected_with_anchor(chain: World, outside: Outside) -> None:
    outside.command("anchor", outside.anchor)
    size = stored.seq()
    cut(3)
    # the chain alone passes, which is said where somebody would look
    assert verify.chain() == Verified(Result.OK, size - 3)
    assert "A chain alone does not show that its end was cut off" in MODEL.read_text()
    seq = stored.seq()
    assert exit_code("--anchor", outside.anchor) == 3
    # nothing is written behind the gap
    assert stored.seq() == seq
    assert anchors.compare(anchors.read(outside.anchor.read_bytes())) == Verified(Result.TRUNCATED, size - 3)
    assert outside.verify_log() == 3
    assert exit_code() == 0


def test_e06_full_rehash_detected_with_anchor(chain: World, outside: Outside) -> None:
    outside.command("anchor", outside.anchor)
    size = stored.seq()
    rehash(1)
    assert verify.chain() == Verified(Result.OK, size)
    assert anchors.compare(anchors.read(outside.anchor.read_bytes())) == Verified(Result.OTHER_ANCHOR, size)
    assert exit_code("--anchor", outside.anchor) == 4
    assert outside.verify_log() == 4


def test_e06_cut_and_made_anew_to_the_same_length(chain: World, outside: Outside) -> None:
    """The head could be kept only by the right events: the root shows an event changed in the middle."""
    outside.command("anchor", outside.anchor)
    [(late,)] = sql("SELECT MAX(seq) FROM privacy_event WHERE role = 'system'")
    assert late > stored.seq() // 2
    rehash(late)
    assert (exit_code("--anchor", outside.anchor), outside.verify_log()) == (4, 4)


def test_a_broken_chain_is_called_broken_whatever_the_anchor(chain: World, outside: Outside) -> None:
    outside.command("anchor", outside.anchor)
    execute("UPDATE privacy_event SET payload = %s WHERE seq = 3", [b"\1" * 40])
    assert (exit_code("--anchor", outside.anchor), outside.verify_log()) == (2, 2)


def test_an_older_ledger_does_not_fit_the_anchor(chain: World, outside: Outside) -> None:
    outside.command("anchor", outside.anchor)
    with Lifted("keys"):
        Tombstone.objects.all().delete()
    assert exit_code("--anchor", outside.anchor) == 4


def changed(note: bytes) -> Iterator[bytes]:
    yield b""
    yield b"\xff"
    yield note[:-9]
    yield note.replace(b"\nday 2", b"\nday 3")
    yield note.replace(b"ledger 1", b"ledger 2")
    yield note + note
    yield note.replace(b"\n", b"\r")
    yield note.replace(b"atrium-audit", b"atrium-other")
    yield signing.signed_note(signing.AUDIT, "pruned up to 3\n")
    yield signing.signed_note(signing.RELEASE, note.decode().partition("\n\n")[0] + "\n")


def test_a_note_that_is_none_of_ours(chain: World, outside: Outside) -> None:
    outside.command("anchor", outside.anchor)
    good = outside.anchor.read_bytes()
    assert isinstance(anchors.read(good), Anchor)
    for bad in changed(good):
        with pytest.raises(BadAnchor):
            anchors.read(bad)
        outside.anchor.write_bytes(bad)
        with pytest.raises(CommandError):
            exit_code("--anchor", outside.anchor)
        if b"pruned" not in bad:
            assert outside.verify()[0] in {1, 4}
    with pytest.raises(CommandError, match="cannot be read"):
        exit_code("--anchor", outside.folder / "none")


def test_the_events_of_the_export_hold_no_words(chain: World, outside: Outside) -> None:
    outside.command("export", outside.log)
    lines = outside.log.read_text().splitlines()
    assert len(lines) == stored.seq() + 2
    assert lines[:2] == ["atrium log 1", f"begins after 0 {'00' * 32} -"]
    assert connection.vendor in {"sqlite", "postgresql"}
