"""Requests for advice: people who exist, days in order, words used as their authors allow."""

from demo.story.choices import AccountRole, ConsultationState, PassageKind, Use
from demo.story.consultations import Consultation, Contribution
from demo.story.links.needs import Needs
from demo.story.syntheses import Passage
from demo.story.whole import Story

_NEEDS = Needs("consultations.toml")


def check_consultations(story: Story) -> None:
    """Raises ValueError when a request for advice does not fit the people, the days, the permissions."""
    _NEEDS.unique((each.key for each in story.consultations), "consultations.key")
    for consultation in story.consultations:
        _check_people(story, consultation)
        _check_days(consultation)
        _check_synthesis(story, consultation)


def check_quote(needs: Needs, cited: Contribution, words: str, key: str) -> None:
    """Raises ValueError when the author allows no quote, or wrote other words."""
    needs.true(cited.permission.use is Use.QUOTE, key, f"quotes {cited.key} without permission")
    needs.true(words in cited.text, key, f"quotes words that {cited.key} does not have")


def _check_people(story: Story, consultation: Consultation) -> None:
    place = consultation.key
    agencies = [each.key for each in story.organisations]
    members = [each.key for each in story.members]
    involved = [
        *(each.member for each in consultation.contributions),
        *(each.member for each in consultation.drafts),
        *consultation.not_this_time,
    ]
    _NEEDS.known([consultation.organisation], agencies, f"{place}.organisation")
    _NEEDS.known([consultation.assigned_to], story.keys_of(AccountRole.SECRETARIAT), f"{place}.assigned_to")
    _NEEDS.known(involved, members, f"{place}.member")
    _NEEDS.unique(involved, f"{place}.member")
    _NEEDS.unique((each.key for each in consultation.contributions), f"{place}.contributions.key")
    for each in consultation.contributions:
        _NEEDS.known(each.permission.agencies, agencies, f"{place}.{each.key}.agencies")


def _check_days(consultation: Consultation) -> None:
    """The days follow each other, and contributions came while the request was open."""
    days = (
        consultation.received_on,
        consultation.screened_on,
        consultation.opened_on,
        consultation.closed_on,
        consultation.synthesised_on,
        consultation.answered_on,
    )
    known = [day for day in days if day]
    _NEEDS.true(known == sorted(known), consultation.key, "has days out of order")
    for each in consultation.contributions:
        opened, closes = consultation.opened_on, consultation.closes_on
        while_open = opened and closes and opened <= each.sent_on <= closes
        _NEEDS.true(while_open, f"{consultation.key}.{each.key}.sent_on", "lies outside the open days")


def _check_synthesis(story: Story, consultation: Consultation) -> None:
    synthesis = consultation.synthesis
    answered = consultation.state is ConsultationState.ANSWERED
    _NEEDS.true(answered is (synthesis is not None), f"{consultation.key}.synthesis", "and the state differ")
    if synthesis is None:
        return
    staff = story.keys_of(AccountRole.SECRETARIAT)
    _NEEDS.known([synthesis.written_by], staff, f"{consultation.key}.synthesis.written_by")
    _NEEDS.unique((each.key for each in synthesis.passages), f"{consultation.key}.synthesis.passages.key")
    for passage in synthesis.passages:
        _check_passage(consultation, passage)


def _check_passage(consultation: Consultation, passage: Passage) -> None:
    place = f"{consultation.key}.{passage.key}"
    _NEEDS.known(passage.cites, (each.key for each in consultation.contributions), f"{place}.cites")
    _NEEDS.known((each.contribution for each in passage.shown), passage.cites, f"{place}.shown")
    for key in passage.cites:
        cited = consultation.contribution(key)
        _NEEDS.true(
            cited.permission.use is not Use.BACKGROUND, place, f"uses {key}, which is background only"
        )
        if passage.kind is PassageKind.QUOTE:
            check_quote(_NEEDS, cited, passage.text, place)
