"""Every word that Atrium says, in every language it speaks: whole, plain, kind.

LA1 short sentences · LA2 words that are not used · LA3 errors without blame · LA4 nothing untranslated.
"""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation
from django.utils.translation import ngettext

from config import catalogue
from tests.house.tree import ROOT, templates

LONGEST = {"en": 20, "ru": 16}  # words of a sentence
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
        r"clients?", r"users?", r"subjects?", r"cases?", r"tickets?", r"investigat\w+", r"stor(?:y|ies)",
        r"statements?", r"accept\w*", r"reject\w*", r"declin\w*", r"ignor\w*", r"waivers?", r"revok\w+",
        r"retract\w*", r"consent\w*", r"sensitive", r"escap\w+", r"safe button", r"log(?:ged)? off",
        r"controllers?", r"agents?", r"interview\w*", r"reminders?", r"rewards?", r"compensat\w+",
        r"allowances?", r"law enforcement", r"kill\w*", r"captur\w+", r"min(?:es?|ed|ing)", r"targets?",
        r"targeted", r"forc(?:es?|ed|ing)", r"masters?", r"execut\w+", r"traps?", r"trapped", r"timeouts?",
        r"destr[ou]\w+", r"evidence", r"withdr[ae]w\w*", r"errors?", r"recipients?",
        r"(?<!partner )officers?",
    ],
    "ru": [
        r"жертв\w*", r"пострадавш\w+", r"бенефициар\w*", r"показани[яйе]\w*", r"свидетельск\w+",
        r"паник\w*", r"экстренн\w+", r"аварийн\w+", r"просроч\w+", r"дедлайн\w*", r"крайний срок",
        r"последн\w+ шанс\w*", r"уби[тв]\w*", r"заблокирован\w*", r"чёрн\w+ спис\w+", r"спас[её]н\w*",
        r"сломленн\w+", r"уязвим\w+", r"раб[ыа]?", r"рабств\w*", r"проститут\w*", r"незаконн\w+",
        r"нелегал\w*", r"преступник\w*", r"торговц\w* людьми", r"насильник\w*", r"ошибк\w*",
        r"ошибочн\w*", r"недопустим\w+", r"некорректн\w+", r"неверн\w+ (?:дат|парол)\w*", r"провал\w*",
        r"обязаны", r"должны были", r"эксплуат\w+", r"хозя\w+", r"срочн\w+",
        r"клиент\w*", r"агент\w*", r"допрос\w*", r"следстви\w+", r"следовател\w*", r"расследован\w*",
        r"заявлени\w+", r"улик\w*", r"доказательств\w*", r"отклон[иея]\w*", r"отверг\w*", r"игнорир\w*",
        r"вознагражд\w*", r"компенсаци\w*", r"пособи\w*", r"правоохран\w*", r"чувствительн\w*",
        r"напоминани\w*", r"захват\w*", r"ловушк\w*", r"мишен\w*", r"тревожн\w*", r"контролёр\w*",
        r"офицер\w*", r"интервью\w*", r"кейс\w*", r"тикет\w*", r"субъект\w*", r"сесси[яию]\w*",
        r"данный", r"уничтож\w+", r"осуществл\w+", r"является", r"являются", r"пользовател\w+",
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
        if len(WORD.findall(sentence)) > LONGEST[language]
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


# Words with markup around, in templates of pages, letters and papers; without tags, and without what is
# looked up: that is in the catalogue.
MARKUP = re.compile(
    r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL
)
IN_BLOCKS = re.compile(r"\{% blocktranslate.*?\{% endblocktranslate %\}", re.DOTALL)

# A class of style, and names of two ways to reckon.
NO_WORDS = re.compile(r"\{% block button_class %\}.*?\{% endblock %\}|\bEd25519\b|\bSHA-256\b")


def _unsaid(source: str) -> str:
    """What a template says past the catalogue."""
    return " ".join(MARKUP.sub(" ", NO_WORDS.sub(" ", IN_BLOCKS.sub(" ", source))).split())


def test_la2_templates_say_nothing_past_the_catalogue() -> None:
    """So that what is looked for above is all there is: pages, letters and papers alike."""
    beside = {str(one.relative_to(ROOT)): _unsaid(one.read_text()) for one in templates()}
    assert len(beside) > 150
    found = {file: words for file, words in beside.items() if re.search(r"[^\W\d_]{3,}", words)}
    assert found == {}
    assert _unsaid('{# why #}<p class="x">Victims {{ name }}</p>{% translate "Said" %}') == "Victims"


def test_la2_the_words_are_looked_for_in_all_their_forms() -> None:
    said = {
        "en": "Victims disclosed Purged clients stories executed Cases",
        "ru": "Жертвы Ошибка рабства клиенты расследования",
    }
    for language, words in said.items():
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


HEADER = 'msgid ""\nmsgstr "Plural-Forms: {}\\n"\n'
ARABIC = (
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;"
)


def test_another_language_counts_by_its_own_rule(tmp_path: Path, settings: object) -> None:
    file = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(HEADER.format(ARABIC))
    settings.LOCALE_PATHS = [tmp_path]
    catalogue.build()
    made = catalogue.merge("ar")
    assert made.metadata["Plural-Forms"] == ARABIC
    assert {len(one.msgstr_plural) for one in made if one.msgid_plural} == {6}
    [minutes] = [one for one in made if one.msgid == "%(n)s minute"]
    minutes.msgstr_plural = dict.fromkeys(range(6), "%(n)s دقيقة")
    made.save(str(file))
    assert "not translated: %(n)s minute" not in catalogue.missing("ar")
    del minutes.msgstr_plural[5]
    made.save(str(file))
    assert "not translated: %(n)s minute" in catalogue.missing("ar")


def test_a_catalogue_that_does_not_say_how_it_counts_is_refused(tmp_path: Path, settings: object) -> None:
    file = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid ""\nmsgstr ""\n\nmsgid "Day"\nmsgstr "Tag"\n')
    settings.LOCALE_PATHS = [tmp_path]
    with pytest.raises(ImproperlyConfigured) as refusal:
        catalogue.build()
    assert str(refusal.value) == (
        f"{file}: its header has to say how it counts. Write there: "
        "Plural-Forms: nplurals=2; plural=(n != 1); (or the rule of this language)"
    )


def test_what_is_used_is_made_from_what_is_kept(tmp_path: Path, settings: object) -> None:
    """No tool of the system is needed; a read-only place is left as it is."""
    file = tmp_path / "ru" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(f'{HEADER.format("nplurals=2; plural=(n != 1);")}\nmsgid "Day"\nmsgstr "День"\n')
    settings.LOCALE_PATHS = [tmp_path]
    catalogue.build()
    made = file.with_suffix(".mo")
    assert polib.mofile(str(made)).find("Day").msgstr == "День"
    before = made.stat().st_mtime_ns
    catalogue.build()
    assert made.stat().st_mtime_ns == before
