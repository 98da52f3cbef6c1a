#!/usr/bin/env python3
"""Check a board's log from outside: one file, Python 3.9 or later, nothing to install, no network.

    python3 verify_log.py KEY ANCHOR                what does this anchor say, and did the board sign it?
    python3 verify_log.py KEY ANCHOR --log EXPORT   is the exported log the one the anchor was dropped from?

KEY is the board's public key (`manage.py audit key`), best taken from the first anchor you were ever given.
ANCHOR is a signed note (`manage.py audit anchor`), EXPORT a log (`manage.py audit export`).

Exit codes: 0 all fits, 1 cannot be read, 2 the log is broken, 3 the log ends before the anchor, 4 the log is
not that of the anchor, or the anchor was not signed with this key.

Ed25519 after RFC 8032, the tree hash after RFC 6962, the note after C2SP signed-note.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import sys
from pathlib import Path

BROKEN, SHORT, OTHER = 2, 3, 4
SIGNATURE_BYTES = 64

# --- Ed25519, RFC 8032 section 5.1: only the check, which needs no secret -------------------------

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def add(a: Point, b: Point) -> Point:
    """The sum of two points of the curve, in extended coordinates."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    return (f - e) * (h - g) % P, (h + g) * (f + e) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P


def times(number: int, point: Point) -> Point:
    """The point added to itself so many times."""
    total: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point = add(point, point)
        number >>= 1
    return total


def same(a: Point, b: Point) -> bool:
    """Whether these are one point."""
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def unpacked(packed: bytes) -> Point:
    """The point of 32 bytes. Raises ValueError."""
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        raise ValueError("no point")
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P)
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * ROOT % P
    if (x * x - xx) % P or (x == 0 and sign):
        raise ValueError("no point")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = unpacked(bytes.fromhex("58" + "66" * 31))


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the 64 bytes are the signature of the message under the public key."""
    try:
        public, r = unpacked(key), unpacked(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != SIGNATURE_BYTES or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % Q
    return same(times(s, BASE), add(r, times(h, public)))


# --- the note -------------------------------------------------------------------------------------


class Problem(Exception):
    """Something does not fit; the exit code and a sentence."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def opened(line: str, note: bytes) -> list[str]:
    """The signed lines of a note. Raises Problem, ValueError."""
    name, key_hash, packed = line.strip().split("+", 2)
    typed = base64.b64decode(packed, validate=True)
    text, _, last = note.decode().rpartition("\n\n")
    dash, signer, coded = last.removesuffix("\n").split(" ")
    signature = base64.b64decode(coded, validate=True)
    text += "\n"
    if (dash, signer, signature[:4].hex()) != ("\u2014", name, key_hash) or typed[:1] != b"\1":
        raise Problem(OTHER, "The anchor was not signed with this key.")
    if not is_signed(typed[1:], text.encode(), signature[4:]):
        raise Problem(OTHER, "The anchor is not as it was signed.")
    return text.splitlines()


# --- the log --------------------------------------------------------------------------------------


def node(left: bytes, right: bytes) -> bytes:
    """RFC 6962, section 2.1."""
    return hashlib.sha256(b"\1" + left + right).digest()


def grown(peaks: list[bytes], size: int, leaf: bytes) -> None:
    """Add a leaf to a tree of `size` leaves, of which only the perfect parts are kept."""
    new = hashlib.sha256(b"\0" + leaf).digest()
    while size & 1:
        new, size = node(peaks.pop(), new), size >> 1
    peaks.append(new)


def root_of(peaks: list[bytes]) -> bytes:
    """The tree hash."""
    if not peaks:
        return hashlib.sha256(b"").digest()
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node(peak, root)
    return root


def walk(lines: list[str], size: int) -> tuple[int, bytes, bytes]:
    """Check every event; number of the last, and hash and root as they were at `size`. Raises Problem."""
    if lines[0] != "atrium log 1" or not lines[1].startswith("begins after "):
        raise ValueError("no log")
    _, _, first, begun, packed = lines[1].split(" ")
    seq, before = int(first), bytes.fromhex(begun)
    whole = b"" if packed == "-" else bytes.fromhex(packed)
    peaks = [whole[at : at + 32] for at in range(0, len(whole), 32)]
    if size < seq:
        raise Problem(1, "The anchor is older than the beginning of this log. Take a newer one.")
    at_size = (before, root_of(peaks)) if seq == size else (b"", b"")
    for line in lines[2:]:
        number, found, what, content = line.split(" ")
        digest = bytes.fromhex(content)
        if what == "payload":
            digest = hashlib.sha256(digest).digest()
        grown(peaks, seq, bytes.fromhex(found))
        seq += 1
        before = hashlib.sha256(b"\0evt1" + seq.to_bytes(8, "big") + before + digest).digest()
        if (int(number), found) != (seq, before.hex()):
            raise Problem(BROKEN, f"The log is broken at event {seq}.")
        if seq == size:
            at_size = (before, root_of(peaks))
    return seq, *at_size


def compare(anchor: list[str], log: list[str]) -> str:
    """A sentence when the log is that of the anchor. Raises Problem."""
    size, root, head = int(anchor[1]), base64.b64decode(anchor[2]), bytes.fromhex(anchor[3].split(" ")[1])
    last, found, tree = walk(log, size)
    if last < size:
        raise Problem(SHORT, f"The log ends with event {last}; the anchor knows of {size}.")
    if (found, tree) != (head, root):
        raise Problem(OTHER, f"This is not the log of the anchor: event {size} was another one then.")
    return f"The log is whole: {last} events, and it is the one the anchor was dropped from."


def say(what: object) -> None:
    """One line."""
    sys.stdout.write(f"{what}\n")


def main(arguments: list[str]) -> int:
    """Say what was found; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("key", type=Path)
    parser.add_argument("anchor", type=Path)
    parser.add_argument("--log", type=Path)
    asked = parser.parse_args(arguments)
    try:
        anchor = opened(asked.key.read_text(), asked.anchor.read_bytes().replace(b"\r\n", b"\n"))  # mail
        say(f"Signed by {anchor[0]} on {anchor[4].split(' ')[1]}: {anchor[1]} events, {anchor[5]}.")
        if asked.log:
            say(compare(anchor, asked.log.read_text().splitlines()))
    except Problem as problem:
        say(problem)
        return problem.code
    except (OSError, ValueError, IndexError) as problem:
        say(f"This cannot be read: {type(problem).__name__}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
