"""A request for advice becomes a released and answered recommendation: every step clicked, as each person."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privacy import verify
from tests.browser.site import let_pass
from tests.browser.walker import Walker
from tests.journeys import (
    steps_answered,
    steps_answering,
    steps_asking,
    steps_minuting,
    steps_preparing,
    steps_releasing,
    steps_taking_back,
    steps_writing,
)
from tests.journeys.raw import nothing_in_clear

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sqlite,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]
Walk = Callable[[str], Walker]


def test_the_main_job(walk: Walk) -> None:
    ask(walk)
    answer(walk)
    write(walk)
    take_back(walk)
    meet(walk)
    minute(walk)
    release(walk)
    be_answered(walk)
    assert verify.chain().result == verify.Result.OK
    assert verify.current().result == verify.Result.OK
    nothing_in_clear()


def ask(walk: Walk) -> None:
    sam = walk("sam")
    steps_asking.record_a_request(sam)
    steps_asking.screen_it(sam)
    steps_asking.prepare_it(sam)
    steps_asking.open_it(sam)


def answer(walk: Walk) -> None:
    steps_answering.anna_answers(walk("anna"))
    steps_answering.bea_passes(walk("bea"))
    steps_answering.chloe_answers(walk("chloe"))
    steps_answering.carla_decides_later(walk("carla"))
    steps_answering.nobody_reads_yet(walk("sam"))
    let_pass(minutes=11)
    steps_answering.others_read(walk("bea"), walk("sam"))


def write(walk: Walk) -> None:
    steps_writing.write_the_joint_text(walk("sam"))
    steps_writing.show_the_words(walk("sam"))
    steps_writing.say_yes(walk("chloe"))
    steps_writing.agree(walk("sam"))
    steps_writing.members_read_it(walk("bea"))


def take_back(walk: Walk) -> None:
    steps_taking_back.look_who_has_looked(walk("anna"))
    there = steps_taking_back.take_it_back(walk("carla"))
    steps_taking_back.it_is_gone(walk("bea"), walk("sam"), there)
    steps_taking_back.write_without_it(walk("sam"))


def meet(walk: Walk) -> None:
    sam = walk("sam")
    steps_preparing.prepare_a_meeting(sam)
    steps_preparing.invite(sam)
    steps_preparing.write_the_agenda(sam)
    steps_preparing.call_it(sam)
    steps_preparing.look_at_it(walk("anna"), walk("chloe"))
    steps_preparing.each_chooses_how_she_is_listed(walk("anna"), walk("bea"), walk("chloe"))


def minute(walk: Walk) -> None:
    let_pass(minutes=3 * 24 * 60)
    for name in ("anna", "bea", "carla", "chloe", "sam"):
        walk(name).come_back()
    sam = walk("sam")
    steps_minuting.write_down_who_was_there(sam)
    steps_minuting.write_the_minutes(sam)
    steps_minuting.decide(sam)
    steps_minuting.approve(walk("chloe"))
    steps_minuting.take_them_along(walk("anna"))


def release(walk: Walk) -> None:
    steps_releasing.draft_from_the_joint_text(walk("sam"))
    steps_releasing.draft_from_the_meeting(walk("sam"))
    steps_releasing.prepare_a_release(walk("sam"))
    steps_releasing.approve_it(walk("tessa"))


def be_answered(walk: Walk) -> None:
    there = steps_answered.receive(walk("olga"))
    steps_answered.answer(walk("olga"))
    steps_answered.nobody_else_sees_it(walk("omar"), there)
    steps_answered.see_what_became_of_it(walk("anna"))
    steps_answered.look_after_it(walk("dora"), walk("adam"))
