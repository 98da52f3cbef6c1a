"""The root key in three shares of words: any two give it back, one gives nothing, and mistakes are said."""

from __future__ import annotations

import io
import itertools
import re
import sys
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from privacy import sheets
from privacy.keystore import root, shares
from privacy.keystore.shares import DoesNotFit
from privacy.management.keys import splitting
from tests.privacy import stored
from tests.privacy.world import World

KEY = bytes(range(32))
SET = shares.split(KEY)


@pytest.fixture(autouse=True)
def root_read_anew() -> Iterator[None]:
    root.forget()
    yield
    root.forget()


def test_any_two_give_the_key_back_and_no_one_does() -> None:
    for first, second in itertools.permutations(SET, 2):
        assert shares.join(first, second) == KEY
    assert [shares.number_of(words) for words in SET] == [1, 2, 3]
    assert {len(words) for words in SET} == {33}
    for words in SET:
        with pytest.raises(DoesNotFit, match="same page twice"):
            shares.join(words, words)


def test_each_set_has_other_words() -> None:
    other = shares.split(KEY)
    assert {tuple(words) for words in SET}.isdisjoint(tuple(words) for words in other)
    with pytest.raises(DoesNotFit, match="not made together"):
        shares.join(SET[0], other[1])
    assert shares.join(other[0], other[1]) == KEY


@pytest.mark.parametrize("at", range(0, 33, 4))
def test_every_wrong_word_is_noticed(at: int) -> None:
    wrong = [*SET[0]]
    wrong[at] = "academic" if wrong[at] != "academic" else "zero"
    with pytest.raises(DoesNotFit, match="not as it is printed"):
        shares.number_of(wrong)
    with pytest.raises(DoesNotFit):
        shares.join(wrong, SET[1])


def test_words_that_changed_places_and_pages_that_are_too_short() -> None:
    swapped = [*SET[0]]
    swapped[10], swapped[11] = swapped[11], swapped[10] if swapped[10] != swapped[11] else "zero"
    for words in (swapped, SET[0][:-1], [], [*SET[0], "zero"]):
        with pytest.raises(DoesNotFit):
            shares.number_of(words)


def test_four_letters_suffice() -> None:
    assert [shares.word(f" {word[:4].upper()} ") for word in SET[0]] == SET[0]
    for typed in ("aca", "zzzz", "", "academicc", "<script>"):
        with pytest.raises(DoesNotFit, match="not in the list"):
            shares.word(typed)


# --- the command ------------------------------------------------------------------------------------------


class Typed(io.StringIO):
    """What somebody types, or what a file feeds in."""

    def __init__(self, text: str, *, keyboard: bool) -> None:
        super().__init__(text)
        self.keyboard = keyboard

    def isatty(self) -> bool:
        return self.keyboard


def join(monkeypatch: pytest.MonkeyPatch, *lines: str, keyboard: bool = False) -> tuple[int, str]:
    monkeypatch.setattr(sys, "stdin", Typed("\n".join(lines), keyboard=keyboard))
    said = StringIO()
    try:
        call_command("keys", "join", stdout=said)
    except CommandError as problem:
        return problem.returncode, str(problem)
    return 0, said.getvalue()


def pages() -> list[list[str]]:
    return shares.split(root.path().read_bytes())


def test_join_writes_the_root_key_when_it_fits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one, _, three = pages()
    key = root.path().read_bytes()
    root.path().unlink()
    root.forget()
    seq = stored.seq()
    code, said = join(monkeypatch, *three, *one)
    assert (code, "It belongs to this key store." in said) == (0, True)
    assert (root.path().read_bytes(), root.path().stat().st_mode & 0o777) == (key, 0o600)
    assert [code for code, *_ in stored.last_events(seq)] == ["root.joined"]
    # again, with the key in its place
    code, said = join(monkeypatch, " ".join(one), " ".join(three))
    assert (code, "it is this one. Nothing was written." in said) == (0, True)


