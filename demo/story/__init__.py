"""The demonstration's files as one typed `Story`: `load()` reads them, checks them, and changes nothing.

Things refer to each other by short keys (`heron`, `safe-contact`, `p1`); the files that hold them
are listed in `demo`. `choices` holds the words a field may have, `links` what has to fit together.
"""

from pathlib import Path

from demo.story.links import check_links
from demo.story.whole import FOLDER, Story, read_story

__all__ = ["Story", "load"]


def load(folder: Path = FOLDER) -> Story:
    """The demonstration in `folder`, whole and consistent. Raises ValueError naming file and key."""
    story = read_story(folder)
    check_links(story)
    return story
