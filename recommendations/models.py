"""Recommendations, what they rest on, what was handed over and what was answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from board.models import Account, Organisation
from consultations.models import Passage
from consultations.states import PassageState
from meetings.models import Entry
from meetings.states import EntryState
from privacy.audit import Audited
from privacy.fields import SealedTextField
from privacy.inventory import Kind
from privacy.permissions import Grant
from privacy.records import Records
from recommendations.states import Position, RecommendationState, ReleaseState


class Recommendation(Audited):
    """What the board asks for. Endorsed by a recorded decision, it has a reference ("2026/R-014")."""

    inventory: ClassVar = {"title": Kind.TITLE, "*": Kind.OPERATIONAL}

    reference = models.CharField(max_length=20, null=True, unique=True)
    title = models.CharField(max_length=160)
    state = models.CharField(
        max_length=12, choices=RecommendationState.choices, default=RecommendationState.DRAFT
    )
    decision = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="endorsements")
    endorsed_on = models.DateField(null=True)
    drafted_on = models.DateField()
    revision = models.PositiveIntegerField(default=1)
    history = Records()

    class Meta(Audited.Meta):
        indexes: ClassVar = [
            models.Index(fields=["-drafted_on", "title", "id"], name="recommendation_newest")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(decision__isnull=False, endorsed_on__isnull=False, reference__isnull=False),
                name="endorsed_by_a_decision",
            )
        ]

    def __str__(self) -> str:
        return self.reference or "draft"


class RecommendationText(Audited):
    """One version of a recommendation's wording, never changed: what is asked, and why.

    Under a record key of its own. `closed_on`: the day it went, with words that it rested on.
    """

    inventory: ClassVar = {
        "operative": Kind.P2, "rationale": Kind.P2, "record": Kind.PX, "*": Kind.OPERATIONAL,
    }  # fmt: skip

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="texts")
    number = models.PositiveSmallIntegerField()
    record = models.BinaryField(max_length=16)
    closed_on = models.DateField(null=True)
    operative = SealedTextField(contract="recommendation_text.operative")
    rationale = SealedTextField(contract="recommendation_text.rationale", null=True)

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recommendation", "number"], name="one_wording_a_number")
        ]


class Evidence(Audited):
    """What a recommendation rests on: a passage of a synthesis, or a conclusion in minutes.

    `revision`: that of the passage from which the wording was written; later words of it are not those.
    `flagged_on`: the day a text behind the passage was taken back; the wording needs another look.
    """

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="evidence")
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, related_name="evidence")
    revision = models.PositiveIntegerField(null=True)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="evidence")
    flagged_on = models.DateField(null=True)

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(passage__isnull=False, revision__isnull=False, entry=None)
                | Q(passage=None, revision=None, entry__isnull=False),
                name="a_passage_or_an_entry",
            ),
            models.UniqueConstraint(
                fields=["recommendation", "passage"],
                condition=Q(passage__isnull=False),
                name="one_passage_once",
            ),
            models.UniqueConstraint(
                fields=["recommendation", "entry"], condition=Q(entry__isnull=False), name="one_entry_once"
            ),
        ]


# Sources that are no longer there: the wording needs another look before anything else happens to it.
LOST = (
    Q(flagged_on__isnull=False)
    | Q(passage__state__in=[PassageState.NEEDS_WORDING, PassageState.REMOVED])
    | Q(entry__state=EntryState.REMOVED)
)
# Sources that are there in other words, and may rest on other texts: the wording needs the same look.
CHANGED = Q(passage__state=PassageState.LIVE) & ~Q(passage__revision=F("revision"))
NEEDS_A_LOOK = LOST | CHANGED


class Addressee(Audited):
    """An organisation a recommendation is addressed to."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="addressees")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="addressed")

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recommendation", "organisation"], name="addressed_once")
        ]


