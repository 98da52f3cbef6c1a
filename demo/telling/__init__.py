"""Tells the demonstration's story through the actions of every floor, day by day, with the one clock."""

from demo.story import Story
from demo.telling import consultations, meetings, people, recommendations
from demo.telling.steps import run
from demo.telling.world import World

__all__ = ["tell"]


def tell(story: Story) -> None:
    """Make the whole board on an empty installation (keys made, databases migrated).

    Raises RuntimeError outside a demonstration.
    """
    world = World(story)
    steps = [
        step for teller in (people, consultations, meetings, recommendations) for step in teller.steps(world)
    ]
    run(steps)
