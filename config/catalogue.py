"""The words of Atrium in other languages: found in the source, kept in `locale/`, made ready to use.

In plain Python: neither whoever runs Atrium nor whoever translates it needs GNU gettext. `django.mo` is made
from `django.po` by `script/bootstrap` and at every start, and is not kept in the repository. A new language
begins with a `django.po` that holds its header alone, with Plural-Forms; `manage.py words` brings the rest.
"""

from __future__ import annotations

import ast
import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation.template import templatize

PLAIN = {"_", "gettext", "gettext_lazy", "noop", "gettext_noop", "ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
LITERAL = r"(?:[uU]?'(?:[^'\\]|\\.)*'|[uU]?\"(?:[^\"\\]|\\.)*\")"
IN_TEMPLATE = re.compile(
    rf"\b(_|n?p?gettext)\(\s*({LITERAL})(?:\s*,\s*({LITERAL}))?(?:\s*,\s*({LITERAL}))?", re.DOTALL
)
BESIDE = {"tests", "benchmarks", "var", "node_modules"}
# How many forms a count has in a language: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
FORMS = re.compile(r"nplurals\s*=\s*([1-6])\s*;\s*plural\s*=")

# Context ("" for none), words for one, words for many ("" where there is no plural).
Words = tuple[str, str, str]


def folder() -> Path:
    """Where the catalogues stand."""
    return Path(settings.LOCALE_PATHS[0])


def languages() -> list[str]:
    """Every language that has a catalogue, complete or not."""
    return sorted(file.parent.parent.name for file in folder().glob("*/LC_MESSAGES/django.po"))


def catalogue(language: str) -> polib.POFile:
    """The catalogue of a language. Raises ImproperlyConfigured where it does not say its plural forms."""
    found = polib.pofile(str(_file(language)), wrapwidth=110)
    plurals = found.metadata.get("Plural-Forms", "")
    if not FORMS.match(plurals):
        raise ImproperlyConfigured(
            f"{_file(language)}: its header has to say how it counts. Write there: "
            "Plural-Forms: nplurals=2; plural=(n != 1); (or the rule of this language)"
        )
    found.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": plurals,
    }
    return found


def _forms_of(found: polib.POFile) -> int:
    """How many forms a count has there."""
    said = FORMS.match(found.metadata["Plural-Forms"])
    return int(said[1]) if said else 0


def words_of_the_source() -> dict[Words, set[str]]:
    """All words that are shown to people, with the files in which they stand."""
    found: dict[Words, set[str]] = {}
    root = Path(settings.BASE_DIR)
    for file in sorted([*root.glob("*/**/*.py"), *root.glob("templates/**/*.*")]):
        top = file.relative_to(root).parts[0]
        if top.startswith(".") or top in BESIDE:
            continue
        for words in _words_of(file):
            found.setdefault(words, set()).add(file.relative_to(root).as_posix())
    return found


def merge(language: str) -> polib.POFile:
    """Bring a catalogue in step with the source: new words empty, words that are gone go. Written to disk."""
    kept = {_key(entry): entry for entry in catalogue(language)}
    made = catalogue(language)
    made.clear()
    for words, files in sorted(words_of_the_source().items()):
        made.append(_entry(words, files, kept.get(words), _forms_of(made)))
    made.save(str(_file(language)))
    return made


def missing(language: str) -> list[str]:
    """What is not said in this language, or said with other placeholders; nothing when it is complete."""
    found = catalogue(language)
    entries = {_key(entry): entry for entry in found}
    source = words_of_the_source()
    told = [f"not in the catalogue: {words[1]}" for words in source if words not in entries]
    told += [f"no longer in the source: {words[1]}" for words in entries if words not in source]
    return told + [
        f"{fault}: {key[1]}" for key, entry in entries.items() for fault in _faults(entry, _forms_of(found))
    ]


def build() -> None:
    """Make `django.mo` beside each catalogue that is newer. Where nothing may be written, nothing is."""
    for language in languages():
        source, made = _file(language), _file(language).with_suffix(".mo")
        if made.exists() and made.stat().st_mtime >= source.stat().st_mtime:
            continue
        with contextlib.suppress(OSError):
            _replace(made, catalogue(language).to_binary())


def _replace(file: Path, body: bytes) -> None:
    """At once: two processes may start together."""
    handle, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as made:
        made.write(body)
    Path(name).chmod(0o644)
    Path(name).replace(file)


def _file(language: str) -> Path:
    return folder() / language / "LC_MESSAGES" / "django.po"


def _key(entry: polib.POEntry) -> Words:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def _entry(words: Words, files: set[str], old: polib.POEntry | None, forms: int) -> polib.POEntry:
    context, one, many = words
    entry = polib.POEntry(
        msgid=one, msgctxt=context or None, occurrences=[(file, "") for file in sorted(files)]
    )
    if many:
        entry.msgid_plural = many
        entry.msgstr_plural = dict(old.msgstr_plural) if old else dict.fromkeys(range(forms), "")
    else:
        entry.msgstr = old.msgstr if old else ""
    if "%(" in one:
        entry.flags.append("python-format")
    return entry


def _faults(entry: polib.POEntry, forms: int) -> Iterator[str]:
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if "fuzzy" in entry.flags:
        yield "not looked at"
    if not all(said) or (entry.msgid_plural and len(said) != forms):
        yield "not translated"
        return
    allowed = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or "")
    for words in said:
        # A form for one may leave the number out; nothing may be put in that nobody gives.
        if _placeholders(words) - allowed or (not entry.msgid_plural and _placeholders(words) != allowed):
            yield "other placeholders"


def _placeholders(words: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", words))


def _words_of(file: Path) -> Iterator[Words]:
    if file.suffix == ".py":
        yield from _words_of_python(ast.parse(file.read_text()))
    elif file.suffix in {".html", ".txt"}:
        yield from _words_of_template(file.read_text())


def _words_of_python(tree: ast.AST) -> Iterator[Words]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = [one.value for one in node.args if isinstance(one, ast.Constant)]
            yield from _said(node.func.id, [one for one in given if isinstance(one, str)])


def _words_of_template(text: str) -> Iterator[Words]:
    for name, *given in IN_TEMPLATE.findall(templatize(text)):
        yield from _said(name, [ast.literal_eval(one) for one in given if one])


def _said(name: str, given: list[str]) -> Iterator[Words]:
    if name in PLAIN and given and given[0]:
        yield "", given[0], given[1] if name.startswith("n") and "noop" not in name and len(given) > 1 else ""
    elif name in IN_CONTEXT and len(given) > 1:
        context, one, *many = given
        yield context, one, many[0] if name.startswith("n") and many else ""
