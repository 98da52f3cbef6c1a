"""Meetings: papers on the agenda, a timetable without gaps, footnotes and quotes that lead somewhere."""

from demo.story.agendas import AgendaItem, MinutesEntry
from demo.story.links.consultations import check_quote
from demo.story.links.needs import Needs
from demo.story.meetings import Meeting
from demo.story.whole import Story


def check_meetings(story: Story) -> None:
    """Raises ValueError when something in a meeting leads nowhere."""
    for meeting, file in ((story.madrid, "madrid.toml"), (story.fourteenth, "meetings.toml")):
        needs = Needs(file)
        _check_people(needs, story, meeting)
        _check_papers(needs, meeting)
        _check_timetable(needs, meeting)
        _check_entries(needs, story, meeting)


def _check_people(needs: Needs, story: Story, meeting: Meeting) -> None:
    accounts = [each.key for each in story.accounts]
    attending = [each.account for each in meeting.attendance]
    needs.known([meeting.minutes.written_by], accounts, "minutes.written_by")
    needs.known(attending, accounts, "attendance.account")
    needs.unique(attending, "attendance.account")
    needs.true(meeting.quorum is bool(attending), "quorum", "and attendance come together")


def _check_papers(needs: Needs, meeting: Meeting) -> None:
    presented = [key for item in meeting.items for key in item.papers]
    needs.unique(presented, "items.papers")
    needs.true(set(presented) == {each.key for each in meeting.papers}, "items.papers", "and papers differ")


def _check_timetable(needs: Needs, meeting: Meeting) -> None:
    """On each day of the meeting one item begins where the last one ended."""
    for before, after in zip(meeting.items, meeting.items[1:], strict=False):
        follows = before.on == after.on and before.ends == after.starts
        needs.true(follows or before.on < after.on, after.key, "does not begin where the last one ended")
    for item in meeting.items:
        needs.true(meeting.starts_on <= item.on <= meeting.ends_on, item.key, "is on another day")


def _check_entries(needs: Needs, story: Story, meeting: Meeting) -> None:
    items = [each.key for each in meeting.items]
    needs.unique(items, "items.key")
    needs.unique((each.key for each in meeting.entries), "items.entries.key")
    for item in meeting.items:
        needs.known(
            [item.consultation], (each.key for each in story.consultations), f"{item.key}.consultation"
        )
        beside = [each.key for each in item.entries]
        for entry in item.entries:
            needs.known(entry.rests_on, items, f"{item.key}.rests_on")
            needs.known([entry.to], beside, f"{item.key}.to")
            _check_quoted(needs, story, item, entry)


def _check_quoted(needs: Needs, story: Story, item: AgendaItem, entry: MinutesEntry) -> None:
    if not entry.quotes or not entry.quoted:
        return
    key = f"{item.key}.quotes"
    needs.true(item.consultation, key, "needs a request for advice")
    asked = story.consultation(str(item.consultation))
    needs.known([entry.quotes], (each.key for each in asked.contributions), key)
    check_quote(needs, asked.contribution(entry.quotes), entry.quoted, key)
