"""Requests for advice, what members said, and the joint text made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from django.template.loader import render_to_string

from consultations import actions
from consultations.models import Invitation, PassageCheck
from consultations.rules import Wish
from consultations.states import CheckAnswer, InvitationState, Subject
from demo.story import choices
from demo.story.consultations import Consultation, Contribution, Draft, Permission
from demo.story.syntheses import Passage, Shown, Synthesis
from demo.telling.steps import Step, on
from demo.telling.world import World
from privacy.consent import Notice
from privacy.states import Audience, Form, Naming

SUBJECTS = {
    choices.ConsultationKind.NRM_STRUCTURES: Subject.STRUCTURE,
    choices.ConsultationKind.SERVICE_DELIVERY: Subject.SERVICES,
    choices.ConsultationKind.LEGISLATION: Subject.LAW,
    choices.ConsultationKind.GOVERNMENT_POLICY: Subject.POLICY,
    choices.ConsultationKind.AWARENESS_RAISING: Subject.AWARENESS,
    choices.ConsultationKind.EDUCATION_TRAINING: Subject.TRAINING,
    choices.ConsultationKind.FRONTLINE_STANDARDS: Subject.FRONTLINE,
}
READERS = {
    choices.Readers.BOARD: Audience.BOARD,
    choices.Readers.SECRETARIAT_CONTACT: Audience.SECRETARIAT,
    choices.Readers.MEMBERS_ONLY: Audience.MEMBERS,
}
USES = {
    choices.Use.BACKGROUND: Form.READ,
    choices.Use.PARAPHRASE: Form.PARAPHRASE,
    choices.Use.QUOTE: Form.QUOTE,
}
NAMINGS = {
    choices.Naming.NOBODY: Naming.NOBODY,
    choices.Naming.A_MEMBER: Naming.MEMBER,
    choices.Naming.PEN_NAME: Naming.PEN_NAME,
    choices.Naming.CHOSEN_NAME: Naming.NAME,
}
FORMS = {choices.PassageKind.JOINT: Form.PARAPHRASE, choices.PassageKind.QUOTE: Form.QUOTE}
LANGUAGES = {
    "en": "English",
    "ru": "Russian",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "it": "Italian",
}
NEXT_DRAFT_HOUR = 16


def steps(world: World) -> Iterator[Step]:
    """All requests, each in its own days."""
    for told in world.story.consultations:
        yield from _file(world, told)
        for contribution in told.contributions:
            yield on(contribution.sent_on, 12, partial(_contribute, world, told, contribution))
        for draft in told.drafts:
            yield on(draft.saved_on, 12, partial(_save_draft, world, told, draft))
        if told.synthesis:
            yield from _synthesis(world, told, told.synthesis)
        if told.answered_on:
            yield on(told.answered_on, 17, partial(_act, world, told, actions.record_answer))


def _file(world: World, told: Consultation) -> Iterator[Step]:
    yield on(told.received_on, 9, partial(_record, world, told))
    if told.screened_on:
        yield on(told.screened_on, 9, partial(_act, world, told, actions.take_up))
        yield on(told.screened_on, 10, partial(_write_questions, world, told))
    if told.opened_on:
        yield on(told.opened_on, 9, partial(_open, world, told))
        for member in told.not_this_time:
            yield on(told.opened_on, 18, partial(_pass, world, told, member))
    if told.closed_on:
        yield on(told.closed_on, 18, partial(_act, world, told, actions.close))


def _record(world: World, told: Consultation) -> None:
    actor = world.account(told.assigned_to)
    made = actions.record_request(
        actor=actor,
        reference=told.reference,
        title=told.title,
        subject=SUBJECTS[told.kind],
        requester=world.organisations[told.organisation],
        background=told.background,
        content_note=told.content_note or "",
        asked_on=told.received_on,
        languages=", ".join(LANGUAGES[code] for code in told.languages),
        minutes_needed=told.minutes_needed,
        is_paid=bool(told.fee),
    )
    actions.assign(actor=actor, consultation=made, to=actor)
    world.consultations[told.key] = made


def _act(world: World, told: Consultation, action: Callable[..., object]) -> None:
    made = world.consultations[told.key]
    made.refresh_from_db()
    action(actor=world.account(told.assigned_to), consultation=made)


def _write_questions(world: World, told: Consultation) -> None:
    made = world.consultations[told.key]
    made.refresh_from_db()
    actions.write_questions(
        actor=world.account(told.assigned_to),
        consultation=made,
        revision=made.revision,
        questions=told.questions,
    )


def _open(world: World, told: Consultation) -> None:
    assert told.closes_on is not None
    made = world.consultations[told.key]
    actions.open_to_members(
        actor=world.account(told.assigned_to), consultation=made, closes_on=told.closes_on
    )
    made.refresh_from_db()


def _pass(world: World, told: Consultation, member: str) -> None:
    account = world.account(member)
    invitation = Invitation.objects.get(consultation=world.consultations[told.key], account=account)
    actions.answer_invitation(actor=account, invitation=invitation, answer=InvitationState.NOT_NOW)


def _save_draft(world: World, told: Consultation, draft: Draft) -> None:
    actions.save_draft(
        actor=world.account(draft.member),
        consultation=world.consultations[told.key],
        body=draft.text,
        choices="{}",
        language=draft.language,
    )


def _contribute(world: World, told: Consultation, contribution: Contribution) -> None:
    account = world.account(contribution.member)
    made = actions.save_draft(
        actor=account,
        consultation=world.consultations[told.key],
        body=contribution.text,
        choices="{}",
        language=contribution.language,
    )
    actions.send_contribution(
        actor=account,
        contribution=made,
        draft=made.texts.get().id,
        wish=_wish(world, told, contribution.permission),
        notice=Notice("permission", render_to_string("consultations/notice.txt").strip(), "en"),
    )
    made.refresh_from_db()
    world.contributions[contribution.key] = made


def _wish(world: World, asked: Consultation, told: Permission) -> Wish:
    return Wish(
        reads=READERS[told.reads],
        contact=world.account(asked.assigned_to).id,
        use=USES[told.use],
        agencies=frozenset(world.organisations[key].id for key in told.agencies),
        public=told.public,
        naming=NAMINGS[told.naming],
        pen_name=told.pen_name or "",
        months=told.months,
        show_first=told.show_first,
        ask_again=told.ask_again,
        show_translation=told.translation,
    )


def _synthesis(world: World, told: Consultation, synthesis: Synthesis) -> Iterator[Step]:
    for number, passage in enumerate(synthesis.passages):
        yield on(synthesis.drafted_on, 9, partial(_write, world, told, passage), minute=number)
    shown = [(passage, one) for passage in synthesis.passages for one in passage.shown]
    for day in sorted({one.shown_on for _, one in shown}):
        yield on(day, NEXT_DRAFT_HOUR, partial(_ask, world, told))
    for passage, one in shown:
        yield on(one.answered_on, 18, partial(_answer, world, told, passage, one))
    yield on(synthesis.agreed_on, 15, partial(_agree, world, told))


def _write(world: World, told: Consultation, passage: Passage) -> None:
    assert told.synthesis is not None
    texts = [world.contributions[key].texts.latest("number").id for key in passage.cites]
    world.passages[told.key, passage.key] = actions.add_passage(
        actor=world.account(told.synthesis.written_by),
        consultation=world.consultations[told.key],
        form=FORMS[passage.kind],
        body=passage.text,
        texts=texts,
    )


def _ask(world: World, told: Consultation) -> None:
    actions.ask_authors(actor=world.account(told.assigned_to), consultation=world.consultations[told.key])


def _answer(world: World, told: Consultation, passage: Passage, shown: Shown) -> None:
    contribution = world.contributions[shown.contribution]
    check = PassageCheck.objects.get(passage=world.passages[told.key, passage.key], contribution=contribution)
    actions.answer_check(
        actor=contribution.author.account, check=check, answer=CheckAnswer(shown.answer.value), wording=""
    )


def _agree(world: World, told: Consultation) -> None:
    made = world.consultations[told.key]
    made.refresh_from_db()
    synthesis = made.synthesis
    synthesis.refresh_from_db()
    actions.agree(actor=world.account(told.assigned_to), synthesis=synthesis, revision=synthesis.revision)
