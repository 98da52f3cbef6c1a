"""The frozen vectors, read from their files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from privacy.crypto import FORMATS, Cipher, Place, WrongKey, sealed_under

FOLDER = Path(__file__).parent / "vectors"
Case = dict[str, Any]


def cases(name: str) -> list[Case]:
    """The cases of one file."""
    found: list[Case] = json.loads((FOLDER / f"{name}.json").read_text())["cases"]
    return found


def name_of(case: Case) -> str:
    """What pytest calls it."""
    return str(case["name"]).replace(" ", "-")


def unhex(case: Case, *names: str) -> list[bytes]:
    """Several values of a case, as bytes."""
    return [bytes.fromhex(case[name]) for name in names]


def cipher_of(case: Case, form: int) -> Cipher:
    """The product's cipher under the case's keys."""
    return Cipher.build(*unhex(case, "scope_id", "scope", "record_id", "record"), FORMATS[form])


def place_of(case: Case) -> Place:
    """The case's place."""
    return Place(case["table"], case["column"], UUID(case["row"]))


def read(case: Case) -> str:
    """Open as the product does: what a value says of itself first, then the value."""
    scope_id, record_id, token = unhex(case, "scope_id", "record_id", "token")
    under = sealed_under(token)
    if under[1:] != (scope_id, record_id):
        raise WrongKey
    return cipher_of(case, under.form).open(token, place_of(case))
