"""Second steps: an app that shows codes, a list of codes on paper, a passkey.

The arithmetic and the table are django-allauth's; pages and addresses are ours. Seeds are kept encrypted with
the machine's own secret (django-cryptography), never in clear. When a factor was used is not noted, but for
the count that keeps a code from being used twice (RFC 6238, 5.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_cryptography.utils.crypto import Fernet
from qrcode import QRCode

from board.models import Account
from board.states import KeptOn
from privacy import clock

ISSUER = "Atrium"
PERIOD = 30
APP, PAPER, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES, Authenticator.Type.WEBAUTHN
# Where the seed of each is kept; a passkey keeps its own.
SEEDS = {APP: "secret", PAPER: "seed"}
NAMES: dict[str, Promise] = {
    APP: _("An app that shows codes"),
    PAPER: _("A list of codes on paper"),
    PASSKEY: _("A passkey"),
}


class Adapter(DefaultMFAAdapter):
    """What allauth asks of the house: how secrets are kept, and what a passkey calls this site."""

    def encrypt(self, text: str) -> str:
        """Sealed with the machine's own secret."""
        return bytes(Fernet().encrypt(text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """And opened again."""
        return bytes(Fernet().decrypt(encrypted_text.encode())).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host, under the neutral name of the site."""
        return {**super().get_public_key_credential_rp_entity(), "name": ISSUER}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """A random id and the sign-in name: a telephone shows it in its list of keys."""
        return {
            **super().get_public_key_credential_user_entity(user),
            "display_name": user.sign_in_name,
            "name": user.sign_in_name,
        }


@dataclass(frozen=True, slots=True)
class Factor:
    """One second step of an account, as a page shows it. `left`: codes that are not used yet.

    `is_lost`: its seed was kept with another secret than the machine's own of today, so it opens nothing.
    """

    key: UUID
    kind: str
    kept_on: str
    left: int | None
    is_lost: bool

    @property
    def words(self) -> str:
        """What it is."""
        return str(NAMES[self.kind])


def factors_of(account: Account) -> list[Factor]:
    """Every second step, the oldest first."""
    return [_factor(row) for row in rows_of(account)]


def rows_of(account: Account) -> list[Authenticator]:
    """The rows themselves."""
    return list(Authenticator.objects.filter(user=account).order_by("pk"))


def has_any(account: Account) -> bool:
    """Whether a second step is asked at the door."""
    return bool(Authenticator.objects.filter(user=account).exists())


def forget(account: Account) -> None:
    """Every second step of this account, inside an act that says why."""
    Authenticator.objects.filter(user=account).delete()


def is_right(account: Account, code: str) -> bool:
    """Whether a code from the app or from paper is right now. It is used up with that."""
    return any(_fits(row, code) for row in rows_of(account) if not is_lost(row))


def is_lost(row: Authenticator) -> bool:
    """Whether its seed cannot be opened with the secret that the machine has now. A passkey has none here."""
    if row.type not in SEEDS:
        return False
    try:
        decrypt(row.data[SEEDS[row.type]])
    except BadSignature:
        return True
    return False


def new_seed() -> str:
    """A seed for an app, encrypted, to be kept in the session until the first code is right."""
    return str(encrypt(totp.generate_totp_secret()))


@dataclass(frozen=True, slots=True)
class Shown:
    """A seed in groups of four to type, and its QR code as the path of an SVG so many units wide."""

    groups: str
    path: str
    width: int


def shown_seed(seed: str, account: Account) -> Shown:
    """What an app needs to be set up."""
    secret = decrypt(seed)
    code = QRCode(border=2)
    code.add_data(Adapter().build_totp_url(account, secret))
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return Shown(groups, path, len(rows))


def shows_right(seed: str, code: str) -> bool:
    """Whether the app shows the right code for a new seed."""
    return _step_of(decrypt(seed), code, after=0) is not None


def app(account: Account, seed: str) -> Authenticator:
    """The row of an app, not saved. `seed` stays as it was encrypted."""
    return Authenticator(user=account, type=APP, data={"secret": seed, "id": str(uuid4())})


def paper(account: Account) -> Authenticator:
    """The row of a new list, not saved."""
    seed = encrypt(RecoveryCodes.generate_seed())
    return Authenticator(user=account, type=PAPER, data={"seed": seed, "used_mask": 0, "id": str(uuid4())})


def passkey(account: Account, kept_on: KeptOn, credential: dict[str, Any]) -> Authenticator:
    """The row of a passkey, not saved. Its name comes from a list: nobody's own words are kept in clear."""
    data = {"name": str(kept_on), "credential": credential, "id": str(uuid4())}
    return Authenticator(user=account, type=PASSKEY, data=data)


def codes_of(row: Authenticator) -> list[str]:
    """The codes of a list that are not used yet, in two groups of four."""
    return [f"{code[:4]} {code[4:]}" for code in RecoveryCodes(row).get_unused_codes()]


def options_to_make(account: Account) -> dict[str, Any]:
    """What a browser needs to make a passkey; the challenge goes into the session."""
    return dict(webauthn.begin_registration(account, passwordless=True))


def is_made(credential: Any) -> bool:
    """Whether this answers the challenge, by somebody whom the device has checked."""
    try:
        webauthn.parse_registration_response(credential)
        return bool(webauthn.complete_registration(credential).is_user_verified())
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return False


def options_to_use(account: Account | None = None) -> dict[str, Any]:
    """What a browser needs to use a passkey: of this account, or of whoever has one here."""
    return dict(webauthn.begin_authentication(account))


def holder_of(credential: Any, account: Account | None = None) -> Account | None:
    """Whose passkey answers the challenge; with `account`, only hers. None when it does not."""
    try:
        webauthn.parse_authentication_response(credential)
        who = account or webauthn.extract_user_from_response(credential)
        webauthn.complete_authentication(who, credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return who if isinstance(who, Account) and who.is_active else None


def _factor(row: Authenticator) -> Factor:
    lost = is_lost(row)
    left = len(RecoveryCodes(row).get_unused_codes()) if row.type == PAPER and not lost else None
    kept_on = str(KeptOn(row.data["name"]).label) if row.type == PASSKEY else ""
    return Factor(UUID(row.data["id"]), row.type, kept_on, left, lost)


def _fits(row: Authenticator, code: str) -> bool:
    if row.type == PAPER:
        return bool(RecoveryCodes(row).validate_code(code))  # it locks the row, as _is_fresh does
    return row.type == APP and _is_fresh(row, code)


def _is_fresh(row: Authenticator, code: str) -> bool:
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().get(pk=row.pk)
        step = _step_of(decrypt(held.data["secret"]), code, after=held.data.get("step", 0))
        if step is None:
            return False
        held.data["step"] = step
        held.save(update_fields=["data"])
    return True


def _step_of(secret: str, code: str, *, after: int) -> int | None:
    """The half-minute whose code this is: now, the one before or the next; each once."""
    now = int(clock.now().timestamp()) // PERIOD
    steps = (step for step in (now - 1, now, now + 1) if step > after)
    expected = ((step, totp.format_hotp_value(totp.hotp_value(secret, step))) for step in steps)
    return next((step for step, value in expected if compare_user_code(actual=code, expected=value)), None)
