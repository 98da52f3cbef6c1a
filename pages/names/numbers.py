"""What looks like a telephone number or an address of the net."""

from __future__ import annotations

import re
from collections.abc import Iterator

FEWEST, MOST = 7, 15  # digits of a telephone number: ITU-T E.164
DIGITS = re.compile(r"(?<![\w/.,-])(?:\+|00)?\(?\d[\d\s().\-–/\u00a0\u2009\u202f]{4,24}\d(?![\w/])")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NO_NUMBER = (
    re.compile(r"\d{4}-\d{2}-\d{2}"),  # 2026-11-22
    re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}"),  # 22.11.2026
    re.compile(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d"),  # 2019–2026
    re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f.,]000)+"),  # 1 000 000
    re.compile(r"(?:(?:19|20)\d\d[\s,;]+)*(?:19|20)\d\d"),  # 2019 2020 2021
    re.compile(r"\d{1,2}[.:]\d{2}\s?[-–]\s?\d{1,2}[.:]\d{2}"),  # 14.30-16.00
)


def numbers_in(text: str) -> Iterator[str]:
    """What may be a telephone number, or an address of the net, as it stands there."""
    yield from ADDRESS.findall(text)
    for found in DIGITS.finditer(text):
        words = found.group(0).strip()
        count = sum(mark.isdigit() for mark in words)
        if FEWEST <= count <= MOST and not any(one.fullmatch(words) for one in NO_NUMBER):
            yield words
