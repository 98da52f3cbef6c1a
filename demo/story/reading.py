"""TOML into frozen dataclasses: a class is the form of its table, field by field.

A field with a default may be left out; a key that is no field is refused. Whatever is wrong raises
`ValueError` with the file and the key, so that whoever edits the words finds the place at once.
"""

import tomllib
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: a file, and the keys that lead to it."""

    file: str
    keys: str = ""

    def inside(self, key: str) -> "Place":
        return Place(self.file, f"{self.keys}.{key}" if self.keys else key)

    def at(self, position: int) -> "Place":
        return Place(self.file, f"{self.keys}[{position}]")

    def wrong(self, what: str) -> ValueError:
        return ValueError(f"{self.file}: {self.keys or 'the file'} {what}")


def read_file(path: Path, kind: type[Thing]) -> Thing:
    """The whole file as one `kind`, a dataclass. Raises ValueError naming file and key."""
    place = Place(path.name)
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise place.wrong(f"is not TOML: {error}") from error
    return read_table(kind, values, place)


def read_table(kind: type[Thing], values: object, place: Place) -> Thing:
    """One table as one `kind`, a dataclass. Raises ValueError naming file and key."""
    if not isinstance(values, dict):
        raise place.wrong("should be a table")
    form = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]  # Thing is any dataclass
    hints = get_type_hints(kind)
    for key in values:
        if key not in form:
            raise place.inside(key).wrong("is no key we know here")
    for name, field in form.items():
        if name not in values and field.default is MISSING:
            raise place.inside(name).wrong("is missing")
    known = {key: _read_value(hints[key], value, place.inside(key)) for key, value in values.items()}
    try:
        return kind(**known)
    except ValueError as error:
        raise place.wrong(f"does not fit: {error}") from error


def _read_value(hint: Any, value: object, place: Place) -> Any:
    """The value as its field declares it."""
    if get_origin(hint) is UnionType:
        hint = next(each for each in get_args(hint) if each is not NoneType)
    if get_origin(hint) is tuple:
        return _read_list(get_args(hint)[0], value, place)
    if isinstance(hint, type) and is_dataclass(hint):
        return read_table(hint, value, place)
    if issubclass(hint, StrEnum):
        return _read_choice(hint, value, place)
    # The exact type: `true` is no number here, and a moment is no day.
    if type(value) is not hint:
        raise place.wrong(f"should be {hint.__name__}")
    if isinstance(value, str) and not value.strip():
        raise place.wrong("is empty")
    return value


def _read_list(hint: Any, value: object, place: Place) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise place.wrong("should be a list")
    return tuple(_read_value(hint, each, place.at(position)) for position, each in enumerate(value))


def _read_choice(choices: type[StrEnum], value: object, place: Place) -> StrEnum:
    for choice in choices:
        if choice.value == value:
            return choice
    raise place.wrong(f"is {value!r}; it may be one of: {', '.join(choices)}")
