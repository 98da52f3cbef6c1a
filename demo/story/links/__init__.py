"""What has to fit together across the files: every key leads somewhere, every word has its permission."""

from demo.story.links.consultations import check_consultations
from demo.story.links.meetings import check_meetings
from demo.story.links.people import check_people
from demo.story.links.recommendations import check_recommendations
from demo.story.whole import Story


def check_links(story: Story) -> None:
    """Raises ValueError, naming file and key, at the first thing that does not fit."""
    check_people(story)
    check_consultations(story)
    check_meetings(story)
    check_recommendations(story)
