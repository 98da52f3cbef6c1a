"""One plain Latin spelling for a word in either alphabet: "Юлия", "Yulia" and "Julia" become one."""

from __future__ import annotations

import re
import unicodedata

CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ђ": "d", "е": "e", "ё": "e", "є": "e",
        "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "ј": "i", "к": "k", "л": "l", "љ": "l",
        "м": "m", "н": "n", "њ": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u",
        "ў": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "џ": "d", "ш": "sh", "щ": "shch", "ъ": "",
        "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    }
)  # fmt: skip
# Spellings of one sound in Latin letters, the longer ones first.
LATIN = [
    ("tsch", "ch"), ("sch", "sh"), ("cz", "ch"), ("sz", "sh"), ("ph", "f"), ("kh", "h"), ("ck", "k"),
    ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i"), ("ß", "ss"), ("ł", "l"), ("ø", "o"), ("ı", "i"),
    ("đ", "d"), ("æ", "ae"), ("œ", "oe"),
]  # fmt: skip
LOOKALIKES = str.maketrans("aceopxyikmthb", "асеорхуікмтнв")
IS_CYRILLIC = re.compile(r"[\u0400-\u052f]")
IS_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def plain(word: str) -> str:
    """Lower case, without accents, in Latin letters; other scripts stay as they are."""
    bare = "".join(
        mark
        for mark in unicodedata.normalize("NFKD", _one_script(word.casefold()))
        if not unicodedata.combining(mark) or mark == "\u0306"
    )
    spelt = unicodedata.normalize("NFC", bare).translate(CYRILLIC)
    for many, one in LATIN:
        spelt = spelt.replace(many, one)
    return re.sub("i{2,}", "i", re.sub("ie?(?=[aou])", "i", spelt)).replace("'", "").replace("’", "")


def is_cyrillic(word: str) -> bool:
    """Whether it is written in Cyrillic letters."""
    return bool(IS_CYRILLIC.search(word))


def _one_script(word: str) -> str:
    # A Latin letter among Cyrillic ones is a slip of the keyboard, or a way around.
    return word.translate(LOOKALIKES) if is_cyrillic(word) and IS_LATIN.search(word) else word
