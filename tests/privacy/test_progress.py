"""How far a long command has come: a bar with counts on a terminal, whole lines in a journal."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import OutputWrapper

from privacy import progress
from privacy.keystore.models import Key
from privacy.progress import Progress
from tests.privacy.world import World

LINES = {
    ("keys", "rotate"): "Keys wrapped anew: {keys} keys",
    ("keys", "verify"): "Keys looked at: {keys} keys",
    ("audit", "verify"): "Events of the log: ",
    ("retention",): "Kinds of things looked through: ",
}


class Terminal(StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        return True


def test_a_bar_that_grows_and_leaves_one_line() -> None:
    out = Terminal()
    assert list(Progress(OutputWrapper(out)).each("Texts", iter("abcd"), 4, "texts")) == list("abcd")
    drawn = out.getvalue().split("\r\x1b[K")
    half = progress.WIDTH // 2
    assert drawn[1] == f"[{'.' * progress.WIDTH}] Texts: 0 texts of 4 texts"
    assert f"[{'#' * half}{'.' * half}] Texts: 2 texts of 4 texts" in drawn
    assert drawn[-2:] == [f"[{'#' * progress.WIDTH}] Texts: 4 texts of 4 texts", "Texts: 4 texts\n"]


def test_in_a_journal_there_are_whole_lines_and_nothing_moves() -> None:
    out = StringIO()
    tell = Progress(OutputWrapper(out)).told("Keys wrapped anew", "keys")
    assert out.getvalue() == ""
    for done in (10, 20, 30):
        tell(done, 30)
    assert out.getvalue() == "Keys wrapped anew: 30 keys\n"


def test_only_what_can_be_seen_is_drawn() -> None:
    out = Terminal()
    work = Progress(OutputWrapper(out))
    work.begin("Keys", 100_000, "keys")
    for _ in range(100_000):
        work.add()
    work.end()
    assert len(out.getvalue().split("\r\x1b[K")) == progress.WIDTH + 3


@pytest.mark.parametrize("words", LINES)
def test_a_command_that_takes_long_shows_it(words: tuple[str, str], world: World) -> None:
    out, line = Terminal(), LINES[words].format(keys=Key.objects.count())
    call_command(*words, stdout=out)
    assert f"[{'.' * progress.WIDTH}]" in out.getvalue()
    assert f"[{'#' * progress.WIDTH}]" in out.getvalue()
    assert f"\r\x1b[K{line}" in out.getvalue()
    journal = StringIO()
    call_command(*words, stdout=journal)
    assert line not in journal.getvalue()  # its own last line says it
