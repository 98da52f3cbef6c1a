"""Each action leaves exactly its event, refuses with its reasons, and leaves nothing when the event fails."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from consultations import actions, queries
from consultations.models import PassageCheck, Synthesis
from consultations.rules import Wish
from consultations.states import CheckAnswer, ConsultationState, InvitationState
from privacy import audit, clock
from privacy.permissions import Denied
from privacy.states import Form
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.privacy import stored

Step = tuple[str, str, Callable[[], object]]


class Scene:
    """A request half-way: Anna's text cited word for word, Bea's in our own words, a check put to Anna."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.new = stories.recorded(cast, 1)
        self.ready = stories.screened(cast, 2)
        self.open = stories.opened(cast, 3)
        self.anna = stories.standing(cast.anna, self.open, Wish(use=Form.QUOTE))
        self.draft = stories.drafted(cast.bea, self.open)
        self.quote = stories.passage(cast, self.open, self.anna, form=Form.QUOTE)
        self.second = stories.passage(cast, self.open, self.anna)

    def steps(self) -> list[Step]:
        sam, anna, bea = (self.cast.everybody()[name] for name in ("sam", "anna", "bea"))
        soon = clock.today() + dt.timedelta(days=9)
        seen = stories.text_of(self.draft).id
        return [
            (
                "consultation.screened",
                "secretariat",
                lambda: actions.take_up(actor=sam, consultation=self.new),
            ),
            (
                "consultation.assigned",
                "secretariat",
                lambda: actions.assign(actor=sam, consultation=self.new, to=self.cast.tessa.account),
            ),
            (
                "question.changed",
                "secretariat",
                lambda: actions.write_questions(
                    actor=sam, consultation=self.ready, revision=self.ready.revision, questions=[CANARY]
                ),
            ),
            (
                "consultation.opened",
                "secretariat",
                lambda: actions.open_to_members(actor=sam, consultation=self.ready, closes_on=soon),
            ),
            (
                "invitation.answered",
                "member",
                lambda: actions.answer_invitation(
                    actor=bea,
                    invitation=stories.invitation(self.cast.bea, self.open),
                    answer=InvitationState.LATER,
                ),
            ),
            (
                "contribution.sent",
                "member",
                lambda: actions.send_contribution(
                    actor=bea, contribution=self.draft, draft=seen, wish=Wish(), notice=stories.NOTICE
                ),
            ),
            (
                "contribution.corrected",
                "member",
                lambda: actions.correct_contribution(actor=anna, contribution=self.anna, seen=1, body=CANARY),
            ),
            ("contribution.held", "member", lambda: actions.hold(actor=anna, contribution=self.anna)),
            ("contribution.resumed", "member", lambda: actions.resume(actor=anna, contribution=self.anna)),
            (
                "passage.moved",
                "secretariat",
                lambda: actions.move_passage(actor=sam, passage=self.quote, steps=1),
            ),
            ("check.asked", "secretariat", lambda: actions.ask_authors(actor=sam, consultation=self.open)),
            (
                "check.answered",
                "member",
                lambda: actions.answer_check(
                    actor=anna,
                    check=PassageCheck.objects.get(passage=self.quote),
                    answer=CheckAnswer.CHANGE,
                    wording=CANARY,
                ),
            ),
            (
                "passage.changed",
                "secretariat",
                lambda: actions.change_passage(
                    actor=sam,
                    passage=self.second,
                    revision=1,
                    form=Form.PARAPHRASE,
                    body=CANARY,
                    texts=[stories.text_of(self.anna).id],
                ),
            ),
            (
                "passage.removed",
                "secretariat",
                lambda: actions.remove_passage(actor=sam, passage=self.quote, revision=1),
            ),
            (
                "passage.added",
                "secretariat",
                lambda: actions.add_passage(
                    actor=sam,
                    consultation=self.open,
                    form=Form.PARAPHRASE,
                    body=CANARY,
                    texts=[stories.text_of(self.anna).id],
                ),
            ),
            ("consultation.closed", "secretariat", lambda: actions.close(actor=sam, consultation=self.open)),
            ("synthesis.agreed", "secretariat", self.agree),
            (
                "synthesis.reopened",
                "secretariat",
                lambda: actions.reopen(actor=sam, synthesis=Synthesis.objects.get()),
            ),
            ("synthesis.agreed", "secretariat", self.agree),
            (
                "consultation.answered",
                "secretariat",
                lambda: actions.record_answer(actor=sam, consultation=self.open),
            ),
            ("draft.saved", "member", self.save_draft),
        ]

    def agree(self) -> None:
        synthesis = Synthesis.objects.get()
        actions.agree(actor=self.cast.sam.account, synthesis=synthesis, revision=synthesis.revision)

    def save_draft(self) -> None:
        actions.save_draft(
            actor=self.cast.anna.account, consultation=self.ready, body=CANARY, choices=json.dumps({})
        )


