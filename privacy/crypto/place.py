"""Canonical associated data: where a sealed value belongs."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

VALUE_V1 = b"atrium/value/v1"
_ROW_LENGTH = (16).to_bytes(4, "big")
_HEADER_LENGTH = (64).to_bytes(4, "big")


def lp(*parts: bytes) -> bytes:
    """Length-prefixed parts, each with four big-endian bytes, so that no two lists of parts look alike."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


@lru_cache(512)
def _prefix(table: str, column: str) -> bytes:
    return lp(VALUE_V1, table.encode(), column.encode()) + _ROW_LENGTH


@dataclass(frozen=True, slots=True)
class Place:
    """Contract names of table and column, and the row's id. Contract names outlive renames in the code."""

    table: str
    column: str
    row: UUID

    def associated(self, header: bytes) -> bytes:
        """`lp(version, table, column, row, header)` for a header of 64 bytes; the prefix is made once."""
        row = self.row.int.to_bytes(16, "big")
        return _prefix(self.table, self.column) + row + _HEADER_LENGTH + header
