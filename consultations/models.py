"""Requests for advice and what members say to them.

Texts are sealed; one-line titles are plain and neutral.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from board.models import Account, Organisation, Person
from consultations.states import (
    CheckAnswer,
    ConsultationState,
    ContributionState,
    InvitationState,
    PassageState,
    Subject,
    SynthesisState,
)
from privacy.audit import Audited
from privacy.fields import SealedTextField
from privacy.inventory import Kind
from privacy.models import StoredFile
from privacy.records import Records
from privacy.states import Form


class Consultation(Audited):
    """A request for advice. `record` is the id of the record key of its sealed texts (scope: the board)."""

    inventory: ClassVar = {
        "title": Kind.TITLE,
        "languages": Kind.TITLE,
        "background": Kind.P2,
        "content_note": Kind.P2,
        "record": Kind.PX,
        "*": Kind.OPERATIONAL,
    }

    reference = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=120)
    subject = models.CharField(max_length=20, choices=Subject.choices)
    requester = models.ForeignKey(Organisation, models.PROTECT, related_name="consultations")
    assigned_to = models.ForeignKey(Account, models.PROTECT, null=True, related_name="assigned")
    state = models.CharField(
        max_length=12, choices=ConsultationState.choices, default=ConsultationState.RECEIVED
    )
    record = models.BinaryField(max_length=16)
    background = SealedTextField(contract="consultation.background")
    content_note = SealedTextField(contract="consultation.content_note", null=True)
    minutes_needed = models.PositiveSmallIntegerField(default=20)
    is_paid = models.BooleanField(default=True)
    # In which languages a member may answer, as people read it: "English, Russian".
    languages = models.CharField(max_length=120)
    asked_on = models.DateField()
    closes_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    history = Records()

    class Meta(Audited.Meta):
        indexes: ClassVar = [models.Index(fields=["-asked_on", "-id"], name="consultation_newest")]

    def __str__(self) -> str:
        return self.reference


class RequestPaper(Audited):
    """A file that explains a request; under the board's key and one of its own."""

    inventory: ClassVar = {"label": Kind.P2, "*": Kind.OPERATIONAL}

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="papers")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="request_paper")
    label = SealedTextField(contract="request_paper.label")


class Question(Audited):
    """One question of a request, in the order of numbers; sealed under the request's record key."""

    inventory: ClassVar = {"body": Kind.P2, "*": Kind.OPERATIONAL}

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    body = SealedTextField(contract="question.body")

    class Meta(Audited.Meta):
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_question_a_number")
        ]


class Invitation(Audited):
    """A member to whom a consultation was opened.

    `opened_at` is copied here: her list needs no other table.
    """

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="invitations")
    account = models.ForeignKey(Account, models.PROTECT, related_name="invitations")
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=InvitationState.choices, default=InvitationState.WAITING)

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "consultation"], name="one_invitation_a_member")
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "-opened_at", "-consultation"], name="invitation_newest")
        ]


class Contribution(Audited):
    """What one member says to one consultation. Its permission records name it as their thing."""

    inventory: ClassVar = {"record": Kind.PX, "*": Kind.OPERATIONAL}

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="contributions")
    author = models.ForeignKey(Person, models.PROTECT, related_name="contributions")
    state = models.CharField(
        max_length=10, choices=ContributionState.choices, default=ContributionState.DRAFT
    )
    record = models.BinaryField(max_length=16)
    language = models.CharField(max_length=10, default="en")
    sent_at = models.DateTimeField(null=True)
    history = Records()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "author"],
                condition=~Q(state__in=["withdrawn", "erased"]),
                name="one_contribution_a_member",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", sent_at=None) | ~Q(state="draft"), name="a_draft_was_not_sent"
            ),
        ]


class ContributionText(Audited):
    """One version of a contribution's words, never changed; under the author's key and the contribution's."""

    inventory: ClassVar = {"body": Kind.P1, "choices": Kind.P1, "*": Kind.OPERATIONAL}

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="texts")
    number = models.PositiveSmallIntegerField()
    body = SealedTextField(contract="contribution_text.body")
    # What she had ticked when she saved a draft, as JSON; nothing counts until she sends.
    choices = SealedTextField(contract="contribution_text.choices", null=True)

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contribution", "number"], name="one_text_a_number")
        ]


class Attachment(Audited):
    """A file that a member added to her contribution; under her key and one of its own, so it goes alone too.

    Its permission is that of the text.
    """

    inventory: ClassVar = {"label": Kind.P1, "*": Kind.OPERATIONAL}

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="attachments")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="attachment")
    label = SealedTextField(contract="attachment.label")


class Synthesis(Audited):
    """The joint text of one consultation."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="synthesis")
    state = models.CharField(max_length=14, choices=SynthesisState.choices, default=SynthesisState.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    agreed_at = models.DateTimeField(null=True)
    history = Records()


class Passage(Audited):
    """One paragraph of a synthesis.

    A quote is sealed under its author's key, a paraphrase under the board's; each passage has a record key of
    its own (`record`), so that it goes when a text it rests on is taken back.
    """

    inventory: ClassVar = {"body": Kind.P1, "record": Kind.PX, "*": Kind.OPERATIONAL}

    synthesis = models.ForeignKey(Synthesis, models.PROTECT, related_name="passages")
    position = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=12, choices=Form.choices, default=Form.PARAPHRASE)
    state = models.CharField(max_length=14, choices=PassageState.choices, default=PassageState.LIVE)
    record = models.BinaryField(max_length=16)
    body = SealedTextField(contract="passage.body", null=True)
    revision = models.PositiveIntegerField(default=1)
    history = Records()

    class Meta(Audited.Meta):
        ordering: ClassVar = ["position", "id"]


class Citation(Audited):
    """This revision of a passage rests on this version of a contribution.

    Citations of earlier revisions stay: what was written from a text goes with it, also where it was reworded
    since.
    """

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="citations")
    revision = models.PositiveIntegerField(default=1)
    text = models.ForeignKey(ContributionText, models.PROTECT, related_name="citations")

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["passage", "revision", "text"], name="one_citation_a_text")
        ]


class PassageCheck(Audited):
    """The exact words of one revision of a passage, shown to one author first, and what she answered."""

    inventory: ClassVar = {"wording": Kind.P1, "record": Kind.PX, "*": Kind.OPERATIONAL}

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="checks")
    revision = models.PositiveIntegerField()
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="checks")
    answer = models.CharField(max_length=8, choices=CheckAnswer.choices, default=CheckAnswer.ASKED)
    # Her own wording, where she asked for a change; under her key and a record key of its own.
    record = models.BinaryField(max_length=16, null=True)
    wording = SealedTextField(contract="passage_check.wording", null=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    history = Records()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["passage", "revision", "contribution"], name="one_check_a_revision"
            ),
            models.CheckConstraint(
                condition=Q(answer="asked", answered_at=None)
                | (~Q(answer="asked") & Q(answered_at__isnull=False)),
                name="an_answer_has_its_time",
            ),
        ]
