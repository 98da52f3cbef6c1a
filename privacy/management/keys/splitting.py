"""The root key on three pages of words, and back from two of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.management.base import OutputWrapper

from privacy import clock, sheets
from privacy.keystore import disk, epochs, root, shares, standing
from privacy.keystore.disk import CannotWrite
from privacy.keystore.root import RootKeyProblem
from privacy.keystore.shares import NEEDED, SHARES, WORDS, DoesNotFit
from privacy.management.keys.ends import refused
from privacy.management.keys.noting import note

IN_A_ROW = 4


def split(out: OutputWrapper, to: str) -> None:
    """Three pages, on the terminal or as PDF files in a folder outside the home."""
    standing.check()
    sets = shares.split(root.root())
    pages = [sheets.Page(number, words, clock.today()) for number, words in enumerate(sets, 1)]
    if to:
        for file in _written(Path(to), pages):
            out.write(f"Wrote {file}")
        out.write("Print each file, give the pages to three people, and remove the files: `shred -u`.")
    else:
        for page in pages:
            out.write(on_terminal(page))
    note("root.split", out)
    out.write(f"Any {NEEDED} of the {SHARES} pages give the root key back: `manage.py keys join`.")


def on_terminal(page: sheets.Page) -> str:
    """The numbered words of one page, four in a row."""
    numbered = [f"{at:>2} {word:<9}" for at, word in enumerate(page.words, 1)]
    rows = ["   ".join(numbered[at : at + IN_A_ROW]).rstrip() for at in range(0, WORDS, IN_A_ROW)]
    return "\n".join([f"\nPage {page.number} of {SHARES}, made on {page.made_on.isoformat()}", "", *rows, ""])


def _written(folder: Path, pages: Sequence[sheets.Page]) -> list[Path]:
    try:
        return _files(folder, pages)
    except OSError as problem:
        raise CannotWrite(f"The pages could not be written to {folder}: {problem.strerror}.") from None


def _files(folder: Path, pages: Sequence[sheets.Page]) -> list[Path]:
    if folder.resolve().is_relative_to(Path(settings.HOME).resolve()):
        raise refused(f"{folder} lies in the home of Atrium, which is backed up. Name a folder elsewhere.")
    if not folder.is_dir():
        raise refused(f"There is no folder {folder}.")
    files = [folder / f"root-key-page-{page.number}.pdf" for page in pages]
    there = [file for file in files if file.exists()]
    if there:
        raise refused(f"{there[0]} is there already. Nothing was written.")
    made = [sheets.printed(page) for page in pages]
    try:
        for file, content in zip(files, made, strict=True):
            disk.write_new(file, content)
    except BaseException:
        for file in files:
            disk.destroy(file)
        raise
    return files


def join(out: OutputWrapper) -> None:
    """Ask for two pages and write the root key, if it fits the key store."""
    number = standing.current().number
    first = _page(out, "first")
    second = _page(out, "second")
    key = shares.join(first, second)
    if not epochs.fits(number, key):
        raise DoesNotFit(
            "These two pages give a root key, but not the one of this key store. Nothing was written."
        )
    if root.path().exists():
        _leave_alone(out, key)
        return
    file = root.restore(key)
    note("root.joined", out)
    out.write(f"Wrote the root key: {file}. It belongs to this key store.")


def _leave_alone(out: OutputWrapper, key: bytes) -> None:
    try:
        same = root.read(root.path()) == key
    except RootKeyProblem:
        same = False
    if not same:
        raise refused(
            f"There is another file {root.path()}. Move it away, then join again. Nothing was written."
        )
    out.write(f"The root key {root.path()} is there, and it is this one. Nothing was written.")


def _page(out: OutputWrapper, which: str) -> list[str]:
    """The 33 words of one page: one line each, or several on a line. An empty line ends too early."""
    out.write(f"The {which} page: type word after word, or several at once. The first four letters suffice.")
    words: list[str] = []
    while len(words) < WORDS:
        typed = _line(f"Page {which}, word {len(words) + 1} of {WORDS}: ").split()
        if not typed:
            _too_few(which, len(words))
        _add(out, words, typed)
    shares.number_of(words)
    return words


def _add(out: OutputWrapper, words: list[str], typed: list[str]) -> None:
    for one in typed:
        try:
            words.append(shares.word(one))
        except DoesNotFit as problem:
            # Somebody at a keyboard tries again; a file that is fed in is wrong as a whole.
            if not sys.stdin.isatty():
                raise DoesNotFit(f"Word {len(words) + 1}: {problem}") from None
            out.write(f"Word {len(words) + 1}: {problem} Look again, from there.")
            return


def _too_few(which: str, count: int) -> None:
    if which == "second" and not count:
        raise DoesNotFit("One page alone says nothing about the key. A second page is needed.")
    raise DoesNotFit(f"The {which} page ends after {count} words; it has {WORDS}.")


def _line(prompt: str) -> str:
    # Words of a key are shown while they are typed: they are read from paper and compared.
    try:
        return input(prompt if os.isatty(0) else "")
    except EOFError:
        return ""
