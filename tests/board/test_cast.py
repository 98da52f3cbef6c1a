"""The cast stands, and what it did is in an unbroken chain."""

from board import queries
from privacy import verify
from tests.people import Cast


def test_the_cast_is_seated_and_its_chain_holds(cast: Cast) -> None:
    assert queries.seats_filled() == 4
    assert queries.chosen_names([cast.anna, cast.bea], reader=cast.sam.account) == {
        cast.anna.id: "Anna",
        cast.bea.id: "Bea",
    }
    assert verify.chain().result == verify.Result.OK
    assert verify.current().result == verify.Result.OK
