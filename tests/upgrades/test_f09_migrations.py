"""F09: migrations forward and back over real ciphertext. All values open, and no word is seen on the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.canary import is_in
from tests.conftest import on_postgresql
from tests.upgrades.deployments import Deployment, Values, deployment, keep, lay_down, vendor
from tests.upgrades.keep import RELEASED

pytestmark = [pytest.mark.files, pytest.mark.slow, pytest.mark.timeout(900)]
PLANTED = Path(__file__).parent / "planted"
RELEASES = sorted(folder.name for folder in RELEASED.iterdir() if folder.is_dir())
OTHER_NAMES = {app: f"tests.upgrades.planted.{app}" for app in ("board", "annex")}
Laid = tuple[Deployment, Values]
Open = Callable[..., AbstractContextManager[Deployment]]
_today: list[Path] = []


@pytest.fixture
def another(db: None, tmp_path: Path) -> Open:
    """Makes an empty deployment; as a context, which takes its databases away."""
    number = iter(range(9))
    return lambda **more: deployment(tmp_path / f"home-{next(number)}", **more)


@pytest.fixture
def today(another: Open, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fixture of what is there today, made once: words of people under their seals, with their past."""
    if not _today:
        folder = tmp_path_factory.mktemp("today") / vendor()
        with another() as one:
            one.do("begin")
            keep(one, folder)
        _today.append(folder)
    return _today[0]


@pytest.fixture
def laid(another: Open, today: Path) -> Iterator[Laid]:
    """A deployment as it is today, and what its values were when it was kept."""
    with another() as one:
        yield one, lay_down(one, today)


def contracts(values: Values) -> set[str]:
    return {contract for contract, *_ in values}


@pytest.mark.parametrize("release", [*RELEASES, "today"])
def test_f09_a_database_of_each_release_opens_with_today_s_tables(
    release: str, another: Open, today: Path
) -> None:
    folder = today if release == "today" else RELEASED / release / vendor()
    with another() as one:
        before = lay_down(one, folder)
        assert one.do("migrate") == before
        assert len(before) > 20
        assert contracts(before) >= {"person.chosen_name", "identity.contact", "contribution_text.body"}
        assert one.do("verified")[0] == 0


def test_f09_tables_columns_and_an_app_get_other_names_and_back(laid: Laid) -> None:
    one, before = laid
    one.planted = OTHER_NAMES
    ways = ("board.0002", "board.0003", "annex.0001", "board.0004", "board.0003", "board.0002", "board.0001")
    found = one.do("walk", *ways)
    assert [step["to"] for step in found] == [*ways]
    for step in found:
        assert step["leaks"] == [], step["to"]
        assert step["values"] == before, step["to"]
    # each in its turn, and on SQLite the tables were really built anew
    remade = {name for step in found for name in step["remade"]}
    wanted = {"new__board_participant", "new__board_identity"}
    assert remade >= wanted if not on_postgresql() else remade == set()
    assert one.do("verified") == [0, 0]
    one.planted = {}
    assert one.do("migrate") == before


def test_f09_sqlmigrate_shows_no_word(laid: Laid) -> None:
    one, _ = laid
    one.planted = OTHER_NAMES
    found = one.do("sqlmigrate")
    assert found["leaks"] == []
    assert found["asked"] >= 2 * (7 + 5)  # seven apps of the product, and what is planted
    assert found["size"] > 10_000


def test_f09_squashed(laid: Laid, another: Open, tmp_path: Path) -> None:
    one, before = laid
    package = tmp_path / "code" / "squashed_board"
    shutil.copytree(PLANTED / "board", package, ignore=shutil.ignore_patterns("0005*", "__pycache__"))
    one.environment["PYTHONPATH"] = str(package.parent)
    one.planted = {"board": package.name}
    [step] = one.do("walk", "board.0004")
    assert (step["leaks"], step["values"]) == ([], before)
    one.manage("squashmigrations", "board", "0001", "0004", "--noinput")
    [squashed] = package.glob("*_squashed_*.py")
    assert not is_in(squashed.read_text())
    # where the single ones were applied: nothing is done, and all is read through the squashed one
    assert one.do("migrate") == before
    assert squashed.stem in one.manage("showmigrations", "board")
    assert one.do("verified") == [0, 0]
    # and a board that begins with it
    with another(PYTHONPATH=str(package.parent)) as fresh:
        fresh.planted = one.planted
        begun = fresh.do("begin")
        assert len(begun) == len(before)
        assert all(len(value[3]) == 16 for value in begun)
        assert fresh.do("verified") == [0, 0]
        fresh.planted = {}
        assert fresh.do("migrate") == begun


COMMANDS = {
    "populate_history": ("--auto",),
    "clean_duplicate_history": ("--auto",),
    "clean_old_history": ("--auto", "--days", "0"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_f09_history_is_neither_made_nor_cleaned_by_hand(command: str, laid: Laid) -> None:
    """The commands of django-simple-history are refused: acts write history, and keys take it away."""
    one, before = laid
    if command == "populate_history":
        before = one.do("without_history", "board_historicalidentity")
    found = one.do("history", command, *COMMANDS[command])
    assert (found["ended"], found["leaks"]) == ("Unaudited", False)
    assert found["after"] == found["before"]
    assert found["values"] == before


# --- the twins: what is looked for is found ---------------------------------------------------------------


def test_a_migration_that_writes_words_is_seen(laid: Laid) -> None:
    one, before = laid
    one.planted = {"board": "tests.upgrades.planted.leaks"}
    [step] = one.do("walk", "board.0002")
    assert {"a statement", "new__names"} <= set(step["leaks"])
    assert step["values"] == before


def test_a_contract_that_changes_with_a_name_is_seen(laid: Laid) -> None:
    one, before = laid
    one.planted = {"board": "tests.upgrades.planted.other_place"}
    [step] = one.do("walk", "board.0002")
    names = [value for value in step["values"] if value[0] == "person.known_as"]
    assert len(names) == len({row for contract, row, *_ in before if contract == "person.chosen_name"})
    assert {value[3] for value in names} == {"NotForThisPlace"}
    [back] = one.do("walk", "board.0001")
    assert back["values"] == before
