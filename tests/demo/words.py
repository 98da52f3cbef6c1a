"""Every sentence of the demonstration, and the words that none of them holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

# From the glossary of our words: what is not said to, or of, the people of a board.
BANNED_WORDS = (
    "victims?", "clients?", "users?", "beneficiary", "beneficiaries", "subjects?", "testimony",
    "testimonies", "story", "stories", "statements?", "evidence", "disclosures?", "tickets?",
    "investigations?", "reject(s|ed)?", "declined?", "ignored?", "consent", "waiver", "revoked?",
    "retract(ed)?", "trigger warning", "disturbing", "graphic", "sensitive", "panic", "log off",
    "session expired", "timed out", "handlers?", "interviewers?", "deadlines?", "overdue",
    "last chance", "reminders?", "incentives?", "rewards?", "allowances?", "stakeholders?", "recipients?",
    "purged?", "wiped?", "kill(s|ed)?", "destroy(s|ed)?", "blacklist(ed)?", "banned", "blocked",
    "rescued?", "saved", "broken", "vulnerable", "slaves?", "prostitutes?", "illegal(ly)?",
    "survivors?", "perpetrators?", "traffickers?", "abusers?", "owners?", "invalid", "errors?",
    "fatal", "exploits?", "captured?", "harvest(ed)?", "mine", "targets?", "targeted", "force",
    "master", "executed?", "traps?", "trapped", "submit(s|ted)?",
)  # fmt: skip
# Names of laws and treaties are quoted as they are.
NAMES_OF_LAWS = ("Victim Support Act",)
# What carries no sentence: keys, names to sign in with, references.
WITHOUT_SENTENCES = {"key", "sign_in", "passphrase", "zone", "reference", "join_link", "passcode", "contact"}
LONGEST_SENTENCE = 20
LONGEST_RUSSIAN_SENTENCE = 16


def texts(thing: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Each text in a thing of the demonstration, with the dotted name of its field."""
    if isinstance(thing, Enum) or name.rpartition(".")[2] in WITHOUT_SENTENCES:
        return
    if isinstance(thing, str):
        yield name, thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from texts(each, name)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name), f"{name}.{field.name}")


def sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.?!])[”»]?\s+", text) if each]


def count_words(sentence: str) -> int:
    return len(re.findall(r"[\w’'(/)-]+", sentence))


def banned_words(text: str) -> list[str]:
    for name in NAMES_OF_LAWS:
        text = text.replace(name, "")
    return [found[0] for found in re.finditer(rf"\b({'|'.join(BANNED_WORDS)})\b", text, re.IGNORECASE)]


def is_cyrillic(text: str) -> bool:
    return bool(re.search(r"[а-яё]{3}", text, re.IGNORECASE))
