"""A person who gave everything there is to give, in every place where it can lie; and somebody beside her."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from board import actions as people
from consultations import actions
from consultations.models import Consultation, Contribution, PassageCheck
from consultations.rules import Wish
from consultations.states import CheckAnswer
from notices.actions import switch_on
from privacy.crypto import CannotOpen
from privacy.places import Goes, registered
from privacy.states import Form, Naming
from tests.attacks.keyring import Kept, everything, opened
from tests.canary import CANARY
from tests.consultations import stories
from tests.meetings import held
from tests.notices.conftest import wishes
from tests.people import Cast

HERS = f"{CANARY} hers"
BEAS = f"{CANARY} of Bea"


@dataclass
class Told:
    """What came of it. `kept`: every sealed value that ever lay in a table, as in old backups."""

    request: Consultation
    annas: Contribution
    beas: Contribution
    kept: set[Kept] = field(default_factory=set)

    def look(self) -> None:
        """Keep what lies in the tables now."""
        self.kept |= everything()

    def places(self, words: str) -> set[str]:
        """The registered tables in which these words can be opened with all keys."""
        return {one.place.table for one in self.opening(words)}

    def opening(self, words: str) -> list[Kept]:
        """The kept values that hold these words."""
        return [one for one, text in self.opened().items() if isinstance(text, str) and words in text]

    def opened(self) -> dict[Kept, str | CannotOpen]:
        """Each kept value with its text, or why there is none."""
        return {one: opened(one) for one in self.kept}


def tell(cast: Cast, *, answers: int = 2, renamed: int = 2) -> Told:
    """Anna's words in every place that is registered as hers, and Bea's in some."""
    request = stories.opened(cast)
    for turn in range(2):
        choices = json.dumps({"pen_name": [f"{HERS} {turn} pen"]})
        actions.save_draft(actor=cast.anna.account, consultation=request, body=HERS, choices=choices)
    annas = stories.standing(cast.anna, request, Wish(use=Form.QUOTE), words="hers as sent")
    beas = stories.standing(cast.bea, request, Wish(use=Form.QUOTE), words="of Bea alone")
    stories.attached(beas, "of Bea in a file", name=f"{BEAS}.txt")
    told = Told(request, annas, beas)
    told.look()
    stories.attached(annas, "hers in a file", name=f"{HERS}.txt")
    actions.correct_contribution(
        actor=cast.anna.account, contribution=annas, seen=1, body=f"{HERS} corrected, and more"
    )
    _in_the_joint_text(cast, told)
    _in_minutes(cast, told)
    # last, for minutes in which one of her names stands in clear are not approved
    wish = Wish(use=Form.QUOTE, naming=Naming.PEN_NAME, pen_name=f"{HERS} pen", show_first=True)
    for number in range(answers):
        other = stories.standing(cast.anna, stories.opened(cast, 2 + number), wish, words=f"hers {number}")
        stories.attached(other, f"hers in file {number}")
        told.look()
    _herself(cast, renamed)
    told.look()
    return told


def _herself(cast: Cast, renamed: int) -> None:
    anna = {"actor": cast.anna.account, "person": cast.anna}
    for number in range(renamed):
        people.change_chosen_name(**anna, chosen_name=f"{HERS} name {number}")
        people.record_identity(**anna, legal_name=f"{HERS} legal {number}", contact=f"{HERS} street {number}")
    people.choose_mention(
        **anna,
        inside=Naming.PEN_NAME,
        outside=Naming.PEN_NAME,
        pen_name=f"{HERS} pen",
        other_names=f"{HERS} alias",
    )
    people.park(account=cast.anna.account, path="/me/", fields={"body": [f"{HERS} kept for her"]})
    switch_on(
        actor=cast.anna.account,
        carrier="email",
        wishes=wishes(address="somebody@mail.example", sender="Garden", line=f"{HERS} line"),
    )
    people.record_identity(
        actor=cast.bea.account, person=cast.bea, legal_name=f"{BEAS} legal", contact=f"{BEAS} street"
    )


def _in_the_joint_text(cast: Cast, told: Told) -> None:
    texts = {one: [stories.text_of(one).id] for one in (told.annas, told.beas)}
    for form, body, author in (
        (Form.QUOTE, f"{HERS} corrected", told.annas),
        (Form.PARAPHRASE, f"{HERS} in our words", told.annas),
        (Form.PARAPHRASE, f"{BEAS} in our words", told.beas),
    ):
        actions.add_passage(
            actor=cast.sam.account, consultation=told.request, form=form, body=body, texts=texts[author]
        )
    actions.ask_authors(actor=cast.sam.account, consultation=told.request)
    anna = cast.anna.account
    for check in PassageCheck.objects.filter(contribution=told.annas):
        wording = f"{HERS} like this"
        actions.answer_check(actor=anna, check=check, answer=CheckAnswer.CHANGE, wording=wording)
    told.look()
    for check in PassageCheck.objects.filter(contribution=told.annas, passage__form=Form.QUOTE):
        actions.answer_check(actor=anna, check=check, answer=CheckAnswer.YES)


def _in_minutes(cast: Cast, told: Told) -> None:
    minutes = held.written(cast, held.held(cast, 1, consultation=told.request))
    words = {"words": f"{HERS} corrected", "text": f"{HERS} before it", "footnote": f"{HERS} below"}
    held.quoted(cast, minutes, told.annas, **words)
    told.look()
    held.approved(cast, minutes)


def hers_in_the_register() -> set[str]:
    """The sealed tables that are registered as holding what one person gave."""
    hers = {Goes.PERSON, Goes.RECORD, Goes.NAMED}
    tables = {place.name for place in registered().values() if place.goes in hers}
    return {name for name in tables if ":" not in name}
