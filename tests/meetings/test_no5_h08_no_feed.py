"""NO5, H08: a calendar file is made when a member asks for it. There is no feed (docs/decisions/0063), and so
no token that could leak or would have to be taken back."""

from __future__ import annotations

import re

from board.actions import pause_access
from tests.documents.test_h08_no5_calendar import ALLOWED, unfolded
from tests.meetings import held
from tests.people import Cast
from tests.routes import routes
from tests.visiting import Visitor


def test_no5_made_on_demand_and_called_appointment_unless_she_says_otherwise(cast: Cast) -> None:
    url = f"/m/{held.called(cast, 5).id}/calendar/"
    anna = Visitor.as_(cast.anna.account)
    page = anna.get(url)
    assert page.is_html
    assert page.form().data()["title"] == ["Appointment"]
    for words, title in (({}, "Appointment"), ({"title": ""}, "Appointment"), ({"title": "Tea"}, "Tea")):
        anna.get(url)
        lines = unfolded(anna.fill(words).content)
        assert [line if line in ALLOWED else line.split(":", 1)[0] for line in lines] == ALLOWED
        assert lines[8] == f"SUMMARY:{title}"


def test_h08_there_is_no_feed_and_whoever_is_out_gets_no_file(cast: Cast) -> None:
    telling = re.compile(r"ical|ics|feed|calendar|webcal|subscri", re.IGNORECASE)
    [only] = [route for route in routes() if telling.search(route.pattern)]
    assert (only.name, [name for name, _ in only.converters]) == ("meetings:calendar", ["meeting_id"])
    assert not only.is_open
    url = f"/m/{held.called(cast, 5).id}/calendar/"
    for stranger in (Visitor(), Visitor.as_(cast.anna.account)):
        if "__Host-session" in stranger.client.cookies:
            stranger.post("/out/")
        assert stranger.get(url, status=302).response["Location"] == f"/in/?next={url}"
        assert stranger.post(url, {"title": "Tea"}).response["Content-Type"] != "text/calendar; charset=utf-8"
    anna = Visitor.as_(cast.anna.account)
    assert anna.post(url, {"title": "Tea"}, status=200).response["Content-Type"].startswith("text/calendar")
    # Revoked at once: an access that is paused fetches nothing.
    pause_access(actor=cast.sam.account, person=cast.anna)
    assert anna.post(url, {"title": "Tea"}).response["Location"].startswith("/in/?next=")
