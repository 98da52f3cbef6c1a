"""What stands before a recommendation: a joint text with a paraphrase and a quote; minutes with conclusions.

Made through the actions of the floors below. Anna lets the agency have her words in both forms, Bea
paraphrased only. Every sealed text holds the canary.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import time_machine

from board.models import Account, Organisation
from consultations import actions as listening
from consultations.models import Consultation, Contribution, Passage, PassageCheck, Synthesis
from consultations.rules import Wish
from consultations.states import CheckAnswer, Subject
from meetings import actions as meeting_actions
from meetings.models import Entry, Meeting
from meetings.states import DecisionMethod, EntryKind, ItemPurpose, MeetingKind
from privacy import clock
from privacy.consent import Notice
from privacy.states import Form, Naming
from recommendations import actions
from recommendations.models import Recommendation, Release, ReleasedCopy
from tests.canary import CANARY
from tests.people import Cast

NOTICE = Notice("permission", "How may we use this?", "en")
OPERATIVE = f"{CANARY} ask which way of contact is safe"
RATIONALE = f"{CANARY} because a call can be heard"
QUOTE = f"{CANARY} ask me first, then write it down"
PARAPHRASE = f"{CANARY} members say: ask first"
ANSWER = f"{CANARY} we changed our first form"


@dataclass
class World:
    """The cast and the sources."""

    cast: Cast
    consultation: Consultation
    synthesis: Synthesis
    paraphrase: Passage
    quote: Passage
    annas: Contribution
    beas: Contribution
    meeting: Meeting
    conclusions: list[Entry]
    decision: Entry

    @property
    def sam(self) -> Account:
        return self.cast.sam.account

    @property
    def tessa(self) -> Account:
        return self.cast.tessa.account

    @property
    def olga(self) -> Account:
        return self.cast.olga.account

    @property
    def omar(self) -> Account:
        return self.cast.omar.account

    @property
    def anna(self) -> Account:
        return self.cast.anna.account

    def draft(
        self, *passages: Passage, title: str = "Safe contact", words: str = OPERATIVE
    ) -> Recommendation:
        """A draft on these passages; on both by default."""
        return actions.draft_from_passages(
            actor=self.sam,
            draft=actions.Draft(title, words, RATIONALE),
            passages=list(passages) or [self.paraphrase, self.quote],
        )

    def endorsed(
        self,
        *passages: Passage,
        to: list[Organisation] | None = None,
        title: str = "Safe contact",
        words: str = OPERATIVE,
    ) -> Recommendation:
        """Addressed to the agency (or `to`) and endorsed."""
        draft = self.draft(*passages, title=title, words=words)
        actions.address_to(
            actor=self.sam, recommendation=draft, revision=1, organisations=to or [self.cast.agency]
        )
        return actions.endorse(actor=self.sam, recommendation=draft, decision=self.decision)

    def prepared(
        self, *recommendations: Recommendation, quoting: bool = True, to: Organisation | None = None
    ) -> Release:
        """A release of these (of a new one by default); the first that rests on the quote quotes it."""
        listed = list(recommendations) or [self.endorsed()]
        rests = [one for one in listed if one.evidence.filter(passage=self.quote).exists()]
        quotes = {rests[0].id: [self.quote]} if quoting and rests else {}
        return actions.prepare_release(
            actor=self.sam,
            organisation=to or self.cast.agency,
            recommendations=listed,
            quotes=quotes,
        )

    def approved(self, *recommendations: Recommendation, quoting: bool = True) -> Release:
        """Approved by a second person."""
        release = self.prepared(*recommendations, quoting=quoting)
        actions.approve_release(actor=self.tessa, release=release)
        return Release.objects.get(id=release.id)

    def granted(self, *recommendations: Recommendation, quoting: bool = True) -> Release:
        """Approved, with access for Olga, who keeps to the terms."""
        release = self.approved(*recommendations, quoting=quoting)
        actions.grant_access(actor=self.sam, release=release, officer=self.olga)
        actions.accept_terms(actor=self.olga, release=release)
        return release

    def sent(self, *recommendations: Recommendation, quoting: bool = True) -> Release:
        """Handed over to Olga."""
        release = self.granted(*recommendations, quoting=quoting)
        actions.hand_over(actor=self.olga, release=release)
        return Release.objects.get(id=release.id)

    def address(self, draft: Recommendation) -> Recommendation:
        """To the agency, which is asked for before a draft is endorsed."""
        draft.refresh_from_db()
        to = [self.cast.agency]
        actions.address_to(actor=self.sam, recommendation=draft, revision=draft.revision, organisations=to)
        draft.refresh_from_db()
        return draft

    def from_conclusions(self, *, to: list[Organisation], words: str) -> Recommendation:
        """Endorsed, and resting on nobody's words: any organisation may have it."""
        draft, *_others = actions.draft_from_conclusions(
            actor=self.sam, meeting=self.meeting, conclusions=self.conclusions
        )
        actions.reword(
            actor=self.sam, recommendation=draft, revision=1, draft=actions.Draft("Other advice", words)
        )
        actions.address_to(actor=self.sam, recommendation=draft, revision=2, organisations=to)
        return actions.endorse(actor=self.sam, recommendation=draft, decision=self.decision)

    def copy_of(self, release: Release) -> ReleasedCopy:
        """Its first copy."""
        found = release.copies.first()
        assert found is not None
        return found

    def anna_takes_back(self) -> None:
        """Her text is gone, and with it the quote and the paraphrase that rest on it."""
        listening.take_back(actor=self.anna, contribution=Contribution.objects.get(id=self.annas.id))


