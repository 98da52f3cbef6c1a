"""A PDF that opens with a passphrase only (AES-256, revision 6 of ISO 32000-2)."""

from __future__ import annotations

from io import BytesIO

import pikepdf


def lock(made: bytes, passphrase: str) -> bytes:
    """The same pages, shut; a screen reader may still read them aloud. Nobody else opens them."""
    shut = BytesIO()
    allowed = pikepdf.Permissions(
        extract=False, modify_annotation=False, modify_form=False, modify_other=False
    )
    with pikepdf.open(BytesIO(made)) as document:
        document.save(
            shut,
            encryption=pikepdf.Encryption(owner=passphrase, user=passphrase, R=6, aes=True, allow=allowed),
        )
    return shut.getvalue()
