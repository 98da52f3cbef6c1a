"""LA4: somebody who reads Russian meets Russian, on every page that her role can come to."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache

import pikepdf
import pytest
from django.urls import Resolver404, resolve
from django.utils import translation

from board import actions
from board.models import Account
from config import catalogue
from consultations.models import Consultation
from meetings.models import AgendaItem, Entry, Meeting
from recommendations.models import Recommendation
from tests.meetings import held
from tests.people import Cast
from tests.recommendations.world import World, build
from tests.visiting import Page, Visitor

FILES = (".pdf", "/copy/", ".ics", ".zip", "/file/", "/anchor/")
LATIN = re.compile(r"[A-Za-z][a-z]{2,}")
# Names of things, and letters that are the same in both languages.
NAMES = set(
    LATIN.findall(
        """Atrium English PDF JPEG PNG WebP CSV ZIP UTC Shift Tab Enter Chrome Safari Edge Firefox Samsung
        Internet Mac iPhone Ctrl manage audit verify current python keys gate join migrate Django SQLite
        PostgreSQL WeasyPrint Warsaw JavaScript Advisory Board SHA base manifest json
        cryptography strong river Europe guardian simple history Python Debian"""
    )
)


@cache
def _english() -> list[str]:
    """Whole sentences of ours without a placeholder; long enough to be known."""
    return [
        one for _context, one, many in catalogue.words_of_the_source() if len(one) > 18 and "%(" not in one
    ]


def _content(world: World) -> set[str]:
    """Words that people of the story typed: nobody translates them."""
    typed = [
        one.title
        for model in (Consultation, Meeting, AgendaItem, Recommendation)
        for one in model.objects.all()
    ]
    typed += [f"{one.heading} {one.owner}" for one in Entry.objects.all()]
    typed += [world.cast.agency.name, world.cast.agency.does, world.cast.other_agency.name, held.HOW]
    typed += [one.sign_in_name for one in Account.objects.all()]
    typed += [f"{one.place} {one.languages} {one.host}" for one in Meeting.objects.all()]
    return {word for text in typed for word in LATIN.findall(text)}


def _in_russian(account: Account) -> Visitor:
    actions.change_language(actor=account, language="ru")
    account.refresh_from_db()
    return Visitor.as_(account)


def _pages(visitor: Visitor) -> Iterator[Page]:
    """By links alone, each kind of address once."""
    seen: set[str] = {"/", "/leave/", "/in/"}
    times: dict[str, int] = {}
    waiting = ["/"]
    while waiting:
        page = visitor.get(waiting.pop(0), reads=True)
        yield page
        for addresses in page.links.values():
            for where in addresses:
                path = where.partition("#")[0]
                if not path.startswith("/") or path in seen or path.partition("?")[0].endswith(FILES):
                    continue
                seen.add(path)
                try:
                    name = resolve(path.partition("?")[0]).view_name
                except Resolver404:
                    continue
                times[name] = times.get(name, 0) + 1
                if times[name] == 1:
                    waiting.append(path)


def _faults(page: Page, known: set[str]) -> list[str]:
    text = page.text
    # a fingerprint is no word, nor is the code of somebody who may be mentioned
    text = re.sub(r"\b(?:[0-9a-f]{4} ){3,}[0-9a-f]{4}\b|#[0-9a-f]{4}\b", " ", text)
    whole = [sentence for sentence in _english() if sentence in text]
    words = set(
        LATIN.findall(re.sub(r"\S*(?:canary|@|https?:|[0-9a-f]{8}|[A-Za-z0-9+/=]{20})\S*", " ", text))
    )
    strange = {word for word in words - known if not word.islower() or len(word) > 3}
    if page.url.endswith("/preview/"):  # the paper itself, and its keys, in the language of the board
        whole = [one for one in whole if one != "A member of the board"]
        strange -= {"addressed", "atrium", "made", "named", "operative", "rationale"}
    faults = [f"{page.url}: in English: {sentence}" for sentence in whole]
    if page.document.root.find("html") is not None or page.document.all("html"):
        faults += [f"{page.url}: lang" for one in page.document.all("html") if one.attrib.get("lang") != "ru"]
    return faults + [f"{page.url}: {word}" for word in sorted(strange)]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_la4_a_visit_in_russian(cast: Cast) -> None:
    """Every page by links, for each role: nothing of ours in English, `lang` set, days in words."""
    world = build(cast)
    world.granted()
    minutes = held.written(cast, held.held(cast, 7))
    held.called(cast, 8)
    assert minutes
    known = _content(world) | NAMES | _typed_words()
    told: dict[str, list[str]] = {}
    for name in ("anna", "chloe", "sam", "olga", "dora", "adam"):
        visitor = _in_russian(getattr(cast, name).account)
        pages = list(_pages(visitor))
        assert len(pages) > 6, name
        for page in pages:
            for fault in _faults(page, known):
                told.setdefault(fault.partition(": ")[2], []).append(f"{name} {fault.partition(': ')[0]}")
            assert not re.search(r"\b\d\d/\d\d/\d{4}\b", page.text), page.url
    translation.activate("en")
    assert not told, "\n".join(f"{what}: {where[:2]}" for what, where in told.items())


def _typed_words() -> set[str]:
    """Words of the sealed texts of the stories, which stand beside the canary."""
    from pathlib import Path

    root = Path(__file__).resolve().parents[1]
    sources = [
        "people.py",
        "canary.py",
        "recommendations/world.py",
        "meetings/held.py",
        "consultations/stories.py",
    ]
    text = " ".join((root / one).read_text() for one in sources)
    return set(LATIN.findall(text))


@pytest.mark.parametrize("path", ["/in/", "/help/", "/support/", "/privacy/", "/safety/", "/accessibility/"])
def test_la4_a_stranger_chooses_russian_on_every_page(cast: Cast, path: str) -> None:
    stranger = Visitor()
    page = stranger.get(path)
    offered = [one for one in page.document.all("button") if one.attrib.get("name") == "language"]
    assert {one.attrib["value"] for one in offered} == {"en", "ru"}
    stranger.post("/language/", {"language": "ru", "next": path})
    page = stranger.get(path)
    assert page.document.all("html")[0].attrib["lang"] == "ru"
    assert "Уйти сейчас" in page
    assert [sentence for sentence in _english() if sentence in page.text] == []


def test_la4_pages_without_forms_lead_to_the_languages(cast: Cast) -> None:
    stranger = Visitor()
    page = stranger.get("/nowhere/at/all/", status=404)
    assert page.link("English · Русский") == "/language/choose/"
    stranger.get("/language/choose/")
    stranger.post("/language/", {"language": "ru", "next": "/"})
    page = stranger.get("/nowhere/at/all/", status=404)
    assert page.document.all("html")[0].attrib["lang"] == "ru"
    assert page.h1 == "Эта страница недоступна"


@pytest.mark.slow
def test_la4_a_paper_speaks_the_language_of_the_page(cast: Cast) -> None:
    """A PDF has no buttons: the switch of the page that one saves it from is its switch."""
    meeting, found = held.called(cast, 8), {}
    sam = Visitor.as_(cast.sam.account)
    for language in ("en", "ru"):
        sam.get(f"/m/{meeting.id}/")
        sam.post("/me/language/", {"language": language, "next": f"/m/{meeting.id}/"})
        made = sam.client.get(f"/m/{meeting.id}/agenda.pdf", secure=True).getvalue()
        with pikepdf.open(io.BytesIO(made)) as document:
            found[language] = str(document.Root.Lang), str(document.docinfo["/Title"]).split()[0]
    assert found == {"en": ("en", "Agenda"), "ru": ("ru", "Повестка")}


def test_la4_the_choice_is_kept_on_the_account(cast: Cast) -> None:
    anna = Visitor.as_(cast.anna.account)
    anna.get("/help/")
    anna.post("/me/language/", {"language": "ru", "next": "/help/"})
    assert anna.page is not None
    assert anna.page.response["Location"] == "/help/"
    assert Account.objects.get(pk=cast.anna.account_id).language == "ru"
    assert anna.get("/help/").document.all("html")[0].attrib["lang"] == "ru"
    anna.post("/me/language/", {"language": "en", "next": "//elsewhere.example/"})
    assert anna.page.response["Location"] == "/me/"


def test_la3_an_error_in_russian_keeps_what_was_typed(cast: Cast) -> None:
    anna = _in_russian(cast.anna.account)
    anna.get("/me/mentions/")
    page = anna.fill({"inside": "pen_name", "pen_name": "", "other_names": "Лялька"}, stays=True)
    assert "Напишите псевдоним или выберите выше другой вариант." in " ".join(page.errors)
    assert "Лялька" in page.content.decode()
    translation.activate("en")
