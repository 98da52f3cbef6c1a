"""C08, F03: what is handed in is never on the disk as it was, whoever dies; nothing is left over."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from consultations import queries
from consultations.models import Attachment
from privacy import files
from privacy.models import StoredFile
from privacy.reading import OpenedFile
from tests import samples
from tests.attacks.served import Served, ask, head, parts, served, signed_in, status, wait_for
from tests.meetings import held
from tests.people import Cast
from tests.privacy.processes import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.files,
    pytest.mark.timeout(900),
    pytest.mark.usefixtures("empty_folder"),
]
CORE = re.compile(r"core(\.\d+)?")
# No canary: it travels in requests that the watch would take for leaks.
MARK = b"QUAIL-" + os.urandom(12).hex().encode()  # so that no source file holds it
LETTER = MARK * 20_000
FILES = {
    "letter.txt": LETTER,
    "list.csv": b"a,b\n" + b"%s,1\n" % MARK * 5000,
    "page.pdf": samples.pdf(MARK.decode(), compress_streams=False),
    "photo.jpg": samples.picture("JPEG", (900, 700), comment=MARK),
}


def places(since: float) -> Iterator[Path]:
    """The home, and what was made in the common temporary folders since then."""
    yield Path(settings.HOME)
    for common in (Path(tempfile.gettempdir()), Path("/dev/shm"), Path("/var/tmp")):
        for one in common.iterdir():
            with contextlib.suppress(OSError):
                ours = not ROOT.is_relative_to(one) and not one.name.startswith(("pytest-", "atrium-"))
                if ours and one.stat().st_mtime >= since - 1:
                    yield one


def with_mark(since: float) -> list[str]:
    """Files written since then that hold the plain bytes, and core files."""
    found = [str(one) for one in ROOT.iterdir() if CORE.fullmatch(one.name)]
    for place in places(since):
        for path in [place] if place.is_file() else place.rglob("*"):
            with contextlib.suppress(OSError):
                if path.is_file() and (CORE.fullmatch(path.name) or in_clear(path.read_bytes())):
                    found.append(str(path))
    return found


def in_clear(content: bytes) -> bool:
    """What was handed in, or a document that was made: the words of that are packed."""
    return MARK in content or content.startswith(b"%PDF-")


def send(site: Served, page: tuple[str, dict[str, Any]], name: str) -> bytes:
    url, headers = page
    return ask(site, "POST", url, parts(headers["token"], [(name, FILES[name])]), **headers)


def test_the_look_finds_what_lies_there(tmp_path: Path) -> None:
    """The twin."""
    began = time.time()
    planted = Path(settings.HOME) / "planted"
    try:
        for content in (b"..." + MARK, samples.pdf("an agenda")):
            planted.write_bytes(content)
            assert with_mark(began) == [str(planted)]
    finally:
        planted.unlink()


def test_c08_temp_files_and_core(page: tuple[str, dict[str, Any]], cast: Cast, tmp_path: Path) -> None:
    """Each kind uploaded, refused, handed out; a paper: Python wrote sealed files and the server's own."""
    began, noted = time.time(), tmp_path / "noted"
    paper = f"/m/{held.called(cast).id}/agenda.pdf"
    with served(noted=noted) as site:
        noted.write_text("")
        for name in FILES:
            assert status(send(site, page, name)) == 303, name
        url, headers = page
        body = parts(headers["token"], [("a.docx", samples.docx(MARK)), ("b.txt", LETTER)])
        assert status(ask(site, "POST", url, body, **headers)) in {200, 303}
        for attachment in Attachment.objects.select_related("contribution"):
            where = f"/c/{attachment.contribution.consultation_id}/files/{attachment.id}/"
            assert status(ask(site, "GET", where, Cookie=headers["Cookie"])) == 200
        assert is_paper(ask(site, "GET", paper, Cookie=signed_in(cast.sam.account)["Cookie"]))
        for worker in site.workers:
            limits = Path(f"/proc/{worker}/limits").read_text()
            [core] = [line for line in limits.splitlines() if line.startswith("Max core file size")]
            assert core.split()[4:6] == ["0", "0"]
        assert with_mark(began) == []
    # A number is a file that was opened, and noted, under its name before.
    written = {one for one in noted.read_text().split() if not one.isdecimal()}
    folder = str(settings.FILES_FOLDER)
    assert [one for one in written if one.startswith(folder)]
    allowed = (folder, "/dev/shm/", "/dev/null", str(settings.HOME / "epochs"), str(settings.HOME / "root"))
    assert [one for one in written if not one.startswith(allowed)] == []
    assert files.sweep() == files.Swept(0, 0, 0, 0, ())


def is_paper(found: bytes) -> bool:
    return (status(found), found.partition(b"\r\n\r\n")[2][:5]) == (200, b"%PDF-")


def test_f03_kill9_during_upload_and_pdf(page: tuple[str, dict[str, Any]], cast: Cast) -> None:
    """Fifty workers are killed at fifty moments of uploads and of papers; the next one clears up."""
    began, chance = time.time(), random.Random(50)
    paper, sam = f"/m/{held.called(cast).id}/agenda.pdf", signed_in(cast.sam.account)
    with served() as site:
        assert is_paper(ask(site, "GET", paper, Cookie=sam["Cookie"]))
        for number in range(50):
            name = list(FILES)[number % len(FILES)]
            work = (
                (lambda: ask(site, "GET", paper, Cookie=sam["Cookie"]))
                if number % 5 == 4
                else (lambda name=name: half_sent(site, page, name, chance))
            )
            thread = threading.Thread(target=quietly, args=(work,))
            thread.start()
            time.sleep(chance.uniform(0.005, 0.35))
            for worker in site.workers:
                os.kill(worker, signal.SIGKILL)
            thread.join(30)
            wait_for(site)
            if number % 10 == 9:
                assert with_mark(began) == []
        wait_for(site)
        assert status(send(site, page, "letter.txt")) in {200, 303}
    assert files.sweep().missing == ()
    assert files.sweep() == files.Swept(0, 0, 0, 0, ())
    assert list((Path(settings.FILES_FOLDER) / "incoming").iterdir()) == []
    assert set(files.names_kept()) == set(StoredFile.objects.values_list("id", flat=True))
    assert with_mark(began) == []
    for attachment in Attachment.objects.select_related("file", "contribution"):
        found = queries.open_attachment(attachment, reader=cast.anna.account)
        assert isinstance(found, OpenedFile)
        assert sum(map(len, found.content)) == found.label.size


def half_sent(site: Served, page: tuple[str, dict[str, Any]], name: str, chance: random.Random) -> None:
    """The whole of it, or a part and then a pause."""
    url, headers = page
    body = parts(headers["token"], [(name, FILES[name])])
    with site.line() as line:
        line.sendall(head("POST", url, {**headers, "Content-Length": len(body)}))
        cut = chance.choice([len(body), len(body) // 2, len(body) - 10])
        line.sendall(body[:cut])
        time.sleep(0.1)
        line.sendall(body[cut:])
        while line.recv(65536):
            pass


def quietly(work: Any) -> None:
    with contextlib.suppress(OSError):
        work()
