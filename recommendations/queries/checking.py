"""Checking a document that somebody has: in memory, and nothing of it is kept."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True, slots=True)
class Published:
    """A key by which packages can be checked: 32 bytes of Ed25519 in base64, and when it signed.

    The fingerprint is its SHA-256 in groups of four, to be compared over the telephone.
    """

    key: str
    fingerprint: str
    since: date
    until: date | None


def public_keys() -> list[Published]:
    """Today's first, then those that signed earlier packages."""
    return [
        Published(base64.b64encode(key.raw).decode(), _fingerprint(key.raw), key.since, key.until)
        for key in signing.public_keys(signing.RELEASE)
    ]


def _fingerprint(raw: bytes) -> str:
    digest = hashlib.sha256(raw).hexdigest()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def _is_signed(manifest: bytes, signature: bytes) -> bool:
    return signing.verify_any(signing.RELEASE, manifest, signature)


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
