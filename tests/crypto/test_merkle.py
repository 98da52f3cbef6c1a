"""The tree hash of RFC 6962: its frozen values, and going on from the peaks."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from privacy.crypto import Tree, root_of

# The leaves and roots of the reference implementation's own test (certificate-transparency).
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_the_known_roots() -> None:
    assert [root_of(LEAVES[:size]).hex() for size in range(9)] == ROOTS


def slow(leaves: list[bytes]) -> bytes:
    """As section 2.1 says it, word for word."""
    if len(leaves) < 2:
        return hashlib.sha256(b"".join(b"\0" + leaf for leaf in leaves)).digest()
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + slow(leaves[:k]) + slow(leaves[k:])).digest()


@given(st.lists(st.binary(max_size=8), max_size=70), st.integers(0, 70))
def test_going_on_from_the_peaks_is_the_same_tree(leaves: list[bytes], cut: int) -> None:
    cut = min(cut, len(leaves))
    begun = Tree()
    for leaf in leaves[:cut]:
        begun.add(leaf)
    resumed = Tree(begun.size, begun.peaks)
    for leaf in leaves[cut:]:
        resumed.add(leaf)
    assert resumed.root() == root_of(leaves) == slow(leaves)
