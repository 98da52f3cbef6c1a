"""The two files of a release, and the signed package they travel in: the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from documents import package, pdf
from privacy import signing
from recommendations.copies.pages import CopyPage, ReleasePage, Words

PDF_NAME = "recommendations.pdf"
JSON_NAME = "recommendations.json"
FORMAT = "atrium-release"
VERSION = 1


def files_of(page: ReleasePage) -> dict[str, bytes]:
    """Name and bytes of each file. Takes about a second: never inside an act. Raises NotRendered."""
    # The document is the board's: it speaks one language, whoever asks for it.
    made = pdf.render(
        "documents/release.html", {"page": page}, language=settings.LANGUAGE_CODE, made_on=page.made_on
    )
    return {PDF_NAME: made, JSON_NAME: data_of(page)}


def data_of(page: ReleasePage) -> bytes:
    """The release as JSON: the keys below and no others; days, never times; no id of ours but references."""
    said = {
        "format": FORMAT,
        "version": VERSION,
        "release": page.reference,
        "from": page.board,
        "for": page.organisation,
        "made_on": page.made_on.isoformat(),
        "recommendations": [_copy(copy, words) for copy, words in page.parts],
    }
    return (json.dumps(said, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def package_of(page: ReleasePage, files: Mapping[str, bytes] | None = None, edition: int = 1) -> bytes:
    """The signed ZIP: both files, a manifest of them and a signature over it. `files` where they are made."""
    about = {
        "release": page.reference,
        "from": page.board,
        "for": page.organisation,
        "edition": str(edition),
        "log": page.log_end,
        "ledger": page.ledger_end,
    }
    return package.build(
        files or files_of(page), about=about, sign=signing.signer(signing.RELEASE), made_on=page.made_on
    )


def _copy(copy: CopyPage, words: tuple[Words, ...]) -> dict[str, Any]:
    return {
        "reference": copy.reference,
        "title": copy.title,
        "endorsed_on": copy.endorsed_on,
        "addressed_to": list(copy.addressed_to),
        "operative": copy.operative,
        "rationale": copy.rationale,
        "rests_on": list(copy.rests_on),
        "in_the_words_of_members": [{"words": one.words, "named_as": one.named_as} for one in words],
    }
