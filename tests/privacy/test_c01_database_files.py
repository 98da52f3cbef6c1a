"""C01: after a journey no word stands in a database file, its log or its journal; nor after a kill."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from board import actions as people
from consultations.models import Contribution
from consultations.states import CheckAnswer
from privacy import audit, withdrawal
from privacy.keystore import store
from privacy.models import Event
from tests.canary import CANARY
from tests.consultations import stories
from tests.leakscan import new_word, scan_files
from tests.people import Cast
from tests.privacy import forks
from tests.privacy import world as small
from tests.privacy.stored import execute
from tests.privacy.world import MACHINE, look

pytestmark = [pytest.mark.slow, pytest.mark.files, pytest.mark.sqlite]
WORDS = {
    name: new_word() for name in ("draft", "answer", "correction", "name", "legal name", "contact", "lost")
}


def journey(cast: Cast) -> Contribution:
    """A request, answers with a draft and a correction, a joint text, names, readings. What Anna sent."""
    request = stories.opened(cast)
    draft = stories.drafted(cast.bea, request, WORDS["draft"])
    hers = stories.standing(cast.anna, request, words=WORDS["answer"])
    stories.actions.correct_contribution(
        actor=cast.anna.account, contribution=hers, seen=1, body=f"{CANARY} {WORDS['correction']}"
    )
    stories.passage(cast, request, hers)
    people.change_chosen_name(actor=cast.anna.account, person=cast.anna, chosen_name=WORDS["name"])
    people.record_identity(
        actor=cast.anna.account, person=cast.anna, legal_name=WORDS["legal name"], contact=WORDS["contact"]
    )
    for text in (stories.text_of(hers), stories.text_of(draft)):
        look(text.body, cast.sam)
        look(text.body, cast.anna)
    return hers


def taken_back(cast: Cast, hers: Contribution) -> None:
    withdrawal.withdraw(
        code="contribution.withdrawn",
        actor=cast.anna.account,
        about=hers,
        subject=cast.anna.id,
        things=[hers.id],
        keys=[bytes(hers.record)],
        check=lambda act: None,
    )
    assert CheckAnswer.ASKED


def killed_while_writing(cast: Cast) -> None:
    """The process is killed inside an act, with rows written and not committed."""
    person = cast.bea
    person.chosen_name = small.seal(
        person, "chosen_name", f"{CANARY} {WORDS['lost']}", person.scope, bytes(person.record)
    )
    with audit.act("test.saved", actor=MACHINE, about=person) as act:
        person.save(act=act)
        forks.killed()


def killed_while_rewrapping() -> None:
    """And in the key store, with a journal beside it."""
    with transaction.atomic(using="keys"):
        execute("UPDATE keystore_key SET wrapped = %s", [b"\0" * 60], alias="keys")
        forks.killed()


def files() -> list[Path]:
    found = [path for folder in ("data", "keys", "root") for path in (settings.HOME / folder).rglob("*")]
    return [path for path in found if path.is_file()]


def hits() -> dict[str, set[str]]:
    return scan_files(files(), [CANARY, *WORDS.values()])


def test_c01_no_word_in_any_file(cast: Cast) -> None:
    hers = journey(cast)
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    assert log in files()
    assert log.stat().st_size > 100_000
    assert hits() == {}  # connections open
    taken_back(cast, hers)
    assert log.stat().st_size < 100_000  # an erasure empties the log
    assert hits() == {}

    assert forks.one(lambda: killed_while_writing(cast)) == -9
    assert forks.one(killed_while_rewrapping) == -9
    assert hits() == {}  # nobody tidied up

    assert (
        look(small.Person.objects.get(id=cast.bea.id).chosen_name, cast.sam, small.Purpose.LISTING).text
        == "Bea"
    )
    assert store.status()["keys"] > 20
    execute("PRAGMA wal_checkpoint(TRUNCATE)")
    execute("VACUUM")
    connections.close_all()
    assert hits() == {}
    assert Event.objects.count() > 20


def test_c01_a_planted_word_is_found_in_each_of_them(cast: Cast) -> None:
    word, database = new_word(), Path(connection.settings_dict["NAME"])
    execute("UPDATE board_organisation SET does = %s", [f"x {word} y"])
    found = scan_files(files(), [word])
    assert found == {f"{database}-wal": {word}}
    execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert scan_files(files(), [word]) == {str(database): {word}}
    # and what is overwritten leaves no trace: secure_delete
    execute("UPDATE board_organisation SET does = 'nothing'")
    execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert scan_files(files(), [word]) == {}
