"""The board's file: who is there once, and only once."""

from demo.story.links.needs import Needs
from demo.story.whole import Story


def check_people(story: Story) -> None:
    """Raises ValueError when keys, names or passphrases repeat, or seats and members differ."""
    needs = Needs("board.toml")
    for name in ("key", "chosen_name", "sign_in", "passphrase"):
        needs.unique((getattr(each, name) for each in story.accounts), f"accounts.{name}")
    agencies = [each.key for each in story.organisations]
    needs.unique(agencies, "organisations.key")
    needs.known((each.organisation for each in story.accounts), agencies, "accounts.organisation")
    needs.true(len(story.members) == story.board.seats, "board.seats", "differ from the members")
    needs.true(story.board.quorum <= story.board.seats, "board.quorum", "is above the seats")
