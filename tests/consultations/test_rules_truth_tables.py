"""Who may open what, cell by cell: written down here, and compared with what really opens."""

from __future__ import annotations

import datetime as dt
from itertools import product
from uuid import UUID

import pytest
import time_machine

from board.models import Account
from board.states import Role
from consultations import actions, rules
from consultations.models import Contribution
from consultations.rules import Wish, readings_of
from privacy import clock
from privacy.consent import Use
from privacy.permissions import Denied
from privacy.reading import Purpose, System, open_many
from privacy.states import Audience, Form, Naming
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast

B, S, M = Audience.BOARD, Audience.SECRETARIAT, Audience.MEMBERS


SAM = UUID(int=3)
BOARD, MEMBERS = Use(Form.READ, B), Use(Form.READ, M)


@pytest.mark.parametrize(
    ("role", "invited", "expected"),
    [
        (Role.MEMBER, True, {MEMBERS, BOARD}),
        (Role.MEMBER, False, set()),
        (Role.CHAIR, True, {MEMBERS, BOARD}),
        (Role.CHAIR, False, set()),
        (Role.SECRETARIAT, False, {BOARD, Use(Form.READ, S, SAM)}),
        (Role.SECRETARIAT, True, {BOARD, Use(Form.READ, S, SAM)}),
        *[
            (role, invited, set())
            for role, invited in product(
                (Role.OFFICER, Role.DATA_PROTECTION, Role.ADMINISTRATOR), (True, False)
            )
        ],
    ],
)
def test_what_lets_read(role: Role, invited: bool, expected: set[Use]) -> None:
    assert readings_of(SAM, role, is_invited=invited) == expected


def who_opens(cast: Cast, contribution: Contribution, purpose: Purpose) -> set[str]:
    """Everybody of the cast for whom the newest text opens."""
    sealed = stories.text_of(contribution).body
    found = set()
    for name, account in cast.everybody().items():
        fresh = Account.objects.get(pk=account.pk)
        [one] = open_many([sealed], reader=fresh, purpose=purpose, about=contribution)
        if one.text is not None:
            found.add(name)
    return found


# Sam is the contact; Carla was not invited; Tessa is the secretariat too.
READERS = {
    B: {"anna", "bea", "chloe", "sam", "tessa"},
    S: {"anna", "sam"},
    M: {"anna", "bea", "chloe"},
}


@pytest.mark.parametrize("audience", READERS)
def test_reading_by_audience(cast: Cast, audience: Audience) -> None:
    request = stories.opened(cast)
    use = Form.READ if audience == M else Form.PARAPHRASE
    contribution = stories.standing(cast.anna, request, Wish(reads=audience, use=use))
    assert who_opens(cast, contribution, Purpose.READ) == READERS[audience]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(), {"sam", "tessa"}),
        (Wish(use=Form.QUOTE), {"sam", "tessa"}),
        (Wish(use=Form.READ), set()),
        (Wish(reads=S), {"sam"}),
        (Wish(reads=S, use=Form.READ), set()),
        (Wish(reads=M, use=Form.READ), set()),
    ],
)
def test_writing_the_joint_text(cast: Cast, wish: Wish, expected: set[str]) -> None:
    contribution = stories.standing(cast.anna, stories.opened(cast), wish)
    assert who_opens(cast, contribution, Purpose.SYNTHESIS) == expected


@pytest.mark.parametrize("purpose", [Purpose.RELEASE, Purpose.RECORD, Purpose.IDENTITY, Purpose.LISTING])
def test_no_other_purpose_opens_a_contribution(cast: Cast, purpose: Purpose) -> None:
    contribution = stories.standing(cast.anna, stories.opened(cast), Wish(use=Form.QUOTE, public=True))
    assert who_opens(cast, contribution, purpose) == set()
    for machine in (System("release"), System("naming"), rules.release_to(cast.agency.id)):
        [one] = open_many(
            [stories.text_of(contribution).body], reader=machine, purpose=purpose, about=contribution
        )
        assert one.text is None


