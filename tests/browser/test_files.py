"""A file, from a member's telephone to her text and off it again, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consultations.models import Attachment
from tests import samples
from tests.browser.walker import Walker
from tests.consultations import stories
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_she_adds_a_picture_sees_it_and_takes_it_back(people: Cast, walk: Callable[[str], Walker]) -> None:
    request = stories.opened(people)
    stories.paper(people, request)
    draft = stories.drafted(people.anna, request)
    anna = walk("anna")
    anna.go(f"/c/{request.id}/papers/")
    anna.sees("paper.txt")
    anna.go(f"/seen/{draft.id}/files/")
    anna.hand_in("Choose a file", "plan.docx", samples.docx())
    anna.press("Add this file")
    anna.sees("Save it as PDF and add that.")
    anna.hand_in("Choose a file", "our garden.jpg", samples.picture("JPEG", (900, 700)))
    anna.press("Add this file")
    anna.sees("The file is added.")
    with anna.page.expect_download() as saved:
        anna.page.get_by_role("link", name="our garden.jpg").first.click()
    assert saved.value.suggested_filename == "our garden.jpg"
    anna.click("Remove")
    anna.press("Remove it")
    anna.sees("The file is removed.")
    assert not Attachment.objects.exists()
