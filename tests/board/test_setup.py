"""`manage.py setup`: what it makes, and what it refuses to make anew. In processes and homes of their own."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from board.management.commands.setup import Answers
from tests.conftest import on_postgresql
from tests.house.tree import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
GIVEN = ["--no-input", "--board", "Advisory Board", "--secretary", "Sam", "--secretary", "Tessa"]


def manage(home: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command of Atrium on `home` as somebody at a terminal would."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *words],
        cwd=ROOT,
        env={**kept, "ATRIUM_HOME": str(home)},
        input=typed,
        capture_output=True,
        text=True,
        timeout=100,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An installation, set up once for the tests that only look at it."""
    home = tmp_path_factory.mktemp("atrium") / "home"
    done = manage(home, "setup", *GIVEN)
    assert done.returncode == 0, done.stderr
    (home.parent / "said").write_text(done.stdout)
    return home


@pytest.fixture
def copy(home, tmp_path):
    return Path(shutil.copytree(home, tmp_path / "home"))


def test_everything_it_makes_is_for_one_user_alone(home):
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [home, *home.rglob("*")]}
    wrong = [str(path) for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)]
    assert not wrong
    assert {"data", "keys", "root", "secret.key"} <= {path.name for path in home.iterdir()}


def test_two_people_are_printed_with_a_passphrase_each(home):
    said = (home.parent / "said").read_text()
    lines = [line.split() for line in said.splitlines() if line.endswith(("(Sam)", "(Tessa)"))]
    assert len(lines) == 2
    assert all(len(secret) == 29 for _, secret, _ in lines)
    everything = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert not any(secret.encode() in everything for _, secret, _ in lines)


def test_a_second_run_makes_nothing_anew(home):
    before = (home / "root" / "root.key").read_bytes(), (home / "secret.key").read_text()
    again = manage(home, "setup")
    assert (again.returncode, "set up already" in again.stdout) == (0, True)
    assert ((home / "root" / "root.key").read_bytes(), (home / "secret.key").read_text()) == before


def test_a_second_board_is_refused(home):
    again = manage(home, "setup", *GIVEN)
    assert again.returncode != 0
    assert "set up already" in again.stderr


def test_without_the_root_key_nothing_is_made_and_the_file_is_named(copy):
    (copy / "root" / "root.key").unlink()
    done = manage(copy, "setup")
    assert done.returncode != 0
    assert str(copy / "root" / "root.key") in done.stderr
    assert not (copy / "root" / "root.key").exists()


def test_without_the_key_store_no_epoch_is_begun_over_the_old_one(copy):
    epoch = (copy / "root" / "epochs" / "1").read_bytes()
    (copy / "keys" / "keys.sqlite3").unlink()
    done = manage(copy, "setup")
    assert (done.returncode != 0, "Put it back" in done.stderr) == (True, True)
    assert (copy / "root" / "epochs" / "1").read_bytes() == epoch


def test_a_key_store_without_its_board_is_not_given_another(copy):
    (copy / "data" / "atrium.sqlite3").unlink()
    done = manage(copy, "setup", *GIVEN)
    assert (done.returncode != 0, "no board" in done.stderr) == (True, True)


def test_another_root_key_is_named_as_not_belonging(copy):
    (copy / "root" / "root.key").write_bytes(b"\1" * 32)
    done = manage(copy, "keys", "status")
    assert done.returncode != 0
    assert f"{copy / 'root' / 'root.key'} does not belong" in done.stderr


def test_it_asks_for_what_is_not_given(tmp_path):
    done = manage(tmp_path / "home", "setup", typed="Advisory Board\n\nSam\nTessa\n")
    assert done.returncode == 0, done.stderr
    assert "(Tessa)" in done.stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"board": "B"}, "--secretary is missing"),
        ({"secretary": ["Sam", "Tessa"]}, "--board is missing"),
        ({"board": "B", "secretary": ["Sam"]}, "Name two people at least"),
        ({"board": "B", "secretary": ["Sam", "Tessa"], "seats": 5, "quorum": 6}, "The quorum is a number"),
        ({"board": "B", "secretary": ["", "  "]}, "A name is empty"),
        ({"board": " ", "secretary": ["Sam", "Tessa"]}, "A name is empty"),
        ({"board": "B" * 121, "secretary": ["Sam", "Tessa"]}, "too long"),
    ],
)
def test_what_is_missing_is_said_before_a_board_is_made(given, said):
    asked = {"no_input": True, "board": None, "secretary": [], "seats": 21, "quorum": 11}
    with pytest.raises(CommandError, match=said):
        Answers({**asked, **given})


def test_the_server_does_not_start_without_its_keys(copy):
    (copy / "root" / "root.key").unlink()
    code = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'; import config.wsgi"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        env={"ATRIUM_HOME": str(copy), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert str(copy / "root" / "root.key") in done.stderr
    assert not on_postgresql()
