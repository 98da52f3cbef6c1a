"""The log of data protection: who did what to which id; filters, pages, and that reading it is noted."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.formats import date_format

from board import actions
from board.models import Identity
from privacy import audit
from privacy.audit import Outcome, pseudonym
from privacy.forms import DayBox, LogForm
from privacy.models import Event
from privacy.reading import Purpose, System, open_many
from tests.canary import CANARY
from tests.people import shown
from tests.visiting import Visitor

LOG = "/dpo/log/"


def dora(cast):
    return Visitor.as_(cast.dora.account)


def lines(page):
    """The cells of each line of the log."""
    rows = [row for row in page.document.all("tr") if page.document.within(row, "tbody") is not None]
    return ["".join(row.itertext()) for row in rows]


def fill_log(cast, count):
    for _ in range(count):
        audit.record("text.opened", actor=cast.sam.account, about=cast.board, outcome=Outcome.READ)


@pytest.mark.parametrize("who", ["anna", "chloe", "sam", "olga", "adam"])
def test_a03_only_data_protection_reads_the_log(cast, who):
    before = Event.objects.count()
    Visitor.as_(getattr(cast, who).account).get(LOG, status=404)
    assert Event.objects.count() == before


def test_a_line_says_who_did_what_to_which_id_and_no_names(cast):
    actions.change_chosen_name(actor=cast.anna.account, person=cast.anna, chosen_name=f"{CANARY} Linden")
    page = dora(cast).get(LOG)
    [line] = [line for line in lines(page) if "changed their own name" in line]
    assert "Member" in line
    assert pseudonym(cast.anna.account.pk).hex()[:8] in line
    assert pseudonym(cast.anna.id).hex()[:8] in line
    assert not any(name in page.main for name in ("Anna", "anna-0000", str(cast.anna.id)))


def test_reading_the_log_is_noted(cast):
    visitor = dora(cast)
    visitor.get(LOG)
    event = Event.objects.order_by("seq").last()
    assert (event.code, event.role, event.outcome) == ("log.read", "data_protection", "read")
    assert "read the log" in visitor.get(LOG)


def test_nothing_is_shown_when_that_cannot_be_noted(cast, monkeypatch):
    def no_event(*args, **kwargs):
        raise audit.AuditUnavailable

    monkeypatch.setattr(audit, "record", no_event)
    assert "added a person" not in dora(cast).get(LOG, status=503).text


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"code": "organisation.added"}, 2),
        ({"code": "organisation.added", "role": "secretariat"}, 2),
        ({"code": "organisation.added", "role": "member"}, 0),
        ({"role": "system", "code": "person.added"}, 10),
        ({"outcome": "refused"}, 0),
        ({"since": "2020-01-01", "until": "2 January 2020"}, 0),
    ],
)
def test_filters(cast, filters, found):
    visitor = dora(cast)
    visitor.get(LOG)
    page = visitor.fill(filters)
    assert len(lines(page)) == found
    if not found:
        assert "Nothing like this is in the log." in page


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_what_the_hint_of_a_day_shows_is_read(language):
    """And every month, as the lines of the log write it."""
    with translation.override(language):
        box = DayBox()
        assert box.clean(box.error_messages["invalid"].rpartition(": ")[2]) == date(2026, 5, 3)
        days = [date(2026, month, 9) for month in range(1, 13)]
        assert [box.clean(date_format(day, "j E Y")) for day in days] == days


@pytest.mark.parametrize("typed", ["31 May x", "May", "3 Smarch 2026", "3 May 2026 x", "x May 2026"])
def test_what_is_no_day_is_asked_for_again(typed):
    assert LogForm({"since": typed}).errors == {"since": ["Check the date. Write it like this: 3 May 2026"]}


def test_days_are_counted_in_utc(cast):
    with time_machine.travel(datetime(2026, 3, 4, 23, 30, tzinfo=UTC)):
        fill_log(cast, 1)
    with time_machine.travel(datetime(2026, 3, 5, 10, tzinfo=UTC)):
        page = dora(cast).get(f"{LOG}?since=2026-03-04&until=2026-03-04")
    assert len(lines(page)) == 1
    assert "4 March 2026, 23 h" in page


def test_about_an_id_finds_events_and_readings_of_every_year(cast):
    with time_machine.travel(datetime(2026, 12, 31, 12, tzinfo=UTC)):
        actions.record_identity(
            actor=cast.anna.account, person=cast.anna, legal_name=f"{CANARY} name", contact=f"{CANARY} street"
        )
    identity = Identity.objects.get()
    with time_machine.travel(datetime(2027, 1, 2, 12, tzinfo=UTC)):
        sealed = [identity.legal_name]
        shown(cast.anna, cast.sam.account)
        open_many(sealed, reader=cast.sam.account, purpose=Purpose.IDENTITY, about=cast.board)
        page = dora(cast).get(f"{LOG}?about={identity.id}")
        assert len(lines(page)) == 1
        page = dora(cast).get(f"{LOG}?about={cast.anna.id}")
        assert "recorded a legal name and a contact" in page


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ("about=anna", "About this id – This is not an id. Copy it from the address of a page."),
        ("since=the+3rd", "From the day – Check the date. Write it like this: 3 May 2026"),
        ("code=nothing.done", "What – Please choose one of these"),
    ],
)
def test_a_filter_that_makes_no_sense_is_said_and_looks_nothing_up(cast, filters, said):
    before = Event.objects.count()
    page = dora(cast).get(f"{LOG}?{filters}")
    assert page.errors == [said]
    assert Event.objects.count() == before


def test_it_goes_on_by_number_and_back_to_the_newest(cast):
    fill_log(cast, 120)
    visitor = dora(cast)
    visitor.get(LOG)
    seen = [lines(visitor.page)]
    while "Older" in visitor.page.links:
        seen.append(lines(visitor.click("Older")))
    assert [len(page) for page in seen[:-1]] == [50] * (len(seen) - 1)
    assert "set up the board" in seen[-1][-1]
    assert "Newest" in visitor.page.links


def test_the_log_takes_as_many_queries_for_300_lines_as_for_one(cast):
    visitor = dora(cast)
    counts = []
    for more in (1, 2, 297):
        fill_log(cast, more)
        with CaptureQueriesContext(connection) as counted:
            visitor.get(f"{LOG}?code=text.opened")
        counts.append(len(counted))
    assert len(set(counts)) == 1, counts


def test_an_event_without_words_is_shown_calmly(cast):
    audit.record("page.folded", actor=System("upkeep"), about=cast.board, outcome=Outcome.DONE)
    page = dora(cast).get(LOG)
    assert "did something that has no words here yet (page.folded)" in page
    assert "The machine" in page


def test_the_last_verification_is_on_the_page(cast):
    from django.core.management import call_command

    assert "has not been verified yet" in dora(cast).get(LOG)
    call_command("audit", "verify", verbosity=0)
    assert "the chain was whole" in dora(cast).get(LOG)
