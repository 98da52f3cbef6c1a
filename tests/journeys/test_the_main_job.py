"""A request for advice becomes a released and answered recommendation: every step clicked, as each person."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.site import let_pass
from tests.browser.walker import Walker
from tests.journeys import steps_answering, steps_asking, steps_taking_back, steps_writing

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
