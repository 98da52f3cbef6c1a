"""The words on the page of one recommendation, opened in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from board.models import Account
from board.queries import naming
from board.rules import audience_of
from pages.mentions import Say
from privacy.fields import Sealed
from privacy.reading import Purpose, open_many
from recommendations.models import Recommendation, RecommendationText, Release, Response


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording; None where it cannot be opened. `numbers` are all wordings there are.

    `is_gone`: words that it rested on are no longer there, and it went with them.
    """

    number: int
    operative: str | None
    rationale: str | None
    numbers: Sequence[int]
    is_gone: bool = False

    def __repr__(self) -> str:
        return f"<Wording {self.number}>"


@dataclass(frozen=True, slots=True)
class Given:
    """One answer."""

    position: str
    label: str
    on: date
    words: str | None

    def __repr__(self) -> str:
        return f"<Given {self.position}>"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one organisation did with a recommendation: the newest answer first; none yet is an empty list."""

    organisation: str
    is_sent: bool
    given: Sequence[Given]

    @property
    def newest(self) -> Given | None:
        """The answer that counts."""
        return self.given[0] if self.given else None


def read(
    account: Account, recommendation: Recommendation, number: int | None = None
) -> tuple[Wording, list[Answer]]:
    """A wording (the newest by default) with everybody named as she chose, and what became of it."""
    written, answers = _read(account, recommendation, number)
    say = naming([written.operative, written.rationale], audience_of(account))
    return replace(
        written, operative=_said(written.operative, say), rationale=_said(written.rationale, say)
    ), answers


def written(account: Account, recommendation: Recommendation) -> Wording:
    """The newest wording as it is sealed, with a token for each person; for whoever edits it."""
    return _read(account, recommendation, None)[0]


def _said(text: str | None, say: Say) -> str | None:
    return None if text is None else say(text)


def _read(
    account: Account, recommendation: Recommendation, number: int | None
) -> tuple[Wording, list[Answer]]:
    texts = list(recommendation.texts.order_by("number"))
    chosen = next((text for text in texts if text.number == number), texts[-1])
    responses = _responses(recommendation)
    is_gone = chosen.closed_on is not None
    sealed = [] if is_gone else [chosen.operative, *([chosen.rationale] if chosen.rationale else [])]
    opened = _open(account, recommendation, [*sealed, *(one.words for one in responses)])
    operative = None if is_gone else opened[0]
    rationale = opened[1] if len(sealed) > 1 else ""
    words = dict(zip([one.id for one in responses], opened[len(sealed) :], strict=True))
    numbers = [text.number for text in texts]
    wording = Wording(chosen.number, operative, rationale, numbers, is_gone)
    return wording, _by_organisation(recommendation, responses, words)


def answers_to(account: Account, recommendation: Recommendation) -> list[Answer]:
    """What became of it, per addressee."""
    responses = _responses(recommendation)
    opened = _open(account, recommendation, [one.words for one in responses])
    words = dict(zip([one.id for one in responses], opened, strict=True))
    return _by_organisation(recommendation, responses, words)


def newest_text(recommendation: Recommendation) -> RecommendationText:
    """The wording in force."""
    return recommendation.texts.latest("number")


def _responses(recommendation: Recommendation) -> list[Response]:
    rows = Response.objects.filter(copy__recommendation=recommendation).select_related("copy__release")
    return list(rows.order_by("-answered_on", "-number"))


def _open(account: Account, about: Recommendation, sealed: Sequence[Sealed]) -> list[str | None]:
    if not sealed:
        return []
    opened = open_many(sealed, reader=account, purpose=Purpose.READ, about=about)
    return [one.text for one in opened]


def _by_organisation(
    recommendation: Recommendation, responses: Sequence[Response], words: dict[UUID, str | None]
) -> list[Answer]:
    handed_over = Release.objects.filter(copies__recommendation=recommendation, handed_over_on__isnull=False)
    sent = set(handed_over.values_list("organisation_id", flat=True))
    addressed = recommendation.addressees.select_related("organisation").order_by("organisation__name")
    return [
        Answer(
            organisation=one.organisation.name,
            is_sent=one.organisation_id in sent,
            given=[
                Given(r.position, r.get_position_display(), r.answered_on, words[r.id])
                for r in responses
                if r.copy.release.organisation_id == one.organisation_id
            ],
        )
        for one in addressed
    ]
