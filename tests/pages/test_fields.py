"""Days in three boxes, times, cards, long texts: what is taken in, what is asked for again, how it looks."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format

from pages.choices import OneOf, SomeOf
from pages.dates import ClockField, DayField, MomentField
from pages.templatetags.pages import anchor
from pages.texts import LongText
from tests.markup import Document


class Sample(forms.Form):
    name = forms.CharField(label="Chosen name", help_text="Any word <you> like", max_length=20)
    body = LongText(required=False, rows=5)
    closes = DayField(required=False)
    starts = MomentField(required=False)
    until = ClockField(required=False)
    naming = forms.ChoiceField(
        choices=[("n", "No name"), ("c", "Chosen")], widget=OneOf(hints={"n": "A member"})
    )
    uses = forms.MultipleChoiceField(choices=[("s", "Share")], required=False, widget=SomeOf(two=True))
    seen = forms.BooleanField(required=False, help_text="Once is enough")


def filled(**data: str) -> Sample:
    return Sample({"name": "Linden", "naming": "n", **data})


def shown(form: forms.Form) -> Document:
    return Document(f"<!doctype html><html lang=en><title>x</title><form>{form}</form></html>")


@pytest.mark.parametrize("month", ["12", "December", "december", "Dec", "dec.", " 12 "])
def test_a_day_is_read_with_its_month_as_number_or_word(month: str) -> None:
    form = filled(closes_day="11", closes_month=month, closes_year="2026")
    assert form.is_valid()
    assert form.cleaned_data["closes"] == dt.date(2026, 12, 11)


def test_a_month_may_be_written_in_the_language_of_the_page() -> None:
    with translation.override("ru"):
        form = filled(closes_day="11", closes_month="Декабрь", closes_year="2026")
        assert form.is_valid()


LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_read_as_the_page_writes_it(language: str, month: int) -> None:
    """Where a language bends the month, it is read bent."""
    with translation.override(language):
        for written in ("j E Y", "j F Y", "j b Y"):
            day, name, year = date_format(dt.date(2026, month, 9), written).split()
            form = filled(closes_day=day, closes_month=name, closes_year=year)
            assert form.errors == {}, (written, name)
            assert form.cleaned_data["closes"] == dt.date(2026, month, 9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_hint_shows_is_read(language: str) -> None:
    with translation.override(language):
        said = str(DayField.default_error_messages["unknown"])
        assert DayField().clean(said.rpartition(": ")[2].split()) == dt.date(2026, 5, 3)
        said = str(MomentField.default_error_messages["unknown"])
        shown_so = said.rpartition(": ")[2].replace(",", "").split()
        assert MomentField().clean(shown_so) == dt.datetime(2026, 5, 3, 14, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "day,month,year",
    [("31", "2", "2026"), ("0", "1", "2026"), ("11", "", "2026"), ("11", "12", "26"), ("x", "12", "2026"),
     ("11", "Smarch", "2026"), ("11", "12", "99999999999999999999"), ("²", "12", "2026"),
     ("-1", "12", "2026")],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_asked_for_again(day: str, month: str, year: str) -> None:
    form = filled(closes_day=day, closes_month=month, closes_year=year)
    assert form.errors == {"closes": ["Check the date. Write it like this: 3 May 2026"]}
    boxes = {
        one.attrib["name"]: one.attrib.get("value", "")
        for one in shown(form).all("input")
        if "closes" in one.attrib["name"]
    }
    assert boxes == {"closes_day": day, "closes_month": month, "closes_year": year}, "what was typed stays"


def test_three_empty_boxes_are_no_day() -> None:
    form = filled()
    assert form.is_valid()
    assert form.cleaned_data["closes"] is None


def test_a_needed_day_is_asked_for() -> None:
    class Needed(forms.Form):
        on = DayField()

    assert Needed({}).errors == {"on": ["Write the day, the month and the year"]}


def test_a_known_day_stands_in_its_boxes() -> None:
    form = Sample(initial={"closes": dt.date(2026, 5, 3)})
    values = {one.attrib["name"]: one.attrib.get("value") for one in shown(form).all("input")}
    assert (values["closes_day"], values["closes_month"], values["closes_year"]) == ("3", "5", "2026")
    assert not form["closes"].field.has_changed(dt.date(2026, 5, 3), ["3", "5", "2026"])
    assert form["closes"].field.has_changed(dt.date(2026, 5, 3), ["4", "5", "2026"])


def test_a_moment_is_read_in_the_current_zone() -> None:
    with timezone.override("Europe/Warsaw"):
        form = filled(starts_day="10", starts_month="12", starts_year="2026", starts_time="15.00")
        assert form.is_valid()
    assert form.cleaned_data["starts"] == dt.datetime(2026, 12, 10, 14, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize("day,clock", [("29", "02:30"), ("10", ""), ("10", "25:00"), ("10", "noon")])
def test_a_moment_that_does_not_exist_is_asked_for_again(day: str, clock: str) -> None:
    with timezone.override("Europe/Warsaw"):  # on 29 March 2026 there is no half past two
        form = filled(starts_day=day, starts_month="3", starts_year="2026", starts_time=clock)
        assert "starts" in form.errors


@pytest.mark.parametrize("typed,read", [("14:30", (14, 30)), ("9:05", (9, 5)), (" 23.59 ", (23, 59))])
def test_a_time_is_read(typed: str, read: tuple[int, int]) -> None:
    form = filled(until=typed)
    assert form.is_valid()
    assert form.cleaned_data["until"] == dt.time(*read)


@pytest.mark.parametrize("typed", ["24:00", "14", "14:3", "14:30:00", "half past two"])
def test_a_time_that_does_not_exist_is_asked_for_again(typed: str) -> None:
    assert filled(until=typed).errors == {"until": ["Check the time. Write it like this: 14:30"]}


def test_line_ends_of_browsers_become_one_kind() -> None:
    form = filled(body="one\r\ntwo\rthree\n")
    assert form.is_valid()
    assert form.cleaned_data["body"] == "one\ntwo\nthree"


def test_cards_carry_their_words() -> None:
    page = shown(Sample())
    cards = [one for one in page.all("label") if one.attrib.get("class") == "choice"]
    words = [" ".join("".join(card.itertext()).split()) for card in cards]
    assert words == ["No name A member", "Chosen", "Share", "Seen Once is enough"]
    assert [one for one in page.all("input") if "checked" in one.attrib] == [], "nothing is chosen for her"
    assert [one.attrib["class"] for one in page.all("div") if "choices" in one.attrib.get("class", "")] == [
        "choices",
        "choices two",
    ]


def test_fields_are_joined_to_hint_and_error() -> None:
    page = shown(filled(name=""))
    name = next(one for one in page.all("input") if one.attrib.get("name") == "name")
    assert name.attrib["aria-describedby"] == "id_name_helptext id_name_error"
    assert name.attrib["aria-invalid"] == "true"
    assert page.ids["id_name_helptext"] == page.ids["id_name_error"] == 1
    assert "&lt;you&gt;" in str(filled())


def test_the_browser_checks_and_cuts_nothing() -> None:
    for field in shown(Sample()).all("input", "textarea", "select"):
        assert not {"required", "maxlength", "minlength", "pattern"} & set(field.attrib)


def test_what_is_typed_goes_to_no_other_program() -> None:
    text = shown(Sample()).all("textarea")[0]
    assert (text.attrib["spellcheck"], text.attrib["autocomplete"], text.attrib["translate"]) == (
        "false",
        "off",
        "no",
    )


def test_a_form_may_say_so_itself() -> None:
    class Said(forms.Form):
        body = forms.CharField(widget=forms.Textarea(attrs={"spellcheck": "true", "autocomplete": "name"}))
        kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.Select(attrs={"autocomplete": "country"}))

    page = shown(Said())
    assert not page.complaints
    text, kind = page.all("textarea", "select")
    assert (text.attrib["spellcheck"], text.attrib["autocomplete"]) == ("true", "name")
    assert kind.attrib["autocomplete"] == "country"


def test_the_summary_leads_to_the_first_control() -> None:
    form = Sample()
    ids = shown(form).ids
    for field in form:
        assert ids[anchor(field)] == 1, field.name
    assert anchor(form["closes"]) == "id_closes_day"
    assert anchor(form["naming"]) == "id_naming_0"


def test_our_sentences_ask() -> None:
    assert filled(name="").errors["name"] == ["Please fill this in"]
    assert filled(naming="").errors["naming"] == ["Please choose one"]
    assert filled(naming="x").errors["naming"] == ["Please choose one of these"]