def build(cast: Cast) -> World:
    """Ask, write, agree, meet, decide, approve."""
    with time_machine.travel(clock.now() - dt.timedelta(days=3), tick=False):
        consultation, annas, beas = _asked(cast)
    with time_machine.travel(clock.now() - dt.timedelta(days=2), tick=False):
        synthesis, paraphrase, quote = _agreed(cast, consultation, annas, beas)
    with time_machine.travel(clock.now() - dt.timedelta(days=1), tick=False):
        meeting, conclusions, decision = _decided(cast)
    return World(
        cast, consultation, synthesis, paraphrase, quote, annas, beas, meeting, conclusions, decision
    )


def _asked(cast: Cast) -> tuple[Consultation, Contribution, Contribution]:
    sam = cast.sam.account
    consultation = listening.record_request(
        actor=sam,
        reference="2026/C-001",
        title="First contact",
        subject=Subject.SERVICES,
        requester=cast.agency,
        background=f"{CANARY} how to make first contact",
        asked_on=clock.today(),
        languages="English",
        content_note=f"{CANARY} mentions telephone calls",
    )
    listening.take_up(actor=sam, consultation=consultation)
    consultation.refresh_from_db()
    listening.write_questions(
        actor=sam, consultation=consultation, revision=consultation.revision, questions=[f"{CANARY} how?"]
    )
    listening.open_to_members(
        actor=sam, consultation=consultation, closes_on=clock.today() + dt.timedelta(days=9)
    )
    consultation.refresh_from_db()
    agencies = frozenset({cast.agency.id})
    annas = _wrote(
        cast.anna.account,
        consultation,
        Wish(use=Form.QUOTE, agencies=agencies, naming=Naming.MEMBER, show_first=False),
    )
    beas = _wrote(
        cast.bea.account, consultation, Wish(use=Form.PARAPHRASE, agencies=agencies, show_first=True)
    )
    return consultation, annas, beas


def _wrote(member: Account, consultation: Consultation, wish: Wish) -> Contribution:
    contribution = listening.save_draft(
        actor=member, consultation=consultation, body=f"{QUOTE}. That is what I think.", choices="{}"
    )
    listening.send_contribution(
        actor=member,
        contribution=contribution,
        draft=contribution.texts.get().id,
        wish=wish,
        notice=NOTICE,
    )
    return contribution


def _agreed(
    cast: Cast, consultation: Consultation, annas: Contribution, beas: Contribution
) -> tuple[Synthesis, Passage, Passage]:
    sam = cast.sam.account
    paraphrase = listening.add_passage(
        actor=sam,
        consultation=consultation,
        form=Form.PARAPHRASE,
        body=PARAPHRASE,
        texts=[annas.texts.get().id, beas.texts.get().id],
    )
    quote = listening.add_passage(
        actor=sam, consultation=consultation, form=Form.QUOTE, body=QUOTE, texts=[annas.texts.get().id]
    )
    listening.ask_authors(actor=sam, consultation=consultation)
    for check in PassageCheck.objects.filter(contribution=beas):
        listening.answer_check(actor=cast.bea.account, check=check, answer=CheckAnswer.YES)
    listening.close(actor=sam, consultation=consultation)
    synthesis = Synthesis.objects.get(consultation=consultation)
    listening.agree(actor=sam, synthesis=synthesis, revision=synthesis.revision)
    synthesis.refresh_from_db()
    return synthesis, paraphrase, quote


def _decided(cast: Cast) -> tuple[Meeting, list[Entry], Entry]:
    sam = cast.sam.account
    now = clock.now()
    facts = meeting_actions.Facts(
        reference="2026/M-014",
        short_name="14",
        title="Fourteenth meeting",
        starts_at=now,
        ends_at=now + dt.timedelta(hours=2),
        zone="Europe/Warsaw",
        place="Online",
        languages="English",
        kind=MeetingKind.OWN,
    )
    meeting = meeting_actions.add_meeting(actor=sam, facts=facts)
    item = meeting_actions.add_item(
        actor=sam,
        meeting=meeting,
        item=meeting_actions.Item(title="Recommendations", purpose=ItemPurpose.DECISION),
    )
    meeting_actions.add_participants(actor=sam, meeting=meeting, people=[cast.anna, cast.chloe])
    meeting_actions.call_meeting(actor=sam, meeting=meeting)
    attendance = {row.id: "in_room" for row in meeting.participants.all()}
    meeting_actions.record_attendance(actor=sam, meeting=meeting, attendance=attendance)
    meeting_actions.close_attendance(actor=sam, meeting=meeting)
    minutes = meeting_actions.begin_minutes(actor=sam, meeting=meeting)
    conclusions = [
        meeting_actions.add_entry(actor=sam, minutes=minutes, item=item, note=_conclusion(number))
        for number in range(1, 4)
    ]
    decision = meeting_actions.add_entry(
        actor=sam,
        minutes=minutes,
        item=item,
        note=meeting_actions.Note(
            kind=EntryKind.DECISION, text=f"{CANARY} endorsed", method=DecisionMethod.CONSENSUS
        ),
    )
    minutes.refresh_from_db()
    meeting_actions.approve_minutes(
        actor=cast.chloe.account, minutes=minutes, how="By the chair.", revision=minutes.revision
    )
    return (
        Meeting.objects.get(id=meeting.id),
        [Entry.objects.get(id=one.id) for one in conclusions],
        Entry.objects.get(id=decision.id),
    )


def _conclusion(number: int) -> meeting_actions.Note:
    return meeting_actions.Note(
        kind=EntryKind.CONCLUSION, text=f"{CANARY} conclusion {number}", heading=f"Point {number}"
    )
