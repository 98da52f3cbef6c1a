"""What was kept when the time was up goes with the words it may hold, whoever typed it; its key goes, too."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from board import actions as people
from board.models import Parked, Person
from consultations import actions
from consultations.models import Consultation, Contribution
from consultations.rules import Wish
from privacy import startup, verify
from privacy.audit import pseudonym
from privacy.models import Shredding
from privacy.places import Goes, registered
from privacy.queries import last_erasures
from privacy.states import Form
from privacy.verify import Result
from privacy.withdrawal import still_there
from tests.attacks.keyring import everything, holding
from tests.canary import CANARY
from tests.consultations import stories
from tests.erasure.test_f02_kill_during_erasure import killed_at
from tests.meetings import held
from tests.people import Cast
from tests.privacy import forks
from tests.recommendations.world import build
from tests.visiting import Visitor

pytestmark = pytest.mark.files
HERS = f"{CANARY} hers"
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def kept(person: Person, path: str, **fields: str | UUID) -> Parked:
    """A form of this person that came when the time was up."""
    sent = {name: [str(value)] for name, value in fields.items()}
    people.park(account=person.account, path=path, fields={"body": [HERS], **sent})
    return Parked.objects.latest("parked_at")


def sent(cast: Cast, request: Consultation) -> Contribution:
    return stories.standing(cast.anna, request, Wish(use=Form.QUOTE, show_first=False), words="hers as sent")


def take_back(cast: Cast, contribution: Contribution) -> None:
    actions.take_back(actor=cast.anna.account, contribution=contribution)


def paths() -> set[tuple[str, str]]:
    """Whose forms are kept, and from where."""
    rows = Parked.objects.values_list("person__account__sign_in_name", "path")
    return {(name.partition("-")[0], path) for name, path in rows}


@pytest.mark.parametrize("who", ["anna", "sam"])
def test_forms_about_the_request_go_with_the_words_of_it(cast: Cast, who: str) -> None:
    request = stories.opened(cast)
    text = sent(cast, request)
    person = getattr(cast, who)
    kept(person, f"/c/{request.id}/{'answer' if who == 'anna' else 'draft/new'}/")
    in_a_backup = everything()
    assert len(holding(HERS, in_a_backup)) == 2
    take_back(cast, text)
    assert "Nothing is waiting here" in Visitor.as_(person.account).get("/me/kept/")
    assert holding(HERS, in_a_backup) == set()
    assert verify.current().result == Result.OK


def test_forms_about_what_rests_on_it_go_and_others_stay(cast: Cast) -> None:
    world = build(cast)
    passage, contribution, request = world.quote, world.annas, world.consultation
    draft = world.draft(passage)
    meeting = held.prepared(cast, 9, consultation=request)
    elsewhere = stories.opened(cast, 7)
    gone = [
        (cast.anna, f"/seen/{contribution.id}/edit/"),
        (cast.anna, f"/c/{request.id}/answer/"),
        (cast.sam, f"/c/{request.id}/draft/{passage.id}/"),
        (cast.sam, f"/r/new/joint/{passage.synthesis_id}/"),
        (cast.tessa, f"/m/{meeting.id}/live/{uuid4()}/"),
        (cast.tessa, f"/r/{draft.id}/edit/"),
    ]
    left = [
        (cast.anna, f"/c/{elsewhere.id}/answer/"),
        (cast.bea, f"/c/{request.id}/answer/"),
        (cast.chloe, f"/c/{request.id}/check/"),
        (cast.tessa, f"/r/{uuid4()}/edit/"),
    ]
    for person, path in [*gone, *left]:
        kept(person, path)
    kept(cast.chloe, "/r/new/", passages=passage.id)
    kept(cast.sam, "/r/new/", passages=uuid4())
    take_back(cast, contribution)
    rest = {(person.account.sign_in_name.partition("-")[0], path) for person, path in left}
    assert paths() == rest | {("sam", "/r/new/")}


def test_a_quote_not_saved_yet_goes_wherever_it_was_to_stand(cast: Cast) -> None:
    text = sent(cast, stories.opened(cast))
    kept(cast.sam, f"/m/{uuid4()}/live/{uuid4()}/quote/", contribution=text.id)
    take_back(cast, text)
    assert paths() == set()


def test_a_draft_that_she_drops_tells_nobody_that_there_was_one(cast: Cast) -> None:
    request = stories.opened(cast)
    draft = stories.drafted(cast.anna, request, "hers")
    for person, page in ((cast.anna, "answer"), (cast.sam, "edit"), (cast.bea, "answer")):
        kept(person, f"/c/{request.id}/{page}/")
    take_back(cast, draft)
    assert paths() == {("sam", f"/c/{request.id}/edit/"), ("bea", f"/c/{request.id}/answer/")}


def test_forms_with_a_legal_name_go_when_it_is_removed(cast: Cast) -> None:
    anna = {"actor": cast.anna.account, "person": cast.anna}
    people.record_identity(**anna, legal_name=HERS, contact=HERS)
    kept(cast.anna, "/me/identity/")
    kept(cast.bea, "/me/identity/")
    kept(cast.sam, f"/people/{cast.anna.id}/identity/")
    kept(cast.sam, f"/people/{cast.bea.id}/identity/")
    in_a_backup = everything()
    people.remove_identity(**anna)
    assert paths() == {("bea", "/me/identity/"), ("sam", f"/people/{cast.bea.id}/identity/")}
    # what is left of it are the two forms about Bea
    assert len(holding(HERS, in_a_backup)) == 2


def test_an_erased_person_leaves_no_form_of_hers_or_about_her(cast: Cast) -> None:
    request = stories.opened(cast)
    sent(cast, request)
    kept(cast.anna, "/r/new/")
    kept(cast.sam, f"/people/{cast.anna.id}/")
    kept(cast.sam, f"/c/{request.id}/draft/new/")
    kept(cast.bea, "/me/name/")
    in_a_backup = everything()
    people.erase_person(actor=cast.anna.account, person=cast.anna)
    assert paths() == {("bea", "/me/name/")}
    assert len(holding(HERS, in_a_backup)) == 1


def unpark(cast: Cast) -> None:
    people.forget_parked(actor=cast.anna.account, parked=Parked.objects.get())


def wait_a_day(cast: Cast) -> None:
    with time_machine.travel(NOON + timedelta(hours=25), tick=False):
        people.forget_old_parked()


def five_more(cast: Cast) -> None:
    for minute in range(5):
        with time_machine.travel(NOON + timedelta(minutes=minute + 1), tick=False):
            people.park(account=cast.anna.account, path="/me/", fields={"body": [f"{CANARY} other"]})


ENDS: dict[str, Callable[[Cast], None]] = {
    "it is where it belongs": unpark,
    "a day has passed": wait_a_day,
    "five came after it": five_more,
}


@pytest.mark.parametrize("how", ENDS)
def test_its_key_goes_with_the_row(cast: Cast, how: str) -> None:
    with time_machine.travel(NOON, tick=False):
        kept(cast.anna, "/me/name/")
        in_a_backup = everything()
        assert len(holding(HERS, in_a_backup)) == 1
        ENDS[how](cast)
    assert holding(HERS, in_a_backup) == set()
    assert Shredding.objects.filter(done_at=None).count() == 0
    # nobody took anything back: there is no certificate
    assert last_erasures() == []
    assert verify.current().result == Result.OK


@pytest.mark.slow
@pytest.mark.parametrize("statement", ["INSERT INTO keystore_tombstone", "DELETE FROM keystore_epoch"])
@pytest.mark.parametrize("how", ENDS)
def test_killed_in_between_the_next_start_finishes_it(cast: Cast, how: str, statement: str) -> None:
    with time_machine.travel(NOON, tick=False):
        row = kept(cast.anna, "/me/name/")
        in_a_backup = everything()

    def die() -> None:
        with time_machine.travel(NOON, tick=False), contextlib.ExitStack() as stack:
            pseudonym(row.id)
            stack.enter_context(killed_at(statement))
            ENDS[how](cast)

    assert forks.one(die) == -signal.SIGKILL
    assert not Parked.objects.filter(id=row.id).exists()
    assert Shredding.objects.filter(done_at=None).count() == 1
    startup.begin()
    assert Shredding.objects.filter(done_at=None).count() == 0
    assert still_there([bytes(row.record)]) == []
    assert holding(HERS, in_a_backup) == set()


def test_the_register_knows_kept_forms() -> None:
    assert registered()["parked"].goes == Goes.NAMED
