"""G08: too large, too slow, too many or without end meets a limit; memory is flat, others are served."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from privacy.models import StoredFile
from tests.attacks.served import BOUNDARY, FORM, Served, answer, ask, head, parts, served, status

pytestmark = [pytest.mark.slow, pytest.mark.files, pytest.mark.usefixtures("empty_folder")]
MEGABYTE = 1_000_000
FLAT = 25 * MEGABYTE


def send(site: Served, page: tuple[str, dict[str, Any]], *files: tuple[str, bytes]) -> bytes:
    url, headers = page
    return ask(site, "POST", url, parts(headers["token"], files), **headers)


def lying() -> list[str]:
    folder = Path(settings.FILES_FOLDER)
    return [one.parent.name for one in folder.rglob("*") if one.is_file()]


def test_g08_sizes(page: tuple[str, dict[str, Any]]) -> None:
    """A good one; one over the limit; a film; two gigabytes that are promised; a thousand files at once."""
    url, headers = page
    with served() as site:
        assert status(send(site, page, ("a.txt", b"good"))) == 303
        before = site.most_memory()
        said = send(site, page, ("a.txt", b"x" * 21 * MEGABYTE))
        assert (status(said), b"larger than 20 MB" in said) == (200, True)
        said = send(site, page, ("film.mp4", bytes(120 * MEGABYTE)))
        assert (status(said), b"larger than 20 MB" in said) == (200, True)
        with site.line() as line:
            line.sendall(head("POST", url, {**headers, "Content-Length": 2 * 10**9}))
            line.sendall(parts(headers["token"], [("a.txt", bytes(1000))])[:-20])
            assert status(answer(line)) == 400
        said = send(site, page, *[(f"{n}.txt", b"x") for n in range(1000)])
        assert status(said) == 400
        assert site.most_memory() - before < FLAT
        assert status(ask(site, "GET", "/help/")) == 200
    assert lying() == ["kept"]
    assert StoredFile.objects.count() == 1


def test_g08_a_stranger_writes_nothing_to_the_disk() -> None:
    """Uploads to pages that take none, or by nobody: dropped while they arrive."""
    with served() as site:
        before = site.most_memory()
        for url in ("/in/", "/help/", "/seen/00000000-0000-4000-8000-000000000000/files/"):
            body = parts("a" * 32, [("a.txt", bytes(30 * MEGABYTE))])
            ask(site, "POST", url, body, **FORM, Cookie=f"{settings.CSRF_COOKIE_NAME}={'a' * 32}")
            assert lying() == []
        assert site.most_memory() - before < FLAT


def test_g08_slow_senders_are_cut_off_and_others_are_served(page: tuple[str, dict[str, Any]]) -> None:
    """A byte a second, on three of four threads."""
    url, headers = page
    with served(threads=4, patience=2) as site:
        before = site.most_memory()
        lines = [site.line() for _ in range(3)]
        for line in lines:
            line.sendall(head("POST", url, {**headers, "Content-Length": 40_000}))
            line.sendall(parts(headers["token"], [("a.txt", b"slow")])[:-20])
        began = time.monotonic()
        for _ in range(3):
            for line in lines:
                line.sendall(b"x")
            assert status(ask(site, "GET", "/help/")) == 200
            time.sleep(1)
        for line in lines:
            found = answer(line)
            assert b"No file has arrived" in found
            line.close()
        assert time.monotonic() - began < 25
        assert status(send(site, page, ("a.txt", b"good"))) == 303
        assert site.most_memory() - before < FLAT
    assert lying() == ["kept"]


def test_g08_chunked_without_a_length(page: tuple[str, dict[str, Any]]) -> None:
    """Nothing is read of what has no length; the form is refused, and the line is free again."""
    url, headers = page
    with served() as site:
        before = site.most_memory()
        with site.line() as line:
            line.sendall(head("POST", url, {**headers, "Transfer-Encoding": "chunked"}))
            piece = b"10000\r\n" + bytes(65536) + b"\r\n"
            try:
                for _ in range(1000):
                    line.sendall(piece)
            except OSError:
                pass
            assert status(answer(line)) in {0, 403}
        assert status(ask(site, "GET", "/help/")) == 200
        assert site.most_memory() - before < FLAT
    assert lying() == []


def test_g08_a_line_that_breaks_leaves_no_half_file(page: tuple[str, dict[str, Any]]) -> None:
    """The twin of a good one: the same bytes, without the last of them."""
    url, headers = page
    body = parts(headers["token"], [("a.txt", b"a long letter " * 1000)])
    with served() as site:
        with site.line() as line:
            line.sendall(head("POST", url, {**headers, "Content-Length": len(body)}) + body[:-2000])
            line.shutdown(1)
            found = answer(line)
        assert b"No file has arrived" in found
        assert not StoredFile.objects.exists()
        assert lying() == []
        assert BOUNDARY.encode() not in found
