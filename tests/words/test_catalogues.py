"""Every word that Atrium says, in every language it speaks: whole, plain, kind.

LA1 short sentences · LA2 words that are not used · LA3 errors without blame · LA4 nothing untranslated.
"""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext

from config import catalogue

LONGEST = 20  # words of a sentence
OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
SENTENCE = re.compile(r"(?<=[.!?…:;])\s+|\n+")
TAG = re.compile(r"<[^>]+>|%\(\w+\)[sd]")

# trauma-informed.md, 4.1: each of these in all its forms.
NOT_USED = {
    "en": [
        r"victims?", r"beneficiar\w+", r"testimon\w+", r"disclos\w+", r"trigger warning", r"disturbing",
        r"graphic", r"panic", r"emergenc\w+", r"terminat\w+", r"expired", r"timed out", r"killed",
        r"handlers?", r"interrogat\w+", r"deadlines?", r"overdue", r"last chance", r"incentives?",
        r"stakeholders?", r"purg\w+", r"wip\w+", r"blacklist\w*", r"banned", r"blocked", r"rescue\w*",
        r"broken", r"vulnerable", r"slaves?", r"prostitut\w+", r"illegal\w*", r"perpetrators?",
        r"traffickers?", r"abusers?", r"invalid", r"fatal", r"exploit\w*", r"harvest\w*", r"survivors?",
        r"submit\w*", r"failed", r"failure", r"abort\w*", r"must", r"urgent",
    ],
    "ru": [
        r"жертв\w*", r"пострадавш\w+", r"бенефициар\w*", r"показани[яйе]\w*", r"свидетельск\w+",
        r"паник\w*", r"экстренн\w+", r"аварийн\w+", r"просроч\w+", r"дедлайн\w*", r"крайний срок",
        r"последн\w+ шанс\w*", r"уби[тв]\w*", r"заблокирован\w*", r"чёрн\w+ спис\w+", r"спас[её]н\w*",
        r"сломленн\w+", r"уязвим\w+", r"раб[ыа]?", r"рабств\w*", r"проститут\w*", r"незаконн\w+",
        r"нелегал\w*", r"преступник\w*", r"торговц\w* людьми", r"насильник\w*", r"ошибк\w*",
        r"ошибочн\w*", r"недопустим\w+", r"некорректн\w+", r"неверн\w+ (?:дат|парол)\w*", r"провал\w*",
        r"обязаны", r"должны были", r"эксплуат\w+", r"хозя\w+", r"срочн\w+",
        r"данный", r"осуществл\w+", r"является", r"являются", r"пользовател\w+",
    ],
}  # fmt: skip
# What is said of a thing, or said not to be.
ALLOWED = {
    "You have seen that it is overwritten or broken.",
    "Nothing here is urgent. You can skip any of it.",
    "Ничего срочного здесь нет. Любое можно пропустить.",
}


def _said(language: str) -> list[str]:
    """Everything that is said in a language."""
    if language == settings.LANGUAGE_CODE:
        return [form for _context, *forms in catalogue.words_of_the_source() for form in forms if form]
    entries = catalogue.catalogue(language)
    return [form for one in entries for form in (one.msgstr, *one.msgstr_plural.values()) if form]


@pytest.mark.parametrize("language", OTHERS)
def test_la4_every_language_is_whole(language: str) -> None:
    """Nothing untranslated, nothing unsure, nothing stale, the same placeholders."""
    assert catalogue.missing(language) == []


def test_la4_a_catalogue_that_lacks_something_is_noticed(tmp_path: Path, settings: object) -> None:
    entries = catalogue.catalogue("ru")
    empty = next(one for one in entries if "%(" not in one.msgid and not one.msgid_plural)
    empty.msgstr = ""
    holed = next(one for one in entries if "%(" in one.msgid and not one.msgid_plural)
    holed.msgstr = "нет %(such)s"
    unsure = entries[-5]
    unsure.flags.append("fuzzy")
    entries.remove(entries[-9])
    entries.append(polib.POEntry(msgid="no such words", msgstr="нет"))
    file = tmp_path / "ru" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    entries.save(str(file))
    settings.LOCALE_PATHS = [tmp_path]
    told = {one.split(":")[0] for one in catalogue.missing("ru")}
    assert told == {
        "not translated",
        "other placeholders",
        "not looked at",
        "not in the catalogue",
        "no longer in the source",
    }


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_la1_no_sentence_is_long(language: str) -> None:
    long = [
        sentence
        for text in _said(language)
        for sentence in SENTENCE.split(TAG.sub("x", text))
        if len(WORD.findall(sentence)) > LONGEST
    ]
    assert long == []


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_la2_words_that_hurt_are_not_used(language: str) -> None:
    banned = re.compile(rf"\b(?:{'|'.join(NOT_USED[language])})\b", re.IGNORECASE)
    found = {text: match.group(0) for text in _said(language) if (match := banned.search(text))}
    assert {text: word for text, word in found.items() if text not in ALLOWED} == {}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_la3_nothing_shouts(language: str) -> None:
    assert [text for text in _said(language) if "!" in text] == []


def test_la2_the_words_are_looked_for_in_all_their_forms() -> None:
    for language, words in {"en": "Victims disclosed Purged", "ru": "Жертвы Ошибка рабства"}.items():
        banned = re.compile(rf"\b(?:{'|'.join(NOT_USED[language])})\b", re.IGNORECASE)
        assert all(banned.search(word) for word in words.split())


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 минута"), (2, "2 минуты"), (5, "5 минут"), (11, "11 минут"), (21, "21 минута")],
)
def test_russian_counts(count: int, words: str) -> None:
    with translation.override("ru"):
        assert ngettext("%(n)s minute", "%(n)s minutes", count) % {"n": count} == words


def test_dates_are_words_in_russian() -> None:
    import datetime as dt

    from django.template import Context, Template

    with translation.override("ru"):
        shown = Template("{% load pages %}{{ day|short_day }}").render(Context({"day": dt.date(2026, 5, 3)}))
    assert shown == "3 мая 2026"


def test_what_is_used_is_made_from_what_is_kept(tmp_path: Path, settings: object) -> None:
    """No tool of the system is needed; a read-only place is left as it is."""
    file = tmp_path / "ru" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid ""\nmsgstr ""\n\nmsgid "Day"\nmsgstr "День"\n')
    settings.LOCALE_PATHS = [tmp_path]
    catalogue.build()
    made = file.with_suffix(".mo")
    assert polib.mofile(str(made)).find("Day").msgstr == "День"
    before = made.stat().st_mtime_ns
    catalogue.build()
    assert made.stat().st_mtime_ns == before
