"""A page that would take too long, or too much, is given up; who waits is told calmly; nothing is left."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from documents import checks, process
from documents.errors import NotRendered
from documents.protocol import Order, Outcome


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "limits", "wall"),
    [
        ("<p>" + "a" + "\u0301" * 100_000, {}, 2.0),  # combining marks: minutes of work for the shaper
        ("<p>" + "word " * 400_000, {"seconds": 1}, 20.0),
        ("<p>" + "word " * 20_000, {"memory": 100 * 2**20}, 20.0),
        ("<div>" * 5_000, {}, 20.0),
    ],
    ids=["combining marks", "cpu", "memory", "depth"],
)
def test_h05_too_much_is_given_up(
    body: str, limits: dict[str, int], wall: float, order: Callable[..., Order]
) -> None:
    began = time.monotonic()
    with pytest.raises(NotRendered) as given_up:
        process.run(order(body, **limits), wall_seconds=wall)
    assert given_up.value.outcome is Outcome.TOO_MUCH
    assert time.monotonic() - began < wall + 10
    assert "shorter" in str(given_up.value.sentence)


def test_h05_a_page_past_the_limit_starts_nothing(
    order: Callable[..., Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "COMMAND", ("/bin/false",))
    with pytest.raises(NotRendered) as given_up:
        process.run(order("x" * (process.LONGEST_PAGE + 1)))
    assert given_up.value.outcome is Outcome.TOO_MUCH


def test_h05_no_process_is_left(order: Callable[..., Order], monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    class Watched(real):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)
            made.append(self)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    with pytest.raises(NotRendered):
        process.run(order("<p>" + "a" + "\u0301" * 100_000), wall_seconds=1)
    [child] = made
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)


def test_h05_who_finds_no_place_is_told(order: Callable[..., Order], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.05)
    places = [process._places.acquire(blocking=False) for _place in range(process.AT_ONCE)]
    try:
        with pytest.raises(NotRendered) as busy:
            process.run(order("<p>x"))
    finally:
        for _place in places:
            process._places.release()
    assert busy.value.outcome is Outcome.BUSY


@pytest.mark.slow
def test_a_faulty_page_says_what_is_wrong_but_no_word_of_it(order: Callable[..., Order]) -> None:
    with pytest.raises(NotRendered) as faulty:
        process.run(order('<p>Heron <a href="#nowhere-heron">x</a>'))
    assert faulty.value.outcome is Outcome.FAULTY
    assert "anchor" in faulty.value.detail
    assert "heron" not in str(faulty.value).lower()
    with pytest.raises(NotRendered, match="no title"):
        process.run(order("<p>x", head="<title> </title>"))


@pytest.mark.parametrize("command", [("/bin/false",), ("/bin/echo", "{}"), ("/bin/echo", "1\n2")])
def test_a_process_that_dies_is_not_a_document(
    command: tuple[str, ...], order: Callable[..., Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "COMMAND", command)
    with pytest.raises(NotRendered) as broken:
        process.run(order("<p>x"))
    assert broken.value.outcome is Outcome.BROKEN


def test_without_pango_the_answer_is_plain(
    order: Callable[..., Order], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libgobject-2.0-0')")
    real = process.environment()
    there = {**real, "PYTHONPATH": f"{tmp_path}:{real['PYTHONPATH']}"}
    monkeypatch.setattr(process, "environment", lambda: there)
    with pytest.raises(NotRendered) as unavailable:
        process.run(order("<p>x"))
    assert unavailable.value.outcome is Outcome.UNAVAILABLE


def test_the_check_names_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.pdf_libraries() == []
    monkeypatch.setitem(checks.LIBRARIES, "libno-such-thing.so.0", "libpango-1.0-0")
    [warning] = checks.pdf_libraries()
    assert warning.id == "documents.W001"
    assert warning.hint == "apt-get install --no-install-recommends libpango-1.0-0"


def test_every_outcome_has_a_sentence() -> None:
    for outcome in set(Outcome) - {Outcome.DONE}:
        assert str(NotRendered(outcome).sentence).endswith(".")
