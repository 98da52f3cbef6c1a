"""While Atrium is locked: one calm page for everything, the way out, and the gate for two of the staff."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from board import actions
from privacy import lock, startup
from privacy.gate import Step
from privacy.keystore import root
from privacy.keystore.models import Epoch, Key
from privacy.models import Event
from tests.board.test_tries import NOON, SAME, WAIT
from tests.people import PASSPHRASE, Cast
from tests.visiting import Page, Visitor

NAMES = ("Anna", "anna-0000", "Sam", "sam-0000", "Labour Training Agency")


@pytest.fixture
def locked(cast: Cast, tmp_path: Path) -> Iterator[Cast]:
    """Every step of the machine is taken."""
    shutil.copytree(Path(root.path()).parent, tmp_path / "root")
    with override_settings(HOME=tmp_path):
        lock.write({"stage": "locked", "steps": {str(step): {"at": "now"} for step in Step}, "manifests": []})
        yield cast
        lock.lift()


@pytest.mark.parametrize("url", ["/", "/in/", "/me/", "/c/", "/status/", "/help/", "/nowhere/", "/gate"])
def test_every_page_is_closed_and_says_so_calmly(locked: Cast, url: str) -> None:
    for visitor in (Visitor(), Visitor.as_(locked.sam.account)):
        page = visitor.get(url, status=503)
        assert page.h1 == "Atrium is closed for a while"
        assert page.content == Visitor().get("/", status=503).content
        assert not [name for name in NAMES if name in page.text]
        assert page.response["Retry-After"] == "60"


def test_the_way_out_is_open(locked: Cast) -> None:
    answer = Visitor().client.get("/leave/", secure=True)
    assert answer.status_code == 303
    assert answer["Location"].startswith("https://")


def test_forms_are_closed_too(locked: Cast) -> None:
    answer = Visitor.as_(locked.anna.account).client.post("/me/erase/", secure=True)
    assert answer.status_code == 503


def unlock(name: str, passphrase: str = PASSPHRASE, *, stays: bool = False) -> Page:
    visitor = Visitor()
    visitor.get("/gate/")
    said = {"sign_in_name": name, "passphrase": passphrase}
    if stays:
        return visitor.fill(said, stays=True)
    return visitor.post("/gate/", said)


def test_two_different_people_unlock(locked: Cast) -> None:
    assert "0 of 2 have unlocked." in Visitor().get("/gate/")
    assert unlock("Sam-0000").response["Location"] == "/gate/"
    again = unlock("sam-0000", stays=True)
    assert again.errors == ["You have unlocked already. Now a second person is needed."]
    page = Visitor().get("/gate/")
    assert "1 of 2 have unlocked." in page
    assert not [name for name in NAMES if name in page.text]
    assert Visitor().get("/", status=503)
    assert unlock("dora-0000").response["Location"] == "/in/"
    assert not lock.is_locked()
    Visitor().get("/gate/", status=404)
    assert "Home" in Visitor.as_(locked.anna.account).get("/").title


def test_two_accounts_of_one_human_are_one(locked: Cast) -> None:
    actions.join_accounts(actor=locked.tessa.account, person=locked.sam, other=locked.dora)
    assert unlock("sam-0000").response["Location"] == "/gate/"
    page = unlock("dora-0000", stays=True)
    assert page.errors == ["You have unlocked already. Now a second person is needed."]
    assert lock.is_locked()
    assert unlock("adam-0000").response["Location"] == "/in/"


@pytest.mark.parametrize(
    ("name", "passphrase"),
    [
        ("anna-0000", PASSPHRASE), ("chloe-0000", PASSPHRASE), ("olga-0000", PASSPHRASE),
        ("sam-0000", "not these words at all"), ("nobody-0000", PASSPHRASE),
    ],
)  # fmt: skip
def test_nobody_else_does_and_all_hear_the_same(locked: Cast, name: str, passphrase: str) -> None:
    page = unlock(name, passphrase, stays=True)
    assert page.errors == SAME
    assert "0 of 2 have unlocked." in page
    assert lock.is_locked()


def test_who_has_to_wait_at_the_gate_is_told_so_with_the_work_of_any_wrong_try(locked: Cast) -> None:
    """As at the sign-in page: the same questions to the database, so the time of an answer says nothing."""
    visitor, said, asked = Visitor(), [], []
    wrong = {"sign_in_name": "sam-0000", "passphrase": "not these words at all"}
    with time_machine.travel(NOON, tick=False):
        for _time in range(13):
            with CaptureQueriesContext(connections["default"]) as queries:
                said.append(visitor.post("/gate/", wrong, status=200).errors)
            asked.append([one["sql"].split()[0] for one in queries.captured_queries])
    assert said == [SAME] * 10 + [WAIT] * 3
    assert asked[12] == asked[8]
    assert lock.read().get("unlocked", []) == []


def test_before_the_steps_are_taken_nobody_unlocks(locked: Cast) -> None:
    lock.write({"stage": "locked", "steps": {}, "manifests": [], "problem": "The head 3-aa is missing."})
    page = Visitor().get("/gate/")
    assert "The head 3-aa is missing." in page
    assert not [form for form in page.forms if "passphrase" in str(form.keys)]
    posted = Visitor()
    posted.get("/gate/")
    answer = posted.post("/gate/", {"sign_in_name": "sam-0000", "passphrase": PASSPHRASE}, status=200)
    assert "0 of 2" not in answer
    assert lock.read().get("unlocked", []) == []


def test_a_lock_that_cannot_be_read_locks(locked: Cast) -> None:
    lock.path().write_text("{ half")
    Visitor().get("/", status=503)
    Visitor().get("/gate/")


def test_locked_it_starts_without_keys(locked: Cast, tmp_path: Path) -> None:
    with override_settings(SECRET_KEY_FILE=tmp_path / "gone", ROOT_KEY_FILE=tmp_path / "gone"):
        startup.begin()


def test_there_is_no_gate_where_nothing_is_locked(cast: Cast) -> None:
    Visitor().get("/gate/", status=404)


@pytest.mark.parametrize(
    "words",
    [
        ("retention",), ("backup",), ("keys", "init"), ("keys", "rotate"), ("keys", "rotate-root"),
        ("keys", "rotate-signing"), ("keys", "gc", "--destroy"), ("keys", "reseal"), ("keys", "split"),
        ("keys", "move", "sign-release-1", "compromised"),
    ],
)  # fmt: skip
def test_no_command_changes_anything_before_the_gate(locked: Cast, words: tuple[str, ...]) -> None:
    before = (Event.objects.count(), list(Key.objects.order_by("id").values()), Epoch.objects.get().number)
    with pytest.raises(CommandError) as caught:
        call_command(*words)
    assert str(caught.value) == "Atrium is locked after a restore. Pass the gate first: manage.py gate."
    assert before == (
        Event.objects.count(), list(Key.objects.order_by("id").values()), Epoch.objects.get().number
    )  # fmt: skip
