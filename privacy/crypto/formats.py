"""The byte formats of a sealed value: which are read, and which one is written.

A format stays in `FORMATS` as long as any row or any history may hold it; the vectors of B01 freeze it. A new
one is read by a release before another release writes it: so a release can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MAGIC = b"\xa1\x53"
ALGORITHM = 1  # AES-256-GCM, HKDF-SHA-256
IDS_AT, ID_BYTES, NONCE_BYTES, TAG = 4, 16, 12, 16
SMALLEST = 64


@dataclass(frozen=True, slots=True)
class Format:
    """Where things stand in the header of a format, and the words that keep its keys apart from others'.

    `commitment` is how many bytes bind a value to one key. The ids of the keys stand in the same place in
    each format (`privacy.references` finds them there by SQL).
    """

    number: int
    commitment: int
    head: bytes = field(init=False)
    nonce_at: int = field(init=False)
    header: int = field(init=False)
    shortest: int = field(init=False)
    record_info: bytes = field(init=False)
    value_label: bytes = field(init=False)
    header_length: bytes = field(init=False)

    def __post_init__(self) -> None:
        nonce_at = IDS_AT + 2 * ID_BYTES + self.commitment
        header = nonce_at + NONCE_BYTES
        for name, value in {
            "head": MAGIC + bytes([self.number, ALGORITHM]),
            "nonce_at": nonce_at,
            "header": header,
            "shortest": header + SMALLEST + TAG,
            "record_info": b"atrium/record/v%d" % self.number,
            "value_label": b"atrium/value/v%d" % self.number,
            "header_length": header.to_bytes(4, "big"),
        }.items():
            object.__setattr__(self, name, value)


FORMATS = {number: Format(number, commitment) for number, commitment in ((1, 16), (2, 32))}
CURRENT = FORMATS[2]
