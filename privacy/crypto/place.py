"""Canonical associated data: where a sealed value belongs."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from privacy.crypto.formats import Format

_ROW_LENGTH = (16).to_bytes(4, "big")


def lp(*parts: bytes) -> bytes:
    """Length-prefixed parts, each with four big-endian bytes, so that no two lists of parts look alike."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


@lru_cache(512)
def _prefix(label: bytes, table: str, column: str) -> bytes:
    return lp(label, table.encode(), column.encode()) + _ROW_LENGTH


@dataclass(frozen=True, slots=True)
class Place:
    """Contract names of table and column, and the row's id. Contract names outlive renames in the code."""

    table: str
    column: str
    row: UUID

    def associated(self, header: bytes, form: Format) -> bytes:
        """`lp(label, table, column, row, header)` for a header of this format; the prefix is made once."""
        row = self.row.int.to_bytes(16, "big")
        return _prefix(form.value_label, self.table, self.column) + row + form.header_length + header
