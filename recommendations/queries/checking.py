"""Checking a document that somebody has: in memory, and nothing of it is kept."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from board.models import Account
from board.states import STAFF
from documents import package
from documents.package import Checked, Outcome
from privacy import signing
from privacy.permissions import Denied
from recommendations import copies
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
        file = _of_package(account, checked.about) if checked.genuine else None
        later = _what_came_later(account, file, checked.made_on) if file is not None else None
        return later or (checked, checked.reason)
    file = _seen_by(account).filter(sha256=package.digest(data)).order_by("-edition").first()
    if file is None:
        unknown = _("No release that you can see holds this file. Check the whole package, the ZIP.")
        return Checked(Outcome.UNSIGNED), unknown
    genuine = Checked(Outcome.GENUINE, file.name, _about(file), file.release.approved_on)
    later = _what_came_later(account, file, file.release.approved_on)
    return later or (genuine, _("This file is genuine: it is as it was approved for release."))


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


def _seen_by(account: Account) -> QuerySet[ReleasedFile]:
    rows = ReleasedFile.objects.select_related("release__organisation")
    return rows if account.role in STAFF else rows.filter(release__organisation__people__account=account)


def _of_package(account: Account, about: Mapping[str, str]) -> ReleasedFile | None:
    """The data of the edition that a signed package says it is."""
    edition = about.get("edition", "1")
    rows = _seen_by(account).filter(release__reference=about.get("release", ""), name=copies.JSON_NAME)
    return rows.filter(edition=int(edition) if edition.isdecimal() else 0).first()


def _is_current(account: Account, file: ReleasedFile) -> bool:
    """Whether the release would be handed over with the same words today."""
    beside = ReleasedFile.objects.filter(release=file.release, name=copies.JSON_NAME)
    if beside.filter(edition__gt=file.edition).exists():
        return False
    try:
        now = copies.data_of(copies.compose(file.release, reader=account))
    except Denied:  # it is handed over to nobody now, or this person only checks it
        return True
    return beside.filter(edition=file.edition, sha256=package.digest(now)).exists()


def _what_came_later(account: Account, file: ReleasedFile, day: date | None) -> tuple[Checked, str] | None:
    """What to say of a genuine file that is not to be used any more; None for one that is."""
    if file.release.recalls.exists():
        said = _("This is genuine, and the board has asked for the copies back. Please delete it.")
    elif not _is_current(account, file):
        said = _(
            "This is genuine, and an older edition. Somebody is named otherwise now. Ask for the newest one."
        )
    else:
        return None
    return Checked(Outcome.DIFFERENT, file.name, _about(file), day), said


def _about(file: ReleasedFile) -> dict[str, str]:
    return {"release": file.release.reference, "for": file.release.organisation.name}
