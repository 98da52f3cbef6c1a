"""Recommendations and releases: endorsed by a decision, and nothing goes out without permission."""

from demo.story.choices import AccountRole, EntryKind
from demo.story.links.needs import Needs
from demo.story.recommendations import Recommendation, Release
from demo.story.whole import Story

_NEEDS = Needs("recommendations.toml")


def check_recommendations(story: Story) -> None:
    """Raises ValueError when a source, a decision, a person or a permission is not there."""
    _NEEDS.unique((each.key for each in story.recommendations), "recommendations.key")
    _NEEDS.unique((each.key for each in story.releases), "releases.key")
    for recommendation in story.recommendations:
        _check_recommendation(story, recommendation)
    _check_drafts(story)
    for release in story.releases:
        _check_release(story, release)


def _check_recommendation(story: Story, recommendation: Recommendation) -> None:
    place = recommendation.key
    staff = story.keys_of(AccountRole.SECRETARIAT)
    _NEEDS.known([recommendation.drafted_by], staff, f"{place}.drafted_by")
    agencies = [each.key for each in story.organisations]
    _NEEDS.known(recommendation.addressees, agencies, f"{place}.addressees")
    consultations = {each.key: each.synthesis for each in story.consultations}
    _NEEDS.known([recommendation.consultation], consultations, f"{place}.consultation")
    synthesis = consultations[recommendation.consultation]
    passages = [each.key for each in synthesis.passages] if synthesis else []
    _NEEDS.known(recommendation.passages, passages, f"{place}.passages")
    _NEEDS.known([recommendation.endorsed_in], (each.key for each in story.meetings), f"{place}.endorsed_in")
    entries = story.meeting(recommendation.endorsed_in).entries
    decisions = [each.key for each in entries if each.kind is EntryKind.DECISION]
    _NEEDS.known([recommendation.endorsed_by], decisions, f"{place}.endorsed_by")


def _check_drafts(story: Story) -> None:
    for drafts in story.drafts_from_meeting:
        place = "drafts_from_meeting"
        _NEEDS.known([drafts.meeting], (each.key for each in story.meetings), f"{place}.meeting")
        known = [each.key for each in story.meeting(drafts.meeting).conclusions]
        _NEEDS.known(drafts.conclusions, known, f"{place}.conclusions")
        _NEEDS.known([drafts.drafted_by], story.keys_of(AccountRole.SECRETARIAT), f"{place}.drafted_by")


def _check_release(story: Story, release: Release) -> None:
    place = release.key
    staff = story.keys_of(AccountRole.SECRETARIAT)
    officers = [each.key for each in story.accounts if each.organisation == release.organisation]
    _NEEDS.known([release.organisation], (each.key for each in story.organisations), f"{place}.organisation")
    _NEEDS.known([release.prepared_by, release.approved_by], staff, f"{place}.approved_by")
    _NEEDS.known([release.officer], officers, f"{place}.officer")
    recommendations = [each.key for each in story.recommendations]
    _NEEDS.known(release.recommendations, recommendations, f"{place}.recommendations")
    answered = [each.recommendation for each in release.responses]
    _NEEDS.known(answered, release.recommendations, f"{place}.responses")
    for key in release.recommendations:
        _check_may_go(story, story.recommendation(key), release)


def _check_may_go(story: Story, recommendation: Recommendation, release: Release) -> None:
    """Each author behind a recommendation allows this agency, and saw the words where she asked to."""
    place = f"{release.key}.{recommendation.key}"
    _NEEDS.true(release.organisation in recommendation.addressees, place, "is for other agencies")
    consultation = story.consultation(recommendation.consultation)
    for passage in consultation.synthesis.passages if consultation.synthesis else ():
        if passage.key not in recommendation.passages:
            continue
        for key in passage.cites:
            permission = consultation.contribution(key).permission
            _NEEDS.true(release.organisation in permission.agencies, place, f"lacks the permission of {key}")
            seen = not permission.show_first or passage.agreed_by(key)
            _NEEDS.true(seen, place, f"lacks the yes of {key} to the words of {passage.key}")