def test_each_action_leaves_exactly_its_event(cast: Cast) -> None:
    scene = Scene(cast)
    for code, role, step in scene.steps():
        seq = stored.seq()
        step()
        looked = [("text.opened", role, "read", 2)] if code == "synthesis.agreed" else []
        assert stored.last_events(seq) == [*looked, (code, role, "done", 1)]
    request = queries.file_for(cast.sam.account, scene.open.id)
    assert request.state == ConsultationState.ANSWERED
    told = [one.code for one in queries.timeline_of(request)]
    assert told[0] == "consultation.answered"
    assert told[-1] == "consultation.recorded"
    assert not [code for code in told if code.startswith(("invitation", "contribution", "draft"))]


def refuse_events() -> None:
    """A trigger of the database refuses every event, as a full disk would."""
    body = (
        "BEGIN SELECT RAISE(ABORT, 'full'); END"
        if connection.vendor == "sqlite"
        else "FOR EACH ROW EXECUTE FUNCTION atrium_refuse()"
    )
    stored.execute(f"CREATE TRIGGER full_disk BEFORE INSERT ON privacy_event {body}")


def accept_events() -> None:
    stored.execute("DROP TRIGGER full_disk" + ("" if connection.vendor == "sqlite" else " ON privacy_event"))


def test_nothing_is_written_when_the_event_is_refused(cast: Cast) -> None:
    """Before each step is really done, it is tried while the database refuses events."""
    scene = Scene(cast)
    for code, _role, step in scene.steps():
        before, chain = rows(), stored.digest()
        refuse_events()
        with pytest.raises(audit.AuditUnavailable):
            step()
        accept_events()
        assert (rows(), stored.digest()) == (before, chain), code
        step()


def rows() -> dict[str, int]:
    """Rows of every table but the key store: a key of words that were not written opens nothing."""
    return {name: count for name, count in stored.counts().items() if not name.startswith("keystore.")}


def refusal(do: Callable[[], object]) -> str:
    with pytest.raises(Denied) as refused:
        do()
    return refused.value.code


def test_requests_refuse(cast: Cast) -> None:
    sam, anna, chloe = cast.sam.account, cast.anna.account, cast.chloe.account
    soon, past = clock.today() + dt.timedelta(days=3), clock.today() - dt.timedelta(days=1)
    new = stories.recorded(cast, 1, content_note="")
    assert refusal(lambda: stories.recorded(cast, 1)) == "reference_taken"
    assert refusal(lambda: stories.recorded(cast, 2, actor=anna)) == "not_staff"
    assert refusal(lambda: actions.take_up(actor=anna, consultation=new)) == "not_staff"
    assert refusal(lambda: actions.assign(actor=sam, consultation=new, to=anna)) == "not_secretariat"
    opening: Any = lambda who, row, day: actions.open_to_members(actor=who, consultation=row, closes_on=day)  # noqa: E731  (three times)
    assert refusal(lambda: opening(sam, new, soon)) == "wrong_state"
    actions.take_up(actor=chloe, consultation=new)
    assert refusal(lambda: actions.take_up(actor=sam, consultation=new)) == "wrong_state"
    new.refresh_from_db()
    assert refusal(lambda: opening(sam, new, soon)) == "not_ready"
    ready = stories.screened(cast, 3)
    assert refusal(lambda: opening(sam, ready, past)) == "closes_in_the_past"
    assert refusal(lambda: opening(anna, ready, soon)) == "not_staff"
    opening(sam, ready, soon)
    assert refusal(
        lambda: actions.write_questions(actor=sam, consultation=ready, revision=9, questions=[])
    ) == ("wrong_state")
    other = stories.recorded(cast, 4)
    actions.decline(actor=sam, consultation=other)
    assert refusal(lambda: actions.decline(actor=sam, consultation=other)) == "wrong_state"


