"""After a restore, without JavaScript: closed, the machine's checks one by one, two people unlock, open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import override_settings

from board.actions import erase_person
from privacy import lock
from privacy.keystore import ledger
from tests.backup.homes import bring_root, elsewhere, vault_in
from tests.browser.site import serving
from tests.browser.walker import Walker
from tests.conftest import on_postgresql, url_of
from tests.people import PASSPHRASE, Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
CHECKS = [
    "The tables are up to date",
    "The newest list of deleted keys is here",
    "What was taken back is deleted again",
    "One text of each key opens",
    "The log is whole",
]


@pytest.fixture
def restored(people: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A blank machine with the backup of before, Carla erased since; the newest head of the ledger."""
    vault = vault_in(tmp_path / "vault")
    with override_settings(**vault.settings()):
        archives = vault.both()
        erase_person(actor=people.carla.account, person=people.carla)
        newest = ledger.export()
        head = str(ledger.head())
        with elsewhere(tmp_path / "blank") as home:
            (home / "newest.txt").write_bytes(newest)
            vault.restore(*archives)
            bring_root(home)
            if on_postgresql():
                for alias, variable in (("default", "DATABASE_URL"), ("keys", "KEYS_DATABASE_URL")):
                    monkeypatch.setenv(variable, url_of(connections[alias].settings_dict))
            yield head
            for connection in connections.all():
                connection.close()


def closed(walker: Walker, path: str) -> None:
    """The calm page; Chromium notes the 503 in its console."""
    answer = walker.page.goto(walker.address + path)
    assert answer is not None
    assert answer.status == 503
    walker.sees("Atrium is closed for a while")
    walker.complaints.clear()
    walker.judge()


def checks(walker: Walker) -> list[tuple[str, str]]:
    """Each check of the machine and the word beside it, as they are read."""
    rows = walker.page.locator("main dl.facts > *").all_inner_texts()
    return list(zip(rows[::2], [one.strip() for one in rows[1::2]], strict=True))


def unlocks(walker: Walker, name: str, passphrase: str = PASSPHRASE) -> None:
    walker.write("Sign-in name", name)
    walker.write("Passphrase", passphrase)
    walker.press("Unlock")


@pytest.mark.parametrize("width", [390, 1280])
def test_from_locked_to_open(browser: Browser, restored: str, width: int, tmp_path: Path) -> None:
    home = tmp_path / "blank"
    with (
        serving() as address,
        Walker(browser, address, width=width) as sam,
        Walker(browser, address, width=width) as dora,
    ):
        sam.who, dora.who = "sam", "dora"
        for path in ("/", "/in/", "/c/"):
            closed(sam, path)
        sam.go("/gate/")
        assert checks(sam) == [(words, "To do") for words in CHECKS]
        assert sam.page.get_by_label("Passphrase").count() == 0

        # the head is known, its ledger is not there: the machine stops, and says what is missing
        with pytest.raises(CommandError, match="is missing"):
            call_command("gate", head=restored)
        sam.go("/gate/")
        assert checks(sam) == [(words, "Done" if words == CHECKS[0] else "To do") for words in CHECKS]
        sam.sees("A check has stopped")
        sam.sees(f"The head {restored} is missing")

        call_command("gate", head=restored, ledger=[home / "newest.txt"])
        sam.go("/gate/")
        assert checks(sam) == [(words, "Done") for words in CHECKS]
        sam.sees("0 of 2 have unlocked.")

        refused = "This name and this passphrase do not go together."
        unlocks(sam, "sam-0000", "not these words at all")
        sam.sees(refused)
        unlocks(sam, "anna-0000")
        sam.sees(refused)
        unlocks(sam, "sam-0000")
        sam.sees("1 of 2 have unlocked.")
        unlocks(sam, "sam-0000")
        sam.sees("You have unlocked already. Now a second person is needed.")
        sam.sees("1 of 2 have unlocked.")
        assert sam.holds("Passphrase") == ""
        closed(dora, "/")

        dora.go("/gate/")
        unlocks(dora, "dora-0000")
        assert dora.page.url == f"{address}/in/"
        assert not lock.is_locked()
        dora.is_lost_at(f"{address}/gate/")

        # everybody signs in anew; who took everything back does not come in
        dora.sign_in("dora-0000")
        assert dora.page.url == f"{address}/"
        anna = Walker(browser, address, width=width).sign_in("anna-0000")
        assert anna.page.url == f"{address}/"
        anna.close()
        carla = Walker(browser, address, width=width).sign_in("carla-0000")
        carla.sees(refused)
        carla.close()