class Release(Audited):
    """Recommendations handed to one organisation. Two people: who prepared it is not who approved it."""

    inventory: ClassVar = {"record": Kind.PX, "*": Kind.OPERATIONAL}

    reference = models.CharField(max_length=20, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="releases")
    state = models.CharField(max_length=10, choices=ReleaseState.choices, default=ReleaseState.PREPARED)
    record = models.BinaryField(max_length=16)
    prepared_by = models.ForeignKey(Account, models.PROTECT, related_name="prepared_releases")
    prepared_on = models.DateField()
    approved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="approved_releases")
    approved_on = models.DateField(null=True)
    # Kept when it is taken back: what has left the house is asked back by this, and not by the state.
    handed_over_on = models.DateField(null=True)
    # where the log and the ledger of destroyed keys ended at approval: said in the package
    log_end = models.CharField(max_length=90, blank=True)
    ledger_end = models.CharField(max_length=50, blank=True)
    history = Records()

    class Meta(Audited.Meta):
        default_permissions = ()
        permissions: ClassVar = [("receive_release", "May receive this release")]
        indexes: ClassVar = [models.Index(fields=["-prepared_on", "-reference"], name="release_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_on=None)
                | Q(approved_by__isnull=False, approved_on__isnull=False),
                name="approval_has_its_day",
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("prepared_by")), name="two_people_release"),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "recalled"]) | Q(approved_by__isnull=False),
                name="handed_over_only_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(state="recalled")
                | Q(state="sent", handed_over_on__isnull=False)
                | Q(state__in=["prepared", "approved"], handed_over_on=None),
                name="a_hand_over_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class ReleaseGrant(Grant):
    """One officer's access to one release."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    content_object = models.ForeignKey(Release, models.PROTECT)


class ReleasedCopy(Audited):
    """What the organisation gets of one recommendation, as sealed JSON; the original stays inside.

    Frozen when the release is approved; the permissions behind it are asked again at every hand-over.
    """

    inventory: ClassVar = {"page": Kind.P2, "*": Kind.OPERATIONAL}

    release = models.ForeignKey(Release, models.PROTECT, related_name="copies")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="copies")
    text = models.ForeignKey(RecommendationText, models.PROTECT, related_name="copies")
    position = models.PositiveSmallIntegerField()
    page = SealedTextField(contract="released_copy.page", null=True)

    class Meta(Audited.Meta):
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "recommendation"], name="one_copy_a_release")
        ]


class Quoted(Audited):
    """A passage that stands word for word in a copy, in this revision; its words stay sealed there."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    copy = models.ForeignKey(ReleasedCopy, models.PROTECT, related_name="quoted")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="quoted")
    revision = models.PositiveIntegerField()

    class Meta(Audited.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["copy", "passage"], name="one_quote_a_copy")]


class ReleasedFile(Audited):
    """A file of an approved release by its SHA-256 (hex): a copy found elsewhere can be recognised.

    `edition` grows when it is made anew because somebody whom it mentions is named otherwise now.
    """

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    release = models.ForeignKey(Release, models.PROTECT, related_name="files")
    name = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64, db_index=True)
    edition = models.PositiveSmallIntegerField(default=1)

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "name", "edition"], name="one_file_a_name_and_edition")
        ]


class Recall(Audited):
    """A release, or what it rests on, was taken back after the hand-over.

    The agency is asked to delete its copy.
    """

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    release = models.ForeignKey(Release, models.PROTECT, related_name="recalls")
    asked_on = models.DateField()
    settled_on = models.DateField(null=True)

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["release"], condition=Q(settled_on=None), name="one_open_recall_a_release"
            )
        ]


class TermsAccepted(Audited):
    """An officer confirmed the terms of one release."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    release = models.ForeignKey(Release, models.PROTECT, related_name="terms_accepted")
    account = models.ForeignKey(Account, models.PROTECT, related_name="terms_accepted")
    terms = models.CharField(max_length=20)
    accepted_on = models.DateField()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "account", "terms"], name="terms_once")
        ]


class Response(Audited):
    """What the organisation answered to one recommendation; the newest counts, the others stay."""

    inventory: ClassVar = {"words": Kind.P2, "record": Kind.PX, "*": Kind.OPERATIONAL}

    copy = models.ForeignKey(ReleasedCopy, models.PROTECT, related_name="responses")
    number = models.PositiveSmallIntegerField()
    position = models.CharField(max_length=12, choices=Position.choices)
    record = models.BinaryField(max_length=16)
    words = SealedTextField(contract="response.words")
    answered_on = models.DateField()

    class Meta(Audited.Meta):
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["copy", "number"], name="one_response_a_number")
        ]