def test_members_are_refused(cast: Cast) -> None:
    request = stories.opened(cast)
    carla, anna = cast.carla.account, cast.anna.account

    def save(who: Any) -> None:
        actions.save_draft(actor=who, consultation=request, body=CANARY, choices="{}")

    assert refusal(lambda: save(carla)) == "not_invited"
    assert refusal(lambda: save(cast.sam.account)) == "not_invited"
    invitation = stories.invitation(cast.bea, request)
    answer = InvitationState.PART
    assert (
        refusal(lambda: actions.answer_invitation(actor=anna, invitation=invitation, answer=answer))
        == "not_invited"
    )
    contribution = stories.sent(cast.anna, request)
    assert refusal(lambda: save(anna)) == "already_sent"
    actions.close(actor=cast.sam.account, consultation=request)
    assert refusal(lambda: save(cast.bea.account)) == "closed"
    assert (
        refusal(
            lambda: actions.correct_contribution(actor=anna, contribution=contribution, seen=7, body=CANARY)
        )
        == "stale"
    )


def test_the_joint_text_refuses(cast: Cast) -> None:
    sam = cast.sam.account
    request = stories.opened(cast)
    assert refusal(lambda: actions.ask_authors(actor=sam, consultation=request)) == "nothing_written"
    assert refusal(lambda: stories.passage(cast, request)) == "nothing_cited"
    first = stories.standing(cast.anna, request, Wish(use=Form.QUOTE))
    second = stories.standing(cast.bea, request, Wish(use=Form.QUOTE))
    assert refusal(lambda: stories.passage(cast, request, first, second, form=Form.QUOTE)) == "one_source"
    passage = stories.passage(cast, request, first, form=Form.QUOTE)
    synthesis = Synthesis.objects.get()

    def agree() -> None:
        fresh = Synthesis.objects.get()
        actions.agree(actor=sam, synthesis=fresh, revision=fresh.revision)

    assert refusal(agree) == "wrong_state"
    actions.ask_authors(actor=sam, consultation=request)
    check = PassageCheck.objects.get()
    actions.answer_check(actor=cast.anna.account, check=check, answer=CheckAnswer.NO)
    actions.close(actor=sam, consultation=request)
    assert refusal(agree) == "contested"
    actions.answer_check(actor=cast.anna.account, check=check, answer=CheckAnswer.YES)
    assert refusal(lambda: actions.agree(actor=sam, synthesis=synthesis, revision=99)) == "stale"
    assert refusal(lambda: actions.agree(actor=cast.chloe.account, synthesis=synthesis, revision=1)) == (
        "not_secretariat"
    )
    agree()
    assert refusal(lambda: actions.remove_passage(actor=sam, passage=passage, revision=1)) == "wrong_state"
    actions.take_back(actor=cast.anna.account, contribution=first)
    assert refusal(
        lambda: actions.answer_check(actor=cast.anna.account, check=check, answer=CheckAnswer.YES)
    ) == ("wrong_state")
    actions.reopen(actor=sam, synthesis=synthesis)
    assert refusal(agree) == "needs_wording"
