"""Checking a document that somebody has: in memory, and nothing of it is kept."""

from __future__ import annotations

import base64
import hashlib

from django.utils.translation import gettext as _

from board.models import Account
from board.states import STAFF
from documents import package
from documents.package import Checked, Outcome
from privacy import signing
from recommendations.models import ReleasedFile

ZIP_BEGINS = b"PK"


def may_check(account: Account) -> bool:
    """Officers, the chair and the secretariat."""
    return account.is_officer or account.role in STAFF


def check_upload(account: Account, data: bytes) -> tuple[Checked, str]:
    """What came of the check, and one sentence about it.

    A package is known by its signature, one of its files by what this person's releases hold.
    """
    if data.startswith(ZIP_BEGINS):
        checked = package.check(data, verify=_is_signed)
        return checked, checked.reason
    checked = _known_file(account, data)
    if not checked.genuine:
        return checked, _("No release that you can see holds this file. Check the whole package, the ZIP.")
    return checked, _("This file is genuine: it is as it was approved for release.")


def public_key() -> str:
    """The key by which every package can be checked: 32 bytes of Ed25519, in base64."""
    return base64.b64encode(signing.public_key(signing.RELEASE)).decode()


def fingerprint() -> str:
    """SHA-256 of the key, in groups of four, to be compared over the telephone."""
    digest = hashlib.sha256(signing.public_key(signing.RELEASE)).hexdigest()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def _is_signed(manifest: bytes, signature: bytes) -> bool:
    return signing.verify(signing.public_key(signing.RELEASE), manifest, signature)


def _known_file(account: Account, data: bytes) -> Checked:
    rows = ReleasedFile.objects.filter(sha256=package.digest(data)).select_related("release__organisation")
    if account.role not in STAFF:
        rows = rows.filter(release__organisation__people__account=account)
    found = rows.first()
    if found is None:
        return Checked(Outcome.UNSIGNED)
    release = found.release
    about = {"release": release.reference, "for": release.organisation.name}
    return Checked(Outcome.GENUINE, found.name, about, release.approved_on)
