"""CC7: nothing changes its look or its words without a notice, and the notice comes before."""

from __future__ import annotations

from datetime import date, timedelta

from pages.changes import CHANGES, DAYS_BEFORE, Change, coming
from tests.released import Released, files_now, last


def unsaid(released: Released, now: dict[str, str], changes: tuple[Change, ...]) -> list[str]:
    """Files that differ from the last release, when no entry was written since."""
    if any(change.on > released.on for change in changes):
        return []
    return sorted(path for path in released.files.keys() | now if released.files.get(path) != now.get(path))


def test_cc7_a_release_with_changed_pages_has_its_entry() -> None:
    assert unsaid(last(), files_now(), CHANGES) == []


def test_cc7_a_change_without_an_entry_is_found() -> None:
    now, before = files_now(), date(2026, 1, 1)
    same = Released(before, dict(now))
    entry = Change(before + timedelta(days=1), "New", ("New.",))
    old = Change(before, "Old", ("Old.",))
    assert unsaid(same, now, (old,)) == []
    for changed in (
        {**now, "templates/base.html": "other"},
        {**now, "templates/new.html": "x"},
        {path: digest for path, digest in now.items() if path != "static/app.css"},
    ):
        assert len(unsaid(same, changed, (old,))) == 1
        assert unsaid(same, changed, (entry, old)) == []
    assert len(unsaid(Released(date.min, {}), now, ())) == len(now)


def test_cc7_the_line_stands_before_the_change_and_not_after() -> None:
    change = Change(date(2026, 12, 20), "New", ("New.",))
    shown = [
        day
        for day in range(-DAYS_BEFORE - 5, 6)
        if coming(change.on + timedelta(days=day), (change,)) is change
    ]
    assert shown == list(range(-DAYS_BEFORE, 0))


def test_cc7_entries_are_in_order_and_say_something() -> None:
    assert [one.on for one in CHANGES] == sorted((one.on for one in CHANGES), reverse=True)
    assert all(one.words and str(one.title) for one in CHANGES)
