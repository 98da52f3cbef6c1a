"""Long lists, page by page, by the key of the last row seen: as fast on the last page as on the first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar
from uuid import UUID

Row = TypeVar("Row")
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """The rows of one page; `following` is what to ask the next page with, None on the last."""

    rows: list[Row]
    following: UUID | None


def cut(rows: Iterable[Row], keys: Iterable[UUID]) -> Slice[Row]:
    """The first page of `rows`, which hold one row more than a page when there is another.

    `keys` are theirs.
    """
    listed = list(islice(rows, PER_PAGE + 1))
    last = list(islice(keys, PER_PAGE))[-1:]
    return Slice(listed[:PER_PAGE], last[0] if len(listed) > PER_PAGE else None)
