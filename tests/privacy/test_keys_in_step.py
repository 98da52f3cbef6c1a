"""Two erasures, or an erasure and a start, stopped at the worst moment: the living epoch's file stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from privacy.keystore import epochs, store
from privacy.keystore.models import Epoch, Kind

pytestmark = pytest.mark.files
PATIENCE = 20


class Stopping:
    """A function that stops before or after its work, in one thread, until it is told to go on."""

    def __init__(self, function: Callable[..., Any], *, after: bool) -> None:
        self.function, self.after, self.thread = function, after, ""
        self.reached, self.go = threading.Event(), threading.Event()

    def __call__(self, *values: Any) -> Any:
        if threading.current_thread().name != self.thread:
            return self.function(*values)
        if self.after:
            self.function(*values)
        self.reached.set()
        assert self.go.wait(PATIENCE)
        return None if self.after else self.function(*values)


def begin(name: str, what: Callable[[], Any], errors: list[str]) -> threading.Thread:
    def run() -> None:
        try:
            what()
        except Exception as error:
            errors.append(repr(error))
        finally:
            connections.close_all()

    thread = threading.Thread(target=run, name=name)
    thread.start()
    return thread


def stays(made: list[bytes], before: dict[bytes, Any]) -> None:
    assert store.get_many(made) == before
    assert [int(file.name) for file in epochs.folder().iterdir()] == [Epoch.objects.get().number]


def test_an_erasure_that_tidies_up_while_another_is_under_way(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, errors = store.create(Kind.RECORD, 5), list[str]()
    before = store.get_many(made)
    tidy = Stopping(epochs.drop_below, after=False)
    write = Stopping(epochs.write, after=True)
    tidy.thread, write.thread = "first", "second"
    monkeypatch.setattr(epochs, "drop_below", tidy)
    monkeypatch.setattr(epochs, "write", write)
    first = begin("first", store.rewrap, errors)
    assert tidy.reached.wait(PATIENCE)  # committed, its old file not yet removed
    second = begin("second", store.rewrap, errors)
    assert write.reached.wait(PATIENCE)  # its file is there, its transaction is not done
    tidy.go.set()
    first.join()
    write.go.set()
    second.join()
    assert errors == []
    stays(made, before)


def test_a_start_while_an_erasure_is_under_way(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made, errors = store.create(Kind.RECORD, 5), list[str]()
    before = store.get_many(made)
    write = Stopping(epochs.write, after=True)
    write.thread = "erasure"
    monkeypatch.setattr(epochs, "write", write)
    erasure = begin("erasure", store.rewrap, errors)
    assert write.reached.wait(PATIENCE)
    start = begin("start", store.sweep, errors)
    start.join(0.3)
    assert start.is_alive()  # it waits for the erasure
    write.go.set()
    erasure.join()
    start.join()
    assert errors == []
    stays(made, before)


def test_a_reader_between_the_commit_and_the_new_file(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows read before a re-wrap name an epoch whose file is gone by now: it looks again."""
    made, errors, found = store.create(Kind.RECORD, 5), list[str](), dict[bytes, Any]()
    before = store.get_many(made)
    look = Stopping(epochs.read, after=False)
    look.thread = "reader"
    monkeypatch.setattr(epochs, "read", look)
    reader = begin("reader", lambda: found.update(store.get_many(made)), errors)
    assert look.reached.wait(PATIENCE)
    store.rewrap()
    look.go.set()
    reader.join()
    assert errors == []
    assert found == before