def test_somebody_at_a_keyboard_tries_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, _ = pages()
    root.path().unlink()
    root.forget()
    typed = [*one[:5], "zebra", *(word[:4] for word in one[5:]), *two]
    code, said = join(monkeypatch, *typed, keyboard=True)
    assert code == 0
    assert "Word 6: “zebra” is not in the list of words. Look again, from there." in said
    assert root.path().exists()


def test_what_does_not_fit_writes_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, _ = pages()
    root.path().unlink()
    root.forget()
    strange = shares.split(KEY)
    cases: list[tuple[list[str], str]] = [
        (one, "One page alone says nothing about the key. A second page is needed."),
        ([*one, *two[:7]], "The second page ends after 7 words; it has 33."),
        ([], "The first page ends after 0 words; it has 33."),
        ([*one, *one], "This is the same page twice."),
        ([*one, *strange[1]], "These two pages were not made together"),
        ([*strange[0], *strange[1]], "but not the one of this key store. Nothing was written."),
        ([*one[:3], "zebra", *one[4:], *two], "Word 4: “zebra” is not in the list of words."),
        ([*one[:8], one[9], one[8], *one[10:], *two], "A word is not as it is printed"),
        ([*one, one[0], *two], "A page has 33 words"),
    ]
    for words, says in cases:
        code, said = join(monkeypatch, *words)
        if says.startswith("A page has"):
            says = "A word is not as it is printed"  # noqa: PLW2901  (the extra word begins the second page)
        assert (code, says in said) == (6, True), (says, said)
        assert not root.path().exists()


def test_another_file_in_its_place_stays(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, _ = pages()
    root.path().write_bytes(KEY)
    root.forget()
    code, said = join(monkeypatch, *one, *two)
    assert (code, "Move it away" in said) == (1, True)
    assert root.path().read_bytes() == KEY


def split(*words: str) -> tuple[int, str]:
    said = StringIO()
    try:
        call_command("keys", "split", *words, stdout=said)
    except CommandError as problem:
        return problem.returncode, str(problem)
    return 0, said.getvalue()


def numbered(text: str) -> list[str]:
    """The words that stand behind the numbers 1 to 33."""
    # backwards, so that a word of the table stands before what is said below it
    pairs = re.findall(r"\b(\d{1,2})\s+([a-z]{4,8})\b", text)[::-1]
    found = {int(number): word for number, word in pairs}
    return [found[number] for number in range(1, 34)]


def test_split_on_the_terminal_shows_three_pages_that_join(world: World) -> None:
    seq = stored.seq()
    code, said = split()
    assert code == 0
    read = [numbered(part) for part in said.split("Page ")[1:]]
    assert shares.join(read[2], read[0]) == root.path().read_bytes()
    assert [code for code, *_ in stored.last_events(seq)] == ["root.split"]
    page = sheets.Page(1, SET[0], date(2026, 11, 22))
    assert " 1 " + SET[0][0] in splitting.on_terminal(page)
    assert not any(word in repr(page) for word in SET[0])


@pytest.mark.slow
def test_split_writes_three_pages_for_one_reader(world: World, tmp_path: Path) -> None:
    from pypdf import PdfReader

    assert split("--to", str(tmp_path))[0] == 0
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == [f"root-key-page-{n}.pdf" for n in (1, 2, 3)]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    read = []
    for file in files:
        pdf = PdfReader(file)
        assert len(pdf.pages) == 1
        text = pdf.pages[0].extract_text()
        assert world.board.name in text
        read.append(numbered(text))
    assert shares.join(read[0], read[2]) == root.path().read_bytes()
    # a second time it writes over nothing
    before = [file.read_bytes() for file in files]
    code, said = split("--to", str(tmp_path))
    assert (code, "is there already. Nothing was written." in said) == (1, True)
    assert [file.read_bytes() for file in files] == before


def test_split_refuses_the_home_and_what_is_no_folder(world: World, tmp_path: Path) -> None:
    inside = Path(settings.HOME) / "root"
    for to, says in ((inside, "which is backed up"), (tmp_path / "none", "There is no folder")):
        code, said = split("--to", str(to))
        assert (code, says in said) == (1, True)
    assert sorted(file.name for file in inside.iterdir()) == ["epochs", "root.key"]