def test_by_state_and_moment(cast: Cast) -> None:
    """A draft, the ten minutes, on hold: the author alone. Taken back: nobody."""
    request = stories.opened(cast)
    with time_machine.travel(clock.now(), tick=False) as traveller:
        draft = stories.drafted(cast.anna, request)
        assert who_opens(cast, draft, Purpose.READ) == {"anna"}
        contribution = stories.sent(cast.anna, request)
        traveller.shift(dt.timedelta(minutes=9, seconds=59))
        assert who_opens(cast, contribution, Purpose.READ) == {"anna"}
        traveller.shift(dt.timedelta(seconds=1))
        assert who_opens(cast, contribution, Purpose.READ) == READERS[B]
        actions.hold(actor=cast.anna.account, contribution=contribution)
        assert who_opens(cast, contribution, Purpose.READ) == {"anna"}
        actions.resume(actor=cast.anna.account, contribution=contribution)
        assert who_opens(cast, contribution, Purpose.READ) == READERS[B]
        traveller.shift(dt.timedelta(days=366))
        assert who_opens(cast, contribution, Purpose.READ) == {"anna"}
        actions.take_back(actor=cast.anna.account, contribution=contribution)
        assert who_opens(cast, contribution, Purpose.READ) == set()


def test_only_the_newest_version_is_read_by_others(cast: Cast) -> None:
    contribution = stories.standing(cast.anna, stories.opened(cast))
    first = stories.text_of(contribution)
    actions.correct_contribution(
        actor=cast.anna.account, contribution=contribution, seen=1, body=f"{CANARY} better"
    )
    [old] = open_many([first.body], reader=cast.sam.account, purpose=Purpose.READ, about=contribution)
    assert old.text is None
    assert who_opens(cast, contribution, Purpose.READ) == READERS[B]


def test_who_opens_the_request_itself(cast: Cast) -> None:
    """Before it opens those who prepare it; then the members it was opened to as well."""
    request = stories.screened(cast)

    def readers() -> set[str]:
        found = set()
        for name, account in cast.everybody().items():
            sealed = [request.background, request.content_note, request.questions.get().body]
            opened = open_many(sealed, reader=account, purpose=Purpose.READ, about=request)
            if all(one.text is not None for one in opened):
                found.add(name)
            assert len({one.text is None for one in opened}) == 1
        return found

    assert readers() == {"chloe", "sam", "tessa"}
    request = stories.opened(cast, 2)
    assert readers() == {"anna", "bea", "chloe", "sam", "tessa"}


PAIRS: list[tuple[Wish, str | None]] = [
    (Wish(), None),
    (Wish(reads=M), "use"),
    (Wish(reads=S), "reads"),
    (Wish(reads=S, contact=SAM), None),
    (Wish(reads=M, use=Form.READ), None),
    (Wish(use=Form.READ, public=True), "outside"),
    (Wish(use=Form.READ, agencies=frozenset({UUID(int=1)})), "outside"),
    (Wish(naming=Naming.NAME), "naming"),
    (Wish(naming=Naming.NAME, use=Form.QUOTE), None),
    (Wish(naming=Naming.NAME, public=True), None),
    (Wish(naming=Naming.PEN_NAME, use=Form.QUOTE), "pen_name"),
    (Wish(naming=Naming.PEN_NAME, use=Form.QUOTE, pen_name="Linden"), None),
    (Wish(naming=Naming.MEMBER), None),
    (Wish(months=0), "months_own"),
    (Wish(months=37), "months_own"),
    (Wish(months=36), None),
]


@pytest.mark.parametrize(("wish", "code"), PAIRS)
def test_choices_that_cannot_go_together(wish: Wish, code: str | None) -> None:
    if code is None:
        wish.check()
        return
    with pytest.raises(Denied) as refused:
        wish.check()
    assert refused.value.code == code
    assert refused.value.sentence


def test_no_cell_implies_another() -> None:
    agency = UUID(int=7)
    forms = {(use.form, use.audience) for use in Wish(use=Form.PARAPHRASE, public=True).uses()}
    assert forms == {
        (Form.READ, B),
        (Form.PARAPHRASE, B),
        (Form.PARAPHRASE, Audience.PUBLIC),
    }
    uses = Wish(use=Form.QUOTE, agencies=frozenset({agency})).uses()
    assert {use.recipient for use in uses if use.audience == Audience.AGENCY} == {agency}
    assert not any(use.audience == Audience.PUBLIC for use in uses)
