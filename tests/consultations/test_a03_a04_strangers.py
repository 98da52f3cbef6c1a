"""A03, A04: another's id, or an id in the wrong place, is the same 404 as a random one."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from board.models import Account
from consultations import actions
from consultations.models import PassageCheck
from consultations.rules import Wish
from privacy.states import Form
from tests.consultations import stories
from tests.people import Cast
from tests.routes import Route, routes
from tests.visiting import Visitor

ROUTES = [route for route in routes() if route.name.startswith("consultations:") and route.converters]
# what a form of these pages would send, with ids of the other person in it
HIDDEN = ("id", "seen", "draft", "texts", "to", "choice", "answer", "direction", "revision", "after")


# Her text's own pages; two of those who prepare may remove it, on a page of theirs.
HERS = "seen/<uuid:contribution_id>"


class World:
    """Anna's draft, text and words to check in an open request.

    Carla is not invited, Bea is another author.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.request = stories.opened(cast)
        self.contribution = stories.standing(cast.anna, self.request, Wish(use=Form.QUOTE))
        self.passage = stories.passage(cast, self.request, self.contribution, form=Form.QUOTE)
        actions.ask_authors(actor=cast.sam.account, consultation=self.request)
        self.check = PassageCheck.objects.get()
        self.prepared = stories.screened(cast, 2)
        self.other = stories.opened(cast, 3)
        self.paper = stories.paper(cast, self.request)
        self.attachment = stories.attached(self.contribution)
        stories.opened_as_an_exception(cast.sam, cast.chloe, cast.anna, self.request)

    def ids(self) -> dict[str, UUID]:
        return {
            "consultation_id": self.request.id,
            "passage_id": self.passage.id,
            "check_id": self.check.id,
            "contribution_id": self.contribution.id,
            "paper_id": self.paper.id,
            "attachment_id": self.attachment.id,
            "person": self.cast.anna.id,
        }


@pytest.fixture
def world(cast: Cast) -> World:
    return World(cast)


def answers(account: Account, route: Route, ids: dict[str, UUID], *, form: bool = True) -> list[Any]:
    """Status and bytes of GET and POST, with the ids in the address and in every hidden field too."""
    visitor = Visitor.as_(account)
    found = []
    path = route.path(**ids)
    for method in ("get", "post"):
        ask = getattr(visitor.client, method)
        data = dict.fromkeys(HIDDEN, str(next(iter(ids.values())))) if form else {}
        token = {"csrfmiddlewaretoken": visitor._token()} if method == "post" else {}
        answer = ask(path, {**data, **token}, secure=True, headers={"origin": "https://127.0.0.1"})
        found.append((answer.status_code, answer.getvalue()))
    return found


def refused(account: Account, route: Route, ids: dict[str, UUID]) -> bool:
    """Whether both answers are those to random ids: same status (404, or 405 of the address), same bytes."""
    random = answers(account, route, {name: uuid4() for name in ids})
    return answers(account, route, ids) == random and all(status in {404, 405} for status, _ in random)


STRANGERS = {
    # who, and the addresses at which she is refused with Anna's ids
    "carla": [route.name for route in ROUTES],
    "olga": [route.name for route in ROUTES],
    "dora": [route.name for route in ROUTES],
    "adam": [route.name for route in ROUTES],
    "bea": [
        route.name
        for route in ROUTES
        if "contribution_id" in route.pattern
        or route.pattern.endswith(("/file/", "<uuid:paper_id>/remove/"))
        or "draft" in route.pattern
        or "exception" in route.pattern
        or route.name.split(":")[1].startswith(("request", "questions", "quote", "authors", "synthesis"))
    ],
    "sam": [route.name for route in ROUTES if HERS in route.pattern or "quotes" in route.pattern]
    + [
        f"consultations:{name}"
        for name in ("answer-edit", "answer-check", "answer-sent", "invitation-answer")
    ],
    "chloe": [route.name for route in ROUTES if HERS in route.pattern or "draft" in route.pattern],
}


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.slow
def test_a03_idor_swap_ids_all_routes(name: str, world: World) -> None:
    account = world.cast.everybody()[name]
    ids = world.ids()
    let_in = [
        route.name
        for route in ROUTES
        if route.name in STRANGERS[name]
        and not refused(account, route, {key: ids[key] for key, _ in route.converters})
    ]
    assert not let_in


@pytest.mark.slow
def test_a03_a_request_that_is_not_open_is_not_there_for_members(world: World) -> None:
    for route in ROUTES:
        names = [name for name, _ in route.converters]
        if "contribution_id" not in names:
            ids = {name: world.prepared.id if name == "consultation_id" else uuid4() for name in names}
            assert refused(world.cast.anna.account, route, ids), route.name


def test_a03_has_a_positive_twin(world: World) -> None:
    ids = world.ids()
    for name, where in (
        ("anna", "consultation"),
        ("anna", "seen"),
        ("anna", "quotes"),
        ("sam", "draft"),
        ("sam", "paper"),
        ("bea", "paper"),
        ("bea", "attachment"),
        ("anna", "attachment-remove"),
    ):
        [route] = [one for one in ROUTES if one.name == f"consultations:{where}"]
        account = world.cast.everybody()[name]
        [got, _] = answers(account, route, {key: ids[key] for key, _ in route.converters}, form=False)
        assert got[0] == 200, where


def test_a04_idor_nested_mismatch(world: World) -> None:
    """A passage or a question to an author, asked for under another request that one may see."""
    elsewhere = stories.standing(world.cast.anna, world.other)
    ids = {**world.ids(), "consultation_id": world.other.id, "contribution_id": elsewhere.id}
    for route in ROUTES:
        names = [name for name, _ in route.converters]
        if len(names) == 2:
            for person in (world.cast.sam, world.cast.anna):
                assert refused(person.account, route, {name: ids[name] for name in names}), route.name


def test_a04_texts_of_another_request_are_not_cited(world: World) -> None:
    from privacy.permissions import Denied

    elsewhere = stories.standing(world.cast.bea, world.other)
    with pytest.raises(Denied, match="cited_elsewhere"):
        stories.passage(world.cast, world.request, elsewhere)


def test_a_stranger_is_sent_to_the_sign_in_page_everywhere() -> None:
    for route in routes():
        if route.name.startswith("consultations:"):
            answer = Visitor().client.get(route.path(), secure=True)
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/in/"), route.name
