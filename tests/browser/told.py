"""The demonstration's board, and on it every state that its story leaves out."""

from __future__ import annotations

from contextlib import closing
from datetime import time, timedelta

import time_machine
from django.test import override_settings
from django.utils import timezone

from board import actions as people
from board.models import Board, Organisation, Person
from board.states import Need, PersonState, Role
from consultations.models import Consultation, Contribution
from demo.story import Story
from demo.story.choices import AccountRole
from meetings import actions as meetings
from meetings.models import Meeting
from meetings.rules import names_in_minutes
from meetings.states import MeetingKind, MeetingState
from notices import actions as notices
from notices import rules
from privacy import copies
from privacy.states import CopyOf, Form
from tests import samples
from tests.canary import CANARY
from tests.consultations import stories
from tests.meetings import held
from tests.notices.conftest import FROM, switched_on, wishes
from tests.notices.sink import Sink, listening, server
from tests.people import Cast
from tests.recommendations import world

ALMOST_THREE_MONTHS = timedelta(days=rules.ASK_AFTER_DAYS)
OFFICES = {
    "sam": AccountRole.SECRETARIAT,
    "chloe": AccountRole.CHAIR,
    "dora": AccountRole.DATA_PROTECTION,
    "adam": AccountRole.ADMINISTRATOR,
}


def cast_of(story: Story) -> Cast:
    """The people of the story in the parts that tests give to people."""
    by_name = {account.sign_in: account for account in story.accounts}
    people = {by_name[one.account.sign_in_name].key: one for one in Person.objects.all()}
    anna, bea, carla = (people[key] for key in story.keys_of(AccountRole.MEMBER)[:3])
    _sam, tessa = (people[key] for key in story.keys_of(AccountRole.SECRETARIAT)[:2])
    olga, omar = (people[key] for key in story.keys_of(AccountRole.PARTNER)[:2])
    return Cast(
        board=Board.objects.get(),
        agency=Organisation.objects.get(id=olga.organisation_id),
        other_agency=Organisation.objects.get(id=omar.organisation_id),
        anna=anna,
        bea=bea,
        carla=carla,
        tessa=tessa,
        olga=olga,
        omar=omar,
        **{name: people[story.keys_of(role)[0]] for name, role in OFFICES.items()},
    )


def add_what_is_missing(cast: Cast) -> None:
    """Requests, meetings, recommendations and releases in each of their states; files; ways to be reached."""
    people.record_identity(
        actor=cast.anna.account, person=cast.anna, legal_name="Zinaida Aksakova", contact=f"{CANARY} B"
    )
    request = _write_a_joint_text(cast)
    _prepare_meetings(cast, request)
    _add_files(cast, request)
    _switch_ways_on(cast)
    _open_as_an_exception(cast, request)
    _ask_for_who_has_left(cast)
    _release(cast)
    copies.add(actor=cast.adam.account, holds=CopyOf.STORE, medium="USB stick 4", holder="Safe")
    draft = stories.drafted(cast.bea, stories.opened(cast, 95))
    stories.actions.take_back(actor=cast.bea.account, contribution=draft)


def _ask_for_who_has_left(cast: Cast) -> None:
    """Somebody whose access has ended asks for everything back; a second yes is waited for."""
    members = Person.objects.filter(account__role=Role.MEMBER, state=PersonState.ACTIVE)
    others = members.exclude(id__in=[cast.anna.id, cast.bea.id, cast.carla.id])
    left = others.order_by("account__sign_in_name").last()
    people.end_access(actor=cast.sam.account, person=left)
    left.refresh_from_db()
    people.ask_second(actor=cast.tessa.account, person=left, need=Need.ERASURE)


def _write_a_joint_text(cast: Cast) -> stories.Consultation:
    """A request only recorded, one screened, one with a joint text shown to an author, one with a draft."""
    stories.recorded(cast, 91)
    stories.screened(cast, 92)
    request = stories.opened(cast, 93)
    quoted = stories.Wish(use=Form.QUOTE)
    texts = [stories.standing(member, request, quoted) for member in (cast.anna, cast.chloe)]
    stories.standing(cast.bea, request, stories.Wish(use=Form.QUOTE, show_first=False))
    stories.passage(cast, request, *texts)
    stories.actions.ask_authors(actor=cast.sam.account, consultation=request)
    still_open = stories.opened(cast, 94)
    for member in (cast.anna, cast.chloe):
        stories.drafted(member, still_open)
    return request


def _prepare_meetings(cast: Cast, request: stories.Consultation) -> None:
    """One in preparation, one called, one under way, one whose minutes wait for approval."""
    held.prepared(cast, 91)
    called = held.called(cast, 92, consultation=request)
    meetings.set_join_details(
        actor=cast.sam.account, meeting=called, link="https://meet.example/92", passcode="4711"
    )
    held.written(cast, held.called(cast, 93, consultation=request))
    held.written(cast, held.held(cast, 94))
    seminar = MeetingKind.SEMINAR
    held.written(cast, held.held(cast, 95, kind=seminar))
    minutes = held.written(cast, held.held(cast, 96, kind=seminar))
    places = names_in_minutes(cast.chloe.account, minutes)
    held.approved(cast, minutes, looked_at=[one.key for one in places])


def _add_files(cast: Cast, request: Consultation) -> None:
    """A paper of a request, a file of a contribution, and the file of a paper of a meeting."""
    stories.paper(cast, request)
    for author in (cast.anna, cast.chloe):
        stories.attached(Contribution.objects.get(author=author, consultation=request))
    called = Meeting.objects.filter(state=MeetingState.CALLED).first()
    paper = meetings.add_paper(actor=cast.sam.account, item=called.items.first(), title="A paper")
    with closing(samples.incoming("paper.txt", f"{CANARY} in a paper".encode())) as upload:
        meetings.add_file(actor=cast.sam.account, paper=paper, upload=upload)


def _switch_ways_on(cast: Cast) -> None:
    """One that waits for its number, and one that is asked whether it is still safe."""
    with listening(Sink()) as sink, override_settings(MAIL_SERVER=server(sink), MAIL_FROM=FROM):
        with time_machine.travel(timezone.now() - ALMOST_THREE_MONTHS, tick=False):
            for person in (cast.bea, cast.dora):
                switched_on(sink, person, opens_at=time(0), closes_at=time(23, 59, 59))
        notices.ask_if_safe()
        notices.switch_on(actor=cast.anna.account, carrier="email", wishes=wishes())


def _release(cast: Cast) -> None:
    """Drafts, endorsed ones, a release prepared, one approved, one handed over; and then a source is gone."""
    known = world.build(cast)
    known.draft(title="A draft on two passages")
    known.prepared(known.endorsed(title="Waits for a second person"))
    known.approved(known.endorsed(title="Waits for somebody to have access"))
    known.granted(known.endorsed(title="Waits to be received"))
    known.sent(known.endorsed(title="Handed over"))
    known.anna_takes_back()
    kept = known.from_conclusions(to=[cast.agency], words=f"{CANARY} from a conclusion")
    known.sent(kept)


def _open_as_an_exception(cast: Cast, request: Consultation) -> None:
    """One text is open to the secretariat, one to the chair."""
    for asks, other, whose in ((cast.sam, cast.chloe, cast.anna), (cast.chloe, cast.sam, cast.bea)):
        stories.opened_as_an_exception(asks, other, whose, request)
