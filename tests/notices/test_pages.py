"""Her own pages: what she sees before anything is sent, and what it takes to switch it on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine

from board import actions as boarding
from board.models import Person
from notices import actions
from notices.models import Channel, Message
from notices.states import ChannelState
from privacy.keystore import store
from privacy.models import Event
from tests.canary import CANARY
from tests.notices.conftest import ADDRESS, Reaching, wishes
from tests.notices.sink import Sink
from tests.people import Cast
from tests.visiting import Visitor

MORNING = datetime(2026, 11, 23, 7, tzinfo=UTC)
UNKNOWN_CITY = "We do not know the clock of this city. Write a capital, for example Warsaw."
TYPED = {
    "address": ADDRESS,
    "sender": "Garden club",
    "line": "Seeds",
    "has_link": "no",
    "days": ["0", "2"],
    "opens_at": "09:00",
    "closes_at": "11:30",
    "city": "Kyiv",
    "rhythm": "daily",
    "is_safe": "yes",
}


def test_from_nothing_to_on_and_off_again(cast: Cast, sink: Sink) -> None:
    with time_machine.travel(MORNING, tick=False):
        visitor = Visitor.as_(cast.anna.account)
        visitor.get("/me/")
        page = visitor.click("Notices")
        assert "Nothing leaves this site, unless you switch it on here." in page
        page = visitor.click("Set it up")
        # what arrives is shown before anything is typed
        assert "There is something for you to look at." in page
        page = visitor.fill(TYPED, button="Show what arrives", stays=True, reads=True)
        assert "It comes from Garden club Its title Seeds There is something for you to look at." in page
        assert Channel.objects.count() == 0
        page = visitor.fill(TYPED, button="Send the first message", reads=True)
        assert page.h1 == "Did the first message come?"
        assert "It has not been sent yet. Come back in your hours." in page
        actions.send_due()
        [letter] = sink.letters
        here = page.url
        visitor.get(here)
        wrong = f"{(int(letter.number) + 1) % 10**6:06}"
        page = visitor.fill({"number": wrong}, form=here, stays=True)
        assert page.errors == [
            "The number in the message – This is another number. Look at the newest message."
        ]
        page = visitor.fill({"number": f" {letter.number[:3]} {letter.number[3:]} "}, form=here)
        assert page.messages == ["This way is on now."]
        assert "Once a day at most. Between 09:00 and 11:30 by your clock." in page
        # what she typed stands there when she comes back, for her alone and unnoted
        seen = Event.objects.count()
        page = visitor.click("Look or change", reads=True)
        assert ADDRESS in page.content.decode()
        assert Event.objects.count() == seen
        staff = Visitor.as_(cast.sam.account).get(f"/people/{cast.anna.id}/")
        assert "When something waits: a message reaches this person" in staff
        record = bytes(Channel.objects.get().record)
        visitor.get("/me/notices/")
        page = visitor.fill({}, button="Switch off and remove the address")
    assert page.messages == ["Switched off. The address is removed."]
    assert (Channel.objects.count(), Message.objects.count()) == (0, 0)
    [gone] = store.get_many([record]).values()
    assert type(gone).__name__ == "KeyDestroyed"


def test_faults_are_said_kindly_and_nothing_typed_is_lost(cast: Cast, sink: Sink) -> None:
    visitor = Visitor.as_(cast.anna.account)
    visitor.get("/me/notices/")
    visitor.click("Set it up")
    wrong = {**TYPED, "address": f"{CANARY} at home", "closes_at": "08:00", "city": "Atlantis", "days": []}
    page = visitor.fill(wrong, button="Send the first message", stays=True, reads=True)
    assert page.errors == [
        "E-mail address – Check the address. Write it like this: name@example.org",
        "On these days – Choose one day at least.",
        "Until – This is a time after the first one, on the same day.",
        f"A city with your clock – {UNKNOWN_CITY}",
    ]
    assert f"{CANARY} at home" in page.content.decode()
    assert (Channel.objects.count(), sink.letters) == (0, [])


def test_set_up_on_a_break_the_first_message_comes_when_she_is_back(cast: Cast, sink: Sink) -> None:
    anna = cast.anna.account
    with time_machine.travel(MORNING, tick=False) as clock:
        boarding.pause(actor=anna, person=Person.objects.get(id=cast.anna.id))
        actions.switch_on(actor=anna, carrier="email", wishes=wishes())
        actions.send_due()
        assert (sink.letters, Message.objects.count()) == ([], 1)
        visitor = Visitor.as_(anna)
        visitor.get("/me/notices/")
        page = visitor.click("Type the number")
        assert (
            "Nothing is sent while you are on a break. If you are back within a week, it comes in your hours."
            " Later, set this way up anew." in page
        )
        assert "It has not been sent yet." not in page
        clock.move_to(MORNING + timedelta(days=6))
        actions.stop_silent()
        boarding.resume(actor=anna, person=Person.objects.get(id=cast.anna.id))
        visitor = Visitor.as_(anna)
        page = visitor.get(page.url)
        assert "It has not been sent yet. Come back in your hours." in page
        actions.send_due()
        visitor.get(page.url)
        page = visitor.fill({"number": sink.letters[0].number}, form=page.url)
        assert page.messages == ["This way is on now."]
    assert (len(sink.letters), Message.objects.count()) == (1, 0)


def test_a_break_longer_than_a_week_and_the_way_is_set_up_anew(cast: Cast, sink: Sink) -> None:
    anna = cast.anna.account
    with time_machine.travel(MORNING, tick=False) as clock:
        boarding.pause(actor=anna, person=Person.objects.get(id=cast.anna.id))
        actions.switch_on(actor=anna, carrier="email", wishes=wishes())
        clock.move_to(MORNING + timedelta(days=7))
        actions.send_due()
        actions.stop_silent()
    assert (sink.letters, Message.objects.count()) == ([], 0)
    assert Channel.objects.get().state == ChannelState.STOPPED


def test_five_wrong_numbers_and_none_is_right_any_more(cast: Cast, sink: Sink) -> None:
    with time_machine.travel(MORNING, tick=False):
        actions.switch_on(actor=cast.anna.account, carrier="email", wishes=wishes())
        channel = Channel.objects.get()
        actions.send_due()
        number = sink.letters[0].number
        wrong = f"{(int(number) + 1) % 10**6:06}"
        assert [
            actions.enter_number(actor=cast.anna.account, channel=channel, number=one)
            for one in [wrong] * 5 + [number]
        ] == [False] * 6
        visitor = Visitor.as_(cast.anna.account)
        visitor.get("/me/notices/")
        page = visitor.click("Type the number")
        assert "That was another number, five times." in page


def test_two_pages_open_at_once_the_second_is_told(cast: Cast, sink: Sink) -> None:
    one, two = Visitor.as_(cast.anna.account), Visitor.as_(cast.anna.account)
    for visitor in (one, two):
        visitor.get("/me/notices/")
        visitor.click("Set it up")
    one.fill(TYPED, button="Send the first message", reads=True)
    page = two.fill({**TYPED, "line": "Other"}, button="Send the first message", stays=True, reads=True)
    assert page.errors == ["This has changed in the meantime."]
    assert Channel.objects.count() == 1


def test_changing_anything_is_confirmed_anew(cast: Cast, sink: Sink, reaches: Reaching) -> None:
    with time_machine.travel(MORNING, tick=False):
        channel = reaches(cast.anna)
        old = bytes(channel.record)
        actions.switch_on(
            actor=cast.anna.account,
            carrier="email",
            wishes=wishes(address="other@example.net"),
            revision=channel.revision,
        )
        channel.refresh_from_db()
        assert channel.state == ChannelState.NEW
        assert type(store.get_many([old])[old]).__name__ == "KeyDestroyed"
        actions.send_due()
    assert [letter.recipients for letter in sink.letters] == [["other@example.net"]]


def test_another_members_ways_are_not_hers(cast: Cast, sink: Sink, reaches: Reaching) -> None:
    with time_machine.travel(MORNING, tick=False):
        reaches(cast.anna)
    bea = Visitor.as_(cast.bea.account)
    page = bea.get("/me/notices/")
    assert "Off" in page
    there = page.link("Set it up")
    for part in ("number/", "safe/"):
        bea.get(f"{there}{part}", status=404)
        bea.post(f"{there}{part}", {"answer": "yes"}, status=404)
    bea.post(f"{there}off/", status=404)
    assert Channel.objects.get().state == ChannelState.ON


def test_whoever_is_erased_leaves_no_way_behind(cast: Cast, sink: Sink, reaches: Reaching) -> None:
    with time_machine.travel(MORNING, tick=False):
        reaches(cast.anna)
    boarding.erase_person(actor=cast.anna.account, person=Person.objects.get(id=cast.anna.id))
    assert Channel.objects.count() == 0


def test_without_a_mail_server_nobody_is_offered_mail(cast: Cast, settings: Any) -> None:
    settings.MAIL_SERVER = None
    page = Visitor.as_(cast.anna.account).get("/me/notices/")
    assert "There is no way set up here." in page


def test_a_calendar_entry_says_nothing_of_the_meeting(cast: Cast) -> None:
    from tests.meetings import held

    meeting = held.called(cast, 5)
    visitor = Visitor.as_(cast.anna.account)
    visitor.get(f"/m/{meeting.id}/")
    visitor.click("Make an entry that says nothing")
    page = visitor.fill({"title": "Tea; with, \\ friends"})
    assert page.response["Content-Disposition"] == 'attachment; filename="appointment.ics"'
    assert page.response["Content-Type"] == "text/calendar; charset=utf-8"
    lines = page.content.decode().split("\r\n")
    assert lines[6:9] == [
        "DTSTART:20270304T130000Z",
        "DTEND:20270304T153000Z",
        r"SUMMARY:Tea\; with\, \\ friends",
    ]
    assert timedelta(hours=2, minutes=30) == meeting.ends_at - meeting.starts_at
    for words in (meeting.title, meeting.reference, meeting.place, "Advisory", "Atrium"):
        assert words not in page.content.decode()
    for person in (cast.olga, cast.dora):
        Visitor.as_(person.account).get(f"/m/{meeting.id}/calendar/", status=404)
